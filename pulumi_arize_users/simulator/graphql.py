"""The two GraphQL queries that show who belongs to an organization or a space; not a GraphQL engine.

Understood are `node(id) { ... on AccountOrganization { accountOrganizationUsers(first, after) { ... } } }` and
`node(id) { ... on Space { spaceUsers(first, after) { ... } } }`, with their arguments written out or given as
variables. Only the members of a space have a role there. A field that is not known to exist is an error.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import organizations, queries, spaces
from pulumi_arize_users.simulator.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pulumi_arize_users.simulator.records import Membership, Organization, Space
    from pulumi_arize_users.simulator.state import Account

_USUAL_PAGE = 50
_KNOWN_WORDS = frozenset(
    [
        "node",
        "on",
        "edges",
        "cursor",
        "user",
        "email",
        "name",
        "id",
        "pageInfo",
        "hasNextPage",
        "endCursor",
        "first",
        "after",
        "__typename",
    ]
)


# What is only known of one kind of place, by the connection that lists its members.
_ORGANIZATION, _SPACE = "accountOrganizationUsers", "spaceUsers"
_OWN_WORDS = {
    _ORGANIZATION: frozenset([_ORGANIZATION, "AccountOrganization"]),
    _SPACE: frozenset([_SPACE, "Space", "role", "membership"]),
}
# GraphQL has a spelling of its own, and no word for a custom role.
_ROLES = {"ADMIN": "admin", "MEMBER": "member", "READ_ONLY": "readOnly", "ANNOTATOR": "annotator"}


@dataclass(frozen=True)
class _Question:
    connection: str
    asked: frozenset[str]
    node_id: str
    first: int
    after: str | None


def answer(account: Account, document: object) -> dict[str, object]:
    """The reply to a GraphQL request: its data, or its errors."""
    try:
        question = _understood(document)
        return {"data": {"node": _node(account, question)}}
    except ProblemError as problem:
        return {"errors": [{"message": problem.detail}], "data": None}


def _understood(document: object) -> _Question:
    if not isinstance(document, dict) or not isinstance(document.get("query"), str):
        raise ProblemError(400, "Must provide query string.")
    variables = document.get("variables") or {}
    selection = document["query"].partition("{")[2]
    connection = _SPACE if re.search(rf"\b{_SPACE}\b", selection) else _ORGANIZATION
    _require_known_words(selection, _KNOWN_WORDS | _OWN_WORDS[connection])
    node = _argument(selection, "id", variables)
    first = _argument(selection, "first", variables)
    after = _argument(selection, "after", variables)
    if not isinstance(node, str):
        raise ProblemError(400, 'Field "node" argument "id" of type "ID!" is required, but it was not provided.')
    start = after if isinstance(after, str) else None
    asked = frozenset(re.findall(r"\w+", selection))
    return _Question(connection, asked, node, first if isinstance(first, int) else _USUAL_PAGE, start)


def _require_known_words(selection: str, known: Collection[str]) -> None:
    without_values = re.sub(r'"[^"]*"|\$\w+', "", selection)
    unknown = [word for word in re.findall(r"[A-Za-z_]\w*", without_values) if word not in known]
    if unknown:
        raise ProblemError(400, f'Cannot query field "{unknown[0]}".')


def _argument(selection: str, name: str, variables: Mapping[str, object]) -> object | None:
    found = re.search(rf'\b{name}\s*:\s*(?:\$(\w+)|"([^"]*)"|(\d+))', selection)
    if found is None:
        return None
    variable, text, number = found.groups()
    if variable:
        return variables.get(variable)
    return int(number) if number else text


def _node(account: Account, question: _Question) -> dict[str, object] | None:
    visible: Sequence[Organization | Space]
    visible = organizations.visible(account) if question.connection == _ORGANIZATION else spaces.visible(account)
    place = next((found for found in visible if found.id == question.node_id), None)
    if place is None:
        return None
    start = 0 if question.after is None else queries.position(question.after)
    members = list(itertools.islice(place.members.values(), start, start + question.first))
    return {
        question.connection: {
            "edges": [{"node": _member(account, member, question.asked)} for member in members],
            "pageInfo": _page_info(start + len(members), len(place.members)),
        }
    }


def _member(account: Account, membership: Membership, asked: frozenset[str]) -> dict[str, object]:
    known = {
        "user": _user(account, membership.user_id),
        "role": _ROLES.get(membership.role),
        "membership": "EXPLICIT_MEMBERSHIP",
    }
    return {field: value for field, value in known.items() if field in asked}


def _user(account: Account, user_id: str) -> dict[str, object]:
    person = account.people.by_id(user_id)
    return {} if person is None else {"email": person.email, "name": person.name, "id": person.id}


def _page_info(end: int, total: int) -> dict[str, object]:
    return {"hasNextPage": end < total, "endCursor": queries.cursor(end)}
