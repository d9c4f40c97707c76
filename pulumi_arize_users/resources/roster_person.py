"""A person of a roster, for the other resources of a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pulumi


@dataclass(frozen=True)
class RosterPerson:
    """One of a roster's people, as `Roster.person` returns them.

    Attributes:
        email: the address as declared.
        role: the account role as declared.
        on_destroy: what becomes of the person who is taken out of the roster; None where the stack's setting holds.
        id: the id of the account.
        adopted: the account existed before.
    """

    email: str
    role: str
    on_destroy: str | None
    id: pulumi.Output[str]
    adopted: pulumi.Output[bool]
