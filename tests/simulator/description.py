"""The documented API as a description in JSON, and the account that requests made from it are sent to.

The description follows the vendor's documentation, never the simulator's code: where the two differ, one is wrong.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests
import schemathesis
from hypothesis import strategies as some
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from pulumi_arize_users.simulator import Simulator
from pulumi_arize_users.simulator.outside_edits import find_user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy
    from schemathesis import APIOperation, Case

    Operation: TypeAlias = APIOperation[Any, Any, Any, Any]

KEY = "test-key"
HEADERS = {"Authorization": f"Bearer {KEY}"}
SECONDS_TO_WAIT = 10

_NEVER_GIVEN = "VXNlcjo5OTk5OmFCY0Q="

_CONFIGURATION = {
    # The same requests in every run, whatever ran before: no seed, no memory of failures, no ids out of replies.
    "generation": {"deterministic": True, "database": "none", "max-examples": 15, "with-security-parameters": False},
    "phases": {
        "coverage": {"generate-duplicate-query-parameters": True, "extra-data-sources": {"responses": False}},
        "fuzzing": {"extra-data-sources": {"responses": False}},
    },
    # A busy machine is no failure.
    "suppress-health-check": ["too_slow"],
}

_CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@contextmanager
def account(*, caller_role: str = "ADMIN", sso: bool = False) -> Iterator[Simulator]:
    """Serve an account that has a user in every state, organizations, a space and memberships."""
    with Simulator(api_key=KEY, sso=sso) as arize:
        _furnish(arize)
        arize.caller_role = caller_role
        yield arize


@cache
def known(kind: str) -> list[str]:
    """The ids and cursors of such an account, which are always the same, by the format that describes them."""
    with Simulator(api_key=KEY) as arize:
        ids = _furnish(arize)
        listing = requests.get(f"{arize.url}/v2/users?limit=2", headers=HEADERS, timeout=SECONDS_TO_WAIT)
    return {**ids, "cursor": [listing.json()["pagination"]["next_cursor"]]}[kind]


def _furnish(arize: Simulator) -> dict[str, list[str]]:
    active = arize.add_user("active@example.com")
    owner = str(arize.user("owner@example.com")["id"])
    annotator = arize.add_user("annotator@example.com", role="ANNOTATOR")
    others = [arize.add_user(f"{it}@example.com", status=it) for it in ("INVITED", "EXPIRED", "INACTIVE")]
    populated, empty = arize.add_organization("Populated"), arize.add_organization("Empty")
    space = arize.add_space(populated, "production")
    for member in (active, owner):
        arize.add_member(populated, member)
    # Nobody joins a space but through the API, which would double the time that all this takes.
    behind = arize._account
    behind.set_member(behind.spaces[space], find_user(behind, active), "MEMBER")
    return {
        "user-id": [active, owner, annotator, *others],
        "organization-id": [populated, empty],
        "space-id": [space],
        "role-id": [arize.add_role("auditors")],
    }


def _described_as(kind: str) -> SearchStrategy[str]:
    return some.deferred(lambda: some.sampled_from([*known(kind), _NEVER_GIVEN]))


for _format in ("user-id", "organization-id", "space-id", "role-id", "cursor"):
    schemathesis.openapi.format(_format, _described_as(_format))

_DOCUMENT = json.loads(Path(__file__).with_name("openapi.json").read_text())
DESCRIPTION = schemathesis.openapi.from_dict(_DOCUMENT, config=schemathesis.Config.from_dict(_CONFIGURATION))

OPERATIONS: dict[str, Operation] = {
    described["operationId"]: DESCRIPTION[path][method]
    for path, methods in _DOCUMENT["paths"].items()
    for method, described in methods.items()
    if method != "parameters"
}


def path_of(operation: Operation, id: str | None = None) -> str:
    """The operation's path with ids that the account knows, or with the same text for each."""
    ids = {
        it.name: id or quote(known(it.definition["schema"]["format"])[0], safe="") for it in operation.path_parameters
    }
    return operation.path.format(**ids)


def send(arize: Simulator, operation: Operation, path: str, **request: Any) -> requests.Response:
    """Ask for what no description can express."""
    return requests.request(operation.method, arize.url + path, timeout=SECONDS_TO_WAIT, **request)


def require_documented(asked: Case[Any], response: requests.Response) -> None:
    """Compare a reply with the description: its status, type, headers and body, and that nonsense was refused."""
    asked.validate_response(response, checks=_CHECKS)


def require_documented_for(operation: Operation, response: requests.Response) -> None:
    """The same for a reply to what no description can express."""
    require_documented(operation.Case(path_parameters={it.name: "any" for it in operation.path_parameters}), response)
