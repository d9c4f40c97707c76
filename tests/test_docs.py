"""What the documents show is true: their programs run, their tables are the code's, their links lead somewhere."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pulumi_arize_users import ArizeUser, OrganizationMembership, __version__

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PROGRAM, TEST = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "examples").glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_the_first_program_is_the_quickstart():
    """Whoever copies from the README copies what is tested."""
    assert (ROOT / "examples/quickstart/__main__.py").read_text() == PROGRAM


def test_the_test_of_the_readme_passes(tmp_path):
    """The README's test, beside the README's program, in a pytest of its own."""
    (tmp_path / "__main__.py").write_text(PROGRAM)
    (tmp_path / "test_program.py").write_text(TEST)

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "1 passed" in ran.stdout, ran.stdout + ran.stderr


@pytest.mark.parametrize("resource", [ArizeUser, OrganizationMembership])
def test_every_argument_is_in_the_readme(resource):
    """The tables of arguments list what the constructors take."""
    section = README.split(f"## {resource.__name__}\n")[1].split("\n## ")[0]
    table = set(re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in section.splitlines() if "|" in line)))
    arguments = set(inspect.signature(resource.__init__).parameters) - {"self", "resource_name", "opts"}

    assert arguments <= table


def test_every_setting_is_in_the_readme():
    """The table of settings lists every key and variable that is read."""
    source = (ROOT / "pulumi_arize_users/api/settings.py").read_text()
    keys = set(re.findall(r'sources\.\w+\(\s*"(\w+)"', source))

    missing = {key for key in keys if f"`arize:{key}`" not in README}

    assert 17 <= len(keys)
    assert set() == missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    """A link to a file of this repository names a file that exists."""
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text())

    assert [] == [link for link in links if not (document.parent / link).exists()]


def test_every_example_is_listed():
    """A folder without a line in the examples' README is an example nobody finds."""
    listed = (ROOT / "examples/README.md").read_text()
    folders = {path.parent.name for path in (ROOT / "examples").glob("*/__main__.py")}

    assert {folder for folder in folders if f"]({folder}/" in listed} == folders


def test_the_version_stands_once():
    """Package metadata, module and client agree."""
    project = (ROOT / "pyproject.toml").read_text()

    assert f'version = "{__version__}"' in project


def test_every_promise_has_a_test():
    """The table of promises names tests that exist."""
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", (ROOT / "docs/safety.md").read_text())

    missing = [name for file, name in named if f"def {name}(" not in (ROOT / "tests/engine" / file).read_text()]

    assert 25 <= len(named)
    assert [] == missing
