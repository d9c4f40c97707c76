"""Who may not be blocked, and how many may."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.guards import cap_refusal, last_admin_refusal, late_move_refusal, self_refusal


def person(user_id, role="ADMIN", status="ACTIVE"):
    return User(id=user_id, role=role, status=status)


@pytest.mark.parametrize("caller", [None, "grace@example.com"])
def test_somebody_else_may_be_blocked(caller):
    """Only the account behind the key is protected, and only where it is known."""
    assert self_refusal("ada", "ada@example.com", "MEMBER", caller) is None


def test_the_account_behind_the_key_may_not_be_blocked():
    """Letter case and space do not make it another account."""
    sentence = self_refusal("ada@example.com", "ada@example.com", "ADMIN", " ADA@example.com")

    assert sentence is not None
    assert str(sentence).startswith("ada@example.com was not blocked: the API key belongs to this account")
    assert 'on_destroy="retain"' in str(sentence)


def test_an_admin_may_be_blocked_while_another_remains():
    """One who can sign in is enough."""
    assert last_admin_refusal("ada", "U1", [person("U1"), person("U2")], set()) is None


@pytest.mark.parametrize(
    "people",
    [
        [person("U1")],
        [person("U1"), person("U2", role="MEMBER")],
        [person("U1"), person("U2", status="INVITED")],
        [person("U1"), person("U3")],
    ],
    ids=["nobody else", "a member", "an invited admin", "an admin whom this run blocked"],
)
def test_the_last_admin_may_not_be_blocked(people):
    """Neither a promise nor somebody who has just gone can manage the account."""
    sentence = last_admin_refusal("ada@example.com", "U1", people, {"U3"})

    assert sentence is not None
    assert sentence.startswith("ada@example.com was not blocked: no other active account with the role ADMIN")


@pytest.mark.parametrize(("cap", "done"), [(None, 1000), (1, 0), (3, 2)])
def test_removals_below_the_cap_are_permitted(cap, done):
    """No cap is no limit."""
    assert cap_refusal("Blocking ada", cap, done, "the cap") is None


@pytest.mark.parametrize(
    ("cap", "done", "sentence"),
    [
        (2, 2, "Blocking ada was not done: this run has already removed 2, the most it may remove. Check that"),
        (0, 0, "Blocking ada was not done: removals are not allowed here. If it is intended, raise the cap."),
    ],
)
def test_removals_above_the_cap_say_what_to_raise(cap, done, sentence):
    """Whoever intended it can go on; whoever did not is protected."""
    refusal = cap_refusal("Blocking ada", cap, done, "the cap")

    assert refusal is not None
    assert refusal.startswith(sentence)
    assert refusal.endswith("raise the cap.")


def test_a_late_move_is_refused_with_the_way_on():
    """Keeping the account is worth one more `up`."""
    sentence = late_move_refusal("ada@example.com")

    assert sentence.startswith(
        "ada@example.com leaves a roster in the same run, which blocks the account permanently at its end"
    )
    assert 'with on_destroy: "retain", run `pulumi up`, and then move them.' in sentence


def test_whoever_names_people_by_hand_reads_how_to_keep_them():
    """A list has no on_destroy."""
    admins = [person("U1")]

    own = self_refusal("ada@example.com", "ada@example.com", "ADMIN", "ada@example.com", "leave them out")
    last = last_admin_refusal("ada@example.com", "U1", admins, [], to_keep="leave them out")

    assert str(own).endswith("Leave them out, or run with somebody else's key.")
    assert str(last).endswith("Let somebody else be an active admin first, or leave them out.")
