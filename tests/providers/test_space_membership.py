"""A membership in a space, beside what all memberships have in common."""

from functools import partial

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import paths


@pytest.fixture
def platform(arize):
    """An organization."""
    return arize.add_organization("ML Platform")


@pytest.fixture
def ada(arize, platform):
    """The id of a member of the organization."""
    user_id = arize.add_user("ada@example.com")
    arize.add_member(platform, user_id)
    return user_id


@pytest.fixture
def declared(arize, platform, ada):
    """The checked inputs of a membership."""
    fraud = arize.add_space(platform, "Fraud")
    return {"__provider": "gASV", "space_id": fraud, "user_id": ada, "role": "MEMBER"}


@pytest.fixture
def verifying(start, arize):
    """Starts a run that verifies memberships."""
    return partial(start, verifyMemberships="graphql", graphqlUrl=f"{arize.url}/graphql")


def stored(run, declared):
    """What the engine has of a membership that was made."""
    result = run.in_space.create(declared)
    return result.id, {"__provider": "gASV", **(result.outs or {})}


def sentences(run, declared):
    """What a preview refuses."""
    return [failure.reason for failure in run.in_space.check({}, declared).failures]


def test_a_membership_is_made_with_one_request(run, arize, declared, ada):
    """Its id is that of the space and of the person."""
    arize.clear_requests()

    identity, record = stored(run, declared)

    assert f"{declared['space_id']}/{ada}" == identity
    assert [f"/v2/spaces/{declared['space_id']}/users"] == paths(arize)
    assert ("MEMBER", "assumed") == (record["role"], record["verification"])
    assert {ada: "MEMBER"} == arize.space_members(declared["space_id"])


@pytest.mark.parametrize(
    ("argument", "value", "mistake"),
    [
        ("role", "OWNER", "is not a known space role; use one of ADMIN, MEMBER, READ_ONLY, ANNOTATOR, or CustomRole"),
        ("role", "custom:", "is not a known space role"),
        ("space_id", "a/b", "is not an id: it must not be empty or contain a slash"),
        ("space_id", None, "space_id is missing."),
    ],
)
def test_a_mistake_is_named_at_preview(run, arize, declared, argument, value, mistake):
    """One sentence, and nothing is asked."""
    arize.clear_requests()
    news = {key: said for key, said in {**declared, argument: value}.items() if said is not None}

    (sentence,) = sentences(run, news)

    assert mistake in sentence
    assert [] == paths(arize)


@pytest.mark.parametrize("role", ["custom:R7", "Read Only"])
def test_a_role_is_one_word(run, declared, role):
    """Custom roles keep their id, predefined ones have one spelling."""
    checked = run.in_space.check({}, {**declared, "role": role})

    assert [] == checked.failures
    assert checked.inputs["role"] in {"custom:R7", "READ_ONLY"}


@pytest.mark.parametrize("changed", ["space_id", "user_id"])
def test_another_space_or_person_is_another_membership(run, declared, changed):
    """The old one ends once the new one is there."""
    identity, record = stored(run, declared)

    assert [changed] == run.in_space.diff(identity, record, {**declared, changed: "other"}).replaces


def test_a_membership_that_ended_with_its_organization_counts_as_ended(start, arize, platform, declared):
    """The space is seen, so the 404 is about the membership."""
    identity, record = stored(start(), declared)
    arize.remove_member(platform, declared["user_id"])
    arize.clear_requests()

    start().in_space.delete(identity, record)

    assert ["DELETE"] == [request.method for request in arize.writes]


def test_a_space_that_nobody_sees_is_no_proof(start, arize, declared):
    """It may be in another account, or the key may have lost the right to see it."""
    identity, record = stored(start(), declared)
    arize.remove_space(declared["space_id"])

    with pytest.raises(WrongAccount, match="1 space that this stack remembers cannot be seen"):
        start().in_space.delete(identity, record)


def test_an_id_without_a_space_is_refused(run):
    """With the form that it has to have."""
    with pytest.raises(Refused, match="it must be <space_id>/<user_id>") as raised:
        run.in_space.read("U1", {})

    assert "'U1' is not the id of a membership: it must be <space_id>/<user_id>." == str(raised.value)


def test_a_role_seen_elsewhere_is_in_outputs_and_inputs(verifying, arize, declared):
    """So that a preview after a refresh shows what it will change back."""
    identity, record = stored(verifying(), declared)
    arize.add_member(declared["space_id"], declared["user_id"], "ADMIN")

    read = verifying().in_space.read(identity, record)

    assert ("ADMIN", "ADMIN", "exists") == (read.outs["role"], read.inputs["role"], read.outs["verification"])


def test_a_role_that_is_not_told_stays_as_recorded(verifying, arize, declared):
    """The server knows the members, but not what they are."""
    identity, record = stored(verifying(), declared)
    arize.add_member(declared["space_id"], declared["user_id"], "ADMIN")
    unknown = '{"errors": [{"message": "Cannot query field role"}], "data": null}'
    arize.fail(Fault("status", path="graphql", status=200, body=unknown))

    assert "MEMBER" == verifying().in_space.read(identity, record).outs["role"]


def test_who_is_in_the_organization_by_a_resource_of_this_run_is_not_outside(verifying, arize, platform):
    """The membership that will be made counts."""
    stranger = arize.add_user("stranger@example.com")
    fraud = arize.add_space(platform, "Fraud")
    run = verifying()
    membership = {"__provider": "gASV", "organization_id": platform, "user_id": stranger, "role": "MEMBER"}
    wanted = {"__provider": "gASV", "space_id": fraud, "user_id": stranger, "role": "MEMBER"}

    before = sentences(verifying(), wanted)
    run.membership.check({}, membership)

    assert [] == sentences(run, wanted)
    assert 1 == len(before)
    assert f"cannot be a member of the space {fraud}, because they do not belong" in before[0]
