"""Who belongs to an organization or a space: a question that Arize answers only over GraphQL.

The documented query shows who is a member of an organization, but not in which role. The members of a space are
described with their roles and with what made them members; a server that does not know these fields is asked for the
members alone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi_arize_users.api.errors import ApiError, NotFound, Problem, UnreadableReply
from pulumi_arize_users.api.pages import PAGE, Pages
from pulumi_arize_users.api.problems import words_in
from pulumi_arize_users.api.transport import Call
from pulumi_arize_users.api.vocabulary import ORGANIZATION_ROLES, canonical

if TYPE_CHECKING:
    from pulumi_arize_users.api.transport import Transport

Kind = TypeVar("Kind")

QUERY = """\
query members($id: ID!, $first: Int, $after: String) {
  node(id: $id) {
    ... on %s {
      %s(first: $first, after: $after) {
        edges { node { %suser { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}"""
# Who is listed for another reason (an admin, a public space) may be a member as well, in a role that is not told.
EXPLICIT = "EXPLICIT_MEMBERSHIP"


@dataclass(frozen=True)
class Members:
    """A list of members.

    Attributes:
        noun: what they are members of.
        node: its type in GraphQL.
        connection: the field that lists them.
        fields: what is asked of each beside the person, for servers that know it.
    """

    noun: str
    node: str
    connection: str
    fields: str = ""


ORGANIZATION_MEMBERS = Members("organization", "AccountOrganization", "accountOrganizationUsers")
SPACE_MEMBERS = Members("space", "Space", "spaceUsers", "role membership ")


def members(transport: Transport, url: str, listing: Members, scope_id: str) -> dict[str, str]:
    """The members of an organization or a space, by user id, each with a predefined role or nothing.

    Raises:
        NotFound: the organization or space is not visible over GraphQL.
        ApiError: the server refused the query.
        UnreadableReply: the answer does not have the documented form, or its pages do not end.
    """
    if listing.fields:
        with suppress(RefusedQuery):
            return _members(transport, url, listing, scope_id, listing.fields)
    return _members(transport, url, listing, scope_id, "")


class RefusedQuery(ApiError):
    """Raised when GraphQL answers with errors."""


def _members(transport: Transport, url: str, listing: Members, scope_id: str, fields: str) -> dict[str, str]:
    # Half a list is worse than none: people missing from it would count as removed.
    query = QUERY % (listing.node, listing.connection, fields)
    pages = Pages(f"Arize's list of members of {scope_id}")
    found: dict[str, str] = {}
    while pages.cursor is not None:
        variables = {"id": scope_id, "first": PAGE, "after": pages.cursor or None}
        reply = transport.send(Call("POST", "", body={"query": query, "variables": variables}, graphql_url=url))
        _refuse_errors(reply.body)
        page, following = _read(reply.body, url, listing, scope_id)
        pages.turn(list(page), following)
        found.update(page)
    return found


def _read(body: dict[str, Any], url: str, listing: Members, scope_id: str) -> tuple[dict[str, str], str | None]:
    try:
        node = body["data"]["node"]
        if node is None:
            problem = f"the {listing.noun} {scope_id} is not visible over GraphQL"
            raise NotFound(Problem(404, "Not found", problem))
        connection = node[listing.connection]
        nodes = [edge["node"] for edge in _only(list, connection["edges"])]
        page = connection.get("pageInfo") or {}
        following = _only(str, page.get("endCursor") or "") if page.get("hasNextPage") else None
        return {_only(str, member["user"]["id"]): _role(member) for member in nodes}, following
    except (KeyError, TypeError, AttributeError):
        message = (
            f"The answer of {url} does not have the documented form. "
            "Set arize:verifyMemberships to off, and please report it."
        )
        raise UnreadableReply(message) from None


def _role(member: dict[str, Any]) -> str:
    """The predefined role of a member; empty if it is not told, or is that of somebody listed for another reason."""
    role = member.get("role")
    word = canonical(role) if isinstance(role, str) and member.get("membership") in {None, EXPLICIT} else ""
    return word if word in ORGANIZATION_ROLES else ""


def _only(kind: type[Kind], value: object) -> Kind:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _refuse_errors(body: dict[str, Any]) -> None:
    errors = body.get("errors")
    if errors:
        problem = Problem(200, "GraphQL error", words_in(body) or "no explanation")
        raise RefusedQuery(problem, "Check that the key may use GraphQL, or set arize:verifyMemberships to off.")
