"""An up that is cut off from outside when it has done some of its work: interrupted once, or killed."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pulumi_arize_users.testing.cli import CliStack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pulumi_arize_users.testing import Result, StackUnderTest
    from tests.engine.conftest import Team

needs_proc = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="processes are found by /proc")
CLI = "pulumi"
SECONDS_TO_END = 15
# What the engine starts for providers, by its command.
HOSTS = (b"pulumi.dynamic", b"pulumi_arize_users.hosts.plugin")


class Interrupted(NamedTuple):
    """An up that was interrupted, and how long it went on."""

    result: Result
    seconds: float


def interrupt_an_up(a_team: Team, when: Callable[[], bool]) -> Interrupted:
    """Begin an up and, when it is time, press Ctrl-C once."""
    with ThreadPoolExecutor(1) as background:
        running = background.submit(a_team.up)
        while not when() and not running.done():
            wait([running], timeout=0.05)
        began = time.monotonic()
        for process in _working_for(a_team.stack):
            # Plugins have process groups of their own, so that a terminal's Ctrl-C reaches the CLI alone.
            if Path(process, "comm").read_text().strip() == CLI:
                os.kill(int(process.name), signal.SIGINT)
        return Interrupted(running.result(), time.monotonic() - began)


def kill_an_up(a_team: Team, when: Callable[[], bool]) -> None:
    """Begin an up and, when it is time, kill engine, language host and provider host."""
    with ThreadPoolExecutor(1) as background:
        running = background.submit(a_team.up)
        while not when() and not running.done():
            wait([running], timeout=0.05)
        for process in _working_for(a_team.stack):
            os.kill(int(process.name), signal.SIGKILL)
        running.exception()


def kill_the_engine_alone(a_team: Team, when: Callable[[], bool]) -> None:
    """Begin an up and, when it is time, kill the engine; wait until the host of the providers has ended too."""
    with ThreadPoolExecutor(1) as background:
        running = background.submit(a_team.up)
        while not when() and not running.done():
            wait([running], timeout=0.05)
        for process in _working_for(a_team.stack):
            if Path(process, "comm").read_text().strip() == CLI:
                os.kill(int(process.name), signal.SIGKILL)
        deadline = time.monotonic() + SECONDS_TO_END
        while any(_is_host(process) for process in _working_for(a_team.stack)):
            assert time.monotonic() < deadline, "the host lives on"
            wait([running], timeout=0.1)
        running.exception()


def _is_host(process: Path) -> bool:
    command = Path(process, "cmdline").read_bytes()
    return any(host in command for host in HOSTS)


def _working_for(stack: StackUnderTest) -> Iterator[Path]:
    assert isinstance(stack, CliStack)
    for process in Path("/proc").iterdir():
        try:
            works_here = process.name.isdigit() and Path(process, "cwd").readlink().is_relative_to(stack._root)
        except OSError:
            continue
        if works_here:
            yield process
