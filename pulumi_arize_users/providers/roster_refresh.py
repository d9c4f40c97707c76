"""A roster as the account has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.roster.record import seen_entry
from pulumi_arize_users.providers.steps import is_no_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.people.roster.record import Entries, Entry
    from pulumi_arize_users.providers.account import Account


def refreshed_users(account: Account, users: Entries, organization_ids: Mapping[str, str]) -> dict[str, Entry]:
    """The entries of everybody who is still there, with the memberships that are.

    Raises:
        ArizeError: the account could not be read; nobody is called gone for that.
    """
    account.directory.expect(entry["id"] for entry in users.values())
    refreshed = {}
    for address, entry in users.items():
        user = account.directory.user(entry["id"])
        if user is not None:
            memberships = {
                key: role
                for key, role in entry.get("organizations", {}).items()
                if not is_no_member(account, organization_ids.get(key, key), user.id)
            }
            refreshed[address] = seen_entry(address, {**entry, "organizations": memberships}, user)
    return refreshed
