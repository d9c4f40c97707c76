"""How fast this process may ask: one clock shared by all its threads."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST_SPACING = 0.02
LARGEST_SPACING = 5.0
# What was accepted in the last seconds shows how much the server allows; a handful shows nothing.
WINDOW = 10.0
EVIDENCE = 10
# After a refusal the speed grows by this much a second, and faster the longer all is well.
GROWTH = 0.02
GROWTH_DOUBLES_AFTER = 10.0
LARGEST_EXPONENT = 50.0
MOST_REMEMBERED = 10_000


class Pace:
    """Spaces requests out, and stops all threads while the server asks for patience.

    A refusal for asking too often (429) stops everybody for as long as the server says. From then on requests follow
    each other at the speed at which they were accepted lately, the pause included, or where too few were, at half the
    speed. The other requests that were on their way by then are refused for the same reason, and slow nothing down.
    Then the speed grows slowly, until there is a refusal again or nothing to wait for: so most of what is allowed is
    used, and few requests are refused.

    Args:
        requests_per_second: upper limit; None is unlimited.
        now: a monotonic clock in seconds.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        requests_per_second: float | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._floor = 1 / requests_per_second if requests_per_second else 0.0
        self._refused_spacing = 0.0
        self._next_start = 0.0
        self._slowed_at = -math.inf
        self._closed_until = -math.inf
        self._accepted: deque[float] = deque(maxlen=MOST_REMEMBERED)
        self._began = math.inf
        self._refused_since = math.inf
        self._lock = threading.Lock()
        self.now = now
        self.sleep = sleep

    def wait(self) -> float:
        """Wait for this thread's turn; returns the clock's time at which it came."""
        while True:
            start = self._turn()
            # Somebody may have been refused while this thread waited.
            if start >= self._closed_until:
                return start

    def too_fast(self, seconds: float, asked_at: float = math.inf) -> float:
        """The server refused: nobody starts a request for that many seconds, and then more slowly.

        Args:
            seconds: how long the server wants to be left alone.
            asked_at: when the refused request had its turn.

        Returns:
            How many seconds longer everybody waits now; next to none for a request that was refused beside others.
        """
        with self._lock:
            now = self.now()
            self._refused_since = min(self._refused_since, now)
            slower = self._slower(now, now + seconds) if asked_at > self._slowed_at else None
            closed_until = max(self._closed_until, now)
            self._closed_until = max(closed_until, now + seconds)
            self._next_start = max(self._next_start, self._closed_until)
            if slower is not None:
                self._slowed_at, self._refused_spacing = now, slower
            return self._closed_until - closed_until

    def accepted(self) -> None:
        """The server answered, which shows how much it allows."""
        with self._lock:
            self._accepted.append(self.now())
            self._refused_since = math.inf

    def refused_for(self) -> float:
        """For how many seconds everything is refused by now: since the first refusal with nothing accepted after it."""
        with self._lock:
            return max(0.0, self.now() - self._refused_since)

    def _turn(self) -> float:
        with self._lock:
            now = self.now()
            start = max(now, self._next_start)
            self._next_start = start + self._spacing(start)
            self._began = min(self._began, start)
        if start > now:
            self.sleep(start - now)
        return start

    def _spacing(self, at: float) -> float:
        """The distance between requests at a time of the clock."""
        if not self._refused_spacing:
            return self._floor
        well = max(0.0, at - self._closed_until)
        spacing = self._refused_spacing / math.exp(
            min(GROWTH * well * (1 + well / GROWTH_DOUBLES_AFTER), LARGEST_EXPONENT)
        )
        # Closer together than this, no server that refuses would notice the distance.
        return max(self._floor, spacing if spacing > SMALLEST_SPACING / 4 else 0.0)

    def _slower(self, now: float, reopened: float) -> float:
        spacing = self._spacing(now)
        began = max(self._began, reopened - WINDOW)
        accepted = sum(moment >= began for moment in self._accepted)
        seen = (reopened - began) / accepted if accepted >= EVIDENCE else 2 * spacing
        return min(max(seen, spacing, SMALLEST_SPACING), LARGEST_SPACING)
