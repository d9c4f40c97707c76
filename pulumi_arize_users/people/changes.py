"""Which changes to a person a program may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.declaration import HIDDEN
from pulumi_arize_users.people.record import DECLARED_EMAIL, DECLARED_ROLE
from pulumi_arize_users.people.removal import address_change_refusal, address_drift_refusal, decide_removal
from pulumi_arize_users.people.roles import role_change_refusal, role_drift_refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.api.settings import RemovalPolicy


def forbidden_changes(
    who: str,
    before: Mapping[str, Any],
    wanted: Mapping[str, Any],
    default: RemovalPolicy,
    *,
    secret: Collection[str] = (),
    path: str = "",
) -> list[str]:
    """A sentence for each change that is refused.

    Args:
        who: the person as they are called now, before the change.
        before: the inputs of the last run, or after a refresh the account's values.
        wanted: the known inputs of this run.
        default: what happens to people whose resource does not say it.
        secret: arguments whose value must not be shown.
        path: what leads to the person's properties in the resource.
    """
    if "email" in before and "email" in wanted and fold(before["email"]) != fold(wanted["email"]):
        if fold(str(before.get(DECLARED_EMAIL, ""))) == fold(wanted["email"]):
            return [address_drift_refusal(who, f"{path}email")]
        # The old account is removed by what its own record says, which this run cannot change any more.
        removal = decide_removal(who, own=before.get("on_destroy"), default=default, adopted=False)
        address = HIDDEN if "email" in secret else wanted["email"]
        return [address_change_refusal(who, address)] if removal.policy == "refuse" else []
    role, now = wanted.get("role"), before.get("role")
    if None in {role, now} or role == now:
        return []
    hidden = HIDDEN if "role" in secret else None
    if before.get(DECLARED_ROLE) == role:
        return [role_drift_refusal(who, hidden or str(role), str(now), f"{path}role")]
    return [role_change_refusal(who, hidden or str(now), hidden or str(role), f"{path}role")]
