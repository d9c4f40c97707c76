"""Ask once, however many threads want to know."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class SingleFlight(Generic[Value]):
    """Answers by key: the first to ask computes, the others wait for it; a failure is not kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, Future[Value]] = {}

    def get(self, key: str, compute: Callable[[], Value]) -> Value:
        """The answer for a key, computed by this call unless another call has computed it or is computing it."""
        with self._lock:
            flight = self._flights.get(key)
            first = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if first:
            self._fly(key, flight, compute)
        return flight.result()

    def _fly(self, key: str, flight: Future[Value], compute: Callable[[], Value]) -> None:
        try:
            flight.set_result(compute())
        except BaseException as error:  # noqa: BLE001 - the waiting threads must hear of anything
            with self._lock:
                del self._flights[key]
            flight.set_exception(error)
