"""A roster as the account has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.membership_plan import members
from pulumi_arize_users.people.record import nowhere, seen_record
from pulumi_arize_users.people.roles import is_custom
from pulumi_arize_users.people.roster.organizations import names_in
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.providers.identity import believed
from pulumi_arize_users.providers.memberships import CALLS, role_seen

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
    # What was created again under the same name has another id.
    existing = {
        name: organization_ids[name]
        for scope in SCOPES
        for name in sorted(names_in(users, scope) & organization_ids.keys())
        if CALLS[scope].find(account.directory, organization_ids[name])
    }
    return seen, existing


def _with_memberships(account: Account, recorded: Recorded, ids: Mapping[str, str]) -> Recorded:
    seen: dict[str, dict[str, str]] = {}
    for scope in SCOPES:
        for name, role in members(recorded, scope).items():
            now = role_seen(account, scope, ids.get(name, name), recorded["user_id"])
            if now is not None:
                seen.setdefault(scope.plural, {})[name] = role if not now or is_custom(role) else now
    return cast("Recorded", {**recorded, **nowhere(recorded), **seen})
