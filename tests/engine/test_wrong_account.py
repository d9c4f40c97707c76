"""A run that looks in the wrong place: nobody counts as gone, nothing is done there, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest

from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.simulator import Simulator
from tests.engine import team
from tests.engine.conftest import API_KEY, Team
from tests.engine.crowd import told
from tests.engine.roster_machine import TeamInARoster

if TYPE_CHECKING:
    from collections.abc import Callable

OTHER_KEY = "other-canary-key"


@dataclass(frozen=True)
class Attempt:
    """What is run in the wrong place, after what change of the program.

    Attributes:
        sends: something has to be asked or sent; a preview of a roster asks for whatever is declared differently.
    """

    why: str
    operation: Literal["preview", "up", "refresh", "destroy"]
    change: Callable[[Team], object] = lambda _: None
    sends: bool = True

    def __str__(self) -> str:
        return f"{self.operation}: {self.why}"


def remove(a_team: Team, resource: str) -> None:
    """Stop declaring somebody."""
    del a_team.people[resource]
    a_team.memberships.pop(f"{resource}-ml", None)


def bring_in(a_team: Team, resource: str) -> None:
    """Declare somebody new; as a resource after one that is remembered, for they meet in no certain order."""
    a_team.person(resource, **({} if isinstance(a_team, TeamInARoster) else {"after": "ada"}))


def _changes(operation: Literal["preview", "up"]) -> list[Attempt]:
    return [
        Attempt("nothing", operation, sends=False),
        Attempt("a new person", operation, lambda t: bring_in(t, "alan")),
        Attempt("a person is removed", operation, lambda t: remove(t, "ada"), sends=operation == "up"),
        Attempt("a name", operation, lambda t: t.person("ada", name="Countess"), sends=operation == "up"),
        Attempt("a membership ends", operation, lambda t: t.memberships.pop("ada-ml"), sends=operation == "up"),
        Attempt("a role", operation, lambda t: t.membership("ada-ml", role="ADMIN"), sends=operation == "up"),
    ]


ATTEMPTS = [Attempt("everybody", "refresh"), Attempt("everybody", "destroy"), *_changes("preview"), *_changes("up")]


@pytest.fixture
def another():
    """Another account, with other people and an organization of the same name."""
    with Simulator(api_key=OTHER_KEY, caller_email="boss@example.com", first_number=1000) as simulator:
        simulator.add_organization("ML Platform")
        simulator.add_user("mary@example.com")
        yield simulator


@pytest.fixture(params=[1, 2], ids=["alone", "two"])
def crowd(request):
    """The people the stack remembers; one person alone has only witnesses from outside the stack."""
    return ["ada", "grace"][: request.param]


@pytest.fixture(params=[Team, TeamInARoster], ids=["resources", "roster"])
def a_team(request, arize, an_organization, crowd, local_engine):
    """Recorded people, members of an organization; account and key are in the environment."""
    environment = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": API_KEY, "ARIZE_MAX_RETRIES": "0"}
    with local_engine.stack(team.declared, env=environment) as stack:
        made = request.param(stack, arize)
        for name in crowd:
            made.person(name, on_destroy="block")
            made.membership(f"{name}-ml", organization_id=an_organization, user=name)
        made.up().raise_for_errors()
        yield made


@pytest.fixture(params=["wrong address", "another account"])
def elsewhere(request, arize, another):
    """Settings that lead to the wrong place."""
    if request.param == "another account":
        return {"ARIZE_BASE_URL": another.url, "ARIZE_API_KEY": OTHER_KEY}
    return {"ARIZE_BASE_URL": f"{arize.url}/v2"}


def contents(account):
    """Everything that a run could change."""
    members = {each["id"]: account.members(each["id"]) for each in account.organizations()}
    return account.users(), account.organizations(), members


def remembered(a_team):
    """What the stack knows of everybody; a roster may also note what was not done, and who is still to be blocked."""
    return {
        each.name: _everybody(each.outputs["record"]) if "record" in each.outputs else (each.id, each.outputs)
        for each in a_team.stack.state()
        if "dynamic/" in each.type and "Removals" not in each.type
    }


def _everybody(record):
    return {
        key: {name: value for name, value in line.items() if name != "leaving"}
        for key, line in records_of(record).items()
    }


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_nothing_is_done_or_believed_in_the_wrong_place(a_team, another, elsewhere, attempt):
    """Whatever would have to be sent is refused, with where to look; afterwards everything is as it was."""
    accounts, state, people = (contents(a_team.arize), contents(another)), remembered(a_team), dict(a_team.people)
    memberships = {name: dict(arguments) for name, arguments in a_team.memberships.items()}
    usual, cannot_look = dict(a_team.stack.env), attempt.operation == "preview" and "ARIZE_API_KEY" not in elsewhere
    attempt.change(a_team)
    a_team.stack.env.update(elsewhere)

    struck = getattr(a_team, attempt.operation)()
    kept, untouched = remembered(a_team), (contents(a_team.arize), contents(another))
    a_team.stack.env, a_team.people, a_team.memberships = usual, people, memberships
    a_team.refresh().raise_for_errors()
    a_team.arize.clear_requests()
    a_team.up().raise_for_errors()

    asks = attempt.sends or (isinstance(a_team, TeamInARoster) and attempt.why != "nothing")
    assert asks == ("arize:baseUrl" in told(struck))
    assert struck.ok == (not asks or cannot_look)
    assert state == kept
    assert accounts == untouched
    assert [] == a_team.arize.writes
    assert state.keys() == remembered(a_team).keys()


@pytest.mark.parametrize("attempt", [each for each in ATTEMPTS if each.operation != "preview" and each.sends], ids=str)
def test_in_the_right_place_the_same_is_done(a_team, attempt):
    """What was refused there was refused only because of the place."""
    before = contents(a_team.arize)
    attempt.change(a_team)

    getattr(a_team, attempt.operation)().raise_for_errors()

    assert (before != contents(a_team.arize)) == (attempt.operation != "refresh")
