"""How enum values are spelled on the wire, in replies and in requests.

Inside the simulator every value is SCREAMING_SNAKE_CASE. An account that speaks the `upper` dialect writes it so;
one that speaks the `lower` dialect, as Arize did before July 2026, writes lower case. Each refuses the other's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Dialect = Literal["upper", "lower"]

DIALECTS = ("upper", "lower")

USER_ROLES = ("ADMIN", "MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR")
MEMBERSHIP_ROLES = ("ADMIN", "MEMBER", "READ_ONLY", "ANNOTATOR")
LISTED_STATUSES = ("ACTIVE", "INVITED", "EXPIRED")
INVITE_MODES = ("NONE", "EMAIL_LINK", "TEMPORARY_PASSWORD")
ASSIGNMENT_TYPES = ("PREDEFINED", "CUSTOM")

# The one value that lower case alone does not give.
_LOWER = {"READ_ONLY": "read-only"}


def spell(value: str, dialect: Dialect) -> str:
    """The value as an account of this dialect writes it."""
    return value if dialect == "upper" else _LOWER.get(value, value.lower())


def understand(spelled: str, values: Iterable[str], dialect: Dialect) -> str | None:
    """The value meant by `spelled`, or None if an account of this dialect knows no such value."""
    return next((value for value in values if spell(value, dialect) == spelled), None)
