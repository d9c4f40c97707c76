"""Many people, and something goes wrong with some of them: they are named, nobody is lost, and the next run goes on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import cycle

import pytest

from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.simulator.faults import FaultQueue
from tests.engine import team
from tests.engine.conftest import API_KEY, Team
from tests.engine.crowd import people, told

KINDS = {
    "403": Fault("status", status=403),
    "500 before": Fault("status", status=500),
    "500 after": Fault("status", status=500, after_write=True),
    "reset before": Fault("reset"),
    "reset after": Fault("reset", after_write=True),
    "html after": Fault("html", after_write=True),
}
STEPS = {
    "invite": ("POST", "/v2/users$"),
    "change": ("PATCH", "/users/"),
    "join": ("POST", "/organizations/"),
    "leave": ("DELETE", "/organizations/"),
    "block": ("DELETE", "/v2/users/"),
}


class EveryTwentieth(FaultQueue):
    """Of all writes one in twenty fails, each time in another way."""

    def __init__(self) -> None:
        super().__init__()
        self._writes = 0
        self._kinds = cycle(KINDS.values())

    def take(self, method: str, _path: str) -> Fault | None:
        """What happens to a request."""
        self._writes += method != "GET"
        return next(self._kinds) if method != "GET" and self._writes % 20 == 0 else None


@pytest.fixture
def a_team(arize, settings, local_engine):
    """A stack on the local runner that repeats no request, so that every fault is felt."""
    config = {**settings, "arize:maxRetries": "0"}
    with local_engine.stack(team.declared, config=config, secrets={"arize:apiKey": API_KEY}) as stack:
        yield Team(stack, arize)


def recorded(a_team):
    """The entries of the roster by address, without those who have left."""
    everybody = records_of(a_team.resource("people").outputs["record"])
    return {key: entry for key, entry in everybody.items() if "leaving" not in entry}


def test_of_five_hundred_people_only_those_who_failed_are_tried_again(a_team, an_organization, tmp_path):
    """One write in twenty fails: each cause is told once, with its people; nobody is invited twice or lost."""
    crowd = people(500, organizations={"ML Platform": "MEMBER"})
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"people": crowd}))
    a_team.roster("people", file=str(file))
    quiet, a_team.arize._conditions.faults = a_team.arize._conditions.faults, EveryTwentieth()

    failed = a_team.up()
    a_team.arize._conditions.faults = quiet
    users = recorded(a_team)
    half = [address for address, entry in users.items() if not entry["organizations"]]
    uninvited = crowd.keys() - {user["email"] for user in a_team.arize.users()}
    a_team.requests()
    again = a_team.up().raise_for_errors()
    sent = a_team.writes()
    a_team.up().raise_for_errors()

    failures = len(half) + len(uninvited)
    assert 20 < failures < 60
    assert f"{failures} of 500 people could not be brought to the declared state; all others are" in told(failed)
    failed_people = told(failed).partition("could not be brought")[2]
    more = [int(count) for count in re.findall(r"and (\d+) more", failed_people)]
    assert failures == len(set(re.findall(r"[\w.]+@example\.com", failed_people))) + sum(more)
    assert 1 == again.changes["update"]
    assert uninvited == crowd.keys() - users.keys()
    assert len(uninvited) == sent.count("POST users")
    assert failures == sent.count("POST organizations/*/users") == len(sent) - len(uninvited)
    assert [] == a_team.writes()
    assert {1} == {a_team.arize.user(address)["invitations_sent"] for address in crowd}
    assert {entry["user_id"] for entry in recorded(a_team).values()} == a_team.arize.members(an_organization).keys()


@pytest.mark.parametrize("refreshed", [False, True], ids=["", "refreshed"])
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_fails_at_whatever_step_is_healed_by_the_next_run(a_team, an_organization, kind, refreshed):
    """Additions that fail make removals wait; in the end program, state and account agree, and nothing is sent."""
    a_team.roster("people", people=_before())
    a_team.up().raise_for_errors()
    a_team.roster("people", people=_wanted())
    for method, path in STEPS.values():
        a_team.arize.fail(replace(KINDS[kind], method=method, path=path))
    a_team.requests()

    steps = []
    while not a_team.up().ok:
        steps.append({request.split()[0] for request in a_team.writes()})
        if refreshed:
            a_team.refresh().raise_for_errors()
    a_team.requests()
    again = a_team.up().raise_for_errors()

    assert "DELETE" not in steps[0]
    assert "DELETE" in steps[1]
    assert 3 >= len(steps)
    assert [] == a_team.writes()
    assert {"same": 3} == dict(again.changes)
    assert [] == _disagreements(a_team, an_organization)


def _before():
    """Two who are removed, two who leave the organization, two who are renamed, two who join."""
    crowd = people(8, on_destroy="block")
    for address in list(crowd)[2:4]:
        crowd[address]["organizations"] = {"ML Platform": "MEMBER"}
    return crowd


def _wanted():
    """The same, with two who are new, get another permission, and are not to be removed."""
    crowd = people(10, on_destroy="block")
    addresses = list(crowd)
    for address in addresses[4:6]:
        crowd[address]["name"] = "Countess"
    for address in addresses[6:]:
        crowd[address]["organizations"] = {"ML Platform": "ADMIN"}
    for address in addresses[8:]:
        crowd[address]["is_developer"] = False
        del crowd[address]["on_destroy"]
    return {address: crowd[address] for address in addresses[2:]}


def _disagreements(a_team, organization):
    """What does not hold of program, state and account."""
    wanted, users = _wanted(), recorded(a_team)
    accounts = {str(user["email"]): user for user in a_team.arize.users()}
    members = a_team.arize.members(organization)
    roles = {key: person["organizations"]["ML Platform"] for key, person in wanted.items() if "organizations" in person}
    holds = {
        "whoever is declared is in the state, and nobody else": wanted.keys() == users.keys(),
        "the state is the account": all(
            {"id": entry["user_id"], "name": entry["name"], "status": entry["status"]}.items()
            <= accounts[address].items()
            for address, entry in users.items()
        ),
        "names and permissions are as declared": all(
            (person["name"], person.get("is_developer", True)) == (accounts[key]["name"], accounts[key]["is_developer"])
            for key, person in wanted.items()
        ),
        "memberships are as declared": {accounts[key]["id"]: role for key, role in roles.items()} == members,
        "memberships are recorded": roles
        == {key: entry["organizations"]["ML Platform"] for key, entry in users.items() if entry["organizations"]},
        "everybody was invited once": {1} == {accounts[address]["invitations_sent"] for address in people(10)},
        "only who was to go is blocked": set(people(2))
        == {address for address, account in accounts.items() if account["status"] == "INACTIVE"},
    }
    return [what for what, is_so in holds.items() if not is_so]
