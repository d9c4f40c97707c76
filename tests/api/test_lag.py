"""An account that lags behind what was written: how often, and for how long, it is looked at."""

import pytest

from pulumi_arize_users.api.lag import Lag


@pytest.fixture
def lag(clock):
    """An account that may show the past for eight seconds."""
    return Lag(8, sleep=clock.sleep, now=clock.now)


def shows(clock, after):
    """A look that shows somebody from a moment on, and how often it was taken."""
    moments, seen_from = [], clock.time + after

    def look():
        moments.append(clock.time)
        return "ada" if clock.time >= seen_from else None

    return look, moments


def test_who_is_seen_is_looked_at_once(lag, clock):
    """Nobody waits for what is there."""
    look, moments = shows(clock, 0)

    assert ["ada", "ada"] == [lag.look_for_the_old(look), lag.look_for_the_new(look)]
    assert 2 == len(moments)
    assert [] == clock.slept


@pytest.mark.parametrize(("after", "found"), [(7, "ada"), (9, None)])
def test_who_is_not_seen_in_a_young_run_is_looked_for_once_more(lag, clock, after, found):
    """When the run is as old as the lag, everything that was written before it is seen."""
    clock.time += 2
    look, moments = shows(clock, after - 2)

    assert found == lag.look_for_the_old(look)
    assert [6] == clock.slept
    assert 2 == len(moments)


def test_a_run_that_is_old_enough_believes_one_look(lag, clock):
    """All that was there before it is seen by now."""
    clock.time += 8
    look, moments = shows(clock, 1)

    assert lag.look_for_the_old(look) is None
    assert 1 == len(moments)
    assert [] == clock.slept


def test_many_who_are_gone_wait_together(lag, clock):
    """The time that passed for one has passed for all."""
    look, _ = shows(clock, 100)

    assert [None] * 3 == [lag.look_for_the_old(look) for _ in range(3)]
    assert [8] == clock.slept


def test_what_was_just_written_is_looked_for_with_ever_longer_pauses(lag, clock):
    """However old the run is: the lag begins with the write."""
    clock.time += 100
    look, moments = shows(clock, 3)

    assert "ada" == lag.look_for_the_new(look)
    assert [0.5, 1, 2] == clock.slept
    assert 4 == len(moments)


def test_looking_for_what_was_written_ends(lag, clock):
    """With a last look when the lag is over."""
    look, moments = shows(clock, 100)
    began = clock.time

    assert lag.look_for_the_new(look) is None
    assert 8 == sum(clock.slept)
    assert [began, began + 8] == [moments[0], moments[-1]]


def test_an_account_that_does_not_lag_is_looked_at_once(clock):
    """With the setting at nought."""
    lag, (look, moments) = Lag(0, sleep=clock.sleep, now=clock.now), shows(clock, 1)

    assert [None, None] == [lag.look_for_the_old(look), lag.look_for_the_new(look)]
    assert 2 == len(moments)
    assert [] == clock.slept
