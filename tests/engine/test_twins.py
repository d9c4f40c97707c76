"""One person, one membership, one resource: declaring one twice is refused by name."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, told


@pytest.fixture
def ada(a_team):
    """One person who is in the account, and the id they have."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()
    return a_team.resource("ada").id


def test_two_resources_for_one_membership_are_refused_by_name(a_team, an_organization, ada):
    """Otherwise the last one would win in every run, and each preview would be empty."""
    a_team.membership("first", organization_id=an_organization, user="ada", role="ADMIN")
    a_team.membership("second", organization_id=an_organization, user_id=ada, role="MEMBER")

    refused = a_team.preview()

    assert not refused.ok
    assert "OrganizationMembership 'first'" in told(refused)
    assert "OrganizationMembership 'second'" in told(refused)
    assert "declare the same membership, of ada@example.com in" in told(refused)
    assert [] == a_team.writes()


def test_two_resources_for_one_membership_of_a_new_person_are_refused_in_the_first_up(a_team, an_organization):
    """Their id is known only then."""
    a_team.person("ada")
    a_team.membership("first", organization_id=an_organization, user="ada", role="MEMBER")
    a_team.membership("second", organization_id=an_organization, user="ada", role="ADMIN")

    first = a_team.up()
    second = a_team.up()

    assert not first.ok
    assert not second.ok
    assert "declare the same membership" in told(first)
    assert "declare the same membership" in told(second)
    assert 1 == a_team.writes().count("POST organizations/*/users")


def test_a_roster_and_a_resource_for_one_membership_are_refused_by_name(a_team, an_organization):
    """Whichever the engine asks first."""
    a_team.roster("people", people=people(1, organizations={"ML Platform": "MEMBER"}))
    a_team.up().raise_for_errors()
    user_id = a_team.arize.user("person000@example.com")["id"]
    a_team.membership("one-ml", organization_id=an_organization, user_id=user_id, role="ADMIN")
    a_team.requests()

    refused = a_team.preview()

    assert not refused.ok
    assert "OrganizationMembership 'one-ml'" in told(refused)
    assert "Roster 'people'" in told(refused)
    assert [] == a_team.writes()


def test_a_person_declared_twice_by_outputs_is_refused_again_and_again(a_team):
    """A second try must not turn the refusal into success, whatever `adopt` says."""
    a_team.person("ada", late=True, adopt=True)
    a_team.person("countess", email="Ada@example.com", name="Countess", late=True, adopt=True)

    refusals = [a_team.up(), a_team.up()]

    assert [False, False] == [refusal.ok for refusal in refusals]
    assert all("declare the same person" in told(refusal) for refusal in refusals)
    assert all("ArizeUser 'countess'" in told(refusal) for refusal in refusals)
    assert 1 == a_team.writes().count("POST users")


def test_an_output_and_a_plain_address_for_one_person_are_refused(a_team):
    """The program cannot compare them, the provider can."""
    a_team.person("ada", adopt=True)
    a_team.up().raise_for_errors()
    a_team.person("countess", email="ada@example.com", late=True, adopt=True)
    a_team.requests()

    refused = a_team.up()

    assert not refused.ok
    assert "ArizeUser 'countess'" in told(refused)
    assert "declare the same person, ada@example.com." in told(refused)
    # An engine that presents the output first has let it take the account over before it presents the other one.
    assert a_team.writes() in ([], ["PATCH users/*"])
    assert 1 == a_team.arize.user("ada@example.com")["invitations_sent"]


def declare_a_list(a_team, *names, on_destroy, by_address=False):
    """Each person as a resource that is named by their position, or by their address with the old name as an alias."""
    a_team.people.clear()
    for number, name in enumerate(names):
        position = f"user-{number}"
        said = {"email": f"{name}@example.com", "name": name, "on_destroy": on_destroy}
        aliases = {"opts": {"aliases": [position]}} if by_address else {}
        a_team.person(name if by_address else position, **said, **aliases)


@pytest.mark.parametrize("policy", ["refuse", "block", "retain"])
def test_names_that_follow_a_position_hurt_nobody_when_somebody_leaves(a_team, policy):
    """The sentence says what happened to the names, and the way it gives works."""
    declare_a_list(a_team, "ada", "grace", "alan", on_destroy=policy)
    a_team.up().raise_for_errors()
    declare_a_list(a_team, "grace", "alan", on_destroy=policy)
    a_team.requests()

    refused = a_team.preview()
    declare_a_list(a_team, "ada", "grace", "alan", on_destroy=policy, by_address=True)
    renamed = a_team.up().raise_for_errors()

    assert not refused.ok
    assert "named by a position in a list, all names have moved: put the list back" in told(refused)
    assert {"same": 4} == dict(renamed.changes)
    assert [] == a_team.writes()
