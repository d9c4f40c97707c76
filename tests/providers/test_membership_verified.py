"""Acting: memberships that are verified over GraphQL, and how many of them one run may end."""

from functools import partial

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def place(arize):
    """An organization and a person, and the checked inputs of a membership."""
    organization = arize.add_organization("ML Platform")
    user = arize.add_user("ada@example.com")
    return {"__provider": "gASV", "organization_id": organization, "user_id": user, "role": "MEMBER"}


def stored(run, declared):
    result = run.membership.create(declared)
    return result.id, {"__provider": "gASV", **(result.outs or {})}


@pytest.fixture
def verifying(start, arize):
    """Starts a run that verifies memberships."""
    return partial(start, verifyMemberships="graphql", graphqlUrl=f"{arize.url}/graphql")


def test_what_is_not_verified_is_said_to_be_assumed(start, place):
    """Without the query only person and organization are seen, and the record does not claim more."""
    identity, record = stored(start(), place)

    read = start().membership.read(identity, record)

    assert "assumed" == record["verification"] == read.outs["verification"]


def test_what_is_verified_is_said_to_exist(verifying, arize, place):
    """The query finds the person among the members, and writes nothing."""
    identity, record = stored(verifying(), place)
    arize.clear_requests()

    read = verifying().membership.read(identity, record)

    assert (identity, "exists", "exists") == (read.id, record["verification"], read.outs["verification"])
    assert [] == arize.writes


def test_a_membership_that_was_ended_elsewhere_is_gone_if_verified(verifying, arize, place):
    """The query shows who is a member; the REST API does not."""
    identity, record = stored(verifying(), place)
    arize.remove_member(place["organization_id"], place["user_id"])

    assert not verifying().membership.read(identity, record).id


def test_a_membership_that_was_ended_elsewhere_is_kept_if_not_verified(start, arize, place):
    """Nothing that can be read shows it, so the state is kept."""
    identity, record = stored(start(), place)
    arize.remove_member(place["organization_id"], place["user_id"])

    assert identity == start().membership.read(identity, record).id


def test_a_query_that_fails_does_not_make_a_membership_gone(verifying, arize, place):
    """An error is not a list without the person, and the sentence says how to go on without the query."""
    identity, record = stored(verifying(), place)
    arize.fail(Fault("status", path="graphql", status=200, body='{"errors": [{"message": "Not today"}]}'))

    with pytest.raises(StepFailed, match=r"Not today.* set arize:verifyMemberships to off"):
        verifying().membership.read(identity, record)


def test_a_percentage_of_memberships_is_of_the_people_of_the_account(start, arize, place):
    """The owner and two more are three people: thirty-four percent are one."""
    identity, record = stored(start(), place)
    other_id, other_record = stored(start(), place | {"user_id": arize.add_user("bob@example.com")})
    run = start(maxMembershipRemovals="34%")

    run.membership.delete(identity, record)
    with pytest.raises(Refused, match=r"this run has already removed 1, the most it may remove"):
        run.membership.delete(other_id, other_record)


def test_one_run_ends_no_more_memberships_than_it_may(start, arize, place):
    """The cap counts what was ended, and says what to raise."""
    identity, record = stored(start(), place)
    other = place | {"user_id": arize.add_user("bob@example.com")}
    other_id, other_record = stored(start(), other)
    run = start(maxMembershipRemovals="1")

    run.membership.delete(identity, record)
    with pytest.raises(
        Refused, match=r"this run has already removed 1, the most it may remove.* ARIZE_MAX_MEMBERSHIP_REMOVALS"
    ):
        run.membership.delete(other_id, other_record)

    assert {other["user_id"]: "MEMBER"} == arize.members(place["organization_id"])
