"""People move between single resources and a roster, and nobody is touched."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, statuses

ADOPTED = {"adopt": True, "adopt_memberships": True}


def single(a_team, *, adopt=None, **options):
    """Three people and their memberships as single resources."""
    for number, (address, person) in enumerate(people(3, on_destroy="block").items()):
        a_team.person(f"p{number}", email=address, **person, adopt=adopt, opts=options)
        a_team.membership(f"m{number}", organization="ML Platform", user=f"p{number}", adopt=adopt)


def together(a_team, **said):
    """The same people as a roster."""
    a_team.people.clear()
    a_team.memberships.clear()
    a_team.roster("people", people=people(3, on_destroy="block", organizations={"ML Platform": "MEMBER"}, **said))


@pytest.mark.parametrize("options", [{}, {"retain_on_delete": True}], ids=["as they are", "retained"])
def test_single_resources_move_into_a_roster(a_team, an_organization, options):
    """Taken over with their memberships: no write is sent, not then and not when the setting is removed again."""
    single(a_team, **options)
    a_team.up().raise_for_errors()
    a_team.requests()
    together(a_team, **ADOPTED)

    a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    together(a_team)
    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert 3 == len(a_team.arize.members(an_organization))
    assert {"same": 3} == dict(a_team.preview().raise_for_errors().changes)


@pytest.mark.parametrize("options", [{}, {"retain_on_delete": True}], ids=["as it is", "retained"])
def test_a_roster_moves_into_single_resources(a_team, an_organization, options):
    """The way back: each person and each membership is taken over by a resource of its own."""
    together(a_team)
    a_team.roster("people", opts=options)
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.rosters.clear()
    single(a_team, adopt=True)

    a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert 3 == len(a_team.arize.members(an_organization))
    assert {"same": 7} == dict(a_team.preview().raise_for_errors().changes)


@pytest.mark.parametrize("policy", ["block", "retain", "refuse"])
def test_one_person_may_leave_a_roster_for_a_resource_of_their_own(a_team, an_organization, policy):
    """In one edit, wherever the program declares them: people whom the program still has are not removed."""
    crowd = people(2, on_destroy=policy, organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.person("moved", email="person001@example.com", name="Person 1", adopt=True)
    a_team.membership("moved-ml", organization="ML Platform", user="moved", adopt=True)
    del crowd["person001@example.com"]
    a_team.stack.config["rosters_first"] = "true"

    a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert 2 == len(a_team.arize.members(an_organization))


def test_a_roster_hands_somebody_over_to_another_one(a_team):
    """Neither the order in the program nor that of the engine matters."""
    crowd = people(2, on_destroy="block", adopt=True)
    a_team.roster("first", people=crowd)
    a_team.roster("second", people={})
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("second", people={"person001@example.com": crowd.pop("person001@example.com")})

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)


def test_a_roster_that_ends_may_leave_everybody_to_single_resources(a_team, an_organization):
    """Even where a removal would be refused: nobody is removed."""
    together(a_team)
    a_team.roster("people", people=people(3, organizations={"ML Platform": "MEMBER"}))
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.rosters.clear()
    single(a_team, adopt=True)

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert 3 == len(a_team.arize.members(an_organization))


def test_an_adopted_membership_is_added_where_it_is_known_to_be_missing(a_team, an_organization):
    """Where the members can be listed, nobody counts as a member who is not."""
    a_team.stack.config["arize:verifyMemberships"] = "graphql"
    a_team.stack.config["arize:graphqlUrl"] = f"{a_team.arize.url}/graphql"
    for address, person in people(3).items():
        a_team.arize.add_user(address, name=person["name"], role="MEMBER", status="ACTIVE")
    together(a_team, **ADOPTED)

    a_team.up().raise_for_errors()

    assert 3 == len(a_team.arize.members(an_organization))
    assert ["POST organizations/*/users"] * 3 == [request for request in a_team.writes() if "graphql" not in request]
