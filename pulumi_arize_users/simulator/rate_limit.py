"""How many requests per second the simulator lets through."""

from __future__ import annotations

import math
import time


class RateLimit:
    """A bucket of tokens: one is taken per request, and `per_second` of them return each second.

    Attributes:
        per_second: requests let through per second, and at once after a pause; None lets everything through.
    """

    def __init__(self, per_second: float | None) -> None:
        self.per_second = per_second
        self._tokens = self._capacity
        self._counted_at = time.monotonic()

    def seconds_to_wait(self) -> int:
        """Let a request through and answer 0, or answer the whole seconds after which to try again."""
        if self.per_second is None:
            return 0
        self._refill(self.per_second)
        if self._tokens >= 1:
            self._tokens -= 1
            return 0
        return math.ceil((1 - self._tokens) / self.per_second)

    @property
    def _capacity(self) -> float:
        return max(1.0, self.per_second or 0.0)

    def _refill(self, per_second: float) -> None:
        now = time.monotonic()
        self._tokens = min(self._capacity, self._tokens + (now - self._counted_at) * per_second)
        self._counted_at = now
