"""The calls of the API: for each, its path, what it reads, which rule it asks, and what it answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import bodies, documents, graphql, organizations, people, queries, spaces
from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.records import is_resource_id, without_case
from pulumi_arize_users.simulator.replies import NO_CONTENT, Reply, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pulumi_arize_users.simulator.state import Account


@dataclass(frozen=True)
class Call:
    """One authorized request to an account."""

    account: Account
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: bytes
    content_type: str

    def id(self, name: str) -> str:
        """An id in the path."""
        if not is_resource_id(self.path[name]):
            raise ProblemError(400, f"{self.path[name]!r} is not a valid resource id.")
        return self.path[name]

    def document(self) -> object:
        """The JSON that the request carries."""
        return bodies.decode(self.body, self.content_type)

    def require_no_body(self) -> None:
        """Refuse a body where the API takes none."""
        if self.body:
            raise ProblemError(400, "This request takes no body.")


def list_users(call: Call) -> Reply:
    """GET /v2/users."""
    wanted = queries.window(call.query, ["email", "status"])
    part = queries.text_filter(call.query, "email")
    statuses = queries.status_filter(call.query, call.account.dialect)
    people.require_reader(call.account)
    found = call.account.people.with_email_containing(part)
    shown, pagination = queries.page(found, wanted, lambda person: person.status in statuses)
    return json_reply(
        200, {"users": [documents.user(call.account, person) for person in shown], "pagination": pagination}
    )


def create_user(call: Call) -> Reply:
    """POST /v2/users."""
    new = bodies.new_user(call.document(), call.account.dialect)
    person, is_new = people.create(call.account, new)
    if not is_new:
        return json_reply(200, documents.user(call.account, person))
    # Shown this once and kept nowhere, as the real one is.
    password = secrets.token_urlsafe(12) if new.invite_mode == "TEMPORARY_PASSWORD" else None
    return json_reply(201, documents.created_user(call.account, person, new.invite_mode, password))


def get_user(call: Call) -> Reply:
    """GET /v2/users/{user_id}."""
    return json_reply(200, documents.user(call.account, people.find(call.account, call.id("user_id"))))


def update_user(call: Call) -> Reply:
    """PATCH /v2/users/{user_id}."""
    change = bodies.user_change(call.document())
    return json_reply(200, documents.user(call.account, people.update(call.account, call.id("user_id"), change)))


def delete_user(call: Call) -> Reply:
    """DELETE /v2/users/{user_id}."""
    people.delete(call.account, call.id("user_id"))
    return NO_CONTENT


def resend_invitation(call: Call) -> Reply:
    """POST /v2/users/{user_id}/resend-invitation."""
    call.require_no_body()
    people.resend_invitation(call.account, call.id("user_id"))
    return NO_CONTENT


def reset_password(call: Call) -> Reply:
    """POST /v2/users/{user_id}/reset-password."""
    call.require_no_body()
    people.reset_password(call.account, call.id("user_id"))
    return NO_CONTENT


def list_organizations(call: Call) -> Reply:
    """GET /v2/organizations."""
    wanted = queries.window(call.query, ["name"])
    part = queries.text_filter(call.query, "name")
    visible = organizations.visible(call.account)
    shown, pagination = queries.page(visible, wanted, lambda record: part in without_case(record.name))
    return json_reply(
        200, {"organizations": [documents.organization(record) for record in shown], "pagination": pagination}
    )


def create_organization(call: Call) -> Reply:
    """POST /v2/organizations."""
    new = bodies.new_organization(call.document())
    return json_reply(201, documents.organization(organizations.create(call.account, new)))


def get_organization(call: Call) -> Reply:
    """GET /v2/organizations/{org_id}."""
    return json_reply(200, documents.organization(organizations.find(call.account, call.id("org_id"))))


def update_organization(call: Call) -> Reply:
    """PATCH /v2/organizations/{org_id}."""
    change = bodies.organization_change(call.document())
    return json_reply(200, documents.organization(organizations.update(call.account, call.id("org_id"), change)))


def delete_organization(call: Call) -> Reply:
    """DELETE /v2/organizations/{org_id}."""
    organizations.delete(call.account, call.id("org_id"))
    return NO_CONTENT


def add_organization_user(call: Call) -> Reply:
    """POST /v2/organizations/{org_id}/users."""
    new = bodies.new_membership(call.document(), call.account.dialect)
    membership = organizations.add_member(call.account, call.id("org_id"), new)
    return json_reply(200, documents.organization_membership(call.account, call.id("org_id"), membership))


def remove_organization_user(call: Call) -> Reply:
    """DELETE /v2/organizations/{org_id}/users/{user_id}."""
    organizations.remove_member(call.account, call.id("org_id"), call.id("user_id"))
    return NO_CONTENT


def list_spaces(call: Call) -> Reply:
    """GET /v2/spaces."""
    wanted = queries.window(call.query, ["name", "org_id"])
    part, organization_id = queries.text_filter(call.query, "name"), queries.id_filter(call.query, "org_id")
    visible = spaces.visible(call.account, organization_id)
    shown, pagination = queries.page(visible, wanted, lambda record: part in without_case(record.name))
    return json_reply(200, {"spaces": [documents.space(record) for record in shown], "pagination": pagination})


def get_space(call: Call) -> Reply:
    """GET /v2/spaces/{space_id}."""
    return json_reply(200, documents.space(spaces.find(call.account, call.id("space_id"))))


def add_space_user(call: Call) -> Reply:
    """POST /v2/spaces/{space_id}/users."""
    new = bodies.new_membership(call.document(), call.account.dialect)
    membership = spaces.add_member(call.account, call.id("space_id"), new)
    return json_reply(200, documents.space_membership(call.account, call.id("space_id"), membership))


def remove_space_user(call: Call) -> Reply:
    """DELETE /v2/spaces/{space_id}/users/{user_id}."""
    spaces.remove_member(call.account, call.id("space_id"), call.id("user_id"))
    return NO_CONTENT


def query_graphql(call: Call) -> Reply:
    """POST /graphql."""
    return json_reply(200, graphql.answer(call.account, call.document()))


ENDPOINTS: dict[tuple[str, str], Callable[[Call], Reply]] = {
    ("GET", "/v2/users"): list_users,
    ("POST", "/v2/users"): create_user,
    ("GET", "/v2/users/{user_id}"): get_user,
    ("PATCH", "/v2/users/{user_id}"): update_user,
    ("DELETE", "/v2/users/{user_id}"): delete_user,
    ("POST", "/v2/users/{user_id}/resend-invitation"): resend_invitation,
    ("POST", "/v2/users/{user_id}/reset-password"): reset_password,
    ("GET", "/v2/organizations"): list_organizations,
    ("POST", "/v2/organizations"): create_organization,
    ("GET", "/v2/organizations/{org_id}"): get_organization,
    ("PATCH", "/v2/organizations/{org_id}"): update_organization,
    ("DELETE", "/v2/organizations/{org_id}"): delete_organization,
    ("POST", "/v2/organizations/{org_id}/users"): add_organization_user,
    ("DELETE", "/v2/organizations/{org_id}/users/{user_id}"): remove_organization_user,
    ("GET", "/v2/spaces"): list_spaces,
    ("GET", "/v2/spaces/{space_id}"): get_space,
    ("POST", "/v2/spaces/{space_id}/users"): add_space_user,
    ("DELETE", "/v2/spaces/{space_id}/users/{user_id}"): remove_space_user,
    ("POST", "/graphql"): query_graphql,
}
