"""What becomes of a person who is removed: the whole table of the resource's word, the default and adoption."""

import pytest

from pulumi_arize_users.people.removal import address_change_refusal, decide_removal, retained

POLICIES = ["refuse", "block", "retain"]


@pytest.mark.parametrize("adopted", [False, True])
@pytest.mark.parametrize("default", POLICIES)
@pytest.mark.parametrize("own", POLICIES)
def test_the_word_of_the_resource_decides(own, default, adopted):
    """Whatever the default is, and wherever the account comes from, the resource's own policy is in force."""
    assert own == decide_removal("ada@example.com", own=own, default=default, adopted=adopted).policy


@pytest.mark.parametrize("default", POLICIES)
def test_without_a_word_of_its_own_the_default_decides(default):
    """A resource that says nothing follows environment and configuration."""
    assert default == decide_removal("ada@example.com", own=None, default=default, adopted=False).policy


@pytest.mark.parametrize(("default", "policy"), [("refuse", "refuse"), ("block", "refuse"), ("retain", "retain")])
def test_a_default_never_blocks_an_adopted_account(default, policy):
    """Who was in the account before the program is not locked out by a setting for everybody."""
    assert policy == decide_removal("ada@example.com", own=None, default=default, adopted=True).policy


def test_the_refusal_says_that_blocking_is_for_ever_and_how_to_choose():
    """The person is named, the consequence stated, and each way on is a setting to copy."""
    sentence = decide_removal("ada@example.com", own=None, default="refuse", adopted=False).refusal

    assert sentence.startswith("ada@example.com was not removed")
    assert "can never be invited again" in sentence
    for setting in ('on_destroy="retain"', 'on_destroy="block"', "arize:onDestroy", "ARIZE_ON_DESTROY"):
        assert setting in sentence


def test_the_refusal_for_an_adopted_account_asks_for_the_resources_own_word():
    """Repeating the default would not help, so the sentence does not propose it."""
    sentence = decide_removal("ada@example.com", own=None, default="block", adopted=True).refusal

    assert "took it over" in sentence
    assert "for the person, run `pulumi up` once" in sentence
    assert "arize:onDestroy" not in sentence


@pytest.mark.parametrize("policy", ["block", "retain"])
def test_a_policy_that_acts_has_no_refusal(policy):
    """Only a refusal is explained."""
    assert not decide_removal("ada@example.com", own=policy, default="refuse", adopted=False).refusal


def test_a_refused_address_change_says_what_it_would_have_done():
    """An address cannot be changed: another person would be invited, and the old one removed."""
    sentence = address_change_refusal("ada@example.com", "ada@new.example")

    assert sentence.startswith("The address of ada@example.com changes to ada@new.example.")
    assert 'on_destroy="refuse"' in sentence
    assert "Put the old address back" in sentence


@pytest.mark.parametrize(("status", "words"), [("ACTIVE", "is ACTIVE in Arize"), ("", "still exists in Arize")])
def test_a_retained_account_is_said_to_be_alive(status, words):
    """Nobody must believe that access ended: the warning says what the account is, as far as that is known."""
    assert f"the account {words}" in retained("ada@example.com", status)
