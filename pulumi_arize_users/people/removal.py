"""What becomes of a person who is removed from a program: a choice, never an accident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.people.roles import ignoring

if TYPE_CHECKING:
    from pulumi_arize_users.api.settings import RemovalPolicy

HOW_TO_CHOOSE = (
    'To keep the account and only forget it here, set on_destroy="retain" where the person is declared; to '
    'block it, on_destroy="block"; then run `pulumi up` once, and remove it again. For everybody at once: '
    "`pulumi config set arize:onDestroy retain` (or block), or ARIZE_ON_DESTROY for a destroy."
)


@dataclass(frozen=True)
class Removal:
    """What is done about a removed person.

    Attributes:
        policy: the policy in force.
        refusal: why nothing is done, as a sentence; only with the policy `refuse`.
    """

    policy: RemovalPolicy
    refusal: str = ""


def decide_removal(who: str, *, own: RemovalPolicy | None, default: RemovalPolicy, adopted: bool) -> Removal:
    """The policy in force for a removed person.

    Args:
        who: the person, as messages name them.
        own: what the resource itself says.
        default: what environment and configuration say for everybody.
        adopted: the account existed before the program declared it; a default never blocks such an account.
    """
    if own is None and default == "block" and adopted:
        return Removal("refuse", _adopted_refusal(who))
    policy = own or default
    return Removal(policy, _refusal(who) if policy == "refuse" else "")


def _refusal(who: str) -> str:
    return (
        f'{who} was not removed, because on_destroy is "refuse". Removing a person means blocking the account for '
        f"ever: memberships, keys and roles go, and the address can never be invited again. {HOW_TO_CHOOSE}"
    )


def _adopted_refusal(who: str) -> str:
    return (
        f"{who} was not blocked: the account existed before this program took it over, and a default never blocks such "
        'an account. Set on_destroy="block" (or "retain", to keep it) for the person, run `pulumi up` once, and '
        "remove them again."
    )


def address_change_refusal(who: str, wanted: str) -> str:
    """Why an address cannot be changed while the old person's removal is refused."""
    return (
        f"The address of {who} changes to {wanted}. An address cannot be changed: {wanted} would be invited as a new "
        f'person and {who} removed, which on_destroy="refuse" forbids. Put the old address back, or first set '
        f'on_destroy="retain" (keep the old account) or "block" (block it for ever), run `pulumi up`, then change it.'
    )


def address_drift_refusal(who: str, path: str = "email") -> str:
    """Why an address that was changed outside of a program is not changed back by it.

    Args:
        who: the person, as messages name them.
        path: where the address stands in the resource.
    """
    return (
        f"The address of {who} was changed outside of this program. Arize's API cannot change it back, and another "
        "address would be another person. Write the new address in the program, or leave it to the UI with "
        f"{ignoring(path)}."
    )


def retained(who: str, status: str) -> str:
    """The warning about an account that this program forgets but does not touch."""
    state = f"is {status}" if status else "still exists"
    return (
        f"{who} is no longer managed here, but the account {state} in Arize; memberships that this stack declared are "
        "removed, all others stay."
    )
