"""A line every few seconds on work that takes long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_BETWEEN_LINES = 5.0
# While nothing is done, as in a pause that Arize asks for, a line now and then shows that the run goes on.
SECONDS_OF_SILENCE = 20.0


class Progress:
    """Counts what is done. Belongs to the one thread that waits for the others.

    Args:
        total: how many things there are to do.
        now: a monotonic clock in seconds.

    Attributes:
        failed_in_a_row: failures since the last success.
    """

    def __init__(self, total: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._now = now
        self._started = self._said = now()
        self._done = self._failed = self.failed_in_a_row = 0

    def wait(self) -> None:
        """Note that nothing more is done yet."""
        if self._now() - self._said >= SECONDS_OF_SILENCE:
            self._said = self._now()
            log.info("%d of %d people done so far, %d failed.", self._done, self._total, self._failed)

    def count(self, *, failed: bool) -> None:
        """Count one more as done, whether it succeeded or failed."""
        self._done += 1
        self._failed += failed
        self.failed_in_a_row = self.failed_in_a_row + 1 if failed else 0
        now = self._now()
        if now - self._said >= SECONDS_BETWEEN_LINES:
            self._said = now
            left = (now - self._started) / self._done * (self._total - self._done)
            log.info("%d of %d people done, %d failed, about %.0f s left.", self._done, self._total, self._failed, left)
