"""What becomes of a person who is removed: the whole table of the resource's choice, the default and adoption."""

import pytest

from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.refusals import grouped
from pulumi_arize_users.people.removal import (
    address_change_refusal,
    address_drift_refusal,
    may_be_blocked,
    membership_refusal,
    removal_choice,
    removal_refusal,
    retained,
    will_be_blocked,
)
from pulumi_arize_users.people.subject import Subject

POLICIES = ["refuse", "block", "retain"]


def choice(own, default, *, adopted):
    return removal_choice({"adopted": adopted, **({"on_destroy": own} if own else {})}, Policy(on_destroy=default))


def refusal(own, default, *, adopted, who="ada@example.com"):
    recorded = {"adopted": adopted, **({"on_destroy": own} if own else {})}
    return removal_refusal(Subject(who), recorded, Policy(on_destroy=default))


@pytest.mark.parametrize("adopted", [False, True])
@pytest.mark.parametrize("default", POLICIES)
@pytest.mark.parametrize("own", POLICIES)
def test_the_word_of_the_resource_decides(own, default, adopted):
    """Whatever the default is, and wherever the account comes from, the resource's own policy wins."""
    assert own == choice(own, default, adopted=adopted)


@pytest.mark.parametrize("default", POLICIES)
def test_without_a_word_of_its_own_the_default_decides(default):
    """A resource that says nothing follows environment and configuration."""
    assert default == choice(None, default, adopted=False)


@pytest.mark.parametrize(("default", "policy"), [("refuse", "refuse"), ("block", "refuse"), ("retain", "retain")])
def test_a_default_never_blocks_an_adopted_account(default, policy):
    """Somebody who was in the account before the program is not locked out by a setting for everybody."""
    assert policy == choice(None, default, adopted=True)


def test_the_refusal_says_that_blocking_is_permanent_and_how_to_choose():
    """The person is named, the consequence stated, and each choice is a setting to copy."""
    sentence = str(refusal(None, "refuse", adopted=False))

    assert sentence.startswith('ada@example.com was not removed, because on_destroy is "refuse".')
    assert "permanently" in sentence
    assert "can never be invited again" in sentence
    for setting in ('on_destroy="retain"', 'on_destroy="block"', "arize:onDestroy", "ARIZE_ON_DESTROY"):
        assert setting in sentence


@pytest.mark.parametrize(("own", "default"), [(None, "refuse"), ("refuse", "block")])
def test_a_chosen_refusal_is_not_blamed_on_adoption(own, default):
    """An adopted account whose own setting refuses the removal gets that as the reason."""
    assert "because on_destroy" in str(refusal(own, default, adopted=True))


def test_the_refusal_for_an_adopted_account_asks_for_the_resources_own_word():
    """Repeating the default would not help, so the sentence does not propose it."""
    sentence = str(refusal(None, "block", adopted=True))

    assert sentence.startswith("ada@example.com was not blocked: the account existed before this program took it over")
    assert "for the person, run `pulumi up` once" in sentence
    assert "arize:onDestroy" not in sentence


def test_people_who_are_refused_for_one_reason_are_one_sentence():
    """The two reasons are two sentences."""
    refused = [refusal(None, "refuse", adopted=False, who=who) for who in ("ada", "alan")]
    adopted = [refusal(None, "block", adopted=True, who=who) for who in ("grace", "mary")]

    first, second = grouped([*refused, *adopted])

    assert first.startswith("ada and alan were not removed, because")
    assert second.startswith("grace and mary were not blocked: the accounts existed before this program took them over")


@pytest.mark.parametrize("policy", ["block", "retain"])
def test_a_policy_that_acts_has_no_refusal(policy):
    """Only a refusal is explained."""
    assert refusal(policy, "refuse", adopted=False) is None


def test_a_refused_address_change_says_what_it_would_have_done():
    """An address cannot be changed: another person would be invited, and the old one removed."""
    sentence = address_change_refusal("ada@example.com", "ada@new.example")

    assert sentence.startswith("The address of ada@example.com changes to ada@new.example.")
    assert 'on_destroy="refuse"' in sentence
    assert "Put the old address back" in sentence


def test_a_drifted_address_says_how_to_follow():
    """With the path that leads to it."""
    sentence = address_drift_refusal("ada@example.com", "email")

    assert sentence.startswith("The address of ada@example.com was changed outside of this program.")
    assert sentence.endswith('leave it to the UI with ignore_changes=["email"].')
    assert address_drift_refusal("ada@example.com") == sentence


@pytest.mark.parametrize(("status", "words"), [("ACTIVE", "is ACTIVE in Arize"), ("", "still exists in Arize")])
def test_a_retained_account_is_said_to_be_alive(status, words):
    """Nobody must believe that access ended: the warning says what the account is, as far as that is known."""
    assert f"ada@example.com is no longer managed here, but the account {words}" in retained(
        ["ada@example.com"], status
    )


def test_two_retained_accounts_are_two():
    """In grammar as well."""
    assert retained(["ada", "alan"]).startswith("ada and alan are no longer managed here")


@pytest.mark.parametrize(
    ("person", "policy", "stays"),
    [
        ({}, Policy(), True),
        ({"on_destroy": "refuse"}, Policy(on_destroy="block"), True),
        ({"adopted": True}, Policy(on_destroy="block"), True),
        ({"on_destroy": "block"}, Policy(), False),
        ({"on_destroy": "retain", "adopted": True}, Policy(), False),
        ({}, Policy(on_destroy="retain"), False),
        ({}, Policy(sso=True), False),
    ],
    ids=["by default", "by word", "adopted", "blocked", "retained", "retained by default", "identity provider"],
)
def test_a_refused_removal_takes_no_membership_away(person, policy, stays):
    """It stays exactly when the removal of its person is refused, and says how to end it alone."""
    sentence = membership_refusal("ada@example.com", "O1", person, policy)

    assert stays is (sentence is not None)
    if sentence:
        assert sentence.startswith("The membership of ada@example.com in O1 was not ended, because the person is not")
        assert "declare the person and run `pulumi up`" in sentence


@pytest.mark.parametrize("managed_by", ["arize", "sso"])
@pytest.mark.parametrize(
    ("default", "own", "adopted", "expected"),
    [
        ("block", None, False, True),
        ("block", None, True, False),
        ("block", "retain", False, False),
        ("retain", "block", True, True),
        ("retain", None, False, False),
        ("refuse", None, False, False),
    ],
)
def test_who_leaves_is_blocked_as_it_was_chosen(managed_by, default, own, adopted, expected):
    """A default blocks nobody who was there before, and with an identity provider nobody is blocked at all."""
    person = {"adopted": adopted, **({"on_destroy": own} if own else {})}

    blocked = will_be_blocked(person, Policy(on_destroy=default, sso=managed_by == "sso"))

    assert (expected and managed_by == "arize") == blocked


@pytest.mark.parametrize(
    ("policy", "people", "expected"),
    [
        (Policy(on_destroy="block"), [], True),
        (Policy(on_destroy="retain"), [{}, {"on_destroy": "block"}], True),
        (Policy(on_destroy="retain"), [{}, {"on_destroy": "refuse"}], False),
        (Policy(on_destroy="block", sso=True), [{"on_destroy": "block"}], False),
    ],
)
def test_a_roster_may_block_whom_a_default_or_their_own_word_lets_it(policy, people, expected):
    """So that the resource for its removals is declared in time."""
    assert expected == may_be_blocked(people, policy)
