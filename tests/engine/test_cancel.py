"""A run that is cancelled after any of its writes: what was done is recorded, and the next run does just the rest."""

from __future__ import annotations

import pytest

from pulumi_arize_users.people.roster.record import records_of
from tests.engine import team
from tests.engine.cancelled import cancelled_at
from tests.engine.conftest import API_KEY, Team
from tests.engine.roster_machine import TeamInARoster

PEOPLE = ["ada", "grace", "alan"]
# Each person is invited, gets another permission, and becomes a member.
WRITES = 3 * len(PEOPLE)
# A roster blocks people, which ends their memberships; single memberships end before.
DESTROYS = [
    *(pytest.param(Team, number, id=f"resources-{number}") for number in range(1, 2 * len(PEOPLE) + 1)),
    *(pytest.param(TeamInARoster, number, id=f"roster-{number}") for number in range(1, len(PEOPLE) + 1)),
]


@pytest.fixture(params=[Team, TeamInARoster], ids=["resources", "roster"])
def a_team(request, arize, an_organization, local_engine):
    """Three people who will come in; a roster sends one request at a time."""
    settings = {"arize:baseUrl": arize.url, "arize:concurrency": "1"}
    with local_engine.stack(team.declared, config=settings, secrets={"arize:apiKey": API_KEY}) as stack:
        made = request.param(stack, arize)
        for name in PEOPLE:
            made.person(name, is_developer=False, on_destroy="block")
            made.membership(f"{name}-ml", organization_id=an_organization, user=name)
        yield made


def in_flight(a_team):
    """How many more writes may have been under way: to the host, single resources are calls of their own."""
    return 0 if isinstance(a_team, TeamInARoster) else len(PEOPLE) - 1


def recorded(a_team):
    """Ids of people, and of those among them who are members, as far as the stack knows."""
    people, members = set(), set()
    for each in a_team.stack.state():
        if "record" in each.outputs:
            users = records_of(each.outputs["record"]).values()
            people |= {user["user_id"] for user in users}
            members |= {user["user_id"] for user in users if user["organizations"]}
        elif each.type.endswith(":ArizeUser"):
            people.add(each.id)
        elif each.type.endswith(":OrganizationMembership"):
            members.add(each.outputs["user_id"])
    return people, members


def present(a_team, organization):
    """The same, as the account has it."""
    users = a_team.arize.users()
    people = {user["id"] for user in users if user["status"] == "INVITED"}
    return people, set(a_team.arize.members(organization))


@pytest.mark.parametrize("number", range(1, WRITES + 1))
def test_a_cancelled_up_is_recorded_and_continued(a_team, an_organization, number):
    """Nothing is sent after the cancel; all that was done is in the state; together both runs send everything once."""
    result = cancelled_at(number, a_team, a_team.up)
    sent, kept, there = a_team.writes(), recorded(a_team), present(a_team, an_organization)
    a_team.up().raise_for_errors()
    rest = a_team.writes()
    a_team.up().raise_for_errors()

    assert not result.ok
    assert number <= len(sent) <= number + in_flight(a_team)
    assert there == kept
    assert WRITES == len(sent) + len(rest)
    assert [] == a_team.writes()
    assert {1} == {a_team.arize.user(f"{name}@example.com")["invitations_sent"] for name in PEOPLE}
    assert "INACTIVE" not in {user["status"] for user in a_team.arize.users()}
    assert recorded(a_team) == present(a_team, an_organization)
    assert len(PEOPLE) == len(a_team.arize.members(an_organization))


@pytest.mark.parametrize(("a_team", "number"), DESTROYS, indirect=["a_team"])
def test_a_cancelled_destroy_is_continued(a_team, an_organization, number):
    """Whoever was not blocked by then is still in the state, and the next destroy removes just the rest."""
    a_team.up().raise_for_errors()
    a_team.requests()

    result = cancelled_at(number, a_team, a_team.destroy)
    sent, kept, there = a_team.writes(), recorded(a_team), present(a_team, an_organization)
    a_team.destroy().raise_for_errors()

    assert not result.ok
    assert number <= len(sent) <= number + in_flight(a_team)
    assert there[0] <= kept[0]
    assert (set(), set()) == recorded(a_team) == present(a_team, an_organization)
