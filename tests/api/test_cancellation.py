"""A run that is to stop: nothing further is begun, and every wait ends at once, in every thread."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.api.client import ArizeClient
from pulumi_arize_users.api.errors import ArizeError, Cancelled
from pulumi_arize_users.api.pace import Pace
from pulumi_arize_users.api.single_flight import SingleFlight
from pulumi_arize_users.api.transport import Call, Transport
from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.simulator.faults import FaultQueue

THREADS = 16
SECONDS = 10
A_LONG_WAIT = 30
USERS = Call("GET", "/v2/users")
SENTENCE = "The run was cancelled before this was begun. Run `pulumi up` again to continue."


class Watched(Cancellation):
    """Records when somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = threading.Semaphore(0)

    def sleep(self, seconds):
        self._waiting.release()
        super().sleep(seconds)

    def until_waiting(self, threads):
        for _ in range(threads):
            assert self._waiting.acquire(timeout=SECONDS)


class CancelOnArrival(FaultQueue):
    """No fault at all: the run is cancelled when a request has arrived, before it is served."""

    def __init__(self, cancellation):
        super().__init__()
        self._cancellation = cancellation

    def take(self, _method, _path):
        self._cancellation.request()


@pytest.fixture
def cancellation():
    return Watched()


@pytest.fixture
def transport(connection_with, cancellation):
    """A transport that really waits, until it is cancelled."""
    return Transport(connection_with(max_retries=1), cancellation=cancellation)


@pytest.fixture
def cancelled_while_waiting(cancellation):
    """Cancels while threads wait; returns how each of them ended."""

    def run(wait, threads=THREADS):
        with ThreadPoolExecutor(threads) as pool:
            calls = [pool.submit(wait) for _ in range(threads)]
            try:
                cancellation.until_waiting(threads)
            finally:
                cancellation.request()
            return [call.exception(SECONDS) for call in calls]

    return run


def test_a_run_goes_on_until_it_is_cancelled(cancellation):
    """A wait of no time and a question change nothing."""
    cancellation.sleep(0)
    cancellation.raise_if_requested()

    assert not cancellation.requested


def test_a_cancel_stays(cancellation):
    """Asked for once or twice, it is seen by everybody who asks from then on."""
    cancellation.request()
    cancellation.request()

    assert cancellation.requested
    with pytest.raises(Cancelled):
        cancellation.raise_if_requested()
    with pytest.raises(Cancelled):
        cancellation.sleep(A_LONG_WAIT)


def test_a_cancel_says_what_to_do_next():
    """It is an error of ours, with a sentence."""
    error = Cancelled()

    assert isinstance(error, ArizeError)
    assert SENTENCE == str(error)


def test_a_cancel_ends_the_wait_of_every_thread(cancellation, cancelled_while_waiting):
    """However long they would have waited."""
    ends = cancelled_while_waiting(lambda: cancellation.sleep(A_LONG_WAIT))

    assert [Cancelled] * THREADS == [type(end) for end in ends]


def test_a_cancel_ends_the_wait_for_a_turn(cancellation, cancelled_while_waiting):
    """Threads that wait behind a refusal no longer get a turn."""
    pace = Pace(sleep=cancellation.sleep)
    pace.too_fast(A_LONG_WAIT)

    ends = cancelled_while_waiting(pace.wait)

    assert [Cancelled] * THREADS == [type(end) for end in ends]


def test_a_cancel_ends_the_wait_for_somebody_elses_answer(cancellation):
    """One thread asks and is cancelled; those who wait for its answer hear of it."""
    flight = SingleFlight[None]()

    with ThreadPoolExecutor(THREADS) as pool:
        calls = [pool.submit(flight.get, "ada", lambda: cancellation.sleep(A_LONG_WAIT)) for _ in range(THREADS)]
        try:
            cancellation.until_waiting(1)
        finally:
            cancellation.request()
        ends = [call.exception(SECONDS) for call in calls]

    assert [Cancelled] * THREADS == [type(end) for end in ends]


def test_a_cancel_ends_the_pause_that_arize_asks_for(arize, transport, cancelled_while_waiting):
    """All threads end at once, and none of them asks again."""
    arize.fail(Fault("status", status=429, retry_after="30", times=None))

    ends = cancelled_while_waiting(lambda: transport.send(USERS))

    assert [Cancelled] * THREADS == [type(end) for end in ends]
    assert THREADS >= len(arize.requests)


def test_a_cancel_ends_the_pause_after_a_failure(arize, transport, cancelled_while_waiting):
    """A failing server is not asked again."""
    arize.fail(Fault("status", status=503, retry_after="30", times=None))

    (end,) = cancelled_while_waiting(lambda: transport.send(USERS), threads=1)

    assert isinstance(end, Cancelled)
    assert 1 == len(arize.requests)


def test_a_request_that_was_sent_is_answered(arize, transport, cancellation, monkeypatch):
    """What was begun before the cancel is finished; nothing is begun after it."""
    monkeypatch.setattr(arize._conditions, "faults", CancelOnArrival(cancellation))

    reply = transport.send(USERS)

    assert 1 == len(reply.body["users"])
    with pytest.raises(Cancelled):
        transport.send(USERS)
    assert 1 == len(arize.requests)


def test_a_client_hears_of_a_cancel(arize, connection_with, cancellation):
    """Whoever holds the cancellation stops the client's requests."""
    client = ArizeClient(connection_with(), cancellation=cancellation)
    cancellation.request()

    with pytest.raises(Cancelled):
        client.list_users()

    assert [] == arize.requests


def test_a_long_pause_is_reported_once(arize, transport, cancelled_while_waiting, caplog):
    """One line for the pause, however many threads wait in it."""
    caplog.set_level(logging.INFO, logger="pulumi_arize_users")
    arize.fail(Fault("status", status=429, retry_after="30", times=None))

    cancelled_while_waiting(lambda: transport.send(USERS))

    assert ["Arize asks to wait 30 s; nothing is sent until then."] == caplog.messages


@pytest.mark.parametrize(("seconds", "lines"), [(4, 0), (5, 1)])
def test_a_short_pause_is_not_worth_a_line(arize, transport_with, caplog, seconds, lines):
    """From five seconds on it looks as if the run hangs."""
    caplog.set_level(logging.INFO, logger="pulumi_arize_users")
    arize.fail(Fault("status", status=429, retry_after=str(seconds)))

    transport_with().send(USERS)

    assert lines == len(caplog.messages)
