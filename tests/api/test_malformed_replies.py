"""Replies as no API should send them: each is read as far as it makes sense, or ends in one of our own errors."""

from __future__ import annotations

import copy
import io
import json
from typing import TYPE_CHECKING, Any, cast

import pytest
import requests
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as some

from pulumi_arize_users.api.client import ArizeClient
from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import ArizeError, UnreadableReply
from pulumi_arize_users.api.models import Read
from pulumi_arize_users.api.replies import Reply, json_in, read_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.api.transport import Call, Transport

KEY = "canary-key-4711"
ADA = "ada@example.com"
URL = "http://127.0.0.1/graphql"

PREDEFINED = {"type": "PREDEFINED", "name": "MEMBER"}
USER = {
    "id": "VXNlcjox",
    "name": "Ada Lovelace",
    "email": ADA,
    "created_at": "2026-01-01T00:00:00Z",
    "status": "INVITED",
    "role": PREDEFINED,
    "is_developer": True,
}
CREATION = {**USER, "role": {"type": "CUSTOM", "id": "Um9sZTox"}, "invite_mode": "NONE", "temporary_password": "secret"}
ORGANIZATION = {"id": "T3JnOjE=", "name": "ML Platform", "description": "", "created_at": "2026-01-01T00:00:00Z"}
MEMBERSHIP = {"id": "TTox", "user_id": "VXNlcjox", "organization_id": "T3JnOjE=", "role": PREDEFINED}
MORE = {"has_more": True, "next_cursor": "further"}
USERS = {"users": [USER, CREATION], "pagination": MORE}
ORGANIZATIONS = {"organizations": [ORGANIZATION], "pagination": MORE}
EDGES = [{"node": {"user": {"id": "VXNlcjox"}}}]
CONNECTION = {"edges": EDGES, "pageInfo": {"hasNextPage": True, "endCursor": "further"}}
MEMBERS = {"data": {"node": {"accountOrganizationUsers": CONNECTION}}, "errors": []}

PROBLEM = {"status": 403, "title": "Access forbidden", "type": "about:blank", "detail": "No.", "instance": "/v2/users"}
HEADERS = ["Content-Type", "Content-Encoding", "Retry-After", "x-request-id"]

# What a client asks, and what a sound server answers.
QUESTIONS: dict[str, tuple[dict[str, Any], Callable[[ArizeClient], object]]] = {
    "list users": (USERS, lambda client: client.list_users(status=["active"])),
    "find user": (USERS, lambda client: client.find_user(ADA)),
    "page of users": (USERS, lambda client: client.page_of_users()),
    "everybody": (USERS, lambda client: Directory(lambda: client).users()),
    "look user up": (USERS, lambda client: Directory(lambda: client).user_with_email(ADA)),
    "get user": (USER, lambda client: client.get_user("VXNlcjox")),
    "update user": (USER, lambda client: client.update_user("VXNlcjox", name="Ada")),
    "create user": (CREATION, lambda client: client.create_user(name="Ada", email=ADA, role="MEMBER").user),
    "delete users": (USERS, lambda client: client.delete_users(emails=[ADA])),
    "list organizations": (ORGANIZATIONS, lambda client: client.list_organizations()),
    "get organization": (ORGANIZATION, lambda client: client.get_organization("T3JnOjE=")),
    "add member": (MEMBERSHIP, lambda client: client.add_organization_user("T3JnOjE=", "VXNlcjox", "ADMIN")),
    "members": (MEMBERS, lambda client: client.organization_member_ids("T3JnOjE=")),
}
NAMES = sorted(
    {*CREATION, *ORGANIZATION, *MEMBERSHIP, *PREDEFINED, *MORE, "users", "edges", "node", "data", "errors", "message"}
)
TEXTS = some.text(max_size=8) | some.sampled_from(["", KEY, "\ud800", "..", "NULL", "READ_ONLY", *NAMES])
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.just(10**400) | some.floats() | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)
always_the_same = settings(derandomize=True, deadline=None, max_examples=25)


class Answering:
    """A transport to a server that has the same answer to everything."""

    def __init__(self, body: dict[str, Any], status: int = 200) -> None:
        self.reply = Reply(status, json_in(as_bytes(body), Connection(api_key=KEY).secrets))

    def send(self, _call: Call) -> Reply:
        return self.reply


def ask(question: str, body: dict[str, Any]) -> object:
    """What a client makes of an answer."""
    client = ArizeClient(Connection(api_key=KEY, graphql_url=URL), cast("Transport", Answering(body)))
    return QUESTIONS[question][1](client)


@some.composite
def spoilt(draw: some.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """A sound document in which up to three values are missing or replaced by anything."""
    spoilt = copy.deepcopy(document)
    for _ in range(draw(some.integers(1, 3))):
        place = draw(some.sampled_from(list(containers(spoilt))))
        key = draw(some.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        if draw(some.booleans()):
            place[key] = draw(JSON)
        else:
            del place[key]
    return spoilt


def containers(value: Any) -> list[Any]:
    """All objects and lists in a document that hold something."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if inner else []), *(place for one in inner for place in containers(one))] or [{"": None}]


def as_bytes(document: object) -> bytes:
    """A document as it travels."""
    return json.dumps(document).encode()


def fit_for_the_state(value: object) -> bool:
    """Whether a result could be stored: the engine takes whole texts and nothing else that is special."""
    if isinstance(value, list | tuple | frozenset):
        return all(map(fit_for_the_state, value))
    told = value.model_dump_json() if isinstance(value, Read) else json.dumps(value, default=vars, ensure_ascii=False)
    return bool(told.encode())


def fit_to_be_shown(failure: ArizeError) -> bool:
    """Whether anybody may see an error: its text is whole, and the key not in it."""
    return bool(str(failure).encode()) and KEY not in str(failure)


@pytest.mark.parametrize("question", QUESTIONS)
@given(some.data())
@always_the_same
def test_a_spoilt_reply_is_read_or_refused(question, data):
    """Whatever became of its fields, a reply is read into something usable, or ends in an error of ours."""
    body = data.draw(spoilt(QUESTIONS[question][0]))

    outcome = outcome_of(lambda: ask(question, body))

    assert fit_to_be_shown(outcome) if isinstance(outcome, ArizeError) else fit_for_the_state(outcome)


@pytest.mark.parametrize("question", QUESTIONS)
@given(some.dictionaries(TEXTS, JSON, max_size=5))
@always_the_same
def test_any_object_is_read_or_refused(question, body):
    """The same for objects that are nothing like a reply."""
    outcome = outcome_of(lambda: ask(question, body))

    assert fit_to_be_shown(outcome) if isinstance(outcome, ArizeError) else fit_for_the_state(outcome)


@given(
    status=some.sampled_from([200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503, 599]),
    content=some.binary() | JSON.map(as_bytes) | spoilt(PROBLEM).map(as_bytes),
    headers=some.dictionaries(some.sampled_from(HEADERS), some.sampled_from(["", KEY, "gzip", "7", "text/html"])),
    reason=some.sampled_from(["OK", "", KEY]),
)
@always_the_same
def test_any_bytes_are_a_reply_or_an_error(status, content, headers, reason):
    """Status, headers and body may be anything: there is an object to read, or an error that shows no key."""
    response = requests.Response()
    response.status_code, response.reason = status, reason
    response.headers.update(headers)
    response.raw = urllib3.HTTPResponse(io.BytesIO(content), headers, status, preload_content=False)

    outcome = outcome_of(lambda: read_reply(response, Connection(api_key=KEY)))

    assert fit_to_be_shown(outcome) if isinstance(outcome, ArizeError) else isinstance(outcome.body, dict)


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("list users", {"users": []}),
        ("find user", {"users": [{"id": "VXNlcjox", "email": ADA}]}),
        ("get user", {"id": "VXNlcjox"}),
        ("create user", {"id": "VXNlcjox", "email": ADA}),
        ("list organizations", {"organizations": [], "pagination": None}),
        ("get organization", {"id": "T3JnOjE="}),
        ("add member", {"user_id": "VXNlcjox"}),
        ("members", {"data": {"node": {"accountOrganizationUsers": {"edges": []}}}}),
    ],
)
def test_a_minimal_reply_is_read(question, body):
    """A server may leave out whatever can be done without; null is as good as nothing."""
    outcome = outcome_of(lambda: ask(question, {**body, "newer": {"unknown": [1]}}))

    assert not isinstance(outcome, ArizeError)


@pytest.mark.parametrize("role", [7, ["ADMIN"], {"type": "CUSTOM", "id": [1]}, {"name": {"text": "ADMIN"}}])
def test_a_role_is_a_text_or_nothing(role):
    """A value that is not a string is not made one: it would look like a role that somebody could have declared."""
    outcome = outcome_of(lambda: ask("get user", {**USER, "role": role}))

    assert not outcome.role


@pytest.mark.parametrize("edges", [{}, "", None, [{"node": {"user": {"id": 7}}}]])
def test_members_are_a_list_of_ids(edges):
    """Anything else taken for a list would mean that nobody is a member any more."""
    body = {"data": {"node": {"accountOrganizationUsers": {"edges": edges}}}}

    outcome = outcome_of(lambda: ask("members", body))

    assert isinstance(outcome, UnreadableReply)
    assert "does not have the documented form" in str(outcome)


def outcome_of(act: Callable[[], Any]) -> Any:
    """What an act returns, or the error of ours in which it ends; any other error is let through."""
    try:
        return act()
    except ArizeError as error:
        return error
