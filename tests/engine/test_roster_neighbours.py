"""A roster beside other resources that declare people: each leaves those of the others alone."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine import handing_over
from tests.engine.crowd import people, statuses, told

ONE, TWO, THREE = people(3)


def test_a_person_moves_from_a_resource_of_their_own_into_a_roster(a_team):
    """The roster takes them over, and the removed resource, which would block them, does not."""
    a_team.person("one", email=ONE, name="Person 0", on_destroy="block")
    crowd = people(3, on_destroy="block")
    a_team.roster("people", people={TWO: crowd[TWO], THREE: crowd[THREE]})
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.people.clear()
    crowd[ONE]["adopt"] = True
    a_team.roster("people", people=crowd)

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert {"same": 3} == dict(a_team.preview().raise_for_errors().changes)


def test_a_person_who_moved_is_kept_although_the_move_was_cut_short(a_team, an_organization):
    """The roster took them over and failed elsewhere; the next run removes the old resource, and nobody is blocked."""
    a_team.person("one", email=ONE, name="Person 0", on_destroy="block")
    a_team.roster("people", people={})
    a_team.up().raise_for_errors()
    a_team.people.clear()
    a_team.roster("people", people=people(3, adopt=True, organizations={"ML Platform": "MEMBER"}))
    a_team.arize.fail(Fault("status", method="POST", path="/organizations/", status=403))

    failed = a_team.up()
    left = a_team.resource("one")
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert left is not None
    assert {"INVITED"} == statuses(a_team)
    assert 3 == len(a_team.arize.members(an_organization))
    assert {"same": 2} == dict(a_team.preview().raise_for_errors().changes)


def test_rosters_with_different_people_are_independent(a_team):
    """A failure, a change or the end of one does not concern the people of the other."""
    crowd = people(4, on_destroy="block")
    a_team.roster("first", people={ONE: crowd[ONE], TWO: crowd[TWO]})
    a_team.roster("second", people={address: crowd[address] for address in [*crowd][2:]})
    a_team.up().raise_for_errors()
    untouched = a_team.resource("second")
    a_team.requests()

    crowd[ONE]["name"] = "Ada"
    a_team.arize.fail(Fault("status", method="PATCH", status=403))
    failed = a_team.up()
    a_team.up().raise_for_errors()
    renamed = a_team.writes()
    after = a_team.resource("second")
    del a_team.rosters["first"]
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert ["PATCH users/*"] * 2 == renamed
    assert untouched == after
    assert ["INACTIVE"] * 2 + ["INVITED"] * 2 == [a_team.arize.user(address)["status"] for address in crowd]


@pytest.mark.dynamic_only("only its program knows of resources that come later")
def test_a_person_who_moves_into_a_resource_that_comes_later_is_kept(a_team):
    """The roster lets the person go before the engine hears of the new resource, and knows of it from the program."""
    a_team.stack.program = handing_over.declared
    crowd = people(2, on_destroy="block")
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    del crowd[ONE]
    a_team.person("one", email=ONE, name="Person 0", adopt=True)
    a_team.requests()

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert {"same": 4} == dict(a_team.preview().raise_for_errors().changes)


def test_a_move_into_a_resource_that_the_roster_cannot_know_of_is_refused_at_preview(a_team):
    """An address that is an output is known too late: the roster would have blocked the person by then."""
    a_team.stack.program = handing_over.declared
    a_team.stack.config["late_addresses"] = "true"
    crowd = people(2, on_destroy="block")
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    kept = crowd.pop(ONE)
    a_team.person("one", email=ONE, name="Person 0", adopt=True)
    a_team.requests()

    refused = a_team.preview()
    crowd[ONE] = {**kept, "on_destroy": "retain"}
    a_team.people.clear()
    a_team.up().raise_for_errors()
    del crowd[ONE]
    a_team.person("one", email=ONE, name="Person 0", adopt=True)
    a_team.up().raise_for_errors()

    assert f"{ONE} leaves a roster in the same run, which blocks the account permanently at its end" in told(refused)
    assert [] == a_team.writes()
    assert {"INVITED"} == statuses(a_team)
    assert {"same": 4} == dict(a_team.preview().raise_for_errors().changes)


def test_a_membership_moves_from_its_own_resource_into_a_roster(a_team, an_organization):
    """The roster declares it now, so its end under the other name is not carried out; declared twice it is refused."""
    a_team.roster("people", people=people(1))
    a_team.up().raise_for_errors()
    a_team.membership("one-ml", organization="ML Platform", user_id=a_team.arize.user(ONE)["id"])
    a_team.up().raise_for_errors()
    a_team.roster("people", people=people(1, organizations={"ML Platform": "MEMBER"}))
    a_team.requests()
    twice = a_team.preview()
    a_team.memberships.clear()

    a_team.up().raise_for_errors()

    assert "declare the same membership, of person000@example.com in" in told(twice)
    assert ["POST organizations/*/users"] == a_team.writes()
    assert 1 == len(a_team.arize.members(an_organization))
