"""Sentences about one person and about many."""

import pytest

from pulumi_arize_users.people.refusals import (
    Named,
    Refusal,
    are,
    by_cause,
    cause_of,
    enumerated,
    first_of,
    grouped,
    people,
    were,
)
from pulumi_arize_users.people.subject import Subject


def together(names):
    return f"{len(names)}: {first_of(names)}"


def other(names):
    return f"others: {first_of(names)}"


def refusal(who, how=together):
    return Refusal(f"{who} alone.", Named(who), how)


def test_one_refusal_is_its_own_sentence():
    """Nobody else is concerned."""
    assert ["ada alone."] == grouped([refusal("ada")])
    assert "ada alone." == str(refusal("ada"))


def test_refusals_for_one_reason_are_one_sentence():
    """Different reasons are different sentences, in the order in which they came."""
    refusals = [
        refusal("ada"),
        refusal("mary", other),
        refusal("alan"),
        Refusal("Something else."),
        refusal("joan", other),
    ]

    assert ["2: ada and alan", "others: mary and joan", "Something else."] == grouped(refusals)


def test_refusals_of_their_own_are_never_put_together():
    """But the same sentence is not said twice."""
    assert ["One.", "Two."] == grouped([Refusal("One."), Refusal("Two."), Refusal("One.")])


def test_a_person_in_a_list_has_their_details():
    """In brackets, if there are any."""
    assert "ada (id U1, role MEMBER)" == str(Named("ada", ("id U1", "role MEMBER")))
    assert "ada" == str(Named("ada"))


@pytest.mark.parametrize(
    ("names", "listed"),
    [(["ada"], "ada"), (["ada", "alan"], "ada and alan"), (["ada", "alan", "mary"], "ada, alan and mary")],
)
def test_names_are_listed_as_a_sentence_lists_them(names, listed):
    """A comma between all but the last two."""
    assert listed == enumerated(names) == first_of(names)


def test_twenty_names_are_shown_and_then_a_count():
    """Twenty are all shown; of twenty-one, one is counted."""
    names = [f"p{number}" for number in range(21)]

    assert enumerated(names[:20]) == first_of(names[:20])
    assert first_of(names).startswith("p0, p1, ")
    assert first_of(names).endswith("p19 and 1 more")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ("were", "are", "0 people")), (1, ("was", "is", "1 person")), (2, ("were", "are", "2 people"))],
)
def test_grammar_is_for_one_and_for_many(count, words):
    """A verb agrees with the number of names."""
    names = ["somebody"] * count

    assert words == (were(names), are(names), people(count))


def test_a_subject_shows_no_secret():
    """Neither the value of a secret argument, nor, with its place, more than a list needs."""
    subject = Subject("ada", frozenset({"role"}), where="people.yaml:3:1")

    assert "(a secret)" == subject.shown("role", "ADMIN")
    assert "Ada" == subject.shown("name", "Ada")
    assert "people.yaml:3:1: ada" == subject.place
    assert "ada" == Subject("ada").place
    assert "this person" == Subject().who


REFUSED = "Arize answered 403 (Forbidden: no) [request {}]. Use another key."


def test_a_cause_is_the_same_whoever_it_happened_to():
    """Neither the person nor the number of the request makes another cause of it; another answer does."""
    first, second = (
        f"Inviting {who} failed. {REFUSED.format(number)}" for who, number in (("ada", "a1"), ("alan", "b2"))
    )

    assert "Arize answered 403 (Forbidden: no). Use another key." == cause_of(first) == cause_of(second)
    assert cause_of(first) != cause_of(first.replace("403", "404"))
    assert "It was cancelled." == cause_of("It was cancelled.")


def test_failures_are_gathered_by_their_cause():
    """In the order of the people."""
    said = {who: f"Inviting {who} failed. {REFUSED.format(who)}" for who in ("c", "a", "b")}
    said["b"] = "Inviting b failed. Another reason."

    assert [["a", "c"], ["b"]] == by_cause(said)
