"""A program that asks whether somebody is there before it goes on."""

import pulumi

from pulumi_arize_users import find_user, find_users


def declared() -> None:
    """Export who of two people is in the account."""
    found = find_user(email="grace@example.com")
    pulumi.export("grace", found.id if found else "nobody")
    several = find_users(["ada@example.com", "grace@example.com"])
    pulumi.export("who", sorted(address for address, user in several.items() if user))
