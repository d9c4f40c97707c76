"""What is judged over all people of a roster at once."""

import pytest

from pulumi_arize_users.people.roster.judgement import (
    destroy_refusal,
    too_many_ended_memberships,
    too_many_removals,
    unmanaged_people,
)
from pulumi_arize_users.people.roster.outcome import left_over, not_removed, unfinished, unfinished_reasons

CROWD = [f"person{number:03}@example.com" for number in range(100)]


def test_more_removals_than_allowed_are_refused_by_name():
    """Everybody is named: a list of people that nobody checks is the danger."""
    (sentence,) = too_many_removals(CROWD[:30], 100, "10%")

    assert sentence.startswith("This would remove 30 of 100 people, but max_removals is 10% (at most 10): person000")
    assert all(address in sentence for address in CROWD[:30])
    assert [] == too_many_removals(CROWD[:10], 100, "10%")
    assert 1 == len(too_many_removals(CROWD[:11], 100, "10%"))
    assert [] == too_many_removals(CROWD, 100, None)


def test_a_limit_is_named_where_it_is_set():
    """The setting for everybody is another one than the roster's."""
    (sentence,) = too_many_removals(CROWD[:1], 1, "0", "arize:maxRemovals")

    assert sentence.startswith("This would remove 1 of 1 person, but arize:maxRemovals is 0 (at most 0)")
    assert sentence.endswith("if all are meant, raise arize:maxRemovals.")


@pytest.mark.parametrize(("of", "words"), [(1, "1 of 1 membership,"), (40, "1 of 40 memberships,")])
def test_more_ended_memberships_than_allowed_are_refused(of, words):
    """One line that was lost may end hundreds."""
    (sentence,) = too_many_ended_memberships(["ada in ML"], of, "0", "max_removals")

    assert sentence.startswith(f"This would end {words} but max_removals is 0 (at most 0): ada in ML. ")
    assert "under organizations or defaults" in sentence
    assert [] == too_many_ended_memberships(["ada in ML"], of, "1", "max_removals")
    assert [] == too_many_ended_memberships(["ada in ML"], of, None, "max_removals")


def test_a_destroy_that_blocks_too_many_says_how_to_allow_it():
    """A destroy reads no program, so the way on is the environment."""
    sentence = destroy_refusal(CROWD[:30], "10%", 3)

    assert sentence.startswith("This would block 30 people permanently, but max_removals is 10% (at most 3)")
    assert "and 10 more" in sentence
    assert "ARIZE_MAX_REMOVALS=30" in sentence


@pytest.mark.parametrize(
    ("count", "beginning"), [(1, "1 person of the account is"), (2, "2 people of the account are")]
)
def test_people_nobody_declared_are_named(count, beginning):
    """With both ways on: declare them, or say that they do not matter."""
    sentence = unmanaged_people(CROWD[:count])

    assert sentence.startswith(f"{beginning} not declared here: person000@example.com")
    assert 'unmanaged="ignore"' in sentence


def test_what_could_not_be_done_is_reported_for_the_first_twenty():
    """With a count of the others, and of those who were not reached."""
    failures = {address: f"{address} failed." for address in CROWD[:25]}

    lines = unfinished(failures, CROWD[25:30], 100).splitlines()

    assert (
        "25 of 100 people could not be brought to what is declared, and 5 were not reached; all others are recorded. "
        "Run `pulumi up` again, which sends only what is missing."
    ) == lines[0]
    assert [failures[address] for address in CROWD[:20]] == lines[1:21]
    assert ["… and 5 more."] == lines[21:]
    assert "not reached" not in unfinished({"a": "b"}, [], 1)


def test_a_destroy_that_failed_in_part_says_what_to_do_before_an_up():
    """The record still has everybody."""
    sentence = not_removed({"ada": "Blocking ada failed."}, [], 2)

    assert sentence.startswith("1 of 2 people could not be removed, so everybody is still recorded.")
    assert sentence.endswith("\nBlocking ada failed.")
    assert "run `pulumi refresh` before `pulumi up`" in sentence


def test_the_record_says_for_whom_it_is_unfinished_and_why():
    """The reasons of the first twenty are enough."""
    failures = {address: f"Inviting {address} failed: no." for address in CROWD[:25]}

    reasons = unfinished_reasons(failures, ["b", "a"])
    lines = left_over(reasons)

    assert ["a", "b", *CROWD[:25]] == list(reasons)
    assert [f"The last run did not finish: {failures[address]}" for address in CROWD[:20]] == lines[:20]
    assert ["The last run did not finish for 5 more.", "The last run did not reach a and b."] == lines[20:]
    assert [] == left_over({})
    assert ["The last run did not reach a."] == left_over({"a": ""})


def test_a_run_that_was_cancelled_says_so():
    """Nothing has failed, and whoever was not reached is reached by the next run."""
    sentence = unfinished({}, CROWD[:52], 60)

    assert sentence.startswith("The run was cancelled, and 52 of 60 people were not reached; all others are recorded.")
