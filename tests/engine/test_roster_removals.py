"""Removals of a roster are the last thing of a run, and happen when everything else has worked."""

from __future__ import annotations

import pytest

from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.simulator import Fault
from tests.engine import flawed
from tests.engine.crowd import people, told

pytestmark = pytest.mark.both_hosts

ONE, TWO, THREE = people(3)
NO_INVITATION = Fault("status", method="POST", path="users$", status=403)
REFUSED = Fault("status", method="DELETE", status=403)


@pytest.fixture
def a_roster(a_team):
    """Three people whose removal blocks them."""
    a_team.stack.program = flawed.declared
    a_team.roster("people", people=people(3, on_destroy="block"))
    a_team.up().raise_for_errors()
    a_team.requests()
    return a_team


def leave(a_team, *addresses):
    """Take people out of the roster."""
    for address in addresses:
        del a_team.rosters["people"]["people"][address]


def blocked(a_team):
    """Who of the three is blocked."""
    return [address for address in (ONE, TWO, THREE) if a_team.arize.user(address)["status"] == "INACTIVE"]


def removed_last(result):
    """Whether the resource that stands for removals was deleted after everything else of a run."""
    last = result.steps[-1]
    return (last.op, last.name) == ("delete-replaced", "people-removals")


def fail_at_a_neighbour(a_team):
    """Another resource of the run fails."""
    a_team.person("new")
    a_team.arize.fail(NO_INVITATION)


def fail_in_the_program(a_team):
    """The program raises after the roster."""
    a_team.stack.config["flaw"] = "bug"


def fail_in_an_apply(a_team):
    """The program raises in an apply."""
    a_team.stack.config["flaw"] = "apply"


def fail_at_a_newcomer(a_team):
    """The roster itself cannot be brought to its declared state."""
    a_team.rosters["people"]["people"]["new@example.com"] = {"name": "New", "role": "MEMBER"}
    a_team.arize.fail(NO_INVITATION)


@pytest.mark.parametrize(
    "fail",
    [fail_at_a_neighbour, fail_in_the_program, fail_in_an_apply, fail_at_a_newcomer],
    ids=lambda fail: fail.__name__,
)
def test_nobody_is_blocked_by_a_run_that_fails_elsewhere(a_roster, fail):
    """And after the repair exactly the leaver is, at the end of the run."""
    leave(a_roster, ONE)
    fail(a_roster)

    failed = a_roster.up()
    nobody = blocked(a_roster)
    a_roster.arize.clear_faults()
    a_roster.stack.config["flaw"] = ""
    previewed = a_roster.preview().raise_for_errors()
    repaired = a_roster.up().raise_for_errors()

    assert not failed.ok
    assert [] == nobody
    assert f"{ONE} will be blocked permanently" in told(previewed)
    assert removed_last(repaired)
    assert [ONE] == blocked(a_roster)
    assert {"same"} == set(a_roster.preview().raise_for_errors().changes)


def test_somebody_who_is_back_before_the_repair_is_spared(a_roster):
    """The old companion is deleted all the same, and finds that nobody leaves."""
    person = a_roster.rosters["people"]["people"][ONE]
    leave(a_roster, ONE)
    fail_in_the_program(a_roster)
    a_roster.up()
    a_roster.stack.config["flaw"] = ""
    a_roster.rosters["people"]["people"][ONE] = person
    a_roster.requests()

    a_roster.up().raise_for_errors()

    assert [] == a_roster.writes()
    assert "leaving" not in a_roster.resource("people").outputs["record"]
    assert {"same"} == set(a_roster.preview().raise_for_errors().changes)


def test_a_preview_counts_and_names_a_removal_as_more_than_an_update(a_roster):
    """Gates that look for deletions and replacements see it; an added person is neither."""
    leave(a_roster, ONE)

    removal = a_roster.preview().raise_for_errors()
    a_roster.up().raise_for_errors()
    a_roster.rosters["people"]["people"]["new@example.com"] = {"name": "New", "role": "MEMBER"}
    addition = a_roster.preview().raise_for_errors()

    (replaced,) = [step for step in removal.steps if step.op == "replace"]
    old, new = replaced.changed["people"]
    assert {"same": 1, "update": 1, "replace": 1} == dict(removal.changes)
    assert [ONE] == sorted({*old.split("\n")} - {*new.split("\n")})
    assert {"same": 2, "update": 1} == dict(addition.changes)


def test_a_protected_roster_protects_its_people(a_roster):
    """The engine refuses the removal, at preview too; everything else is still possible."""
    a_roster.roster("people", opts={"protect": True})
    a_roster.up().raise_for_errors()
    a_roster.rosters["people"]["people"][TWO]["name"] = "Countess"
    a_roster.up().raise_for_errors()
    leave(a_roster, ONE)
    a_roster.requests()

    previewed, run = a_roster.preview(), a_roster.up()
    a_roster.roster("people", opts={})
    nobody = blocked(a_roster)
    a_roster.up().raise_for_errors()

    assert not previewed.ok
    assert not run.ok
    assert "as it is currently marked for protection" in told(previewed)
    assert [] == nobody
    assert [ONE] == blocked(a_roster)


def test_leavers_keep_their_memberships_until_they_are_blocked(a_team, an_organization):
    """A run that fails takes nothing away from them."""
    a_team.stack.program = flawed.declared
    a_team.roster("people", people=people(2, on_destroy="block", organizations={"ML Platform": "MEMBER"}))
    a_team.up().raise_for_errors()
    leave(a_team, ONE)
    fail_in_the_program(a_team)

    a_team.up()

    assert a_team.arize.user(ONE)["id"] in a_team.arize.members(an_organization)


def test_a_removal_that_failed_is_repeated_by_the_next_run(a_roster):
    """The sentence says so; whoever was blocked is not asked for again."""
    leave(a_roster, ONE, TWO)
    a_roster.arize.fail(REFUSED)

    failed = a_roster.up()
    first = blocked(a_roster)
    a_roster.requests()
    a_roster.up().raise_for_errors()

    assert "1 of 2 people who left the roster could not be blocked. Run `pulumi up` again" in told(failed)
    assert 1 == len(first)
    assert ["DELETE users/*"] == a_roster.writes()
    assert [ONE, TWO] == blocked(a_roster)


@pytest.mark.parametrize("where", ["a resource", "another roster"])
def test_somebody_who_moves_in_the_same_run_is_kept(a_roster, where):
    """And somebody who moves back, too."""
    person = a_roster.rosters["people"]["people"][ONE]
    leave(a_roster, ONE)
    if where == "a resource":
        a_roster.person("one", email=ONE, name=person["name"], adopt=True)
    else:
        a_roster.roster("others", people={ONE: {**person, "adopt": True}})

    a_roster.up().raise_for_errors()
    a_roster.people.clear()
    a_roster.rosters.pop("others", None)
    a_roster.rosters["people"]["people"][ONE] = {**person, "adopt": True}
    a_roster.up().raise_for_errors()

    assert [] == a_roster.writes()
    assert [] == blocked(a_roster)
    assert {"same"} == set(a_roster.preview().raise_for_errors().changes)


def test_a_destroy_removes_everybody_and_who_is_still_to_be_blocked(a_roster):
    """Whoever left in a run that failed is blocked with the others; whoever was blocked is not asked for again."""
    leave(a_roster, ONE)
    a_roster.up().raise_for_errors()
    leave(a_roster, TWO)
    fail_in_the_program(a_roster)
    a_roster.up()
    a_roster.requests()

    a_roster.destroy().raise_for_errors()

    assert ["DELETE users/*"] * 2 == a_roster.writes()
    assert [ONE, TWO, THREE] == blocked(a_roster)
    assert [] == [each for each in a_roster.stack.state() if each.custom]


def test_where_nobody_can_be_blocked_there_is_nothing_that_stands_for_removals(a_team):
    """Once somebody may be, a run has recorded it before they leave; who leaves at once stays for one more run."""
    a_team.roster("people", people=people(3, on_destroy="retain"))
    a_team.up().raise_for_errors()
    without = a_team.resource("people-removals")
    a_team.stack.config["arize:onDestroy"] = "block"
    a_team.roster("people", people=people(3))
    a_team.rosters["people"]["people"][TWO]["on_destroy"] = "retain"
    a_team.up().raise_for_errors()
    leave(a_team, ONE)

    a_team.up().raise_for_errors()

    assert without is None
    assert [ONE] == blocked(a_team)


def test_who_leaves_in_the_change_that_makes_it_possible_stays_for_one_more_run(a_team):
    """The engine has nothing yet whose deletion could block them; the run says so, and the next one does it."""
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()
    a_team.stack.config["arize:onDestroy"] = "block"
    leave(a_team, ONE)

    first = a_team.up().raise_for_errors()
    nobody = blocked(a_team)
    second = a_team.up().raise_for_errors()

    assert f"{ONE} stays in the account until the next `pulumi up`" in told(first)
    assert [] == nobody
    assert removed_last(second)
    assert [ONE] == blocked(a_team)


def test_whom_this_stack_has_blocked_cannot_come_back(a_roster):
    """A preview says when that was, also in another resource of the program, and after a refresh."""
    person = a_roster.rosters["people"]["people"][ONE]
    leave(a_roster, ONE)
    a_roster.up().raise_for_errors()
    date = records_of(a_roster.resource("people").outputs["record"])[ONE]["leaving"]
    a_roster.rosters["people"]["people"][ONE] = person

    at_once = a_roster.preview()
    leave(a_roster, ONE)
    a_roster.refresh().raise_for_errors()
    a_roster.rosters["people"]["people"][ONE] = person
    refreshed = a_roster.preview()

    sentence = f"{ONE} was blocked by this stack on {date}, and the address can never be invited again."
    assert sentence in told(at_once)
    assert sentence in told(refreshed)


@pytest.mark.parametrize("where", ["a resource", "another roster", "the roster under another name"])
def test_who_was_blocked_is_remembered_wherever_they_are_declared(a_roster, where):
    """The roster remembers them for the whole program, and takes the memory along when it gets another name."""
    person = a_roster.rosters["people"]["people"][ONE]
    leave(a_roster, ONE)
    a_roster.up().raise_for_errors()
    a_roster.refresh().raise_for_errors()
    a_roster.stack.config["rosters_first"] = "true"
    if where == "a resource":
        a_roster.person("one", email=ONE)
    elif where == "another roster":
        a_roster.roster("others", people={ONE: person})
    else:
        a_roster.rosters["crowd"] = {**a_roster.rosters.pop("people"), "opts": {"aliases": ["people"]}}
        a_roster.up().raise_for_errors()
        a_roster.rosters["crowd"]["people"][ONE] = person
    a_roster.requests()

    refused = a_roster.preview()

    assert not refused.ok
    assert f"{ONE} was blocked by this stack on 2" in told(refused)
    assert [] == a_roster.writes()
