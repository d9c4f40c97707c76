"""Which changes to a person a program may ask for."""

import pytest

from pulumi_arize_users.people.changes import forbidden_changes
from pulumi_arize_users.people.record import DECLARED_ROLE

BEFORE = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER", DECLARED_ROLE: "MEMBER"}


def refusals(before=(), default="refuse", **wanted):
    return forbidden_changes("ada@example.com", BEFORE | dict(before), BEFORE | wanted, default)


@pytest.mark.parametrize(
    "wanted",
    [{}, {"name": "Ada Lovelace"}, {"email": "Ada@Example.COM"}, {"on_destroy": "block", "adopt": True}],
    ids=["nothing", "the name", "the letter case of the address", "what is never sent"],
)
def test_what_an_update_can_do_is_allowed(wanted):
    """A change that needs no other account is nobody's concern here."""
    assert [] == refusals(**wanted)


def test_a_changed_role_is_refused():
    """The program changed its mind about a role: the sentence says what it was and what it is to be."""
    (sentence,) = refusals(role="ADMIN")

    assert "is MEMBER, and the program now says ADMIN" in sentence


def test_a_role_that_drifted_is_refused_as_drift():
    """The program says what it always said, but a refresh found another role."""
    (sentence,) = refusals(before={"role": "ADMIN"}, role="MEMBER")

    assert "was changed outside of this program, from MEMBER to ADMIN" in sentence


def test_a_program_may_accept_a_drifted_role():
    """Writing down the role that a refresh found is no change."""
    assert [] == refusals(before={"role": "ADMIN"}, role="ADMIN")


def test_a_third_role_after_a_drift_is_a_change():
    """Neither the old word nor the found one: that is the program's own wish."""
    (sentence,) = refusals(before={"role": "ADMIN"}, role="ANNOTATOR")

    assert "is ADMIN, and the program now says ANNOTATOR" in sentence


@pytest.mark.parametrize("missing", ["role", "email"])
def test_a_value_that_is_not_known_yet_is_not_judged(missing):
    """A preview judges what it knows; the rest is judged when it is known."""
    wanted = {key: value for key, value in BEFORE.items() if key != missing}

    assert [] == forbidden_changes("ada@example.com", BEFORE, wanted, "refuse")


@pytest.mark.parametrize(("own", "default"), [(None, "refuse"), ("refuse", "block"), ("refuse", "retain")])
def test_another_address_is_refused_while_removal_is(own, default):
    """Another address is another person, and the old one would have to go."""
    (sentence,) = refusals(before={"on_destroy": own}, default=default, email="grace@example.com")

    assert "The address of ada@example.com changes to grace@example.com" in sentence


@pytest.mark.parametrize(("own", "default"), [("block", "refuse"), ("retain", "refuse"), (None, "block")])
def test_another_address_is_a_replacement_once_removal_is_chosen(own, default):
    """Whoever chose what becomes of the old person may declare a new one."""
    assert [] == refusals(before={"on_destroy": own}, default=default, email="grace@example.com")


def test_the_policy_of_the_last_run_counts():
    """The old person is removed by what their own record says: a choice made in this very run comes too late."""
    assert 1 == len(refusals(before={"on_destroy": "refuse"}, email="grace@example.com", on_destroy="block"))


def test_another_person_may_have_another_role():
    """With the address everything is new, so a new role is not a change of role."""
    assert [] == refusals(before={"on_destroy": "retain"}, email="grace@example.com", role="ADMIN")
