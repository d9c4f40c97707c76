"""How far what an account shows may lag behind what was written to it, and how to look all the same."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Seen = TypeVar("Seen")

FIRST_PAUSE = 0.5


class Lag:
    """Looks again, for as long as an account may still show the past.

    What was written before this run began is seen once the run is older than the lag; what this run has written, once
    that is.

    Args:
        seconds: how long an account may show the past.
        sleep: waits that many seconds.
        now: a monotonic clock in seconds.
    """

    def __init__(
        self,
        seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._sleep = sleep
        self._now = now
        self._settled_at = now() + seconds

    def look_for_the_old(self, look: Callable[[], Seen | None]) -> Seen | None:
        """See what was there before this run; what is not seen at first may only not be seen yet.

        Args:
            look: asks the account; None is nothing.
        """
        wait = self._settled_at - self._now()
        found = look()
        if found is not None or wait <= 0:
            return found
        self._sleep(max(0.0, self._settled_at - self._now()))
        return look()

    def look_for_the_new(self, look: Callable[[], Seen | None]) -> Seen | None:
        """See what this run has just written, if it has, after ever longer pauses.

        Args:
            look: asks the account; None is nothing.
        """
        end, pause = self._now() + self._seconds, FIRST_PAUSE
        found = look()
        while found is None and self._now() < end:
            self._sleep(min(pause, max(0.0, end - self._now())))
            pause *= 2
            found = look()
        return found
