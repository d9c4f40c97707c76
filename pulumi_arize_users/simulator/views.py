"""What the account holds, as plain values for tests to compare; independent of the JSON of the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.outside_edits import find_organization, find_space, find_user

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.records import Organization, Space
    from pulumi_arize_users.simulator.state import Account


def user(account: Account, who: str) -> dict[str, object]:
    """One user, by id or address."""
    return asdict(find_user(account, who))


def users(account: Account) -> list[dict[str, object]]:
    """Every user."""
    return [asdict(person) for person in account.people.in_order]


def organizations(account: Account) -> list[dict[str, object]]:
    """Every organization, with the role of each member."""
    return [asdict(organization) | {"members": _roles(organization)} for organization in account.organizations.values()]


def spaces(account: Account) -> list[dict[str, object]]:
    """Every space, with the role of each member."""
    return [asdict(space) | {"members": _roles(space)} for space in account.spaces.values()]


def members(account: Account, organization_id: str) -> dict[str, str]:
    """The role of each member of an organization, by user id."""
    return _roles(find_organization(account, organization_id))


def space_members(account: Account, space_id: str) -> dict[str, str]:
    """The role of each member of a space, by user id."""
    return _roles(find_space(account, space_id))


def _roles(place: Organization | Space) -> dict[str, str]:
    return {user_id: membership.role for user_id, membership in place.members.items()}
