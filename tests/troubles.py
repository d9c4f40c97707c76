"""Errors of each kind, brought about by the code that raises them, for the page that lists them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pulumi_arize_users.api import membership_query, unanswered
from pulumi_arize_users.api.connection import Connection, load_connection
from pulumi_arize_users.api.errors import (
    Cancelled,
    MisdirectedReply,
    Problem,
    Refused,
    SettingsError,
    UnreadableReply,
    error_for,
)
from pulumi_arize_users.api.models import User
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.command.acting.journal import Journal, JournalError
from pulumi_arize_users.command.managed.rosters import MistakenRoster, read_roster_files
from pulumi_arize_users.command.managed.stacks import UnreadableStack, read_stack
from pulumi_arize_users.hosts.plugin.functions import call
from pulumi_arize_users.people import adoption, guards, identity_provider, removal, roles
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.roster import judgement, outcome
from pulumi_arize_users.people.subject import Subject
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.known_settings import refuse_unknown
from pulumi_arize_users.providers.membership import in_an_organization
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.providers.questions import Unanswerable, require_one_key
from pulumi_arize_users.providers.results import Unfinished
from pulumi_arize_users.providers.roster_files import UnreadableRoster, read_file
from pulumi_arize_users.providers.state_format import damage_refusal, format_refusal
from pulumi_arize_users.providers.user import UserLifecycle
from pulumi_arize_users.resources import questions, unknown
from pulumi_arize_users.resources.claims import claim
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.simulator import Fault, Simulator, UnknownRecordError
from pulumi_arize_users.simulator.__main__ import CannotServe, serve
from pulumi_arize_users.testing import CliEngine, CliFailed, LocalEngine, NotRunnable, RunFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.people.refusals import Refusal
    from pulumi_arize_users.providers.account import Account

WHO = "ada@example.com"
HOST = "api.arize.com"
NOWHERE = "http://127.0.0.1:1"
ADA = Subject(WHO)
KEY = "troubles-canary-91b2"
DECLARED = {"email": WHO, "name": "Ada Lovelace", "role": "MEMBER", "invite_mode": "EMAIL_LINK"}
THERE = User.model_construct(id="VXNlcjox", name="Ada", email=WHO, status="ACTIVE", role="ADMIN", is_developer=True)


class Trouble(NamedTuple):
    """An error of a class, and how it comes about."""

    kind: str
    message: Callable[[], str]


def raised(kind: type[Exception], call: Callable[[], object]) -> Trouble:
    """An error that a call raises."""

    def message() -> str:
        with pytest.raises(kind) as told:
            call()
        assert kind is told.type
        return str(told.value)

    return Trouble(kind.__name__, message)


def refused(make: Callable[[], Refusal | str | list[str] | None]) -> Trouble:
    """A refusal, in the words of its rule."""
    return Trouble(Refused.__name__, lambda: str(Refused("\n".join(_lines(make())))))


def answered(status: int, title: str) -> Trouble:
    """An error that the server answers with."""
    error = error_for(Problem(status, title))
    return Trouble(type(error).__name__, lambda: str(error))


def made(error: Exception) -> Trouble:
    """An error that the code makes for somebody else to raise."""
    return Trouble(type(error).__name__, lambda: str(error))


def _lines(said: Refusal | str | list[str] | None) -> list[str]:
    assert said, "nothing is refused"
    return [str(each) for each in (said if isinstance(said, list) else [said])]


def _account(url: str) -> Account:
    return load_account(Sources(config={"apiKey": KEY, "baseUrl": url, "lagSeconds": 0}.get, environment={}))


def _half_invited() -> None:
    with Simulator(api_key=KEY) as arize:
        arize.fail(Fault("status", method="PATCH", status=403))
        UserLifecycle(_account(arize.url)).create({**DECLARED, "is_developer": False})


def _inviting() -> None:
    with Simulator(api_key=KEY) as arize:
        arize.fail(Fault("status", method="POST", status=403))
        UserLifecycle(_account(arize.url)).create(DECLARED)


def _in_another_account() -> None:
    with Simulator(api_key=KEY) as arize:
        _account(arize.url).presence.require_people(["VXNlcjox", "VXNlcjoy"])


def _a_page_of_html() -> None:
    with Simulator(api_key=KEY) as arize:
        arize.fail(Fault("html", times=None))
        _account(arize.url).client.find_user(WHO)


def _without_a_key(folder: Path) -> None:
    (folder / "__main__.py").write_text('from pulumi_arize_users import get_user\nget_user(email="ada@example.com")\n')
    with LocalEngine().stack(folder) as stack:
        stack.up().raise_for_errors()


def _mistaken(folder: Path) -> None:
    file = folder / "people.yaml"
    file.write_text("people:\n  ada@example.com: {role: MEMBER}\n")
    read_roster_files(str(file), _account(NOWHERE))


def _exported(folder: Path) -> None:
    file = folder / "stack.json"
    file.write_text("{}")
    read_stack(str(file))


def _noted(folder: Path) -> None:
    file = folder / "journal"
    file.write_text("ada@example.com\n")
    Journal(file, "block").read()


def _of_the_way() -> list[Trouble]:
    refusing = {"errors": [{"message": "You need the developer role."}]}
    return [
        made(unanswered.unreached(HOST, None)),
        made(unanswered.too_slow(HOST, 30)),
        raised(UnreadableReply, _a_page_of_html),
        made(MisdirectedReply("grace@example.com", WHO)),
        raised(membership_query.RefusedQuery, lambda: membership_query._refuse_errors(refusing)),
        answered(405, "Method not allowed"),
        answered(422, "Invalid request parameters"),
        answered(401, "Authentication required"),
        answered(403, "Access forbidden"),
        answered(404, "Resource not found"),
        answered(409, "Resource conflict"),
        answered(429, "Rate limit exceeded"),
        answered(503, "Service unavailable"),
    ]


def _of_the_rules() -> list[Trouble]:
    kept, older = Policy(), Policy(on_destroy="block")
    moved = adoption.Ownership(managed_as="countess@example.com")
    return [
        refused(lambda: adoption.exists_refusal(ADA, THERE)),
        refused(lambda: adoption.ownership_refusal(ADA, WHO, adoption.Ownership(managed_as=WHO), adopt=False)),
        refused(lambda: adoption.ownership_refusal(ADA, WHO, moved, adopt=False)),
        refused(lambda: adoption.burned_refusal(WHO, "Resource conflict")),
        refused(lambda: roles.role_change_refusal(WHO, "MEMBER", "ADMIN")),
        refused(lambda: roles.role_drift_refusal(WHO, "MEMBER", "ADMIN")),
        refused(lambda: roles.annotator_refusal(WHO, "ANNOTATOR", "ADMIN")),
        refused(lambda: removal.removal_refusal(ADA, {"on_destroy": "refuse"}, kept)),
        refused(lambda: removal.removal_refusal(ADA, {"adopted": True}, older)),
        refused(lambda: removal.address_change_refusal(WHO, "countess@example.com")),
        refused(lambda: guards.self_refusal(WHO, WHO, "ADMIN", WHO)),
        refused(lambda: guards.last_admin_refusal(WHO, THERE.id, [THERE], ())),
        refused(lambda: guards.cap_refusal(f"Blocking {WHO}", 3, 3, "arize:maxRemovals")),
        refused(lambda: judgement.most_would_be_blocked([WHO] * 6, 10)),
        refused(lambda: removal.somebody_else_refusal(WHO, "VXNlcjox", "grace@example.com")),
        refused(lambda: removal.gone_refusal(ADA)),
        refused(lambda: identity_provider.missing_refusal(WHO)),
        raised(Refused, lambda: in_an_organization(_account(NOWHERE)).read("nobody", {})),
        refused(lambda: outcome.damaged("its record is missing")),
        refused(lambda: damage_refusal({"email": 7})),
        refused(lambda: format_refusal({"__format": "2"})),
        raised(WrongAccount, _in_another_account),
    ]


def troubles(folder: Path) -> list[Trouble]:
    """Every error that the page lists, in its order.

    Args:
        folder: an empty one, for files and programs.
    """
    spaced = {"apiKey": "two words"}
    twice = {"baseUrl": NOWHERE, "region": "eu-west-1a"}
    return [
        raised(SettingsError, Connection().require_key),
        raised(SettingsError, lambda: load_connection(Sources(config=spaced.get, environment={}))),
        raised(SettingsError, lambda: refuse_unknown(Sources(keys=["arize:maxRemoval"]))),
        raised(SettingsError, lambda: load_connection(Sources(config=twice.get, environment={}))),
        raised(ProgramError, lambda: claim("Roster 'team'", [WHO, WHO], None)),
        made(unknown.undecided("find_user", "there is no key")),
        raised(ProgramError, lambda: questions.several_users(WHO)),
        raised(Unanswerable, lambda: require_one_key("getUser", {"id": None, "email": None})),
        raised(UnreadableRoster, lambda: read_file("Roster 'team'", Path("people.yaml"))),
        *_of_the_way(),
        *_of_the_rules(),
        raised(StepFailed, _inviting),
        raised(Unfinished, _half_invited),
        made(Cancelled()),
        raised(Refused, lambda: call(_account(NOWHERE), "arize:index:getPeople", {})),
        raised(Refused, lambda: call(_account(NOWHERE), "arize:index:getUser", {"mail": WHO})),
        raised(UnreadableStack, lambda: _exported(folder)),
        raised(MistakenRoster, lambda: _mistaken(folder)),
        raised(JournalError, lambda: _noted(folder)),
        raised(NotRunnable, lambda: LocalEngine().stack(Path("examples"))),
        raised(CliFailed, lambda: CliEngine("no-such-pulumi").stack(Path("examples/quickstart"))),
        raised(RunFailed, lambda: _without_a_key(folder)),
        raised(UnknownRecordError, lambda: Simulator().user(WHO)),
        raised(CannotServe, lambda: serve({}, Path("people.yaml"), print)),
    ]
