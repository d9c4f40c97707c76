"""What all tests share: a clean environment, and one line about what was not run."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from itertools import chain, groupby

import pytest
from hypothesis import HealthCheck, settings

# How long examples take depends on what else the machine does.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A change is judged by the same examples each time; `make explore` looks for others.
settings.register_profile("the same each time", settings.get_profile("steady"), derandomize=True)
settings.register_profile("explore", settings.get_profile("steady"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "the same each time"))

OTHER_PLUGINS = [plugin.name for plugin in entry_points(group="pytest11") if plugin.name != "pulumi_arize_users"]
NEEDS_CLI = "the Pulumi CLI (`pulumi`) is not on PATH"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    """Whoever runs the tests may have an account of their own in the environment."""
    for variable in [name for name in os.environ if name.startswith("ARIZE_")]:
        monkeypatch.delenv(variable)
    # The simulator shows at once what was written; a test of an account that lags says for how long.
    monkeypatch.setenv("ARIZE_LAG_SECONDS", "0")


@pytest.fixture(autouse=True)
def only_our_plugin_in_other_runs_of_pytest(monkeypatch):
    """A test that starts a pytest of its own waits for no plugin of others: most of that run would be their import."""
    monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(f"-p no:{name}" for name in OTHER_PLUGINS))


@pytest.fixture
def eager_threads():
    """Threads interrupt each other wherever they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def all_at_once(eager_threads):  # noqa: ARG001 - for what it does
    """Lets a thread for each of some deeds begin in the same moment; answers what each returned, or raises."""

    def run(deeds):
        start = threading.Barrier(len(deeds))

        def one(deed):
            start.wait(10)
            return deed()

        with ThreadPoolExecutor(len(deeds)) as threads:
            return list(threads.map(one, deeds))

    return run


def pytest_collection_modifyitems(items):
    """Each process of the run begins with its share of the files that take long, so that none is left for the end."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    others = [item for item in items if not item.get_closest_marker("long")]
    files = [[*tests] for _, tests in groupby(long, lambda item: item.path)]
    files.sort(key=len, reverse=True)  # the queues of the processes are equally long, and none may end with a long one
    share = -(-len(others) // processes)
    items[:] = [
        item
        for process in range(processes)
        for item in [*chain(*files[process::processes]), *others[process * share : (process + 1) * share]]
    ]


def pytest_terminal_summary(terminalreporter):
    """Say once, not a hundred times, what was skipped and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    without_cli = [report for report in skipped if NEEDS_CLI in str(report.longrepr)]
    if without_cli:
        terminalreporter.write_line(f"{len(without_cli)} tests were skipped: {NEEDS_CLI}.")
