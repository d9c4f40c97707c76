"""This package, as its README shows it."""

from __future__ import annotations

from benchmarks.declared import Declared
from pulumi_arize_users import ArizeUser, OrganizationMembership


def program() -> None:
    """Declare everybody."""
    declared = Declared.from_environment()
    for person in declared.everybody():
        user = ArizeUser(person.key, email=person.email, name=person.name, role="MEMBER", on_destroy="block")
        if declared.memberships:
            OrganizationMembership(
                f"{person.key}-member", organization_id=declared.organization, user=user, role="MEMBER"
            )
