"""The engine is killed in the middle of its work, and the next run finds everybody."""

from __future__ import annotations

import pytest

from pulumi_arize_users.people.roster.record import users_of
from tests.engine.conftest import only_the_cli
from tests.engine.cut_off import kill_an_up, kill_the_engine_alone, needs_proc

PEOPLE = 50
ENOUGH = 10


@pytest.fixture
def engine(engine):
    """Only the real CLI can be killed and go on: the local runner keeps its state in memory."""
    return only_the_cli(engine, "keeps its state in memory")


@needs_proc
def test_a_killed_up_is_healed_by_the_next_one(a_team):
    """After SIGKILL, `pulumi cancel` and an up with adopt=True: no duplicate, no loss, and nothing left to do."""
    a_team.arize.latency_ms = 100
    for number in range(PEOPLE):
        a_team.person(f"person{number}", adopt=True)

    kill_an_up(a_team, lambda: len(a_team.arize.writes) >= ENOUGH)
    in_state_before = len(a_team.stack.state())
    a_team.stack._command("cancel", "--yes")
    a_team.arize.latency_ms = 0
    a_team.up().raise_for_errors()
    a_team.requests()
    again = a_team.up().raise_for_errors()

    accounts = [user["email"] for user in a_team.arize.users() if user["email"].startswith("person")]
    recorded = {resource.id for resource in a_team.stack.state() if "ArizeUser" in resource.type}
    assert in_state_before < PEOPLE
    assert PEOPLE == len(accounts) == len(set(accounts))
    assert recorded == {user["id"] for user in a_team.arize.users() if user["email"] in accounts}
    assert {"INVITED"} == {user["status"] for user in a_team.arize.users() if user["email"] in accounts}
    assert {"same": PEOPLE + 1} == dict(again.changes)
    assert [] == a_team.writes()


@needs_proc
def test_a_killed_up_of_a_roster_is_healed_by_the_next_one(a_team, an_organization):
    """One resource is in the state as a whole or not at all: the next run takes over everybody who got in."""
    a_team.arize.latency_ms = 300
    crowd = {f"person{number}@example.com": {"name": f"Person {number}", "role": "MEMBER"} for number in range(PEOPLE)}
    defaults = {"adopt": True, "organizations": {"ML Platform": "MEMBER"}}
    a_team.roster("people", people=crowd, defaults=defaults)

    kill_an_up(a_team, lambda: len(a_team.arize.writes) >= ENOUGH)
    invited_before = a_team.writes().count("POST users")
    remembered = a_team.resource("people")
    a_team.stack._command("cancel", "--yes")
    a_team.arize.latency_ms = 0
    a_team.up().raise_for_errors()
    invited_after = a_team.writes().count("POST users")
    again = a_team.up().raise_for_errors()

    accounts = {user["email"]: user for user in a_team.arize.users() if user["email"] in crowd}
    users = users_of(a_team.resource("people").outputs["record"])
    assert remembered is None
    assert 0 < invited_before < PEOPLE
    assert PEOPLE == invited_before + invited_after
    assert {1} == {account["invitations_sent"] for account in accounts.values()}
    assert {address: entry["id"] for address, entry in users.items()} == {
        address: account["id"] for address, account in accounts.items()
    }
    assert dict.fromkeys([entry["id"] for entry in users.values()], "MEMBER") == a_team.arize.members(an_organization)
    assert {"same": 2} == dict(again.changes)
    assert [] == a_team.writes()


@needs_proc
@pytest.mark.parametrize("many", [False, True], ids=["people", "roster"])
def test_providers_whose_engine_was_killed_begin_nobody_further(a_team, many):
    """Nobody keeps a record of whom they bring in: the host ends, and the next up takes over who was invited."""
    a_team.arize.latency_ms = 300
    addresses = [f"person{number}@example.com" for number in range(3 * PEOPLE)]
    if many:
        crowd = {address: {"name": "Somebody", "role": "MEMBER"} for address in addresses}
        a_team.roster("people", people=crowd, defaults={"adopt": True})
    else:
        for number, address in enumerate(addresses):
            a_team.person(f"person{number}", email=address, adopt=True)

    kill_the_engine_alone(a_team, lambda: len(a_team.arize.writes) >= ENOUGH)
    invited = len(a_team.arize.users()) - 1
    a_team.stack._command("cancel", "--yes")
    a_team.arize.latency_ms = 0
    a_team.up().raise_for_errors()

    assert ENOUGH <= invited < len(addresses)
    assert {1} == {a_team.arize.user(address)["invitations_sent"] for address in addresses}
