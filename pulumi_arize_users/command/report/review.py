"""What an access review shows: people, what they are members of, and what manages them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# In place of a status, for somebody who is declared or recorded and whom the account does not show.
ABSENT: Final = "NOT SEEN"
ALSO_MISSING: Final = "not in the account"
NOT_DECLARED: Final = "in no stack or file"


@dataclass(frozen=True)
class Place:
    """An organization, or a space of one.

    Attributes:
        name: its own name, or its id where the account does not show it.
        of: the position of a space's organization in the list of places; None for an organization.
    """

    name: str
    of: int | None = None


@dataclass(frozen=True)
class Held:
    """That a person is a member of a place.

    Attributes:
        place: its position in the list of places.
        role: empty where nothing tells it.
        note: what the reviewer should know of it; empty if there is nothing to say.
    """

    place: int
    role: str
    note: str = ""


@dataclass(frozen=True)
class Manager:
    """That a stack or a file manages a person.

    Attributes:
        source: its position in the list of sources.
        resource: the resource of the stack; empty for a file.
        since: when the stack began to (RFC 3339); empty where that is not recorded.
    """

    source: int
    resource: str = ""
    since: str = ""


@dataclass(frozen=True)
class Reviewed:
    """One person.

    Attributes:
        since: when the account was created (RFC 3339); empty for who is not in it.
        excepted: may be there although nothing manages them, as arize:unmanaged, arize:callerEmail or a
            roster says.
    """

    id: str
    name: str
    email: str
    role: str
    status: str
    since: str
    developer: bool = False
    memberships: Sequence[Held] = ()
    managed: Sequence[Manager] = ()
    excepted: bool = False


@dataclass(frozen=True)
class Review:
    """Everything that the page shows.

    Attributes:
        account: which account it is, as its base URL.
        made: when it was looked at (RFC 3339, UTC).
        people: in the order in which they are shown first.
        places: organizations and spaces, each organization before its spaces.
        sources: the stacks and files that were given.
        notes: what the reviewer should know of what is shown, a sentence each.
        absent: the status of those whom the account does not show.
    """

    account: str
    made: str
    people: Sequence[Reviewed]
    places: Sequence[Place] = ()
    sources: Sequence[str] = ()
    notes: Sequence[str] = ()
    absent: str = field(default=ABSENT)
