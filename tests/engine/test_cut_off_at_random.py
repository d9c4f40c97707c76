"""An up is cut off at a moment that nobody has chosen: nobody comes in twice, is lost, or is blocked."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from pulumi_arize_users.people.roster.record import users_of
from tests.engine.conftest import only_the_cli
from tests.engine.cut_off import interrupt_an_up, kill_an_up, needs_proc
from tests.engine.served_plugin import EVERY_CASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.conftest import Team

pytestmark = [needs_proc, pytest.mark.both_hosts]

FIRST, ALL = 8, 30
WRITES = 2 * (ALL - FIRST) + FIRST // 2
MOMENTS = range(30 if EVERY_CASE else 1)


@pytest.fixture
def engine(engine):
    """Only the real CLI can be cut off and go on."""
    return only_the_cli(engine, "has no process to cut off")


@pytest.fixture
def settings(settings):
    """Few are served at once, so that the work has many moments."""
    return {**settings, "arize:concurrency": "4"}


class Single:
    """Everybody, and every membership, is a resource of its own."""

    @staticmethod
    def declare(a_team: Team, count: int, organization: str, suffix: str = "") -> None:
        """So many people, half of those who came first with another name."""
        for number in range(count):
            renamed = suffix if number < FIRST // 2 else ""
            a_team.person(f"person{number}", name=f"Person {number}{renamed}", adopt=True)
            a_team.membership(f"seat{number}", user=f"person{number}", organization_id=organization)

    @staticmethod
    def recorded(a_team: Team) -> dict[str, str]:
        """The addresses and ids that the state knows."""
        return {str(user.outputs["email"]): user.id for user in a_team.stack.state() if "ArizeUser" in user.type}


class Together:
    """Everybody is in one roster."""

    @staticmethod
    def declare(a_team: Team, count: int, organization: str, suffix: str = "") -> None:
        """As many as single people, with the same names."""
        renamed = {number: suffix if number < FIRST // 2 else "" for number in range(count)}
        crowd = {
            f"person{number}@example.com": {"name": f"Person {number}{after}", "role": "MEMBER"}
            for number, after in renamed.items()
        }
        a_team.roster("people", people=crowd, defaults={"adopt": True, "organizations": {organization: "MEMBER"}})

    @staticmethod
    def recorded(a_team: Team) -> dict[str, str]:
        """The addresses and ids that the state knows."""
        roster = a_team.resource("people")
        users = users_of(str(roster.outputs["record"])) if roster else {}
        return {address: entry["id"] for address, entry in users.items()}


def people(a_team: Team) -> dict[str, dict[str, object]]:
    """The declared people who are in the account; each address is there once."""
    users = [user for user in a_team.arize.users() if re.match("person", str(user["email"]))]
    by_address = {str(user["email"]): user for user in users}
    assert len(by_address) == len(users)
    return by_address


def at_a_random_moment(a_team: Team, moment: int) -> Callable[[], bool]:
    """True from some write of the run on."""
    enough = random.Random(moment).randint(1, WRITES - 1)  # noqa: S311 - the same moments in each run
    return lambda: len(a_team.arize.writes) >= enough


@pytest.fixture(params=[Single, Together])
def kind(request, a_team, an_organization):
    """Some people are in; more are declared, and some have other names."""
    request.param.declare(a_team, FIRST, an_organization)
    a_team.up().raise_for_errors()
    request.param.declare(a_team, ALL, an_organization, suffix=" Renamed")
    a_team.arize.latency_ms = 50
    a_team.requests()
    return request.param


def assert_the_next_up_heals(a_team: Team, kind: type[Single | Together], organization: str) -> None:
    """Everybody is in once, as declared, and was invited once; nobody was blocked, and nothing is left to do."""
    a_team.arize.latency_ms = 0
    a_team.up().raise_for_errors()
    assert [] == [request for request in a_team.arize.requests if request.method == "DELETE"]
    a_team.requests()
    a_team.up().raise_for_errors()

    accounts = people(a_team)
    assert ALL == len(accounts)
    assert {(1, "INVITED")} == {(user["invitations_sent"], user["status"]) for user in accounts.values()}
    assert FIRST // 2 == sum(str(user["name"]).endswith("Renamed") for user in accounts.values())
    assert {address: user["id"] for address, user in accounts.items()} == kind.recorded(a_team)
    assert {str(user["id"]) for user in accounts.values()} == a_team.arize.members(organization).keys()
    assert [] == a_team.writes()


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_up_that_is_interrupted_anywhere_loses_nothing_of_its_record(a_team, kind, an_organization, moment):
    """After one Ctrl-C whoever is in the account is in the state, and the next up does the rest."""
    interrupt_an_up(a_team, at_a_random_moment(a_team, moment))

    assert {address: user["id"] for address, user in people(a_team).items()} == kind.recorded(a_team)
    assert_the_next_up_heals(a_team, kind, an_organization)


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_up_that_is_killed_anywhere_is_healed_by_the_next_one(a_team, kind, an_organization, moment):
    """After SIGKILL and `pulumi cancel` the next up finds everybody who came in, and invites only the others."""
    kill_an_up(a_team, at_a_random_moment(a_team, moment))

    a_team.stack._command("cancel", "--yes")
    assert_the_next_up_heals(a_team, kind, an_organization)
