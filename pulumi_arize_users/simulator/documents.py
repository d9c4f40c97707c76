"""The JSON of the replies, written by hand: a client that expects another field name must fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.dialects import spell

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.records import Membership, Organization, Person, Space
    from pulumi_arize_users.simulator.state import Account


def user(account: Account, person: Person) -> dict[str, object]:
    """A `User`."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "created_at": person.created_at,
        "status": spell(person.status, account.dialect),
        "role": _role(account, person.role),
        "is_developer": person.is_developer,
    }


def created_user(
    account: Account, person: Person, invite_mode: str, temporary_password: str | None
) -> dict[str, object]:
    """A `CreateUserResponse`."""
    document = user(account, person) | {"invite_mode": spell(invite_mode, account.dialect)}
    if temporary_password is not None:
        document["temporary_password"] = temporary_password
    return document


def organization(record: Organization) -> dict[str, object]:
    """An `Organization`."""
    return {
        "id": record.id,
        "name": record.name,
        "description": record.description,
        "created_at": record.created_at,
    }


def organization_membership(account: Account, organization_id: str, membership: Membership) -> dict[str, object]:
    """An `OrganizationMembership`."""
    return {
        "id": membership.id,
        "user_id": membership.user_id,
        "organization_id": organization_id,
        "role": _role(account, membership.role),
    }


def space(record: Space) -> dict[str, object]:
    """A `Space`, with what the account has of it."""
    return {
        "id": record.id,
        "organization_id": record.organization_id,
        "name": record.name,
        "description": "",
        "created_at": record.created_at,
        "is_private": False,
    }


def space_membership(account: Account, space_id: str, membership: Membership) -> dict[str, object]:
    """A `SpaceMembership`."""
    return {
        "id": membership.id,
        "user_id": membership.user_id,
        "space_id": space_id,
        "role": _role(account, membership.role),
    }


def _role(account: Account, role: str) -> dict[str, object]:
    kind, _, role_id = role.partition(":")
    if kind == "custom":
        return {"type": spell("CUSTOM", account.dialect), "id": role_id, "name": account.roles.get(role_id, "")}
    return {"type": spell("PREDEFINED", account.dialect), "name": spell(role, account.dialect)}
