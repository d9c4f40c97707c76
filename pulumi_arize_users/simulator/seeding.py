"""What an account holds before the first request."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.state import Account

_FIRST_DAY = datetime(2024, 1, 2, 9, tzinfo=timezone.utc)


def seed(account: Account, *, users: int, organizations: int) -> None:
    """Fill an account with active members and empty organizations, the same ones every time."""
    for number in range(1, users + 1):
        at = _FIRST_DAY + timedelta(minutes=number)
        account.add_person(f"user-{number:04}@example.com", f"Person {number:04}", "MEMBER", "ACTIVE", at=at)
    for number in range(1, organizations + 1):
        account.add_organization(f"Organization {number}")
