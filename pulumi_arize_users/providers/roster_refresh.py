"""A roster as the account has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.roster.record import seen_entry
from pulumi_arize_users.providers.steps import is_no_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.people.roster.record import Entries, Entry
    from pulumi_arize_users.providers.account import Account


def refreshed(
    account: Account, users: Entries, organization_ids: Mapping[str, str]
) -> tuple[dict[str, Entry], dict[str, str]]:
    """The entries of everybody who is still there with the memberships that are, and the organizations that are.

    Raises:
        ArizeError: the account could not be read; nobody is called gone for that.
    """
    account.directory.expect(entry["id"] for entry in users.values())
    seen = {}
    for address, entry in users.items():
        user = account.directory.user(entry["id"])
        if user is not None:
            memberships = _memberships(account, entry, organization_ids)
            seen[address] = seen_entry(address, {**entry, "organizations": memberships}, user)
    # An organization that was made anew under the same name has another id.
    existing = {key: found for key, found in organization_ids.items() if account.directory.organization(found)}
    return seen, existing


def _memberships(account: Account, entry: Mapping[str, Any], organization_ids: Mapping[str, str]) -> dict[str, str]:
    return {
        key: role
        for key, role in entry.get("organizations", {}).items()
        if not is_no_member(account, organization_ids.get(key, key), entry["id"])
    }
