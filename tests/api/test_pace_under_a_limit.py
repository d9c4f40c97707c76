"""How much of what a server allows is used, in a world where time is only counted."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from pulumi_arize_users.api.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 500


@dataclass
class World:
    """Threads that send requests at the pace, and a server that lets this many a second through, or at once."""

    allowed: float
    latency: float
    threads: int
    time: float = 0.0
    tokens: float = 0.0
    refused: int = 0
    accepted: list[float] = field(default_factory=list)
    _events: list[tuple[float, int, Any, Any]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def run(self):
        """Send all requests; returns the share of the allowed speed that was used, and the share of refusals."""
        self.pace = Pace(now=lambda: self.time, sleep=lambda _seconds: None)
        self.tokens, self._filled = self.allowed, 0.0
        for _ in range(self.threads):
            self._at(0.0, self._ask)
        while len(self.accepted) < REQUESTS:
            self.time, _, step, argument = heapq.heappop(self._events)
            step(argument)
        speed = (REQUESTS - 1) / (self.accepted[-1] - self.accepted[0])
        return speed / self.allowed, self.refused / (REQUESTS + self.refused)

    def _at(self, time, step, argument=None):
        heapq.heappush(self._events, (time, next(self._order), step, argument))

    def _ask(self, _argument):
        start = self.pace._turn()
        self._at(start, self._start, start)

    def _start(self, start):
        # As in Pace.wait: somebody may have been refused meanwhile.
        closed = start < self.pace._closed_until
        self._at(self.time, self._ask) if closed else self._at(self.time + self.latency / 2, self._serve, start)

    def _serve(self, start):
        self.tokens = min(self.allowed, self.tokens + (self.time - self._filled) * self.allowed)
        self._filled = self.time
        wait = 0 if self.tokens >= 1 else math.ceil((1 - self.tokens) / self.allowed)
        self.tokens -= not wait
        self._at(self.time + self.latency / 2, self._hear, (start, wait))

    def _hear(self, answer):
        start, wait = answer
        if wait:
            self.refused += 1
            self.pace.too_fast(wait, start)
        else:
            self.accepted.append(self.time)
            self.pace.accepted()
        self._at(self.time, self._ask)


@pytest.mark.parametrize("latency", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("allowed", [10, 20, 50])
def test_most_of_what_is_allowed_is_used_and_few_are_refused(allowed, latency):
    """At least nine tenths of the speed, and at most one request in twenty for nothing."""
    used, refused = World(allowed, latency, threads=16).run()

    assert used >= 0.9
    assert refused <= 0.05


@pytest.mark.parametrize("threads", [1, 4, 64])
def test_the_number_of_threads_hardly_matters(threads):
    """Only the first refusals are as many as were on their way."""
    used, refused = World(20, 0.04, threads=threads).run()

    assert used >= 0.9
    assert refused <= 0.05 + threads / REQUESTS
