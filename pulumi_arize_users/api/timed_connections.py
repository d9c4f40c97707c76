"""Connections of the HTTP library that put their socket into the hands of the exchange's deadline.

The library makes and keeps its connections itself, and calls them in the thread of the exchange: that is how a
connection finds the deadline it is used under, also when an earlier exchange has opened it.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from pulumi_arize_users.api.deadline import deadline_of_this_thread

if TYPE_CHECKING:
    from urllib3 import ProxyManager


class TimedHTTPConnection(HTTPConnection):
    """A connection that tells the deadline what it is doing."""

    # A handle of our own on the socket: encryption takes that over, and a reply may close it while it is still being
    # read. There is one for all exchanges of a connection: to make one costs more than all else that a deadline does.
    _handle: socket.socket | None = None

    def connect(self) -> None:
        """Connect, through a proxy where there is one, and encrypt."""
        deadline = deadline_of_this_thread()
        if deadline:
            deadline.connecting()
        super().connect()
        self._tell_of_sending()

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Send a request, over the connection that is there or a new one."""
        self._tell_of_sending()
        super().request(method, url, *arguments, **options)

    def close(self) -> None:
        """Close the connection; what was read of it by an exchange is read on."""
        super().close()
        handle, self._handle = self._handle, None
        deadline = deadline_of_this_thread()
        if handle and deadline:
            deadline.leave(handle)
        elif handle:
            handle.close()

    def _new_conn(self) -> socket.socket:
        # The one step between the bare socket and all that is said over it before the request: a proxy's answer to
        # CONNECT, and encryption. urllib3's own subclass for SOCKS changes the same step.
        connection = super()._new_conn()
        self._handle = socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        deadline = deadline_of_this_thread()
        if deadline:
            deadline.connected(self._handle)
        return connection

    def _tell_of_sending(self) -> None:
        deadline = deadline_of_this_thread()
        if deadline and self._handle:
            deadline.sending(self._handle)


class TimedHTTPSConnection(TimedHTTPConnection, HTTPSConnection):
    """The same, encrypted."""


class TimedHTTPPool(HTTPConnectionPool):
    """Connections to one server."""

    ConnectionCls = TimedHTTPConnection


class TimedHTTPSPool(HTTPSConnectionPool):
    """The same, encrypted."""

    ConnectionCls = TimedHTTPSConnection


POOLS = {"http": TimedHTTPPool, "https": TimedHTTPSPool}


class TimedAdapter(HTTPAdapter):
    """What a session of requests gets its connections from."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Make the pools for servers that are asked directly."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> ProxyManager:  # noqa: ANN401 - passed on
        """The pools for servers behind a proxy."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = POOLS
        return manager
