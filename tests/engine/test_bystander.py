"""Replies about a bystander, in whole programs: they stay as they are, and who is declared is recorded."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people, told

CY = "cy@example.com"
ADA = "ada@example.com"


@pytest.fixture(autouse=True)
def cy(arize):
    """Somebody whom no program declares."""
    arize.add_user(CY, name="Cy", role="MEMBER", status="ACTIVE")
    before = arize.user(CY)
    yield before["id"]
    assert before == arize.user(CY)


@pytest.fixture(params=[False, True], ids=["person", "roster"])
def declare(request, a_team):
    """Declares Ada, alone or in a roster."""

    def declare(**arguments):
        if request.param:
            a_team.roster("ada", people={ADA: {"name": "Ada", "role": "MEMBER", "on_destroy": "block", **arguments}})
        else:
            a_team.person("ada", on_destroy="block", **arguments)

    return declare


def test_nobody_becomes_a_bystander_by_a_mixed_up_creation(a_team, an_organization, declare):
    """Creation, membership and destroy: all of it happens to Ada."""
    assert an_organization
    declare()
    a_team.arize.fail(Fault("somebody-else", method="POST", path="users$", about=CY))

    a_team.up().raise_for_errors()
    ada = a_team.arize.user(ADA)
    a_team.destroy().raise_for_errors()

    assert (1, "INVITED") == (ada["invitations_sent"], ada["status"])
    assert "INACTIVE" == a_team.arize.user(ADA)["status"]


def test_nobody_is_changed_into_a_bystander(a_team, declare):
    """The answer to a change is about somebody else: told, and right in the next run."""
    declare()
    a_team.up().raise_for_errors()
    declare(name="Countess")
    a_team.arize.fail(Fault("somebody-else", method="PATCH", about=CY))

    failed = a_team.up()
    a_team.up().raise_for_errors()

    assert f"Arize answered about {CY} when asked about {ADA}; nothing of it is believed" in told(failed)
    assert "Countess" == a_team.arize.user(ADA)["name"]


def test_nobody_is_blocked_who_is_not_the_recorded_person(a_team, declare):
    """Before a DELETE it is looked who it is: an address that has changed since is told, with the way on."""
    declare()
    a_team.up().raise_for_errors()
    a_team.arize.edit_user(ADA, email="somebody@example.com")
    a_team.requests()

    refused = a_team.destroy()
    sent = a_team.writes()
    a_team.refresh().raise_for_errors()
    a_team.destroy().raise_for_errors()

    assert not refused.ok
    assert "is that of somebody@example.com now" in told(refused)
    assert [] == sent
    assert "INACTIVE" == a_team.arize.user("somebody@example.com")["status"]


def test_a_refresh_of_an_account_that_lags_keeps_everybody(a_team):
    """Directly after their creation nobody is shown yet: nobody is forgotten, nor invited again."""
    a_team.stack.env["ARIZE_LAG_SECONDS"] = "3"
    a_team.roster("team", people=people(3))
    a_team.person("ada")
    a_team.arize.lag()
    a_team.up().raise_for_errors()
    a_team.arize.lag(seconds=1)

    a_team.refresh().raise_for_errors()
    again = a_team.up().raise_for_errors()

    assert {"same": 3} == dict(again.changes)
    assert {1} == {user["invitations_sent"] for user in a_team.arize.users() if user["status"] == "INVITED"}
