"""The time that an exchange may take, from its connection to the last byte of its reply.

A timeout of a socket starts again with every byte, so a server that sends one now and then is waited for permanently:
in the status line, in a header, between two chunks, behind the last one. One thread of this process therefore watches
all exchanges, and shuts down the connection of one that is late; then the read that is waiting ends, wherever it is.
"""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_OF_THIS_THREAD = threading.local()


class Deadline:
    """The time of one exchange, which runs while it is entered; one at a time in a thread.

    Args:
        connecting: seconds until there is a connection, proxy and encryption included.
        answering: seconds from then on until the reply is complete.

    Attributes:
        passed: the exchange was ended, because it took longer.
        is_sent: something of the request may have left.
    """

    def __init__(self, connecting: float, answering: float) -> None:
        self._connecting = connecting
        self._answering = answering
        self._connection: socket.socket | None = None
        self._left: list[socket.socket] = []
        self.due = math.inf
        self.passed = False
        self.is_sent = False

    def __enter__(self) -> None:
        self.connecting()
        _OF_THIS_THREAD.deadline = self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del _OF_THIS_THREAD.deadline
        with WATCH.changed:
            WATCH.forget(self)
            self._connection = None
        for connection in self._left:
            connection.close()

    def connecting(self) -> None:
        """A connection is about to be made."""
        with WATCH.changed:
            self.is_sent = False
            WATCH.expect(self, self._connecting)

    def connected(self, connection: socket.socket) -> None:
        """There is a new connection, not encrypted yet."""
        with WATCH.changed:
            self._watch_over(connection)

    def sending(self, connection: socket.socket) -> None:
        """The request is about to leave over a connection."""
        with WATCH.changed:
            self.is_sent = True
            self._watch_over(connection)
            WATCH.expect(self, self._answering)

    def leave(self, connection: socket.socket) -> None:
        """A connection is not needed after this exchange, and may still be read in it."""
        self._left.append(connection)

    def end(self) -> None:
        """The time is over."""
        self.passed = True
        if self._connection is not None:
            with contextlib.suppress(OSError):  # the server was faster
                self._connection.shutdown(socket.SHUT_RDWR)

    def _watch_over(self, connection: socket.socket) -> None:
        self._connection = connection
        if self.passed:
            self.end()


class Watch:
    """The thread that ends what is late. It begins with the first exchange, and ends with the process.

    Attributes:
        changed: held by whoever changes a deadline or the watch.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self._running: set[Deadline] = set()
        self._looks_at = math.inf
        self._thread: threading.Thread | None = None

    def expect(self, deadline: Deadline, seconds: float) -> None:
        """End an exchange after that many seconds, unless it is forgotten; one that was ended stays so."""
        if deadline.passed:
            return
        deadline.due = time.monotonic() + seconds
        self._running.add(deadline)
        # Nearly always it looks soon enough by itself: to wake it for each exchange would cost more than the rest.
        if deadline.due < self._looks_at:
            self._looks_at = deadline.due
            self._wake()

    def forget(self, deadline: Deadline) -> None:
        """An exchange has ended."""
        self._running.discard(deadline)

    def _wake(self) -> None:
        if self._thread is None or not self._thread.is_alive():  # as after a fork
            self._thread = threading.Thread(target=self._look, name="arize-deadlines", daemon=True)
            self._thread.start()
        else:
            self.changed.notify()

    def _look(self) -> None:
        with self.changed:
            while True:
                now = time.monotonic()
                for late in [deadline for deadline in self._running if deadline.due <= now]:
                    self._running.discard(late)
                    late.end()
                self._looks_at = min((deadline.due for deadline in self._running), default=math.inf)
                self.changed.wait(None if self._looks_at == math.inf else self._looks_at - now)


WATCH = Watch()


def deadline_of_this_thread() -> Deadline | None:
    """The deadline of the exchange that this thread is in."""
    return getattr(_OF_THIS_THREAD, "deadline", None)
