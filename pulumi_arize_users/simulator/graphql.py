"""The one GraphQL query that shows who belongs to an organization; not a GraphQL engine.

Understood is `node(id) { ... on AccountOrganization { accountOrganizationUsers(first, after) { ... } } }`, with its
arguments written out or given as variables. A field that is not known to exist is an error, as it would be there.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import organizations, queries
from pulumi_arize_users.simulator.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.simulator.state import Account

_USUAL_PAGE = 50
_KNOWN_WORDS = frozenset(
    [
        "node",
        "on",
        "AccountOrganization",
        "accountOrganizationUsers",
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


@dataclass(frozen=True)
class _Question:
    organization_id: str
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
    _require_known_words(selection)
    node = _argument(selection, "id", variables)
    first = _argument(selection, "first", variables)
    after = _argument(selection, "after", variables)
    if not isinstance(node, str):
        raise ProblemError(400, 'Field "node" argument "id" of type "ID!" is required, but it was not provided.')
    return _Question(node, first if isinstance(first, int) else _USUAL_PAGE, after if isinstance(after, str) else None)


def _require_known_words(selection: str) -> None:
    without_values = re.sub(r'"[^"]*"|\$\w+', "", selection)
    unknown = [word for word in re.findall(r"[A-Za-z_]\w*", without_values) if word not in _KNOWN_WORDS]
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
    organization = account.organizations.get(question.organization_id)
    if organization is None or organization not in organizations.visible(account):
        return None
    start = 0 if question.after is None else queries.position(question.after)
    members = list(itertools.islice(organization.members, start, start + question.first))
    return {
        "accountOrganizationUsers": {
            "edges": [{"node": {"user": _user(account, user_id)}} for user_id in members],
            "pageInfo": _page_info(start + len(members), len(organization.members)),
        }
    }


def _user(account: Account, user_id: str) -> dict[str, object]:
    person = account.people.by_id(user_id)
    return {} if person is None else {"email": person.email, "name": person.name, "id": person.id}


def _page_info(end: int, total: int) -> dict[str, object]:
    return {"hasNextPage": end < total, "endCursor": queries.cursor(end)}
