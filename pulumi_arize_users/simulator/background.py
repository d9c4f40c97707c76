"""A server in a thread of its own, so that a test and the server need not share an event loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from aiohttp import web

from pulumi_arize_users.simulator.server import Control, Server

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.conditions import Conditions
    from pulumi_arize_users.simulator.state import Account

_SECONDS_TO_FINISH = 5.0


class BackgroundServer:
    """Serves an account from `start` to `stop`.

    Attributes:
        port: the port that is listened on, once started.
    """

    def __init__(self, account: Account, conditions: Conditions, control: Control) -> None:
        self._parts = (account, conditions, control)
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self.port = 0

    def start(self, host: str, port: int) -> None:
        """Listen; returns when connections are accepted.

        Raises:
            OSError: the address cannot be listened on.
        """
        self._thread = threading.Thread(target=self._run, args=(host, port), name="arize-simulator", daemon=True)
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Close every connection; returns when nothing is being served."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self, host: str, port: int) -> None:
        try:
            asyncio.run(self._serve(host, port))
        except BaseException as failure:  # noqa: BLE001  it is raised again in the thread that starts the server
            self._failure = failure
            self._started.set()

    async def _serve(self, host: str, port: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = Server(*self._parts)
        runner = web.AppRunner(
            server.application(),
            access_log=None,
            shutdown_timeout=_SECONDS_TO_FINISH,
            auto_decompress=False,  # what only claims to be compressed must not break the connection
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            self.port = runner.addresses[0][1]
            self._started.set()
            await self._stopping.wait()
        finally:
            server.closing.set()
            await runner.cleanup()
