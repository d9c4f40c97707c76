# Needs only make and Python 3.10 or newer; everything else goes into .venv.
#   make demo   shows the main job on a local Arize
#   make test   runs linters, type checks and all tests
#   make fast   runs the tests that start no process of Pulumi
#   make explore  runs the tests of properties on other examples each time, and on more of them
#   make every  runs every test of a program that also holds for the native plugin with it, and not only a part
#   make dist   builds wheel and source archive into dist, and checks them
#   make docs  builds the documents as a site into .make/site; a link that leads nowhere fails
#   make bench  measures what it costs, beside other ways; N="100 200" LATENCY_MS=… and more: benchmarks/README.md

PYTHON ?= $(shell command -v python3 || command -v python)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BUILDING := .make/dist
SITE := .make/docs

# The tests start hundreds of processes, each of which would compile the package again, whatever the shell says.
TESTING := PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q

.PHONY: demo test fast explore every dist docs bench lint compiled clean help

help:
	@sed -n 's/^#   //p' Makefile

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.10 or newer is needed; set PYTHON=…" if sys.version_info < (3, 10) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" PULUMI_PYTHON_CMD="$(CURDIR)/$(BIN)/python" $(BIN)/python examples/demo

lint: $(READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy

# What each process of a test run would do by itself; what is wrong with a test is said by that run.
compiled: $(READY)
	@$(TESTING) --collect-only -q > /dev/null 2>&1 || true

test: $(READY)
	@$(MAKE) --no-print-directory --jobs 2 lint compiled
	@# More processes than cores: half of the time a test waits for another process.
	@$(TESTING) --numprocesses 4 --dist worksteal --durations 10

fast: $(READY)
	@$(BIN)/python -m pytest -q tests/api tests/people tests/providers tests/simulator

explore: $(READY)
	@HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -q -m hypothesis tests/api tests/people --numprocesses 2

every: $(READY)
	@EVERY_CASE=1 $(TESTING) tests/engine -k plugin --numprocesses 4 --dist worksteal

# A small environment of its own: whoever only installs the package does not need what its developers need.
$(BUILDING)/.ready: Makefile
	@$(PYTHON) -m venv $(BUILDING)
	@$(BUILDING)/bin/python -m pip install --quiet --disable-pip-version-check 'build>=1.2' 'twine>=6'
	@touch $@

dist: $(BUILDING)/.ready
	@rm -rf dist
	@$(BUILDING)/bin/python -m build --outdir dist . > $(BUILDING)/log 2>&1 || { cat $(BUILDING)/log; exit 1; }
	@$(BUILDING)/bin/python -m twine check --strict dist/*
	@$(BUILDING)/bin/python tests/distribution.py dist

$(SITE)/.ready: pyproject.toml
	@$(PYTHON) -m venv $(SITE)
	@$(SITE)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

docs: $(SITE)/.ready
	@$(SITE)/bin/python docs/site.py .make/pages
	@# Not with --quiet, which also silences the warnings that strict counts: nothing would ever fail.
	@NO_MKDOCS_2_WARNING=1 $(SITE)/bin/mkdocs build > $(SITE)/log 2>&1 || { grep -v '^INFO' $(SITE)/log; exit 1; }
	@echo "The pages are in .make/site; begin with .make/site/index.html"

# The parameters of `make bench`; benchmarks/README.md says what they mean.
N ?= 200
LATENCY_MS ?= 50
ROUNDS ?= 1
ENGINE ?=
PEERS ?=
PARALLEL ?= 64
CONCURRENCY ?= 16
SEED_USERS ?= 0
RATE ?= 20
RATE_N ?= 500
PLOT ?= benchmarks/cost.png

bench: $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m benchmarks --people "$(N)" --latency-ms $(LATENCY_MS) \
	  --rounds $(ROUNDS) $(if $(ENGINE),--engine $(ENGINE)) $(if $(PEERS),--peers "$(PEERS)") --parallel $(PARALLEL) \
	  --concurrency $(CONCURRENCY) --seed-users $(SEED_USERS) --rate-limit $(RATE) --rate-people $(RATE_N) \
	  --plot $(PLOT)

clean:
	rm -rf $(VENV) .make dist
