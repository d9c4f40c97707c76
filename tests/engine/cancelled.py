"""Runs that are cancelled at a certain request, so that a test can cancel at every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.faults import Fault, FaultQueue
from pulumi_arize_users.testing.local import LocalStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.testing import Result
    from tests.engine.conftest import Team


class CallAtWrite(FaultQueue):
    """No fault at all: when a number of writes has arrived, something is called before the last of them is served."""

    def __init__(self, number: int, call: Callable[[], object]) -> None:
        super().__init__()
        self._left = number
        self._call = call

    def take(self, method: str, _path: str) -> Fault | None:
        """Count the writes; no request is disturbed."""
        self._left -= method != "GET"
        if method != "GET" and self._left == 0:
            self._call()
        return None


def cancelled_at(number: int, a_team: Team, run: Callable[[], Result]) -> Result:
    """A run on the local runner that is cancelled when this many writes have arrived; the last of them is served."""
    assert isinstance(a_team.stack, LocalStack)
    conditions = a_team.arize._conditions
    before, conditions.faults = conditions.faults, CallAtWrite(number, a_team.stack.cancel)
    try:
        return run()
    finally:
        conditions.faults = before
