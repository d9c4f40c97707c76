"""The engine is killed in the middle of its work, and the next run finds everybody."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from pulumi_arize_users.testing import CliEngine

PEOPLE = 50
ENOUGH = 10


@pytest.fixture
def engine(engine):
    """Only the real CLI can be killed and go on: the local runner keeps its state in memory."""
    if not isinstance(engine, CliEngine):
        pytest.skip("the local runner keeps its state in memory")
    return engine


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="processes are found by /proc")
def test_a_killed_up_is_healed_by_the_next_one(a_team):
    """After SIGKILL, `pulumi cancel` and an up with adopt=True: no duplicate, no loss, and nothing left to do."""
    a_team.arize.latency_ms = 100
    for number in range(PEOPLE):
        a_team.person(f"person{number}", adopt=True)

    with ThreadPoolExecutor(1) as background:
        killed = background.submit(a_team.up)
        while len(a_team.arize.writes) < ENOUGH and not killed.done():
            wait([killed], timeout=0.05)
        _kill_all_in(a_team.stack._root)
        killed.exception()
    in_state_before = len(a_team.stack.state())
    a_team.stack._command("cancel", "--yes")
    a_team.arize.latency_ms = 0
    a_team.up().raise_for_errors()
    a_team.requests()
    again = a_team.up().raise_for_errors()

    accounts = [user["email"] for user in a_team.arize.users() if user["email"].startswith("person")]
    recorded = {resource.id for resource in a_team.stack.state() if "ArizeUser" in resource.type}
    assert in_state_before < PEOPLE
    assert PEOPLE == len(accounts) == len(set(accounts))
    assert recorded == {user["id"] for user in a_team.arize.users() if user["email"] in accounts}
    assert {"INVITED"} == {user["status"] for user in a_team.arize.users() if user["email"] in accounts}
    assert {"same": PEOPLE + 1} == dict(again.changes)
    assert [] == a_team.writes()


def _kill_all_in(folder: Path) -> None:
    """Kill engine, language host and provider host: everything that works in the stack's folder."""
    for process in Path("/proc").iterdir():
        try:
            works_here = process.name.isdigit() and Path(process, "cwd").readlink().is_relative_to(folder)
        except OSError:
            continue
        if works_here:
            os.kill(int(process.name), signal.SIGKILL)
