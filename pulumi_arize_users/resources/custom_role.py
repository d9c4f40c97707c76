"""A role that the account's admins created themselves, wherever a program gives one."""

from dataclasses import dataclass

import pulumi

from pulumi_arize_users.api.vocabulary import CUSTOM_ROLE


@dataclass(frozen=True)
class CustomRole:
    """A role that the account's admins created themselves.

    Args:
        id: the role's id.
    """

    id: pulumi.Input[str]


def role_word(role: pulumi.Input[str] | CustomRole) -> pulumi.Input[str]:
    """A role as one word, `custom:<id>` for one that the account's admins created."""
    if not isinstance(role, CustomRole):
        return role
    return CUSTOM_ROLE + role.id if isinstance(role.id, str) else pulumi.Output.concat(CUSTOM_ROLE, role.id)
