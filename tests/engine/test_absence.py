"""A state belongs to one account: nobody counts as gone, or is removed, because of a look at another one."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Simulator
from tests.engine.conftest import API_KEY
from tests.engine.crowd import people, statuses, told

pytestmark = pytest.mark.both_hosts


@pytest.fixture
def another_account():
    """An account of somebody else, to which the same key belongs."""
    with Simulator(api_key=API_KEY, first_number=1001) as simulator:
        simulator.add_organization("ML Platform")
        yield simulator


@pytest.fixture(params=["single people", "a roster"])
def a_stack(a_team, request):
    """Two people and their memberships, in the account."""
    organization = a_team.arize.add_organization("ML Platform")
    if request.param == "a roster":
        a_team.roster("people", people=people(2, on_destroy="block", organizations={"ML Platform": "MEMBER"}))
    else:
        for number, (address, person) in enumerate(people(2, on_destroy="block").items()):
            a_team.person(f"person{number}", email=address, **person)
            a_team.membership(f"member{number}", organization_id=organization, user=f"person{number}")
    a_team.up().raise_for_errors()
    a_team.requests()
    return a_team


def recorded(a_stack):
    """People and memberships; what stands for a roster's removals holds nobody, and goes before the roster."""
    custom = [resource for resource in a_stack.stack.state() if resource.custom]
    return sorted((each.urn, each.id) for each in custom if "Removals" not in each.urn)


def look_elsewhere(a_stack, url):
    """Point the stack somewhere else, and have that stored: a refresh and a destroy use what the last up used."""
    a_stack.stack.config["arize:baseUrl"] = url
    a_stack.up().raise_for_errors()


def test_nobody_is_gone_because_the_stack_looks_at_another_account(a_stack, another_account):
    """A refresh refuses, everybody stays in the state, and nobody is invited there afterwards."""
    right, before = a_stack.arize.url, recorded(a_stack)
    look_elsewhere(a_stack, another_account.url)

    refreshed = a_stack.refresh()
    a_stack.up()
    a_stack.stack.config["arize:baseUrl"] = right
    a_stack.up().raise_for_errors()

    assert not refreshed.ok
    assert f"in the account at {another_account.url} that this API key belongs to; is it the right one?" in told(
        refreshed
    )
    assert "`pulumi state delete`" in told(refreshed)
    assert before == recorded(a_stack)
    assert [] == another_account.writes
    a_stack.refresh().raise_for_errors()
    assert {"same"} == set(a_stack.preview().raise_for_errors().changes)


@pytest.mark.parametrize("kind", ["another account", "a path segment too many"])
def test_nobody_is_removed_by_a_request_that_went_elsewhere(a_stack, another_account, kind):
    """Its 404 is no proof: the destroy fails, and whoever still has access is still in the state."""
    right, before = a_stack.arize.url, recorded(a_stack)
    look_elsewhere(a_stack, another_account.url if kind == "another account" else f"{right}/v2")

    destroyed = a_stack.destroy()
    left = recorded(a_stack)
    kept = statuses(a_stack)
    a_stack.stack.config["arize:baseUrl"] = right
    a_stack.up().raise_for_errors()
    a_stack.destroy().raise_for_errors()

    assert not destroyed.ok
    assert "arize:baseUrl" in told(destroyed)
    assert before == left
    assert {"INVITED"} == kept
    assert [] == another_account.writes or {"DELETE"} == {request.method for request in another_account.writes}
    assert {"INACTIVE"} == statuses(a_stack)


def test_nobody_is_gone_because_of_a_wrong_address(a_stack):
    """A refresh says that the address is wrong, and keeps everybody."""
    right, before = a_stack.arize.url, recorded(a_stack)
    look_elsewhere(a_stack, f"{right}/v2")

    refreshed = a_stack.refresh()

    assert not refreshed.ok
    assert "Check that arize:baseUrl is the address of the API." in told(refreshed)
    assert before == recorded(a_stack)


def test_somebody_who_is_gone_already_counts_as_removed(a_team):
    """Once others of the account are seen: the end says that they were gone, and not that they were blocked."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.arize.forget_user("ada@example.com")

    destroyed = a_team.destroy().raise_for_errors()

    assert "ada@example.com was not in the account any more." in told(destroyed)
    assert "Blocked permanently" not in told(destroyed)


def test_the_last_admin_is_guarded_although_the_account_cannot_be_listed(a_team):
    """A 404 to the guard's own question is not a 404 to the removal."""
    a_team.person("ada", role="ADMIN", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.stack.config["arize:baseUrl"] = f"{a_team.arize.url}/v2"
    a_team.up().raise_for_errors()

    destroyed = a_team.destroy()

    assert not destroyed.ok
    assert a_team.resource("ada") is not None


def test_organizations_that_a_key_does_not_see_any_more_are_not_gone(a_team):
    """A key that was downgraded sees fewer: the refresh refuses, and no membership is forgotten."""
    organizations = [a_team.arize.add_organization(name) for name in ("ML Platform", "Search")]
    a_team.roster("people", people=people(2, organizations={"ML Platform": "MEMBER", "Search": "MEMBER"}))
    a_team.up().raise_for_errors()
    before = a_team.resource("people").outputs
    a_team.arize.add_organization("Another one")
    for organization in organizations:
        a_team.arize.remove_organization(organization)

    refreshed = a_team.refresh()

    assert not refreshed.ok
    assert "2 organizations that this stack remembers cannot be seen" in told(refreshed)
    assert "Has the key lost the right to see them" in told(refreshed)
    assert before == a_team.resource("people").outputs
