"""What only the real CLI has: removals left out of a run, saved plans, and a Ctrl-C among the removals."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.conftest import only_the_cli
from tests.engine.crowd import people, told
from tests.engine.cut_off import interrupt_an_up, needs_proc

ONE, TWO, THREE = people(3)
COMPANION = "**people-removals"


@pytest.fixture
def engine(engine):
    """The local runner takes no options."""
    return only_the_cli(engine, "takes no options")


@pytest.fixture
def a_roster(a_team):
    """Three people whose removal blocks them."""
    a_team.roster("people", people=people(3, on_destroy="block"))
    a_team.up().raise_for_errors()
    return a_team


def crowd_of(a_team):
    """Whom the roster declares."""
    return a_team.rosters["people"]["people"]


def blocked(a_team):
    """Who of everybody is blocked."""
    return sorted(str(user["email"]) for user in a_team.arize.users() if user["status"] == "INACTIVE")


def test_removals_can_be_left_for_another_run(a_roster):
    """Everything else is done; the next run without --exclude blocks who has left."""
    del crowd_of(a_roster)[ONE]
    crowd_of(a_roster)[TWO]["name"] = "Countess"
    run = a_roster._declared()._operate("up", "--skip-preview", "--yes", "--exclude", COMPANION)
    nobody = blocked(a_roster)

    a_roster.up().raise_for_errors()

    run.raise_for_errors()
    assert "Countess" == a_roster.arize.user(TWO)["name"]
    assert [] == nobody
    assert [ONE] == blocked(a_roster)
    assert {"same"} == set(a_roster.preview().raise_for_errors().changes)


def add(crowd):
    """Somebody comes."""
    crowd["new@example.com"] = {"name": "New", "role": "MEMBER", "on_destroy": "block"}


def change(crowd):
    """Somebody gets another name."""
    crowd[TWO]["name"] = "Countess"


def remove(crowd):
    """Somebody leaves."""
    del crowd[ONE]


@pytest.mark.parametrize("edit", [add, change, remove], ids=lambda edit: edit.__name__)
def test_a_saved_plan_is_carried_out(a_roster, edit, tmp_path):
    """What was planned is what happens, and nothing is left to do."""
    edit(crowd_of(a_roster))
    plan = str(tmp_path / "plan.json")
    a_roster._declared()._operate("preview", "--save-plan", plan).raise_for_errors()

    a_roster.stack._operate("up", "--skip-preview", "--yes", "--plan", plan).raise_for_errors()

    assert ([ONE] if edit is remove else []) == blocked(a_roster)
    assert {"same"} == set(a_roster.preview().raise_for_errors().changes)


@needs_proc
def test_removals_that_were_interrupted_are_done_by_the_next_run(a_team):
    """Whoever was blocked by then is not asked for again."""
    a_team.stack.config["arize:concurrency"] = "2"
    a_team.roster("people", people=people(40, on_destroy="block"), max_removals=40)
    a_team.up().raise_for_errors()
    late = "|".join(a_team.arize.user(address)["id"] for address in [*people(40)][20:])
    a_team.arize.fail(Fault("status", method="DELETE", path=late, status=429, retry_after="60", times=None))
    a_team.roster("people", people={})
    interrupt_an_up(a_team, lambda: len(blocked(a_team)) == 20)
    first = len(blocked(a_team))
    a_team.arize.clear_faults()
    a_team.requests()

    again = a_team.up().raise_for_errors()

    assert 20 == first
    assert 20 == a_team.writes().count("DELETE users/*")
    assert 40 == len(blocked(a_team))
    assert "20 people were blocked permanently" in told(again)
