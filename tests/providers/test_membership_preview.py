"""Preview: what check and diff say about a membership."""

import pytest
from pulumi.output import Unknown

ADMIN = {"__provider": "gASV", "organization_id": "O1", "user_id": "U1", "role": "ADMIN"}
UNKNOWN = Unknown()


@pytest.fixture
def sentences(run):
    def preview(**declared):
        news = {key: value for key, value in (ADMIN | declared).items() if value is not None}
        failures = run.membership.check({}, news).failures
        assert {""} >= {failure.property for failure in failures}
        return [failure.reason for failure in failures]

    return preview


@pytest.mark.parametrize("spelling", ["READ_ONLY", "read-only", "readOnly", " Read Only "])
def test_a_role_may_be_spelled_in_any_way(run, spelling):
    """The state holds one spelling."""
    result = run.membership.check({}, ADMIN | {"role": spelling})

    assert [] == result.failures
    assert {"organization_id": "O1", "user_id": "U1", "role": "READ_ONLY", "__format": "1"} == result.inputs


@pytest.mark.parametrize(
    ("argument", "value", "advice"),
    [
        ("role", "OWNER", "role 'OWNER' is not a known organization role; use one of ADMIN, MEMBER, READ_ONLY, ANNOTA"),
        ("role", "custom:7", "role 'custom:7' is a custom role, which Arize takes for accounts and spaces alone"),
        ("role", None, "role is missing."),
        ("organization_id", "O1/U1", "organization_id 'O1/U1' is not an id"),
        ("organization_id", None, "organization_id is missing."),
        ("user_id", " ", "user_id ' ' is not an id"),
        ("user_id", 7.0, "user_id 7.0 must be a string."),
    ],
)
def test_a_mistake_names_the_person_and_what_to_do(sentences, arize, argument, value, advice):
    """A person is named by id as long as nothing else is known of them; nothing is sent."""
    (sentence,) = sentences(**{argument: value})

    who = "the person U1" if argument != "user_id" else "this person" if value != " " else "the person  "
    assert sentence.startswith(f"{who}: {advice}")
    assert [] == arize.requests


def test_a_membership_whose_person_is_not_made_says_what_to_do(sentences):
    """With --target the engine leaves the person out, and passes nothing in place of their id."""
    (sentence,) = sentences(user_id=None, __resource="OrganizationMembership 'ada-ml'")

    assert (
        "OrganizationMembership 'ada-ml' has no user_id: its person has not been made yet, and this run does not make "
        "them. If --target or --exclude leaves the person's resource out, take it into the run as well, or run without "
        "these options."
    ) == sentence


def test_several_mistakes_are_reported_at_once(sentences):
    """Nobody has to run again to find the next one."""
    assert 3 == len(sentences(role="OWNER", organization_id="", user_id=""))


@pytest.mark.parametrize("argument", ["organization_id", "user_id", "role", "__account_role"])
def test_an_unknown_value_is_not_judged(run, argument):
    """The person or the organization may be created in the same run."""
    result = run.membership.check({}, ADMIN | {"__account_role": "MEMBER", argument: UNKNOWN})

    assert [] == result.failures


@pytest.mark.parametrize(
    ("account_role", "role"),
    [("ANNOTATOR", "ANNOTATOR"), ("MEMBER", "ADMIN"), ("custom:7", "ANNOTATOR"), (None, "ADMIN")],
)
def test_roles_that_fit_pass(sentences, account_role, role):
    """The rule is only applied where the program knows the account role."""
    assert [] == sentences(__account_role=account_role, role=role)


@pytest.mark.parametrize(
    ("account_role", "role", "reason"),
    [
        ("ANNOTATOR", "MEMBER", "can only have the organization role ANNOTATOR"),
        ("MEMBER", "ANNOTATOR", "only for people with the account role ANNOTATOR, not MEMBER"),
    ],
)
def test_roles_that_do_not_fit_are_refused(sentences, account_role, role, reason):
    """Annotators only annotate, and nobody else does: the server would refuse it in the middle of an `up`."""
    (sentence,) = sentences(__account_role=account_role, role=role)

    assert sentence.startswith(f"The role {role} does not fit the person U1: ")
    assert reason in sentence


def test_the_account_role_is_only_for_checking(run):
    """It belongs to the person's own resource, so no change of it is a change of the membership."""
    inputs = run.membership.check({}, ADMIN | {"__account_role": "MEMBER"}).inputs

    assert "__account_role" not in inputs


def test_a_membership_that_did_not_change_has_no_difference(run):
    """Outputs hold more than inputs, and the serialized provider is nobody's declaration."""
    olds = ADMIN | {"membership_id": "M1", "__provider": "older"}

    assert False is run.membership.diff("O1/U1", olds, ADMIN).changes


@pytest.mark.parametrize(
    ("before", "now", "differs"),
    [
        ({"email": "ada@example.com", "on_destroy": "block"}, {"on_destroy": "block"}, False),
        ({"email": "ada@example.com"}, {"email": "countess@example.com"}, False),
        ({"on_destroy": "block"}, {"on_destroy": "retain"}, True),
        ({"email": "ada@example.com"}, None, True),
    ],
    ids=["the address is not known yet", "another address", "another choice", "no longer by the resource"],
)
def test_what_becomes_of_the_person_is_a_difference_and_their_address_is_not(run, before, now, differs):
    """A removal reads it in the record; the address is only for sentences."""
    olds, news = (ADMIN | ({"person": person} if person else {}) for person in (before, now))

    result = run.membership.diff("O1/U1", olds, news)

    assert (None if differs else False, []) == (result.changes, result.replaces)


def test_a_changed_role_is_an_update(run):
    """The membership stays; its id does not depend on the role."""
    result = run.membership.diff("O1/U1", ADMIN, ADMIN | {"role": "MEMBER"})

    assert (None, []) == (result.changes, result.replaces)


@pytest.mark.parametrize("key", ["organization_id", "user_id"])
@pytest.mark.parametrize("value", ["X9", UNKNOWN], ids=["another", "not known yet"])
def test_another_person_or_organization_is_another_membership(run, key, value):
    """What cannot be changed in place is replaced, and so is what may turn out to be another."""
    result = run.membership.diff("O1/U1", ADMIN, ADMIN | {key: value, "role": "MEMBER"})

    assert (None, [key]) == (result.changes, result.replaces)
