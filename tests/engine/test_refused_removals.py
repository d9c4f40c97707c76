"""A refused removal takes nothing away, and limits are judged over everybody before anybody is touched."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, statuses, told

pytestmark = pytest.mark.both_hosts


def a_member(a_team, **said):
    """One person, who is a member of an organization."""
    a_team.person("ada", **said)
    a_team.membership("ada-ml", organization="ML Platform", user="ada")
    a_team.up().raise_for_errors()
    a_team.requests()


@pytest.mark.parametrize("operation", ["destroy", "up"])
@pytest.mark.parametrize("said", [{}, {"on_destroy": "refuse"}], ids=["by default", "by word"])
def test_a_refused_removal_keeps_the_memberships(a_team, an_organization, operation, said):
    """The engine ends memberships first; the person who stays must still be a member."""
    a_member(a_team, **said)
    a_team.people.clear()
    a_team.memberships.clear()

    refused = a_team.destroy() if operation == "destroy" else a_team.up()

    assert not refused.ok
    assert "The membership of ada@example.com in " in told(refused)
    assert "a refused removal takes nothing away" in told(refused)
    assert [] == a_team.writes()
    assert 1 == len(a_team.arize.members(an_organization))
    assert a_team.resource("ada") is not None
    assert a_team.resource("ada-ml") is not None


def test_a_default_that_does_not_block_adopted_people_keeps_their_memberships(a_team, an_organization):
    """Their removal is refused as well."""
    a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER", status="ACTIVE")
    a_team.stack.env["ARIZE_ON_DESTROY"] = "block"
    a_member(a_team, adopt=True)

    refused = a_team.destroy()

    assert not refused.ok
    assert [] == a_team.writes()
    assert 1 == len(a_team.arize.members(an_organization))


@pytest.mark.parametrize("policy", ["block", "retain"])
def test_a_chosen_removal_ends_the_memberships(a_team, an_organization, policy):
    """As it always did; the choice is recorded with the membership, which sends nothing."""
    a_member(a_team)
    a_team.person("ada", on_destroy=policy)
    a_team.up().raise_for_errors()
    chosen = a_team.writes()

    a_team.destroy().raise_for_errors()

    assert [] == chosen
    assert {} == a_team.arize.members(an_organization)


def test_a_membership_ends_alone_while_its_person_stays(a_team, an_organization):
    """Only the removal of the person is refused."""
    a_member(a_team)
    a_team.memberships.clear()

    a_team.up().raise_for_errors()

    assert ["DELETE organizations/*/users/*"] == a_team.writes()
    assert {} == a_team.arize.members(an_organization)


@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        ({"max_removals": "10%"}, "max_removals is 10% (at most 1)"),
        ({"max_removals": "10%", "max_membership_removals": 3}, "max_membership_removals is 3 (at most 3)"),
    ],
    ids=["as for people", "a limit of its own"],
)
def test_a_lost_line_of_the_defaults_is_refused_at_preview(a_team, an_organization, limits, setting):
    """Everybody would leave the organization; nothing is sent."""
    crowd = people(12)
    a_team.roster("people", people=crowd, defaults={"organizations": {"ML Platform": "MEMBER"}}, **limits)
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("people", defaults={})

    refused = a_team.preview()

    assert not refused.ok
    assert f"This would end 12 of 12 memberships, but {setting}" in told(refused)
    assert [] == a_team.writes()
    assert 12 == len(a_team.arize.members(an_organization))


@pytest.mark.usefixtures("an_organization")
def test_the_limits_of_a_stack_are_judged_at_preview_for_a_roster(a_team):
    """As a whole, before anybody is touched, in counts or percentages."""
    organizations = {"ML Platform": "MEMBER"}
    a_team.stack.config.update({"arize:maxRemovals": "20%", "arize:maxMembershipRemovals": "1"})
    a_team.roster("people", people=people(10, on_destroy="block", organizations=organizations))
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.roster("people", people=people(7, on_destroy="block", organizations=organizations))
    too_many_people = a_team.preview()
    a_team.roster("people", people=people(10, on_destroy="block"))
    too_many_memberships = a_team.preview()
    a_team.roster("people", people=people(8, on_destroy="block", organizations=organizations))
    a_team.up().raise_for_errors()

    assert "This would remove 3 of 10 people, but arize:maxRemovals is 20% (at most 2)" in told(too_many_people)
    assert "This would end 10 of 10 memberships, but arize:maxMembershipRemovals is 1" in told(too_many_memberships)
    assert ["DELETE users/*"] * 2 == a_team.writes()
    assert {"INVITED", "INACTIVE"} == statuses(a_team)
