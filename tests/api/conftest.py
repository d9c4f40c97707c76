"""A fresh account for each test, connections to it, and a clock that waits for nobody."""

from __future__ import annotations

import os
import socket
import socketserver
import threading
import traceback
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from pulumi_arize_users.api.client import ArizeClient
from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.api.pace import Pace
from pulumi_arize_users.api.transport import Transport
from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pulumi_arize_users.api.transport import Call

# Easily found in any text it should not have reached.
KEY = "canary-key-4711"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Connect(Protocol):
    """Makes something that talks to the account, with some settings of its own."""

    def __call__(self, **settings: Any) -> ArizeClient: ...


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting or proxy of the machine reaches a test."""
    for variable in os.environ:
        if variable.upper().startswith("ARIZE_") or variable.upper().endswith("_PROXY"):
            monkeypatch.delenv(variable)


@pytest.fixture
def key() -> str:
    """The API key of the account."""
    return KEY


@pytest.fixture
def arize() -> Iterator[Simulator]:
    """The account."""
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def clock() -> Clock:
    """What connections wait by."""
    return Clock()


@pytest.fixture
def connection_with(arize: Simulator) -> Callable[..., Connection]:
    """Makes connections that lead to the account."""

    def make(**changes: Any) -> Connection:
        return Connection(**{"api_key": KEY, "base_url": arize.url, **changes})

    return make


@pytest.fixture
def transport_with(connection_with: Callable[..., Connection], clock: Clock) -> Callable[..., Transport]:
    """Makes a transport to the account that never sleeps."""

    def make(**settings: Any) -> Transport:
        chosen = connection_with(**settings)
        return Transport(chosen, Pace(chosen.max_requests_per_second, now=clock.now, sleep=clock.sleep))

    return make


@pytest.fixture
def connect(connection_with: Callable[..., Connection], transport_with: Callable[..., Transport]) -> Connect:
    """Makes a client of the account that never sleeps."""

    def make(**settings: Any) -> ArizeClient:
        return ArizeClient(connection_with(**settings), transport_with(**settings))

    return make


@pytest.fixture
def client(connect: Connect) -> ArizeClient:
    """A client with the usual settings."""
    return connect()


@pytest.fixture
def ada(arize: Simulator) -> str:
    """The id of a member of the account."""
    return arize.add_user("ada@example.com", name="Ada Lovelace")


@pytest.fixture
def directory(client: ArizeClient) -> Directory:
    """Of an account that was never asked anything."""
    return Directory(lambda: client)


@pytest.fixture
def crowd(arize: Simulator) -> list[str]:
    """The ids of 250 people, who fill three pages together with the owner."""
    return [arize.add_user(f"user-{number}@example.com") for number in range(250)]


@pytest.fixture
def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def paths(arize: Simulator) -> list[str]:
    """What the account was asked for, in order."""
    return [request.path for request in arize.requests]


@pytest.fixture
def outcome() -> Callable[[Transport, Call], ArizeError]:
    """How a request ends that must not succeed."""

    def of(transport: Transport, call: Call) -> ArizeError:
        with pytest.raises(ArizeError) as caught:
            transport.send(call)
        return caught.value

    return of


@pytest.fixture
def everything_shown() -> Callable[[BaseException], str]:
    """All that a failed pipeline could print of an error: its text, its repr, and the traceback with every cause."""

    def shown(error: BaseException) -> str:
        return "\n".join([str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)])

    return shown


@pytest.fixture
def raw_server() -> Iterator[Callable[[bytes], str]]:
    """Where every request is answered with the bytes given to it."""
    answers: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(answers[0])

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()

        def serve(answer: bytes) -> str:
            answers[:] = [answer]
            return f"http://127.0.0.1:{server.server_address[1]}"

        yield serve
        server.shutdown()
        thread.join()
