"""What is judged over all people of a roster at once."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.roster.judgement import (
    destroy_refusal,
    most_would_be_blocked,
    too_many_ended_memberships,
    too_many_removals,
    unmanaged_people,
)

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
    """The setting for everybody is not the roster's."""
    (sentence,) = too_many_removals(CROWD[:1], 1, "0", "arize:maxRemovals")

    assert sentence.startswith("This would remove 1 of 1 person, but arize:maxRemovals is 0 (at most 0)")
    assert sentence.endswith("if all are intended, raise arize:maxRemovals.")


@pytest.mark.parametrize(("blocked", "of", "refused"), [(6, 10, True), (5, 10, False), (9, 9, False), (51, 100, True)])
def test_most_of_a_roster_is_not_blocked_without_a_limit_that_says_so(blocked, of, refused):
    """A file that was cut off is the usual cause; a small roster changes by halves without anything being wrong."""
    sentences = most_would_be_blocked(CROWD[:blocked], of)

    assert refused == bool(sentences)
    assert all(f"This would block {blocked} of {of} people permanently" in sentence for sentence in sentences)
    assert all(f"set ARIZE_MAX_REMOVALS={blocked} for this run" in sentence for sentence in sentences)


@pytest.mark.parametrize(("of", "words"), [(1, "1 of 1 membership,"), (40, "1 of 40 memberships,")])
def test_more_ended_memberships_than_allowed_are_refused(of, words):
    """One line that was lost may end hundreds."""
    (sentence,) = too_many_ended_memberships(["ada in ML"], of, "0", "max_removals")

    assert sentence.startswith(f"This would end {words} but max_removals is 0 (at most 0): ada in ML. ")
    assert "under organizations, spaces or defaults" in sentence
    assert sentence.endswith("if all are intended, raise max_removals.")
    assert [] == too_many_ended_memberships(["ada in ML"], of, "1", "max_removals")
    assert [] == too_many_ended_memberships(["ada in ML"], of, None, "max_removals")


def test_ended_memberships_are_allowed_up_to_the_limit_and_then_named_to_twenty():
    """A share is one of the memberships there were; their people are not lost, so twenty names are enough."""
    ended = [f"{address} in ML" for address in CROWD]

    (sentence,) = too_many_ended_memberships(ended[:26], 100, "25%", "max_membership_removals")

    assert sentence.startswith(
        "This would end 26 of 100 memberships, but max_membership_removals is 25% (at most 25): person000@example.com "
        "in ML, "
    )
    assert " and 6 more. Look for a line that was lost" in sentence
    assert [] == too_many_ended_memberships(ended[:25], 100, "25%", "max_membership_removals")


def test_a_destroy_that_blocks_too_many_says_how_to_allow_it():
    """A destroy reads no program, so only the environment can allow it."""
    sentence = destroy_refusal(CROWD[:30], "10%", 3)

    assert sentence.startswith("This would block 30 people permanently, but max_removals is 10% (at most 3)")
    assert "and 10 more" in sentence
    assert "Nobody was touched. If all are intended, set ARIZE_MAX_REMOVALS=30 for this run" in sentence
    assert 'set on_destroy to "retain" and run `pulumi up` first' in sentence
    assert destroy_refusal(CROWD[:1], "0", 0).startswith("This would block 1 person permanently, but")


def strangers(count):
    """This many people of an account."""
    return [User(id=address, email=address, role="MEMBER", status="ACTIVE") for address in CROWD[:count]]


@pytest.mark.parametrize(
    ("count", "beginning"), [(1, "1 person of the account is"), (2, "2 people of the account are")]
)
def test_people_nobody_declared_are_named(count, beginning):
    """With both ways to go on: declare them, or say that they do not matter."""
    sentence = unmanaged_people(strangers(count))

    assert sentence.startswith(f"{beginning} not declared here: person000@example.com (MEMBER, ACTIVE)")
    assert "Declare them with adopt; or, for people of another stack or an owner, name them under except:" in sentence
    assert sentence.endswith('unmanaged: {policy: fail, except: ["*@bots.example.com"]}.')


def test_an_admin_whom_nobody_declared_is_named_first():
    """Of a hundred strangers, twenty are named: those who may do most are among them."""
    crowd = strangers(100)
    crowd[77] = crowd[77].model_copy(update={"role": "ADMIN", "status": "INVITED"})

    sentence = unmanaged_people(crowd)

    assert sentence.startswith(
        "100 people of the account are not declared here: person077@example.com (ADMIN, INVITED), person000@"
    )
    assert "person018@example.com (MEMBER, ACTIVE) and 80 more. Declare them" in sentence
