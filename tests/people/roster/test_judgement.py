"""What a preview says of a changed roster as a whole."""

import pytest

from pulumi_arize_users.people.roster.judgement import (
    changed_people,
    destroy_refusal,
    leaving,
    most_removals,
    refused_removals,
    too_many_removals,
    unmanaged_people,
)

ADA = {"name": "Ada", "role": "MEMBER"}


def crowd(count, **said):
    return {f"person{number:03}@example.com": {**ADA, **said} for number in range(count)}


def test_every_changed_role_is_told():
    """Not only the first: somebody who edits a list wants the whole list."""
    mistakes = changed_people(crowd(3), crowd(3, role="ADMIN"), {}, "refuse")

    assert sorted(crowd(3)) == sorted(address for address, _sentence in mistakes)
    assert all("is MEMBER, and the program now says ADMIN" in sentence for _address, sentence in mistakes)


def test_a_role_that_was_changed_elsewhere_is_not_blamed_on_the_program():
    """The refresh noted what the program had said."""
    before = {"ada@example.com": {**ADA, "role": "ADMIN"}}
    ((_address, sentence),) = changed_people(
        before, {"ada@example.com": ADA}, {"ada@example.com": "MEMBER"}, default="refuse"
    )

    assert "was changed outside of this program, from MEMBER to ADMIN" in sentence


def test_an_address_that_was_changed_elsewhere_is_not_changed_back():
    """The old address would be another person."""
    before = {"ada@example.com": {**ADA, "email": "ada.king@example.com"}}
    ((_address, sentence),) = changed_people(before, {"ada@example.com": ADA}, {}, "block")

    assert sentence.startswith("The address of ada.king@example.com was changed outside of this program.")
    assert [] == changed_people(before, {"ada.king@example.com": ADA}, {}, "refuse")
    assert [] == leaving(before, {"ada.king@example.com": ADA})


def test_a_refused_removal_names_everybody_in_one_sentence():
    """The ways on are the same for all."""
    before = {**crowd(2), "ada@example.com": {**ADA, "on_destroy": "retain"}}
    (sentence,) = refused_removals(before, "refuse")

    assert sentence.startswith("person000@example.com and person001@example.com was not removed")


def test_permitted_removals_are_no_mistake():
    """By the person's own word, or by the setting for everybody."""
    assert [] == refused_removals(crowd(2, on_destroy="block"), "refuse")
    assert [] == refused_removals(crowd(2), "retain")


def test_adopted_people_are_refused_for_their_own_reason():
    """A default never blocks who was there before."""
    recorded = {**crowd(2, adopted=True), "ada@example.com": ADA}
    (sentence,) = refused_removals(recorded, "block")

    assert sentence.startswith("person000@example.com and person001@example.com was not blocked: the account existed")


@pytest.mark.parametrize(
    ("limit", "people", "most"),
    [(None, 100, None), ("0", 100, 0), ("7", 100, 7), ("10%", 100, 10), ("10%", 99, 9), ("2.5%", 200, 5), ("0%", 5, 0)],
)
def test_a_limit_is_a_count_or_a_share_of_the_people_before(limit, people, most):
    """A share is never rounded up."""
    assert most == most_removals(limit, people)


def test_more_removals_than_allowed_are_refused_by_name():
    """Everybody is named: a list of people that nobody checks is the danger."""
    before = crowd(100)
    (sentence,) = too_many_removals(sorted(before)[:30], 100, "10%")

    assert "would remove 30 of 100 people, but max_removals is 10% (at most 10)" in sentence
    assert all(address in sentence for address in sorted(before)[:30])
    assert [] == too_many_removals(sorted(before)[:10], 100, "10%")


def test_a_destroy_that_blocks_too_many_says_how_to_allow_it():
    """A destroy reads no program, so the way on is the environment."""
    sentence = destroy_refusal(sorted(crowd(30)), "10%", 3)

    assert sentence.startswith("This would block 30 people for ever, but max_removals is 10% (at most 3)")
    assert "and 10 more" in sentence
    assert "ARIZE_MAX_REMOVALS=30" in sentence


@pytest.mark.parametrize(
    ("count", "beginning"), [(1, "1 person of the account is"), (2, "2 people of the account are")]
)
def test_people_nobody_declared_are_named(count, beginning):
    """With both ways on: declare them, or say that they do not matter."""
    sentence = unmanaged_people(list(crowd(count)))

    assert sentence.startswith(f"{beginning} not declared here: person000@example.com")
    assert 'unmanaged="ignore"' in sentence
