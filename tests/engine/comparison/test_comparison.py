"""The local runner does what the real CLI does: same success, same counts, same calls, same state."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from pulumi_arize_users.testing import CliEngine, LocalEngine
from tests.engine.comparison.scenarios import SCENARIOS, play
from tests.engine.comparison.variants import main
from tests.engine.warm_hosts import start_warm

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "recorded.json").read_text())
DIRECTORY = HERE / "program"
IMPORTABLE = {"PYTHONPATH": str(HERE.parents[2])}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_function_runs_locally_as_the_cli_ran_it(name, tmp_path, monkeypatch):
    """A program given as a function has the effects that were recorded on the CLI."""
    start_warm(monkeypatch)

    seen = play(LocalEngine(), main, SCENARIOS[name], tmp_path, {})

    for expected, step in zip(RECORDED[name], seen, strict=True):
        assert expected == asdict(step)


@pytest.mark.parametrize("name", ["component", "dependents go along", "program raises"])
def test_a_directory_runs_locally_as_the_cli_ran_it(name, tmp_path):
    """A program given as a directory has the effects that were recorded on the CLI."""
    seen = play(LocalEngine(), DIRECTORY, SCENARIOS[name], tmp_path, IMPORTABLE)

    for expected, step in zip(RECORDED[name], seen, strict=True):
        assert expected == asdict(step)


@pytest.mark.cli
@pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_cli_still_does_what_was_recorded(name, tmp_path):
    """The record is what this version of the CLI does."""
    seen = play(CliEngine(), main, SCENARIOS[name], tmp_path, {})

    for expected, step in zip(RECORDED[name], seen, strict=True):
        assert expected == asdict(step)
