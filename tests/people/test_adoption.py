"""What is said and done about an account that already exists."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.adoption import (
    Ownership,
    burned_refusal,
    changes_for,
    describe,
    exists_refusal,
    ownership_refusal,
    role_refusal,
)
from pulumi_arize_users.people.refusals import grouped
from pulumi_arize_users.people.subject import Subject

ADA = User(id="U1", name="Ada", role="MEMBER", status="ACTIVE", is_developer=True)
WHO = Subject("ada@example.com")


def test_an_account_is_described_by_id_status_and_role():
    """These three tell a reader which account is meant, and in what state it is."""
    assert "id U1, status ACTIVE, role MEMBER" == describe(ADA)


def test_what_the_server_left_out_is_called_unknown():
    """An account without status and role is still described in full."""
    assert "id U1, status unknown, role unknown" == describe(User(id="U1"))


def test_the_refusal_to_take_over_names_the_ways_on():
    """Adopt it, choose another address, keep a renamed, moved or interrupted one, or leave a replacement out."""
    sentence = str(exists_refusal(WHO, ADA))

    assert sentence.startswith(
        "ada@example.com already exists in the Arize account (id U1, status ACTIVE, role MEMBER), and this run knows "
        "of no resource that manages it."
    )
    ways = "adopt=True", "adopt: true", "another address", "interrupted", "aliases=", "pulumi.Alias(parent=", "untaint"
    for way in ways:
        assert way in sentence


def test_many_accounts_that_exist_are_one_message():
    """With place, id, status and role of each, and what to do, once."""
    crowd = [Subject(f"p{number}@example.com", where=f"people.yaml:{number}:3") for number in range(30)]

    (sentence,) = grouped([exists_refusal(who, ADA) for who in crowd])

    assert sentence.startswith(
        "30 people already exist in the Arize account, and this run knows of no resource that manages them: "
        "people.yaml:0:3: p0@example.com (id U1, status ACTIVE, role MEMBER), "
    )
    assert "people.yaml:19:3: p19@example.com (id U1, status ACTIVE, role MEMBER) and 10 more. " in sentence
    assert 1 == sentence.count("aliases=[pulumi.Alias(name=")


def test_a_burned_address_is_said_to_be_lost_for_good():
    """The sentence quotes the server, calls its guess a guess, and does not promise that trying again helps."""
    sentence = burned_refusal("ada@example.com", "Resource conflict: no seats left")

    assert sentence.startswith(
        "ada@example.com cannot be invited: Arize answered 409 (Resource conflict: no seats left)"
    )
    assert "If Arize names no other reason, the person was probably deleted once" in sentence
    assert "can never be invited again" in sentence


@pytest.mark.parametrize("user", [ADA, User(id="U1")], ids=["the same role", "no role in the reply"])
def test_an_account_with_the_declared_role_may_be_taken_over(user):
    """A take-over is allowed when the roles agree, or when the server does not say the account's role."""
    assert role_refusal(WHO, user, "MEMBER") is None


def test_a_role_that_differs_forbids_the_take_over():
    """No call changes a role, so the program has to say the account's own, or the account has to be changed first."""
    sentence = str(role_refusal(WHO, ADA, "ADMIN"))

    assert "cannot be taken over as ADMIN" in sentence
    assert 'role="MEMBER"' in sentence


@pytest.mark.parametrize("adopt", [False, True])
def test_a_strangers_account_is_nobody_elses(adopt):
    """Whether it may be taken over is another question."""
    assert ownership_refusal(WHO, "ada@example.com", Ownership(), adopt=adopt) is None


OLD, NEW = "old@example.com", "ada@example.com"
TWICE = "ada@example.com is declared by two resources of this program, and the other one already has the account. "
MOVED = "ada@example.com is the account that this stack manages as old@example.com: its address was changed outside "
OWN = "ada@example.com is already managed by this stack. If they move here from another resource, set adopt=True "


@pytest.mark.parametrize(
    ("ownership", "adopt", "beginning"),
    [
        (Ownership(taken=True), False, TWICE),
        (Ownership(taken=True), True, TWICE),
        (Ownership(taken=True, managed_as=OLD), True, TWICE),
        (Ownership(managed_as=OLD, is_declared=True), False, MOVED),
        (Ownership(managed_as=OLD, is_declared=True), True, MOVED),
        (Ownership(managed_as=OLD), False, MOVED),
        (Ownership(managed_as=OLD), True, None),
        (Ownership(managed_as="ADA@example.com", is_declared=True), False, OWN),
        (Ownership(managed_as="ADA@example.com", is_declared=True), True, None),
        (Ownership(managed_as=NEW), False, OWN),
        (Ownership(managed_as=NEW), True, None),
    ],
)
def test_an_account_of_this_stack_is_taken_over_only_where_nobody_else_has_it(ownership, adopt, beginning):
    """The refusal says who has it and what to do; a program that followed or moved may adopt it."""
    refusal = ownership_refusal(WHO, NEW, ownership, adopt=adopt)

    assert beginning == (str(refusal)[: len(beginning)] if refusal else None)


def test_a_secret_address_is_not_shown_by_whom_the_account_belongs_to():
    """The other address is a secret as well."""
    secret = Subject("this person", frozenset({"email"}))
    moved = Ownership(managed_as="old@example.com", is_declared=True)

    sentence = str(ownership_refusal(secret, "new@example.com", moved, adopt=True))

    assert "this person is the account that this stack manages as (a secret)" in sentence
    assert "@example.com" not in sentence


@pytest.mark.parametrize(
    ("declared", "changes"),
    [
        ({"name": "Ada", "is_developer": True}, {}),
        ({"name": "Ada"}, {}),
        ({"name": "Ada Lovelace"}, {"name": "Ada Lovelace"}),
        ({"name": "Ada", "is_developer": False}, {"is_developer": False}),
        ({"name": "Ada", "role": "ADMIN", "email": "else@example.com"}, {}),
    ],
    ids=["as declared", "permission not declared", "another name", "another permission", "what no call changes"],
)
def test_only_declared_properties_that_differ_are_sent(declared, changes):
    """A take-over touches name and developer permission, each only when it is declared and differs."""
    assert changes == changes_for(ADA, declared)


def test_a_permission_the_server_did_not_report_is_sent():
    """An unknown value is not taken for the declared one."""
    assert {"is_developer": False} == changes_for(User(id="U1", name="Ada"), {"name": "Ada", "is_developer": False})
