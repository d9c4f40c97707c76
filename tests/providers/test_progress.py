"""A line every few seconds on work that takes long."""

import pytest

from pulumi_arize_users.providers.progress import SECONDS_BETWEEN_LINES, Progress


class Clock:
    """A clock that a test moves on."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


def work(progress, clock, failures, seconds):
    """This many things, each of which takes this many seconds."""
    for failed in failures:
        clock.seconds += seconds
        progress.count(failed=failed)


def test_a_short_run_says_nothing(clock, said):
    """However many people it has."""
    work(Progress(1000, now=clock), clock, [False] * 1000, 0.9 * SECONDS_BETWEEN_LINES / 1000)

    assert [] == said()


def test_a_long_run_says_a_line_every_five_seconds(clock, said):
    """How many are done, of how many, how many of them failed, and how long it will take at this speed."""
    work(Progress(100, now=clock), clock, [True, False, False, True] * 3, 1.0)

    assert [
        "arize: info: 5 of 100 people done, 3 failed, about 95 s left.",
        "arize: info: 10 of 100 people done, 5 failed, about 90 s left.",
    ] == said()


def test_a_slow_run_says_at_most_a_line_for_each_person(clock, said):
    """Nothing is estimated while nothing is known."""
    work(Progress(3, now=clock), clock, [False, False, False], 60.0)

    assert ["1 of 3", "2 of 3", "3 of 3"] == [line.removeprefix("arize: info: ")[:6] for line in said()]


def test_lines_are_five_seconds_apart_after_a_pause(clock, said):
    """The clock starts again with each line, and makes up for none."""
    progress = Progress(100, now=clock)
    work(progress, clock, [False], 30.0)
    said()

    work(progress, clock, [False] * 4, 1.0)

    assert [] == said()


def test_a_pause_is_not_silent(clock, said):
    """Every twenty seconds without anything done, a line tells how far the run is."""
    progress = Progress(30, now=clock)
    work(progress, clock, [False, False, True], 1.0)

    for _ in range(60 - 3):
        clock.seconds += 1
        progress.wait()

    assert ["arize: info: 3 of 30 people done so far, 1 failed."] * 3 == said()


def test_failures_in_a_row_are_counted_from_zero_after_a_success(clock):
    """This many without a success between them are not about individual people."""
    progress = Progress(10, now=clock)

    work(progress, clock, [True, True, False, True], 0.0)

    assert 1 == progress.failed_in_a_row
