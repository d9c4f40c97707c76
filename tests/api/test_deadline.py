"""Every exchange ends in time, wherever a server stops getting to the point."""

import gc
import gzip
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from pulumi_arize_users.api import transport
from pulumi_arize_users.api.deadline import WATCH, Deadline
from pulumi_arize_users.api.errors import ArizeError, NoReply, UnreadableReply
from pulumi_arize_users.api.transport import Call

USERS = Call("GET", "/v2/users")
CREATION = Call("POST", "/v2/users", body={}, repeatable=False)
SECONDS = 0.3
# What a busy machine may add. Without a deadline, a test would take as long as the server goes on.
MARGIN = 4
SERVER_GIVES_UP_AFTER = 12
ATTEMPTS = 2

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
NAMED = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03"  # a file name follows, up to a zero byte


def chunk(content):
    """A part of a body, as it travels."""
    return b"%x\r\n%b\r\n" % (len(content), content)


# What a server says first, and what it then says over and over.
PLACES = {
    "status line": (b"HTTP/1.1 200 ", b"O"),
    "header": (OK + b"x: ", b"y"),
    "100 Continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body of a length": (OK + b"Content-Length: 1000000000\r\n\r\n", b" "),
    "body without a length": (OK + b"Connection: close\r\n\r\n{}", b" "),
    "chunks": (CHUNKED, chunk(b" ")),
    "chunk extension": (CHUNKED + b"2;", b"x"),
    "trailers": (CHUNKED + chunk(b"{}") + b"0\r\n", b"t: 1\r\n"),
    "header of gzip": (GZIP + chunk(NAMED), chunk(b"x")),
    "empty members of gzip": (GZIP, chunk(gzip.compress(b""))),
    "body of an error": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 1000000000\r\n\r\n", b" "),
}


class Endless:
    """A server that begins to answer, and never gets to the end.

    Args:
        opening: what it says first.
        repeated: what it says from then on.
        pause: seconds between two repetitions.
    """

    def __init__(self, opening, repeated, pause):
        self._opening, self._repeated, self._pause = opening, repeated, pause
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.connections = 0

    def close(self):
        self._closing.set()
        with socket.create_connection(self._listener.getsockname()):
            pass
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _listen(self):
        while not self._closing.is_set():
            connection, _ = self._listener.accept()
            self.connections += 1
            self._threads.append(threading.Thread(target=self._serve, args=[connection]))
            self._threads[-1].start()

    def _serve(self, connection):
        until = time.monotonic() + SERVER_GIVES_UP_AFTER
        try:
            with connection:
                connection.settimeout(1)
                connection.recv(65536)
                connection.sendall(self._opening)
                while time.monotonic() < until and not self._closing.wait(self._pause):
                    connection.sendall(self._repeated)
        except OSError:
            return  # the client has gone


@pytest.fixture
def endless():
    """Starts servers that never get to the end."""
    servers = []

    def start(opening, repeated, pause=0.02):
        servers.append(Endless(opening, repeated, pause))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def impatient(transport_with):
    """A transport to a server, with little patience for each attempt."""

    def to(server, **settings):
        return transport_with(
            **{"base_url": f"http://{server.address}", "timeout_seconds": SECONDS, "max_retries": 1, **settings}
        )

    return to


@contextmanager
def at_most(seconds):
    """What is done in here takes no longer, apart from what the machine adds."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started <= seconds + MARGIN


@pytest.mark.parametrize("place", PLACES)
def test_a_drip_has_a_deadline_wherever_it_is(outcome, endless, impatient, place):
    """Each byte in time is not enough: a call takes no longer than the time for one attempt, for each attempt."""
    server = endless(*PLACES[place])

    with at_most(ATTEMPTS * SECONDS):
        error = outcome(impatient(server), USERS)

    expected = f"http://{server.address} did not answer within 0.3 s. Run again, or raise arize:timeoutSeconds."
    assert NoReply is type(error)
    assert expected == str(error)
    assert ATTEMPTS == server.connections


@pytest.mark.parametrize("place", PLACES)
def test_a_flood_ends_as_well(outcome, endless, impatient, place):
    """Who sends without end and without a pause is cut off by the deadline, or before it by a limit of size."""
    opening, repeated = PLACES[place]
    server = endless(opening, repeated * (65536 // len(repeated)), 0)

    with at_most(ATTEMPTS * SECONDS):
        error = outcome(impatient(server), USERS)

    assert isinstance(error, NoReply | UnreadableReply)


def test_a_creation_that_was_sent_may_have_happened(outcome, endless, impatient):
    """It is not sent again."""
    server = endless(*PLACES["status line"])

    error = outcome(impatient(server), CREATION)

    assert (NoReply, True) == (type(error), error.maybe_done)
    assert 1 == server.connections


@pytest.fixture
def collected():
    """Half an answer of a proxy looks whole; Python then leaves a socket open that it can encrypt no more."""
    yield
    gc.collect()


def test_an_encryption_that_the_server_does_not_begin(outcome, endless, impatient, monkeypatch):
    """The socket may give up before the deadline does: nothing has left all the same."""
    monkeypatch.setattr(transport, "CONNECT_SECONDS", SECONDS)
    monkeypatch.setattr(transport, "Deadline", lambda connecting, answering: Deadline(connecting + 60, answering))
    server = endless(b"", b"")

    error = outcome(impatient(server, base_url=f"https://{server.address}"), CREATION)

    assert NoReply is type(error)
    assert f"https://{server.address} cannot be reached" in str(error)
    assert error.maybe_done is False
    assert ATTEMPTS == server.connections


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("settings", "opening", "repeated"),
    [
        ({"base_url": "https://{}"}, b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03", b"\x00"),
        ({"base_url": "https://arize.invalid", "proxy_url": "http://{}"}, b"HTTP/1.1 200 ", b"O"),
        ({"base_url": "https://arize.invalid", "proxy_url": "http://{}"}, b"HTTP/1.1 200 OK\r\nx: ", b"y"),
    ],
    ids=["encryption", "status line of a proxy", "header of a proxy"],
)
def test_a_connection_that_is_never_made_has_a_deadline(
    outcome, endless, impatient, monkeypatch, settings, opening, repeated
):
    """Nothing of the request has left by then, so a creation is tried again."""
    monkeypatch.setattr(transport, "CONNECT_SECONDS", SECONDS)
    server = endless(opening, repeated)
    settings = {name: value.format(server.address) for name, value in settings.items()}

    with at_most(ATTEMPTS * SECONDS):
        error = outcome(impatient(server, **settings), CREATION)

    assert NoReply is type(error)
    assert f"{settings['base_url']} cannot be reached" in str(error)
    assert error.maybe_done is False
    assert ATTEMPTS == server.connections


def test_the_next_exchange_has_a_time_of_its_own(arize, transport_with):
    """A connection that is kept is not cut off when the time of an earlier exchange over it is over."""
    transport = transport_with(timeout_seconds=30)
    over = threading.Event()

    for _ in range(3):
        transport.send(USERS)
        over.wait(0.01)

    assert 3 == len(arize.requests)
    assert not WATCH._running


def test_one_thread_watches_all_exchanges(outcome, endless, impatient):
    """It is there from the first exchange on, and does not hold up the end of the process."""
    server = endless(*PLACES["status line"])
    for _ in range(2):
        outcome(impatient(server, max_retries=0), USERS)

    (watcher,) = [thread for thread in threading.enumerate() if thread.name == "arize-deadlines"]
    assert watcher.daemon


def test_each_of_many_threads_has_its_own_deadline(endless, impatient):
    """Sixteen exchanges that hang at once all end, in the time of one."""
    transport = impatient(endless(*PLACES["header"]), max_retries=0)
    ends = []

    def ask():
        try:
            transport.send(USERS)
        except ArizeError as error:
            ends.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    with at_most(SECONDS):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert 16 == len([end for end in ends if "did not answer within 0.3 s" in end])
