"""Nobody locks everybody out, and nobody is declared twice."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.both_hosts


def _told(result):
    return "\n".join(error.message for error in result.errors)


def test_two_resources_for_one_person_are_refused_by_name_at_preview(a_team):
    """Two spellings of one address are one person; the sentence names both resources."""
    a_team.person("ada", email="ada@example.com")
    a_team.person("countess", email="ADA@example.com")

    result = a_team.preview()

    assert not result.ok
    assert "ArizeUser 'ada' and ArizeUser 'countess' declare the same person" in _told(result)
    assert "Traceback" not in _told(result)
    assert [] == a_team.writes()


def test_the_account_behind_the_key_is_never_blocked(a_team):
    """With arize:callerEmail, destroying a stack cannot end the key it runs with; nothing is sent."""
    a_team.stack.config["arize:callerEmail"] = "owner@example.com"
    a_team.arize.add_user("another.admin@example.com", role="ADMIN")
    a_team.person("me", email="Owner@example.com", name="Owner", role="ADMIN", adopt=True, on_destroy="block")
    a_team.arize.edit_user("owner@example.com", name="Owner")
    a_team.up().raise_for_errors()
    a_team.requests()

    result = a_team.destroy()

    assert not result.ok
    assert "the API key belongs to this account" in _told(result)
    assert [] == a_team.writes()
    assert "ACTIVE" == a_team.arize.user("owner@example.com")["status"]


def test_the_last_admin_is_never_blocked(a_team):
    """When no other active admin would remain, the block is refused before it is sent."""
    a_team.arize.edit_user("owner@example.com", name="Owner")
    a_team.arize.add_user("invited.admin@example.com", role="ADMIN", status="INVITED")
    a_team.person("owner", role="ADMIN", adopt=True, on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()

    result = a_team.destroy()

    assert not result.ok
    assert "no other active account with the role ADMIN would remain" in _told(result)
    assert [] == a_team.writes()
    assert "ACTIVE" == a_team.arize.user("owner@example.com")["status"]


def test_the_last_two_admins_do_not_rely_on_each_other(a_team):
    """Removed in one run, one of them stays."""
    a_team.arize.edit_user("owner@example.com", name="Owner")
    a_team.arize.add_user("ada@example.com", name="Ada", role="ADMIN")
    for name in ("owner", "ada"):
        a_team.person(name, role="ADMIN", adopt=True, on_destroy="block")
    a_team.up().raise_for_errors()

    result = a_team.destroy()

    assert not result.ok
    assert "ACTIVE" in {a_team.arize.user(f"{name}@example.com")["status"] for name in ("owner", "ada")}


def test_one_run_blocks_at_most_as_many_people_as_allowed(a_team):
    """The rest stay untouched and in the state; the run fails naming them and the setting; the next run goes on."""
    a_team.stack.config["arize:maxRemovals"] = "2"
    for number in range(5):
        a_team.person(f"person{number}", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.people.clear()
    result = a_team.up()
    writes = a_team.writes()
    left = [resource for resource in a_team.stack.state() if "ArizeUser" in resource.type]

    assert not result.ok
    assert 2 == len(writes)
    assert 3 == len(left)
    assert "this run has already removed 2, the most it may remove" in _told(result)
    assert "arize:maxRemovals" in _told(result)
    assert {"INVITED"} == {a_team.arize.user(resource.inputs["email"])["status"] for resource in left}


def test_a_destroy_obeys_the_cap_of_the_environment(a_team):
    """Destroy does not see new configuration, so the environment has the last word there."""
    for name in ("ada", "grace"):
        a_team.person(name, on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.stack.env["ARIZE_MAX_REMOVALS"] = "0"
    a_team.requests()

    result = a_team.destroy()

    assert not result.ok
    assert "removals are not allowed here" in _told(result)
    assert [] == a_team.writes()


def test_memberships_have_a_cap_of_their_own(a_team):
    """Ending memberships is counted apart from blocking people."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.stack.config["arize:maxMembershipRemovals"] = "1"
    for name in ("ada", "grace"):
        a_team.person(name)
        a_team.membership(f"{name}-ml", organization="ML Platform", user=name)
    a_team.up().raise_for_errors()

    a_team.memberships.clear()
    result = a_team.up()

    assert not result.ok
    assert "arize:maxMembershipRemovals" in _told(result)
    assert 1 == len(a_team.arize.members(organization))
