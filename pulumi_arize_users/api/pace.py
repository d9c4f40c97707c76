"""How fast this process may ask: one clock shared by all its threads."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST_SPACING = 0.02
LARGEST_SPACING = 5.0
CAUTION = 10


class Pace:
    """Spaces requests out, and stops all threads while the server asks for patience.

    A refusal for asking too often (429) stops everybody for as long as the server says and doubles the distance between
    requests. The other requests that were on their way by then are refused for the same reason, so they double nothing.
    The distance stays for ten times the pause; only then every success shortens it. Were it shortened at once, all
    threads would soon come back together, and most answers be refusals.

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
        self._spacing = self._floor
        self._next_start = 0.0
        self._slowed_at = -math.inf
        self._closed_until = -math.inf
        self._careful_until = -math.inf
        self._now = now
        self._lock = threading.Lock()
        self.sleep = sleep

    def wait(self) -> float:
        """Wait for this thread's turn; returns the time of the clock at which it has come."""
        while True:
            start = self._turn()
            # Somebody may have been refused while this thread waited.
            if start >= self._closed_until:
                return start

    def too_fast(self, seconds: float, asked_at: float = math.inf) -> None:
        """The server refused: nobody starts a request for that many seconds, and then more slowly.

        Args:
            seconds: how long the server wants to be left alone.
            asked_at: when the refused request had its turn.
        """
        with self._lock:
            now = self._now()
            if asked_at > self._slowed_at:
                self._slowed_at = now
                self._spacing = min(max(2 * self._spacing, SMALLEST_SPACING), LARGEST_SPACING)
            self._closed_until = max(self._closed_until, now + seconds)
            self._next_start = max(self._next_start, self._closed_until)
            self._careful_until = max(self._careful_until, self._closed_until + CAUTION * seconds)

    def accepted(self) -> None:
        """The server answered: when it has had its patience, the distance between requests shrinks to its floor."""
        if self._spacing > self._floor:
            with self._lock:
                if self._now() < self._careful_until:
                    return
                shorter = 0.9 * self._spacing
                self._spacing = shorter if shorter > max(self._floor, SMALLEST_SPACING / 2) else self._floor

    def _turn(self) -> float:
        with self._lock:
            now = self._now()
            start = max(now, self._next_start)
            self._next_start = start + self._spacing
        if start > now:
            self.sleep(start - now)
        return start
