"""What a preview of a changed roster knows of its people: whoever stays is known, whoever comes is not."""

from __future__ import annotations

import json

import pytest

from pulumi_arize_users.testing.cli import CliStack
from tests.engine import wired
from tests.engine.crowd import people, told

ONE, TWO, THREE = people(3)
WAYS = ["id", "person", "apply"]


class Wired:
    """A roster and what is wired to its people.

    Attributes:
        people: whom the roster declares.
        stack: runs the program.
    """

    def __init__(self, a_team, people):
        self.stack = a_team.stack
        self.people = people
        self._ever_declared = a_team.ever_declared

    def run(self, operation, *flags):
        """Preview or up, with what is declared now."""
        self._ever_declared.update(self.people)
        self.stack.config["people"] = json.dumps(self.people)
        return self.stack._operate(operation, *flags) if flags else getattr(self.stack, operation)()


@pytest.fixture(params=WAYS)
def team(request, a_team, an_organization):
    """Three people, each a member by a resource of their own."""
    a_team.stack.program = wired.declared
    a_team.stack.config.update(organization=an_organization, by=request.param)
    made = Wired(a_team, people(3, on_destroy="block"))
    made.run("up").raise_for_errors()
    a_team.arize.clear_requests()
    return made


def add(team):
    """Somebody comes."""
    team.people["new@example.com"] = {"name": "New", "role": "MEMBER", "on_destroy": "block"}


def change(team):
    """Somebody gets another name."""
    team.people[TWO]["name"] = "Countess"


def remove(team):
    """Somebody leaves."""
    del team.people[ONE]


def adopt(team):
    """Somebody comes who has an account."""
    team.people["grace@example.com"] = {"name": "Grace", "role": "MEMBER", "adopt": True}


EDITS = [add, change, remove]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_is_wired_to_those_who_stay_does_not_change(team, edit):
    """A preview says what the up then does, with one request; a second preview is empty and asks for nothing new."""
    edit(team)

    previewed = team.run("preview").raise_for_errors()
    done = team.run("up").raise_for_errors()

    alone = {"update": 1}
    expected = {add: {**alone, "create": 1}, change: alone, remove: {**alone, "replace": 1, "delete": 1}}[edit]
    assert expected == {op: count for op, count in previewed.changes.items() if op != "same"}
    assert dict(previewed.changes) == dict(done.changes)
    assert {"same"} == set(team.run("preview").raise_for_errors().changes)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_preview_of_a_changed_roster_asks_once(team, arize, edit):
    """A request for a hundred people."""
    edit(team)

    team.run("preview").raise_for_errors()

    assert ["/v2/users"] == [request.path for request in arize.requests]


def test_a_protected_membership_of_somebody_who_stays_does_not_fail_the_preview(team):
    """Nothing of it is replaced."""
    team.stack.config["protect"] = "true"
    team.run("up").raise_for_errors()
    add(team)

    previewed = team.run("preview")

    assert previewed.ok


@pytest.mark.parametrize("edit", [*EDITS, adopt], ids=lambda edit: edit.__name__)
def test_a_saved_plan_of_a_wired_roster_is_carried_out(team, arize, edit, tmp_path):
    """Whatever changes in the roster; whoever is taken over is known as well."""
    if not isinstance(team.stack, CliStack):
        pytest.skip("the local runner takes no options")
    arize.add_user("grace@example.com", name="Grace", role="MEMBER", status="ACTIVE")
    edit(team)
    plan = str(tmp_path / "plan.json")
    team.run("preview", "--save-plan", plan).raise_for_errors()

    team.run("up", "--skip-preview", "--yes", "--plan", plan).raise_for_errors()

    assert {"same"} == set(team.run("preview").raise_for_errors().changes)


@pytest.mark.dynamic_only("the plugin hears of a person only by an id, and refuses in the up")
def test_an_annotator_is_refused_at_preview_for_a_person_of_a_roster(a_team, an_organization):
    """As for a person who is a resource."""
    a_team.stack.program = wired.declared
    a_team.stack.config.update(organization=an_organization, by="person", role="ANNOTATOR")
    team = Wired(a_team, people(1))

    refused = team.run("preview")

    assert not refused.ok
    assert "ANNOTATOR" in told(refused)


def test_who_is_gone_already_needs_no_choice_to_leave(a_team):
    """Nobody would be blocked; they are only forgotten, and the preview says so."""
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()
    a_team.arize.forget_user(ONE)
    del a_team.rosters["people"]["people"][ONE]
    a_team.requests()

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert f"{ONE} is not in the account any more, and will be forgotten here." in told(previewed)
    assert [] == a_team.writes()
    assert {"same"} == set(a_team.preview().raise_for_errors().changes)


def test_who_was_blocked_elsewhere_is_told_at_preview(a_team):
    """A change of theirs is refused there; a change of somebody else goes on, with a warning."""
    crowd = people(3)
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.arize.forget_user(ONE)
    a_team.requests()

    crowd[TWO]["name"] = "Countess"
    another = a_team.preview().raise_for_errors()
    crowd[ONE]["name"] = "Lady"
    theirs = a_team.preview()

    sentence = f"{ONE} is not in the account any more, and was not removed by this stack; whoever was blocked can never"
    assert sentence in told(another)
    assert not theirs.ok
    assert sentence in told(theirs)
    assert "Nothing can be changed for them." in told(theirs)
    assert [] == a_team.writes()


def test_a_destroy_forgets_who_is_gone_already(a_team):
    """Although nothing chooses what becomes of them; everybody else is removed as they say."""
    crowd = people(3, on_destroy="block")
    del crowd[ONE]["on_destroy"]
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.arize.forget_user(ONE)
    a_team.requests()

    a_team.destroy().raise_for_errors()

    assert ["DELETE users/*"] * 2 == a_team.writes()
