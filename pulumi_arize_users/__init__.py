"""Manage the people of an Arize AX account, and their organization memberships, with Pulumi.

Nothing is imported before it is used: the pytest plugin and the simulator of this package do without Pulumi, and a
program that only declares resources does without an HTTP client.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.connection import Connection, load_connection
    from pulumi_arize_users.api.deletions import UserDeletion
    from pulumi_arize_users.api.errors import (
        ApiError,
        ArizeError,
        Cancelled,
        Conflict,
        Forbidden,
        InvalidRequest,
        NoReply,
        NotFound,
        RateLimited,
        Refused,
        ServerError,
        SettingsError,
        Unauthorized,
        UnreadableReply,
    )
    from pulumi_arize_users.api.models import Organization, Space, User
    from pulumi_arize_users.function_outputs import (
        find_user_output,
        find_users_output,
        get_organization_output,
        get_space_output,
        get_user_output,
        list_organizations_output,
        list_spaces_output,
        list_users_output,
    )
    from pulumi_arize_users.functions import (
        find_user,
        find_users,
        get_organization,
        get_space,
        get_user,
        list_organizations,
        list_spaces,
        list_users,
    )
    from pulumi_arize_users.resources.custom_role import CustomRole
    from pulumi_arize_users.resources.organization_membership import OrganizationMembership
    from pulumi_arize_users.resources.program import ProgramError
    from pulumi_arize_users.resources.roster import Roster
    from pulumi_arize_users.resources.roster_person import RosterPerson
    from pulumi_arize_users.resources.space_membership import SpaceMembership
    from pulumi_arize_users.resources.user import ArizeUser

__version__ = "0.1.0"

__all__ = [
    "ApiError",
    "ArizeClient",
    "ArizeError",
    "ArizeUser",
    "Cancelled",
    "Conflict",
    "Connection",
    "CustomRole",
    "Forbidden",
    "InvalidRequest",
    "NoReply",
    "NotFound",
    "Organization",
    "OrganizationMembership",
    "ProgramError",
    "RateLimited",
    "Refused",
    "Roster",
    "RosterPerson",
    "ServerError",
    "SettingsError",
    "Space",
    "SpaceMembership",
    "Unauthorized",
    "UnreadableReply",
    "User",
    "UserDeletion",
    "find_user",
    "find_user_output",
    "find_users",
    "find_users_output",
    "get_organization",
    "get_organization_output",
    "get_space",
    "get_space_output",
    "get_user",
    "get_user_output",
    "list_organizations",
    "list_organizations_output",
    "list_spaces",
    "list_spaces_output",
    "list_users",
    "list_users_output",
    "load_connection",
]

_HOMES = {
    "api.client": ("ArizeClient",),
    "api.connection": ("Connection", "load_connection"),
    "api.deletions": ("UserDeletion",),
    "api.errors": (
        "ApiError",
        "ArizeError",
        "Cancelled",
        "Conflict",
        "Forbidden",
        "InvalidRequest",
        "NoReply",
        "NotFound",
        "RateLimited",
        "Refused",
        "ServerError",
        "SettingsError",
        "Unauthorized",
        "UnreadableReply",
    ),
    "api.models": ("Organization", "Space", "User"),
    "function_outputs": (
        "find_user_output",
        "find_users_output",
        "get_organization_output",
        "get_space_output",
        "get_user_output",
        "list_organizations_output",
        "list_spaces_output",
        "list_users_output",
    ),
    "functions": (
        "find_user",
        "find_users",
        "get_organization",
        "get_space",
        "get_user",
        "list_organizations",
        "list_spaces",
        "list_users",
    ),
    "resources.custom_role": ("CustomRole",),
    "resources.organization_membership": ("OrganizationMembership",),
    "resources.program": ("ProgramError",),
    "resources.roster": ("Roster",),
    "resources.roster_person": ("RosterPerson",),
    "resources.space_membership": ("SpaceMembership",),
    "resources.user": ("ArizeUser",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
