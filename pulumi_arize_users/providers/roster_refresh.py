"""A roster as the account has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.record import seen_record
from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.identity import believed
from pulumi_arize_users.providers.memberships import is_no_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.roster.record import Records
    from pulumi_arize_users.providers.account import Account


def refreshed(
    account: Account, users: Records, organization_ids: Mapping[str, str]
) -> tuple[dict[str, Recorded], dict[str, str]]:
    """The records of everybody who is still there, with the memberships and organizations that still exist.

    Raises:
        WrongAccount: nobody is there, so this may be another account.
        ArizeError: the account could not be read; nobody counts as gone because of that.
    """
    ids = [user["user_id"] for user in users.values() if not is_missing(user["user_id"])]
    account.directory.expect([*ids, *(key for key, user in users.items() if is_missing(user["user_id"]))])
    account.presence.require_people(ids)
    seen: dict[str, Recorded] = {}
    for key, recorded in users.items():
        if is_missing(recorded["user_id"]):
            arrived = account.directory.user_with_email(recorded["email"])
            seen[key] = seen_record(recorded, arrived) if arrived else recorded
            continue
        user = account.directory.user(recorded["user_id"])
        if user is not None:
            user = believed(account, user, recorded)
            seen[key] = seen_record(_with_memberships(account, recorded, organization_ids), user)
    # An organization that was created again under the same name has another id.
    existing = {key: found for key, found in organization_ids.items() if account.directory.organization(found)}
    return seen, existing


def _with_memberships(account: Account, recorded: Recorded, organization_ids: Mapping[str, str]) -> Recorded:
    memberships = {
        key: role
        for key, role in recorded.get("organizations", {}).items()
        if not is_no_member(account, ORGANIZATION, organization_ids.get(key, key), recorded["user_id"])
    }
    return {**recorded, "organizations": memberships}
