"""Many threads, one account with a limit: everybody is served, together and no faster than allowed."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from pulumi_arize_users.api import refusals
from pulumi_arize_users.api.pace import SMALLEST_SPACING, Pace
from pulumi_arize_users.api.transport import Call, Transport
from pulumi_arize_users.simulator import Fault, Simulator

THREADS = 16
READ = Call("GET", "/v2/users")


class SharedClock:
    """Time that passes for all threads as soon as one of them sleeps."""

    def __init__(self):
        self.time = 1000.0
        self._lock = threading.Lock()

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.sleep_until(self.time + seconds)

    def sleep_until(self, moment):
        with self._lock:
            self.time = max(self.time, moment)


class NotedPace(Pace):
    """Notes when each request had its turn."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.turns = []

    def wait(self):
        turn = super().wait()
        self.turns.append(turn)
        return turn


class RefusedBeside(Pace):
    """Another request, sent at the same time as the first one, is refused before it is."""

    def __init__(self, seconds, clock):
        super().__init__(now=clock.now, sleep=clock.sleep)
        self._beside = [seconds]

    def wait(self):
        turn = super().wait()
        while self._beside:
            self.too_fast(self._beside.pop(), turn)
        return turn


@pytest.fixture
def shared_clock():
    """What all threads wait by."""
    return SharedClock()


@pytest.fixture
def pace(shared_clock):
    """Without a limit of its own."""
    return NotedPace(now=shared_clock.now, sleep=shared_clock.sleep)


@pytest.fixture
def patient(monkeypatch):
    """No run gives up: on a shared clock the pauses of all threads add up, which real ones do not."""
    monkeypatch.setattr(refusals, "LONGEST_REFUSAL", math.inf)


def spacing(pace):
    """How far apart the turns of two requests are that follow directly on each other."""
    first, second = pace.wait(), pace.wait()
    return second - first


def all_at_once(transport, count):
    """Send this many requests from many threads; returns how each ended."""
    with ThreadPoolExecutor(THREADS) as threads:
        return [reply.status for reply in threads.map(transport.send, [READ] * count)]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("retry_after", ["7", "0", None, "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_everybody_is_served_in_the_end(arize, connection_with, pace, retry_after):
    """However the server words its refusals, no thread gives up."""
    arize.fail(Fault("status", status=429, retry_after=retry_after, times=40))

    statuses = all_at_once(Transport(connection_with(max_retries=50), pace), 64)

    assert [200] * 64 == statuses
    assert 64 + 40 == len(arize.requests)


@pytest.mark.usefixtures("patient")
def test_a_refusal_stops_all_threads(arize, connection_with, pace):
    """Whoever asks after a refusal waits for as long as the server asked one of them to."""
    arize.fail(Fault("status", status=429, retry_after="7", times=THREADS))

    all_at_once(Transport(connection_with(max_retries=50), pace), THREADS)

    assert 2 * THREADS == len(pace.turns)
    assert all(turn == 1000 or turn >= 1007 for turn in pace.turns)


def test_a_refusal_stops_who_is_waiting_already(shared_clock):
    """A turn that was given before the refusal is not taken after it."""

    def sleep(seconds):
        shared_clock.sleep(seconds)
        if shared_clock.time < 1030:
            one_a_second.too_fast(30)

    one_a_second = Pace(1, now=shared_clock.now, sleep=sleep)
    one_a_second.wait()

    turn = one_a_second.wait()

    assert 1031 == turn


@pytest.mark.parametrize(("beside", "said"), [(2, 1), (48, 0), (50, 0)])
def test_a_long_pause_is_reported_once(arize, connection_with, shared_clock, caplog, beside, said):
    """A request is refused for 50 s; another one was refused meanwhile, for a moment or for as long."""
    caplog.set_level("INFO")
    arize.fail(Fault("status", status=429, retry_after="50"))

    Transport(connection_with(), RefusedBeside(beside, shared_clock)).send(READ)

    lines = [record.getMessage() for record in caplog.records if record.levelname == "INFO"]
    assert ["Arize asks to wait 50 s; nothing is sent until then."] * said == lines


def test_requests_refused_together_slow_down_once(pace, shared_clock):
    """Sixteen refusals of one moment are one piece of news, not sixteen."""
    turns = [pace.wait() for _ in range(THREADS)]
    shared_clock.time += 0.1

    for turn in turns:
        pace.too_fast(1, turn)

    assert SMALLEST_SPACING == pytest.approx(spacing(pace))


def test_a_request_of_the_slower_pace_that_is_refused_slows_down_again(pace):
    """It was sent after the news was known, and was still too fast."""
    pace.too_fast(1, pace.wait())

    pace.too_fast(1, pace.wait())

    assert 2 * SMALLEST_SPACING == pytest.approx(spacing(pace))


def test_a_limit_of_ones_own_holds_over_all_threads(connection_with, shared_clock):
    """No two of two hundred requests are closer than fifty per second allow, whichever threads sent them."""
    pace = NotedPace(50, now=shared_clock.now, sleep=shared_clock.sleep)

    statuses = all_at_once(Transport(connection_with(), pace), 200)

    distances = [later - earlier for earlier, later in pairwise(sorted(pace.turns))]
    assert [200] * 200 == statuses
    assert 199 == len(distances)
    assert min(distances) > 1 / 50 - 1e-6


def test_a_limited_account_is_not_stormed(connection_with, key):
    """Against a real limit, in real time: everybody is served, soon, and one answer in twenty at most is a refusal."""
    with Simulator(api_key=key, rate_limit=100) as arize:
        started = time.monotonic()
        statuses = all_at_once(Transport(connection_with(base_url=arize.url)), 320)
        seconds = time.monotonic() - started
        answered = [request.status for request in arize.requests]

    assert [200] * 320 == statuses
    assert answered.count(429) <= 0.05 * len(answered)
    assert seconds < 30
