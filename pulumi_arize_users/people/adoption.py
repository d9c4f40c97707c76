"""What it means that an account exists already: an error that says what there is, or a take-over that hurts nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.declaration import HIDDEN
from pulumi_arize_users.people.roles import WHERE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.api.models import User


def describe(user: User) -> str:
    """An account as messages describe it: id, status and role."""
    return f"id {user.id}, status {user.status or 'unknown'}, role {user.role or 'unknown'}"


def exists_refusal(who: str, user: User) -> str:
    """Why an account that exists is not simply taken over, and the two ways on."""
    return (
        f"{who} exists already in the Arize account ({describe(user)}), and this program did not create it. To manage "
        "the existing account, set adopt=True where the person is declared; to invite somebody else, use another "
        "address. If only the name of a resource changed, keep the person with "
        'aliases=[pulumi.Alias(name="the old name")].'
    )


def twin_refusal(who: str) -> str:
    """Why a second resource of one run cannot have the same account."""
    return (
        f"{who} is declared by two resources of this program, and the other one has the account already. "
        "Remove one of them, or give it another address."
    )


def burned_refusal(who: str) -> str:
    """Why an address that nobody visible has cannot be invited."""
    return (
        f"{who} cannot be invited: Arize says that the address is taken, but no active, invited or expired account has "
        "it. Most probably the person was deleted once, and such an address can never be invited again: use another "
        "address, or ask Arize support. (An account that the API key may not see would look the same.)"
    )


def adoption_refusal(who: str, user: User, wanted_role: str, *, secret: Collection[str] = ()) -> str | None:
    """Why an account cannot be taken over with the declared role, or None when it can.

    Args:
        who: the person, as messages name them.
        user: the account.
        wanted_role: the declared role.
        secret: arguments whose value must not be shown.
    """
    if not user.role or user.role == wanted_role:
        return None
    return (
        f"{who} exists already ({describe(user)}) and cannot be taken over as "
        f"{HIDDEN if 'role' in secret else wanted_role}: Arize's API cannot change "
        f'an account role. Write role="{user.role}" in the program, or change the role in {WHERE} first.'
    )


def changes_for(user: User, declared: Mapping[str, Any]) -> dict[str, Any]:
    """What has to be sent so that an account becomes as declared; only declared properties are touched."""
    live = {"name": user.name, "is_developer": user.is_developer}
    return {key: declared[key] for key, value in live.items() if declared.get(key) not in {None, value}}
