"""The command as a shell runs it, on an account of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from pulumi_arize_users.simulator.simulator import DEMO_KEY, Simulator
from tests.command.forks import Forks


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


@pytest.fixture(scope="session")
def forks(tmp_path_factory):
    """What `arize_users` runs commands with."""
    forks = Forks(tmp_path_factory.mktemp("forks"))
    yield forks
    forks.close()


@pytest.fixture
def arize_users(arize, tmp_path, forks):
    """Runs `arize-users` with these arguments on the account, in a folder of the test's own."""

    def run(*arguments, stdin="", **environment):
        settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY, **environment}
        return Ran(*forks.run(arguments, stdin=stdin, folder=tmp_path, environment={**os.environ, **settings}))

    return run


@pytest.fixture
def started(arize, tmp_path):
    """Starts `arize-users` as a shell does, and lets it run; what still runs at the end is killed."""
    with ExitStack() as processes:

        def start(*arguments, stdin=subprocess.DEVNULL, by=(), **environment):
            settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY, **environment}
            process = subprocess.Popen(
                [*by, sys.executable, "-m", "pulumi_arize_users.command", *map(str, arguments)],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={**os.environ, **settings},
            )
            processes.enter_context(process)
            processes.callback(process.kill)
            return process

        yield start
