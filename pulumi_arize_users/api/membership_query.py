"""Who belongs to an organization: the one question about memberships that Arize answers, and only over GraphQL.

The documented query shows who is a member, but not in which role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pulumi_arize_users.api.errors import ApiError, NotFound, Problem, UnreadableReply
from pulumi_arize_users.api.pages import PAGE, Pages
from pulumi_arize_users.api.problems import words_in
from pulumi_arize_users.api.transport import Call

if TYPE_CHECKING:
    from pulumi_arize_users.api.transport import Transport

Kind = TypeVar("Kind")

QUERY = """\
query organizationMembers($id: ID!, $first: Int, $after: String) {
  node(id: $id) {
    ... on AccountOrganization {
      accountOrganizationUsers(first: $first, after: $after) {
        edges { node { user { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}"""


def member_ids(transport: Transport, url: str, organization_id: str) -> frozenset[str]:
    """The ids of all members of an organization.

    Raises:
        NotFound: the organization is not visible over GraphQL.
        ApiError: the server refused the query.
        UnreadableReply: the answer does not have the documented form, or its pages do not end.
    """
    # Half a list is worse than none: people missing from it would count as removed.
    pages = Pages(f"Arize's list of members of {organization_id}")
    found: set[str] = set()
    while pages.cursor is not None:
        ids, following = _page(transport, url, organization_id, pages.cursor or None)
        pages.turn(ids, following)
        found.update(ids)
    return frozenset(found)


def _page(transport: Transport, url: str, organization_id: str, after: str | None) -> tuple[list[str], str | None]:
    variables = {"id": organization_id, "first": PAGE, "after": after}
    reply = transport.send(Call("POST", "", body={"query": QUERY, "variables": variables}, graphql_url=url))
    _refuse_errors(reply.body)
    try:
        node = reply.body["data"]["node"]
        if node is None:
            raise NotFound(Problem(404, "Not found", f"the organization {organization_id} is not visible over GraphQL"))
        members = node["accountOrganizationUsers"]
        ids = [_only(str, edge["node"]["user"]["id"]) for edge in _only(list, members["edges"])]
        page = members.get("pageInfo") or {}
        return ids, _only(str, page.get("endCursor") or "") if page.get("hasNextPage") else None
    except (KeyError, TypeError, AttributeError):
        message = (
            f"The answer of {url} does not have the documented form. "
            "Set arize:verifyMemberships to off, and please report it."
        )
        raise UnreadableReply(message) from None


def _only(kind: type[Kind], value: object) -> Kind:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _refuse_errors(body: dict[str, Any]) -> None:
    errors = body.get("errors")
    if errors:
        problem = Problem(200, "GraphQL error", words_in(body) or "no explanation")
        raise ApiError(problem, "Check that the key may use GraphQL, or set arize:verifyMemberships to off.")
