"""Ctrl-C in the middle of an up: what was done is kept, and the next run does the rest and nothing twice."""

from __future__ import annotations

import pytest

from pulumi_arize_users.people.roster.record import users_of
from pulumi_arize_users.simulator import Fault
from tests.engine.conftest import only_the_cli
from tests.engine.crowd import told
from tests.engine.cut_off import interrupt_an_up, needs_proc

pytestmark = [needs_proc, pytest.mark.both_hosts]

PEOPLE = 60
ENOUGH = 10
SECONDS_TO_END = 10
SECONDS_TO_AN_ANSWER = 30
SERVED_AT_ONCE = 4
LONG_PAUSE = Fault("status", method="POST", status=429, retry_after="60", times=None)


@pytest.fixture
def engine(engine):
    """Only the real CLI hears of a Ctrl-C."""
    return only_the_cli(engine, "has no process to interrupt")


@pytest.fixture
def settings(settings):
    """Few are served at once, so that there is a middle to interrupt."""
    return {**settings, "arize:concurrency": str(SERVED_AT_ONCE)}


def declare_single_people(a_team):
    """Everybody as a resource of their own."""
    for number in range(PEOPLE):
        a_team.person(f"person{number}")


def declare_a_roster(a_team):
    """Everybody in one resource."""
    crowd = {f"person{number}@example.com": {"name": f"Person {number}", "role": "MEMBER"} for number in range(PEOPLE)}
    a_team.roster("people", people=crowd, defaults={"organizations": {"ML Platform": "MEMBER"}})


def accounts(a_team):
    """The declared people who are in the account: address to id."""
    users = [user for user in a_team.arize.users() if str(user["email"]).startswith("person")]
    return {user["email"]: user["id"] for user in users}


def some_are_invited(a_team):
    """Whether the run is in its middle."""
    return len(accounts(a_team)) >= ENOUGH


def assert_everybody_was_invited_once(a_team):
    """One account for each address, one e-mail for each account, and nobody is blocked."""
    users = [user for user in a_team.arize.users() if str(user["email"]).startswith("person")]

    assert PEOPLE == len(users) == len(accounts(a_team))
    assert {(1, "INVITED")} == {(user["invitations_sent"], user["status"]) for user in users}


def test_an_interrupted_up_of_single_people_keeps_what_was_done(a_team):
    """Creations that are under way end and are stored; the next up sends exactly the missing invitations."""
    a_team.arize.latency_ms = 300
    declare_single_people(a_team)

    interrupted = interrupt_an_up(a_team, lambda: some_are_invited(a_team))
    invited = accounts(a_team)
    kept = {person.outputs["email"]: person.id for person in a_team.stack.state() if "ArizeUser" in person.type}
    a_team.arize.latency_ms = 0
    a_team.requests()
    a_team.up().raise_for_errors()
    sent = a_team.writes()
    again = a_team.up().raise_for_errors()

    assert not interrupted.result.ok
    assert SECONDS_TO_END > interrupted.seconds
    assert ENOUGH <= len(invited) < PEOPLE
    assert invited == kept
    assert ["POST users"] * (PEOPLE - len(invited)) == sent
    assert_everybody_was_invited_once(a_team)
    assert {"same": PEOPLE + 1} == dict(again.changes)


def test_an_interrupted_up_of_a_roster_keeps_what_was_done(a_team, an_organization):
    """Whoever is in the account is in the state; the preview reports the rest, and the next up does exactly that."""
    a_team.arize.latency_ms = 300
    declare_a_roster(a_team)

    interrupted = interrupt_an_up(a_team, lambda: some_are_invited(a_team))
    invited, members = accounts(a_team), a_team.arize.members(an_organization)
    outputs = a_team.resource("people").outputs
    a_team.arize.latency_ms = 0
    preview = a_team.preview().raise_for_errors()
    a_team.requests()
    a_team.up().raise_for_errors()
    sent = a_team.writes()
    again = a_team.up().raise_for_errors()

    assert not interrupted.result.ok
    assert SECONDS_TO_END > interrupted.seconds
    assert ENOUGH <= len(invited) < PEOPLE
    assert invited == {address: entry["id"] for address, entry in users_of(outputs["record"]).items()}
    declared = a_team.rosters["people"]["people"]
    assert {address for address in declared if invited.get(address) not in members} == outputs["unfinished"].keys()
    assert "The last run did not" in told(preview)  # finish somebody, or reach them
    assert PEOPLE - len(invited) == sent.count("POST users")
    assert PEOPLE - len(members) == sent.count("POST organizations/*/users")
    assert_everybody_was_invited_once(a_team)
    assert set(accounts(a_team).values()) == a_team.arize.members(an_organization).keys()
    assert {"same": 2} == dict(again.changes)


@pytest.mark.parametrize("declare", [declare_single_people, declare_a_roster])
@pytest.mark.usefixtures("an_organization")
def test_an_interrupted_up_does_not_sit_out_a_pause(a_team, declare):
    """Asked for a minute of patience, the run ends at once; nothing was done, and the next up does everything."""
    a_team.arize.fail(LONG_PAUSE)
    declare(a_team)

    interrupted = interrupt_an_up(a_team, lambda: len(a_team.arize.writes) > 0)
    invited = accounts(a_team)
    a_team.arize.clear_faults()
    a_team.up().raise_for_errors()

    assert not interrupted.result.ok
    assert SECONDS_TO_END > interrupted.seconds
    assert {} == invited
    assert_everybody_was_invited_once(a_team)


def test_invitations_that_outlive_an_interrupt_are_found_by_the_next_up(a_team, an_organization):
    """No answer comes, so the run ends without; whom it was inviting the next up takes over, and needs no adopt."""
    a_team.arize.fail(Fault("hang", method="POST", path="users$", after_write=True, times=None))
    declare_a_roster(a_team)

    interrupted = interrupt_an_up(a_team, lambda: len(accounts(a_team)) == SERVED_AT_ONCE)
    invited, outputs = accounts(a_team), a_team.resource("people").outputs
    a_team.arize.clear_faults()
    a_team.requests()
    a_team.up().raise_for_errors()
    sent = a_team.writes()

    assert not interrupted.result.ok
    assert SECONDS_TO_AN_ANSWER > interrupted.seconds
    assert ("", sorted(invited)) == (outputs["record"], outputs["under_way"])
    assert PEOPLE - SERVED_AT_ONCE == sent.count("POST users")
    assert_everybody_was_invited_once(a_team)
    assert set(accounts(a_team).values()) == a_team.arize.members(an_organization).keys()
