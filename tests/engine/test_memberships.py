"""Memberships that Arize's REST API cannot read."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.both_hosts


@pytest.fixture
def a_member(a_team):
    """One person in one organization, not yet applied; gives the organization's id."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada")
    a_team.membership("ada-ml", organization="ML Platform", user="ada", role="ADMIN")
    return organization


def test_a_membership_is_assumed_unless_it_is_verified(a_team, a_member):
    """Without GraphQL a membership that ended elsewhere is not seen, and the output says that it is only assumed."""
    a_team.up().raise_for_errors()
    a_team.arize.remove_member(a_member, "ada@example.com")

    a_team.refresh().raise_for_errors()
    again = a_team.preview().raise_for_errors()

    assert "assumed" == a_team.resource("ada-ml").outputs["verification"]
    assert {"same": 3} == dict(again.changes)


def test_a_verified_membership_that_ended_elsewhere_is_added_again(a_team, a_member):
    """With arize:verifyMemberships=graphql the refresh sees it, the preview plans it, and the up fixes it."""
    a_team.stack.config.update(
        {"arize:verifyMemberships": "graphql", "arize:graphqlUrl": f"{a_team.arize.url}/graphql"}
    )
    a_team.up().raise_for_errors()
    verified = a_team.resource("ada-ml").outputs["verification"]
    a_team.arize.remove_member(a_member, "ada@example.com")

    a_team.refresh().raise_for_errors()
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert "exists" == verified
    assert ["create"] == [step.op for step in previewed.steps_of("ada-ml")]
    assert ["ADMIN"] == list(a_team.arize.members(a_member).values())


def test_members_are_asked_for_once_per_organization(a_team):
    """However many memberships there are, one query (per hundred members) answers for all."""
    a_team.arize.add_organization("ML Platform")
    a_team.stack.config.update(
        {"arize:verifyMemberships": "graphql", "arize:graphqlUrl": f"{a_team.arize.url}/graphql"}
    )
    for number in range(5):
        a_team.person(f"person{number}")
        a_team.membership(f"member{number}", organization="ML Platform", user=f"person{number}")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.refresh().raise_for_errors()

    assert 1 == len([request for request in a_team.requests() if "graphql" in request])


def test_a_refresh_never_invents_a_role(a_team, a_member):
    """A role changed elsewhere cannot be seen, so the record keeps the one from the server's last reply."""
    a_team.up().raise_for_errors()
    a_team.arize.add_member(a_member, "ada@example.com", role="READ_ONLY")

    a_team.refresh().raise_for_errors()

    assert "ADMIN" == a_team.resource("ada-ml").outputs["role"]


def test_verification_without_an_address_is_refused_at_preview(a_team):
    """A custom baseUrl does not show where GraphQL is, so the setting must."""
    a_team.stack.config["arize:verifyMemberships"] = "graphql"
    a_team.person("ada")

    result = a_team.preview()

    assert not result.ok
    assert "needs arize:graphqlUrl" in "\n".join(error.message for error in result.errors)
