"""What the rules say about roles: which change is impossible, and which roles fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import CUSTOM_ROLE
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from pulumi_arize_users.people.scope import Scope

WHERE = "the Members tab of the Arize account settings"


def ignoring(path: str) -> str:
    """The resource option that leaves a property to the UI."""
    quote = "'" if '"' in path else '"'
    return f"ignore_changes=[{quote}{path}{quote}]"


def role_change_refusal(who: str, before: str, wanted: str, path: str = "role") -> str:
    """Why a program cannot change a person's account role, and what its author can do.

    Args:
        who: the person, as messages name them.
        before: the role they have.
        wanted: the role they should have.
        path: where the role stands in the resource.
    """
    return (
        f"The account role of {who} is {before}, and the program now says {wanted}. Arize's API cannot change an "
        f"account role, and replacing the person would lock them out permanently, so nothing is done. Change the role "
        f'in {WHERE} and run `pulumi up --refresh`, or write role="{before}" again, or leave the role to the UI with '
        f"{ignoring(path)}."
    )


def role_drift_refusal(who: str, declared: str, now: str, path: str = "role") -> str:
    """Why a role that was changed outside of the program cannot be changed back by it.

    Args:
        who: the person, as messages name them.
        declared: the role that the program says.
        now: the role they have.
        path: where the role stands in the resource.
    """
    return (
        f"The account role of {who} was changed outside of this program, from {declared} to {now}. Arize's API cannot "
        f'change it back. Change it back in {WHERE} and run `pulumi up --refresh`, or write role="{now}" in the '
        f"program, or leave the role to the UI with {ignoring(path)}."
    )


def is_custom(role: str) -> bool:
    """Whether a role is one that the account's admins made."""
    return role.startswith(CUSTOM_ROLE)


def annotator_refusal(who: str, account_role: str | None, role: str | None, scope: Scope = ORGANIZATION) -> str | None:
    """Why these two roles do not fit, or None when they do or may: annotators only annotate, and nobody else does.

    Args:
        who: the person, as messages name them.
        account_role: the role in the account, as far as it is known.
        role: the role in an organization or a space.
        scope: which of the two.
    """
    if not account_role or not role or is_custom(account_role) or is_custom(role):
        return None
    if (account_role == "ANNOTATOR") == (role == "ANNOTATOR"):
        return None
    if account_role == "ANNOTATOR":
        only = f"a person with the account role ANNOTATOR can only have the {scope.noun} role ANNOTATOR"
    else:
        only = f"the {scope.noun} role ANNOTATOR is only for people with the account role ANNOTATOR, not {account_role}"
    return f"The role {role} does not fit {who}: {only}. Change one of the two roles."


def outside_refusal(who: str, space: str, organization: str) -> str:
    """Why somebody cannot be a member of a space."""
    return (
        f"{who} cannot be a member of the space {space}, because they do not belong to its organization "
        f"{organization}, and Arize adds nobody to an organization by itself. Declare that membership as well."
    )
