"""What all tests share: a clean environment, and one line about what was not run."""

from __future__ import annotations

import os

import pytest

NEEDS_CLI = "the Pulumi CLI (`pulumi`) is not on PATH"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    """Whoever runs the tests may have an account of their own in the environment."""
    for variable in [name for name in os.environ if name.startswith("ARIZE_")]:
        monkeypatch.delenv(variable)
    # The simulator shows at once what was written; a test of an account that lags says for how long.
    monkeypatch.setenv("ARIZE_LAG_SECONDS", "0")


def pytest_terminal_summary(terminalreporter):
    """Say once, not a hundred times, what was skipped and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    without_cli = [report for report in skipped if NEEDS_CLI in str(report.longrepr)]
    if without_cli:
        terminalreporter.write_line(f"{len(without_cli)} tests were skipped: {NEEDS_CLI}.")
