"""The sentences about a roster that could not be brought to its declared state."""

import pytest

from pulumi_arize_users.people.roster.outcome import deferred, left_over, not_removed, unfinished, unfinished_reasons

CROWD = [f"person{number:03}@example.com" for number in range(100)]


def failed(addresses):
    return {address: f"Inviting {address} failed." for address in addresses}


def test_what_could_not_be_done_is_reported_with_what_to_do_next():
    """How many failed, how many were not reached, and a sentence for each failure."""
    assert (
        "1 of 100 people could not be brought to the declared state, and 5 were not reached; all others are recorded. "
        "Run `pulumi up` again, which sends only what is missing.\n"
        "Inviting person000@example.com failed."
    ) == unfinished(failed(CROWD[:1]), CROWD[1:6], 100)


def test_nothing_is_said_of_people_who_were_not_reached_where_everybody_was():
    """A count of zero is left out."""
    assert unfinished(failed(CROWD[:1]), [], 2).startswith(
        "1 of 2 people could not be brought to the declared state; all others are recorded."
    )


@pytest.mark.parametrize(
    ("count", "begins"),
    [(1, "person000@example.com stays"), (2, "person000@example.com and person001@example.com stay")],
)
def test_whoever_leaves_too_early_stays_until_the_next_run(count, begins):
    """The sentence names them, and says why."""
    sentence = deferred(CROWD[:count])

    assert sentence.startswith(f"{begins} in the account until the next `pulumi up`: until now nobody of this roster ")
    assert sentence.endswith("a run blocks only people of whom an earlier run has recorded that they may be.")


def test_failures_are_reported_in_the_order_of_their_addresses():
    """Not in the order in which they happened, which differs each time."""
    lines = unfinished({"b": "B failed.", "c": "C failed.", "a": "A failed."}, [], 3).splitlines()

    assert ["A failed.", "B failed.", "C failed."] == lines[1:]


@pytest.mark.parametrize(
    ("count", "more"), [(20, []), (21, ["… and 1 more."]), (25, ["… and 5 more."])], ids=["all", "one", "five"]
)
def test_twenty_failures_are_reported_and_then_a_count(count, more):
    """Most often there is one cause for all."""
    failures = failed(CROWD[:count])

    lines = unfinished(failures, [], 100).splitlines()

    assert [failures[address] for address in CROWD[:20]] == lines[1:21]
    assert more == lines[21:]


def test_a_destroy_that_failed_in_part_says_what_to_do_before_an_up():
    """The record still has everybody."""
    assert (
        "1 of 2 people could not be removed, so everybody is still recorded. Run the same command again: people who "
        "are already gone count as done. To keep the roster instead, run `pulumi refresh` before `pulumi up`, which "
        "would assume that everybody is still there.\n"
        "Blocking ada failed."
    ) == not_removed({"ada": "Blocking ada failed."}, [], 2)


def test_a_destroy_counts_those_who_were_not_reached():
    """As an update does."""
    assert not_removed({"ada": "Blocking ada failed."}, ["alan", "mary"], 3).startswith(
        "1 of 3 people could not be removed, and 2 were not reached, so everybody is still recorded."
    )


def test_a_run_that_was_cancelled_says_so():
    """Nothing has failed, and whoever was not reached is reached by the next run."""
    assert (
        "The run was cancelled, and 52 of 60 people were not reached; all others are recorded. Run `pulumi up` again, "
        "which sends only what is missing."
    ) == unfinished({}, CROWD[:52], 60)


def test_the_record_says_for_whom_it_is_unfinished_and_why():
    """In the order of addresses; somebody who was not reached has no reason."""
    reasons = unfinished_reasons({"b": "Inviting b failed: no."}, ["c", "a"])

    assert [("a", ""), ("b", "Inviting b failed: no."), ("c", "")] == list(reasons.items())


def test_a_failure_counts_for_somebody_who_waited_as_well():
    """It says more than that they were not reached."""
    assert {"a": "Inviting a failed."} == unfinished_reasons({"a": "Inviting a failed."}, ["a"])


@pytest.mark.parametrize("count", [20, 21, 100])
def test_the_record_has_the_reasons_of_the_first_twenty(count):
    """In the order of addresses. The record has to be small; for the others it only says that they failed."""
    failures = {address: f"Inviting {address} failed: no." for address in reversed(CROWD[:count])}

    reasons = unfinished_reasons(failures, ["a"])

    assert ["a", *CROWD[:count]] == list(reasons)
    assert ["", *(failures[address] for address in CROWD[:20])] == list(reasons.values())[:21]
    assert [f"{address} failed." for address in CROWD[20:count]] == list(reasons.values())[21:]


def test_nothing_is_unfinished_where_nobody_failed():
    """Then neither the record nor the next preview says anything."""
    assert {} == unfinished_reasons({}, [])
    assert [] == left_over({})


def test_the_next_preview_says_who_failed_and_who_was_not_reached():
    """Each reason in a line, in the order of addresses; those without one together."""
    reasons = {"d": "", "c": "C failed.", "b": "", "a": "A failed."}

    assert [
        "The last run did not finish: A failed.",
        "The last run did not finish: C failed.",
        "The last run did not reach b and d.",
    ] == left_over(reasons)


@pytest.mark.parametrize(("count", "more"), [(20, []), (21, ["The last run did not finish for 1 more."])])
def test_the_next_preview_has_twenty_reasons_and_then_a_count(count, more):
    """Those who were not reached have a list of their own, of as many names."""
    failures = failed(CROWD[:count])

    lines = left_over(unfinished_reasons(failures, CROWD[50:71]))

    assert [f"The last run did not finish: {failures[address]}" for address in CROWD[:20]] == lines[:20]
    assert more == lines[20:-1]
    assert lines[-1].startswith("The last run did not reach person050@example.com, person051@example.com, ")
    assert lines[-1].endswith("person069@example.com and 1 more.")


def alike(addresses):
    return {who: f"Inviting {who} failed. Arize answered 403 (no) [request {who}]. Ask an admin." for who in addresses}


def test_a_reason_that_is_the_same_for_many_is_told_once():
    """With the first in full, twenty names, and a count; another reason has a line of its own."""
    failures = alike(CROWD[:30]) | {CROWD[30]: f"Inviting {CROWD[30]} failed. Another reason."}

    _heading, told, others, another = unfinished(failures, (), 100).splitlines()

    assert failures[CROWD[0]] == told
    assert others.startswith("The same happened to person001@example.com, person002@example.com, ")
    assert others.endswith(" person020@example.com and 9 more.")
    assert failures[CROWD[30]] == another


def test_the_next_preview_tells_a_reason_once():
    """Of thirty who failed alike the first twenty are remembered with the reason, and named."""
    line, more = left_over(unfinished_reasons(alike(CROWD[:30]), ()))

    assert line.startswith("The last run did not finish: Inviting person000@example.com failed. Arize answered 403")
    assert line.endswith(" person018@example.com and person019@example.com.")
    assert "The last run did not finish for 10 more." == more
