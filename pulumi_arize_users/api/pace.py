"""How fast this process may ask: one clock shared by all its threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST_SPACING = 0.02
LARGEST_SPACING = 5.0


class Pace:
    """Spaces requests out, and stops all threads while the server asks for patience.

    A refusal for asking too often (429) doubles the distance between requests and every success shortens it again, so
    that threads which were stopped together do not come back together.

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
        self._now = now
        self._lock = threading.Lock()
        self.sleep = sleep

    def wait(self) -> None:
        """Wait for this thread's turn."""
        with self._lock:
            now = self._now()
            start = max(now, self._next_start)
            self._next_start = start + self._spacing
        if start > now:
            self.sleep(start - now)

    def too_fast(self, seconds: float) -> None:
        """The server refused: nobody starts a request for that many seconds, and then more slowly."""
        with self._lock:
            self._spacing = min(max(2 * self._spacing, SMALLEST_SPACING), LARGEST_SPACING)
            self._next_start = max(self._next_start, self._now() + seconds)

    def accepted(self) -> None:
        """The server answered: the distance between requests shrinks towards its floor."""
        if self._spacing > self._floor:
            with self._lock:
                shorter = 0.9 * self._spacing
                self._spacing = shorter if shorter > max(self._floor, SMALLEST_SPACING / 2) else self._floor
