"""Refused for asking too often, again and again: a run ends soon, as a whole, and says what to do."""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

import pytest

from pulumi_arize_users.api import refusals
from pulumi_arize_users.api.errors import NoReply, RateLimited, Unauthorized
from pulumi_arize_users.api.pace import LARGEST_SPACING, Pace
from pulumi_arize_users.api.refusals import LONGEST_REFUSAL, SHORTEST_REST, Refusals
from pulumi_arize_users.api.transport import Call, Transport
from pulumi_arize_users.simulator import Fault

USERS = Call("GET", "/v2/users")
PEOPLE = 60
THREADS = 16
FEW_MINUTES = "Wait a few minutes and run again, or set arize:maxRequestsPerSecond below the account's limit."


@pytest.fixture
def refuse(arize):
    """Lets the account refuse everything, or so many requests."""

    def all_of(times=None, retry_after=None):
        arize.fail(Fault("status", status=429, times=times, retry_after=retry_after))

    return all_of


@pytest.mark.parametrize(("retry_after", "longest"), [(None, 35), ("1", 35), ("50", 100), ("200", 400)])
def test_one_limit_holds_for_all_of_a_run(outcome, arize, transport_with, clock, refuse, retry_after, longest):
    """Sixty people in the time of one and a half minutes, and of the last pauses; then nobody asks any more."""
    transport = transport_with()
    refuse(retry_after=retry_after)

    ends = [outcome(transport, USERS) for _ in range(PEOPLE)]

    assert [RateLimited] * PEOPLE == [type(end) for end in ends]
    assert clock.time - 1000 <= LONGEST_REFUSAL + longest
    assert len(arize.requests) < PEOPLE
    assert str(ends[-1]) == str(ends[-2])


def test_the_last_word_says_how_long_it_was_and_what_to_do(outcome, transport_with, refuse):
    """Nothing is known about how long the server wants to be left alone."""
    transport = transport_with()
    refuse()

    said = [str(outcome(transport, USERS)) for _ in range(PEOPLE)]

    assert said[0].startswith("Arize answered 429 (Rate limit exceeded: The simulator was told to answer so) [request ")
    assert said[0].endswith(FEW_MINUTES)
    assert "It was tried for " in said[0]
    assert "Everything was refused for " in said[-1]
    assert said[-1].endswith(FEW_MINUTES)


@pytest.mark.parametrize(("retries", "tried"), [(0, ""), (2, "It was tried for 100 s. ")])
def test_the_last_word_says_how_long_the_server_wants_to_be_left_alone(outcome, transport_with, refuse, retries, tried):
    """In its own seconds; how long it was tried is said where it was tried more than once."""
    refuse(retry_after="50")

    error = outcome(transport_with(max_retries=retries), USERS)

    expected = f"{tried}Wait 50 s, as Arize asks, and run again, or set arize:maxRequestsPerSecond below the account's"
    assert f"]. {expected} limit." in str(error)


def test_a_pause_nobody_waits_for_is_named_as_well(outcome, transport_with, clock, refuse):
    """Ten minutes are for the person who reads it, not for the pipeline."""
    refuse(retry_after="600")

    error = outcome(transport_with(), USERS)

    assert "Wait 600 s, as Arize asks, and run again" in str(error)
    assert [] == clock.slept


def test_one_accepted_request_is_a_new_beginning(arize, transport_with, clock, refuse):
    """Two minutes of refusals with an answer between them are no reason to give up."""
    transport = transport_with()
    for _ in range(4):
        refuse(times=1, retry_after="30")
        transport.send(USERS)

    assert clock.time - 1000 >= 120
    assert 8 == len(arize.requests)


def test_who_gave_up_asks_again_after_a_rest(outcome, arize, transport_with, clock, refuse):
    """A client that lives longer than a run is not lost."""
    transport = transport_with()
    refuse()
    for _ in range(PEOPLE):
        outcome(transport, USERS)
    arize.clear_faults()
    before = len(arize.requests)
    outcome(transport, USERS)
    assert before == len(arize.requests)

    clock.time += SHORTEST_REST

    assert 200 == transport.send(USERS).status


def test_all_threads_give_up_together(connection_with, clock, refuse):
    """Whoever waits for a turn by then has none any more; each has an error of its own."""
    lock = threading.Lock()

    def sleep(seconds):
        with lock:
            clock.sleep(seconds)

    refuse()
    transport = Transport(connection_with(max_retries=50), Pace(now=clock.now, sleep=sleep))

    with ThreadPoolExecutor(THREADS) as threads:
        calls = [threads.submit(transport.send, USERS) for _ in range(PEOPLE)]
        ends = [call.exception() for call in calls]

    assert [RateLimited] * PEOPLE == [type(end) for end in ends]
    assert PEOPLE == len(set(map(id, ends)))
    assert all("Everything was refused for " in str(end) for end in ends)


def test_a_pace_knows_for_how_long_everything_was_refused(clock):
    """From the first refusal on, until something is accepted."""
    pace = Pace(now=clock.now, sleep=clock.sleep)
    seconds = [pace.refused_for()]

    for _ in range(2):
        pace.too_fast(1)
        clock.time += LARGEST_SPACING
        seconds.append(pace.refused_for())
    pace.accepted()

    assert [0, LARGEST_SPACING, 2 * LARGEST_SPACING] == seconds
    assert 0 == pace.refused_for()


def test_a_refused_key_is_asked_about_once(outcome, arize, transport_with):
    """However many ask at once: the first one goes alone, and all end with what it was answered."""
    transport = transport_with()
    arize.fail(Fault("status", status=401, times=None))

    with ThreadPoolExecutor(THREADS) as pool:
        ends = list(pool.map(lambda _: outcome(transport, USERS), range(PEOPLE)))

    assert [Unauthorized] * PEOPLE == [type(end) for end in ends]
    assert 1 == len({str(end) for end in ends}) == len(arize.requests)


def test_a_key_that_was_refused_is_tried_again_after_a_while(outcome, arize, transport_with, clock):
    """A script that goes on for hours is not cut off for good by one odd answer."""
    transport = transport_with()
    arize.fail(Fault("status", status=401, times=1))

    refused, spared = outcome(transport, USERS), outcome(transport, USERS)
    clock.time += SHORTEST_REST + 1
    transport.send(USERS)

    assert [Unauthorized, Unauthorized] == [type(refused), type(spared)]
    assert 2 == len(arize.requests)


def test_a_first_answer_that_does_not_come_holds_nobody_up_for_long(arize, transport_with, monkeypatch):
    """The others wait for it only so long, and are answered before it is given up."""
    monkeypatch.setattr(refusals, "LONGEST_TURN", 0.01)
    transport = transport_with(timeout_seconds=1.0, max_retries=0)
    arize.fail(Fault("hang", times=1))

    with ThreadPoolExecutor(2) as pool:
        answered, given_up = as_completed(pool.submit(transport.send, USERS) for _ in range(2))

    assert answered.exception() is None
    assert isinstance(given_up.exception(), NoReply)


def test_those_who_waited_for_the_first_answer_go_on_together(monkeypatch):
    """They have waited for it, and not for each other."""
    monkeypatch.setattr(refusals, "LONGEST_TURN", 60)
    first, together = Refusals(Pace()), threading.Barrier(THREADS)

    def ask():
        with first.first_alone():
            return together.wait(10)

    with ThreadPoolExecutor(THREADS) as pool, first.first_alone():
        others = [pool.submit(ask) for _ in range(THREADS)]
        wait(others, timeout=0.1)

    assert set(range(THREADS)) == {other.result() for other in others}
