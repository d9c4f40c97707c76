"""This package with everybody in one resource."""

from __future__ import annotations

from benchmarks.declared import Declared
from pulumi_arize_users import Roster


def program() -> None:
    """Declare everybody."""
    declared = Declared.from_environment()
    organizations = {declared.organization: "MEMBER"} if declared.memberships else {}
    Roster(
        "people",
        people={person.email: {"name": person.name} for person in declared.everybody()},
        defaults={"role": "MEMBER", "on_destroy": "block", "organizations": organizations},
    )
