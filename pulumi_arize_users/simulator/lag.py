"""An account whose reads lag behind its writes: for a while they answer with the past."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.state import Account


class Lag:
    """Says which account a request sees: the real one, or what it was a while ago."""

    def __init__(self) -> None:
        self._past: Account | None = None
        self._reads: int | None = None
        self._until: float | None = None

    def begin(self, past: Account, reads: int | None, seconds: float | None) -> None:
        """Let reads see the past; an account that lags already goes on showing what it shows.

        Args:
            past: what they see.
            reads: for how many of them; None is without end.
            seconds: for how many seconds; None is without end.
        """
        self._past, self._reads = self._past or past, reads
        self._until = None if seconds is None else time.monotonic() + seconds

    def end(self) -> None:
        """Let everything be seen as it is."""
        self._past = None

    def seen_by(self, method: str, account: Account) -> Account:
        """What a request with this method sees of an account."""
        past = self._past
        if past is None or method != "GET":
            return account
        if self._reads == 0 or (self._until is not None and time.monotonic() >= self._until):
            self.end()
            return account
        if self._reads is not None:
            self._reads -= 1
        return past
