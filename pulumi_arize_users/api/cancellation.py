"""When to stop: nothing further is begun, and every wait ends."""

from __future__ import annotations

import threading

from pulumi_arize_users.api.errors import Cancelled


class Cancellation:
    """Says whether a run is to stop. Safe to share among threads."""

    def __init__(self) -> None:
        self._requested = threading.Event()

    @property
    def requested(self) -> bool:
        """Whether somebody wants the run to stop."""
        return self._requested.is_set()

    def request(self) -> None:
        """Ask the run to stop. Requests that have been sent are still answered; no more are sent."""
        self._requested.set()

    def raise_if_requested(self) -> None:
        """Go on, unless the run is to stop.

        Raises:
            Cancelled: it is.
        """
        if self.requested:
            raise Cancelled

    def sleep(self, seconds: float) -> None:
        """Wait.

        Args:
            seconds: how long.

        Raises:
            Cancelled: the run is to stop; raised at once, however much of the wait is left.
        """
        if self._requested.wait(seconds):
            raise Cancelled
