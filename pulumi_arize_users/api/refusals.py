"""Requests refused whatever they ask, for asking too often (429) or for the key (401): one answer for all of a run."""

from __future__ import annotations

import math
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ApiError, RateLimited, Unauthorized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_arize_users.api.errors import ArizeError
    from pulumi_arize_users.api.pace import Pace

# Limits count by the second or by the minute: whoever lets nobody in for longer will not do so soon.
LONGEST_REFUSAL = 90.0
# For so long at least nobody asks again after a run has given up; by then all that was still to be asked has failed.
SHORTEST_REST = 60.0
# For so many seconds the others wait for the first answer of all.
LONGEST_TURN = 2.0


class Refusals:
    """Gives up for all threads at once when nothing is accepted any more. Safe to share among threads.

    Without it each request would go through its own repetitions, at an ever slower pace: minutes for each of many.

    Args:
        pace: knows since when everything is refused.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lock = threading.Lock()
        self._resting_until = -math.inf
        self._final: ApiError | None = None
        self._is_answered = False
        self._first = threading.Lock()

    @contextmanager
    def first_alone(self) -> Iterator[None]:
        """Let the first request of all go alone: if its key is refused, no other has to be sent to learn that."""
        has_turn = not self._is_answered and self._first.acquire(timeout=LONGEST_TURN)
        if has_turn and self._is_answered:  # by now: whoever has waited need not wait for each other
            self._first.release()
            has_turn = False
        try:
            yield
        finally:
            self._is_answered = True
            if has_turn:
                self._first.release()

    def raise_if_given_up(self) -> None:
        """Go on, unless the run has just given up.

        Raises:
            RateLimited: it has, with the words of the request that was refused last.
            Unauthorized: the key was refused, with the words of the first request.
        """
        with self._lock:
            final = self._final if self._pace.now() < self._resting_until else None
        if final is not None:
            raise _again(final)

    def note(self, error: ArizeError) -> None:
        """Note an error after which a request is not repeated: if it is about the key, the others need not be sent."""
        if isinstance(error, Unauthorized):
            with self._lock:
                self._final, self._resting_until = error, self._pace.now() + SHORTEST_REST

    def give_up_if_hopeless(self, error: RateLimited, asked: float) -> None:
        """Go on, unless everything has been refused for long.

        Args:
            error: the last refusal.
            asked: the seconds for which the server wants to be left alone; 0 if it does not say.

        Raises:
            RateLimited: it has; every other request of the run then ends at once in the same way.
        """
        seconds = self._pace.refused_for()
        if seconds < LONGEST_REFUSAL:
            return
        final = last_word(error, f"Everything was refused for {seconds:.0f} s.", asked)
        with self._lock:
            self._final, self._resting_until = final, self._pace.now() + max(asked, SHORTEST_REST)
        raise _again(final)


def last_word(error: RateLimited, waited: str, asked: float) -> RateLimited:
    """A refusal after which a request is not repeated any more.

    Args:
        error: what the server said.
        waited: a sentence about how long it was tried; empty if only once.
        asked: the seconds for which the server wants to be left alone; 0 if it does not say.
    """
    wait = f"Wait {asked:.0f} s, as Arize asks, and run again" if asked else "Wait a few minutes and run again"
    next_step = f"{waited} {wait}, or set arize:maxRequestsPerSecond below the account's limit."
    return RateLimited(error.problem, next_step.strip())


def _again(final: ApiError) -> ApiError:
    # One exception raised in many threads would collect the tracebacks of all.
    copy = type(final)(final.problem)
    copy.args = final.args
    return copy
