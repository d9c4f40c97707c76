"""How requests are spaced out, on a clock that waits for nobody."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.pace import LARGEST_SPACING, SMALLEST_SPACING, WINDOW, Pace

MANY = 2000


@pytest.fixture
def pace(clock):
    """Without a limit of its own."""
    return Pace(now=clock.now, sleep=clock.sleep)


def spacing(pace, clock):
    """How long a request waits that follows directly on another."""
    pace.wait()
    before = clock.time
    pace.wait()
    return clock.time - before


def test_nobody_waits_without_a_limit(pace, clock):
    """Requests follow each other at once."""
    for _ in range(100):
        pace.wait()

    assert [] == clock.slept


def test_a_limit_spaces_requests_evenly(clock):
    """Four per second means a quarter of a second between two."""
    pace = Pace(4, now=clock.now, sleep=clock.sleep)

    for _ in range(9):
        pace.wait()

    assert [0.25] * 8 == clock.slept


def test_time_that_passed_anyway_counts(clock):
    """A late request does not wait, and saves nothing up for later."""
    pace = Pace(4, now=clock.now, sleep=clock.sleep)
    pace.wait()
    clock.time += 100

    pace.wait()
    pace.wait()

    assert [0.25] == clock.slept


def test_a_refusal_stops_everybody_for_the_time_asked(pace, clock):
    """The next request starts when the server said, and the one after that a little later."""
    pace.too_fast(17)

    pace.wait()
    pace.wait()

    assert [17, pytest.approx(SMALLEST_SPACING)] == clock.slept


def test_the_longest_patience_asked_for_counts(pace, clock):
    """A later refusal that asks for less does not cut an earlier one short."""
    pace.too_fast(17)
    pace.too_fast(1)

    pace.wait()

    assert [17] == clock.slept


def test_a_refusal_returns_how_much_longer_everybody_waits(pace, clock):
    """Two seconds, then fifty in all, then nothing more: each long pause is reported once."""
    clock.time += 100

    longer = [pace.too_fast(2), pace.too_fast(50), pace.too_fast(50), pace.too_fast(1)]

    assert [2, 48, 0, 0] == longer


def test_time_that_nobody_waits_for_is_not_reported_as_a_pause(pace, clock):
    """After a pause of ten seconds, twenty on which nothing is asked; then ten more are ten more."""
    pace.too_fast(10)
    clock.time += 30

    assert 10 == pace.too_fast(10)


def test_each_refusal_halves_the_speed_while_nothing_is_known(pace, clock):
    """The server is not asked ever more often, and the run does not stop altogether."""
    seen = []
    for _ in range(12):
        pace.too_fast(0)
        seen.append(spacing(pace, clock))

    assert [SMALLEST_SPACING * 2**n for n in range(6)] == pytest.approx(seen[:6], rel=0.05)
    assert LARGEST_SPACING == pytest.approx(seen[-1], rel=0.2)


def test_a_refusal_keeps_the_speed_at_which_requests_were_accepted(pace, clock):
    """Forty in two seconds, and a pause of one: forty in three seconds is what the server allows."""
    for _ in range(40):
        pace.wait()
        clock.time += 0.05
        pace.accepted()

    pace.too_fast(1)

    assert 3 / 40 == pytest.approx(spacing(pace, clock), rel=0.01)


def test_long_ago_counts_no_more(pace, clock):
    """What was allowed a minute ago says nothing about now."""
    for _ in range(1000):
        pace.wait()
        pace.accepted()
    clock.time += 60
    for _ in range(20):
        pace.wait()
        clock.time += 0.45
        pace.accepted()

    pace.too_fast(1)

    assert WINDOW / 20 == pytest.approx(spacing(pace, clock), rel=0.05)


def test_time_without_a_refusal_brings_the_speed_back(pace, clock):
    """A little at first, and all of it after a minute or two."""
    for _ in range(5):
        pace.too_fast(0)
    slow = spacing(pace, clock)

    clock.time += 10
    faster = spacing(pace, clock)
    clock.time += 120

    assert 0.9 * slow > faster > 0.5 * slow
    assert 0 == spacing(pace, clock)


def test_time_does_not_break_the_limit(clock):
    """The distance shrinks to what was configured, not below."""
    pace = Pace(2, now=clock.now, sleep=clock.sleep)
    pace.too_fast(0)
    slow = spacing(pace, clock)

    clock.time += 1000

    assert 1 == pytest.approx(slow, rel=0.05)
    assert 0.5 == pytest.approx(spacing(pace, clock))


def test_all_threads_share_one_clock():
    """Eight threads at once are spaced like one thread."""
    waited: list[float] = []
    pace = Pace(10, now=lambda: 0.0, sleep=waited.append)
    threads = [threading.Thread(target=pace.wait) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [n / 10 for n in range(1, 8)] == pytest.approx(sorted(waited))


@pytest.mark.usefixtures("eager_threads")
def test_a_refusal_and_an_answer_may_come_at_once(pace):
    """A refusal looks through all that was accepted, while other threads go on being accepted."""
    for _ in range(MANY):
        pace.accepted()
    done = threading.Event()

    def accept():
        while not done.is_set():
            pace.accepted()

    with ThreadPoolExecutor(1) as threads:
        accepting = threads.submit(accept)
        try:
            for _ in range(400):
                pace.too_fast(0)
        finally:
            done.set()

    assert accepting.exception() is None
