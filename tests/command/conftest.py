"""The command as a shell runs it, on an account of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def arize():
    """A local Arize; nobody is in it yet."""
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def arize_users(arize, tmp_path):
    """Runs `arize-users` with these arguments on the account, in a folder of the test's own."""

    def run(*arguments, stdin="", **environment):
        settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY, **environment}
        done = subprocess.run(
            [sys.executable, "-m", "pulumi_arize_users.command", *map(str, arguments)],
            capture_output=True,
            text=True,
            input=stdin,
            cwd=tmp_path,
            env={**os.environ, **settings},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
