"""Who is managed by code, and where: what exports of stacks and files of rosters say, in one form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from pulumi_arize_users.people.scope import Scope


@dataclass(frozen=True)
class Manager:
    """What manages somebody: a resource of a stack, or a place in the file of a roster.

    Attributes:
        source: the stack, as `project/stack`, or the file as it was named.
        resource: the resource as messages name it, such as `ArizeUser 'ada'`; empty for a file.
        urn: the URN of the resource; empty for a file.
        place: file, line and column; empty for a stack.
    """

    source: str
    resource: str = ""
    urn: str = ""
    place: str = ""

    def __str__(self) -> str:
        return self.place or f"{self.resource} of {self.source}"


@dataclass(frozen=True)
class ManagedPerson:
    """A person as code manages them.

    Attributes:
        by: what manages them.
        user_id: the account's id; empty where it is not known yet.
        email: the address; empty if it is a secret that the export keeps. Never shown if `email` is in `secret`.
        name: the declared name; empty where it is not known, and never shown if `name` is in `secret`.
        role: the declared account role; empty where it is not known.
        is_developer: the declared flag; None if the program leaves it to the account.
        adopted: whether the account existed before; None where that is not known.
        since: when the stack began to manage them (RFC 3339); empty where that is not known, as for rosters.
        secret: the arguments whose values must not be shown.
        account: what the state says of the account it belongs to (see `providers.presence`); empty for a file.
        missing_ok: the program goes on without them.
        is_leaving: the program has taken them out, and a run is still to remove them.
    """

    by: Manager
    user_id: str = ""
    email: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    role: str = ""
    is_developer: bool | None = None
    adopted: bool | None = None
    since: str = ""
    secret: frozenset[str] = frozenset()
    account: str = ""
    missing_ok: bool = False
    is_leaving: bool = False

    @property
    def who(self) -> str:
        """The person as sentences name them."""
        if self.email and "email" not in self.secret:
            return self.email
        return f"the person {self.user_id}" if self.user_id else f"the person of {self.by}"

    @property
    def key(self) -> str:
        """The address as it is compared; empty where it is not known."""
        return fold(self.email) if self.email else ""


@dataclass(frozen=True)
class ManagedMembership:
    """A membership in an organization or a space as code manages it.

    Attributes:
        by: what manages it.
        scope: whether it is in an organization or in a space.
        scope_id: the organization or the space; empty where it is not known yet.
        role: the declared role.
        user_id: the person; empty where their id is not known yet.
        email: the folded address of a person of a roster; empty for a resource of its own.
        name: what the program calls the organization or the space, where that is known.
        since: when the stack began to manage it (RFC 3339); empty where that is not known, as for rosters.
        account: as for a person.
    """

    by: Manager
    scope: Scope
    scope_id: str
    role: str
    user_id: str = ""
    email: str = field(default="", repr=False)
    name: str = ""
    since: str = ""
    account: str = ""


@dataclass(frozen=True)
class Managed:
    """Everything that one stack, or one roster, manages.

    Attributes:
        source: the stack, as `project/stack`, or the files as they were named.
        kind: `stack` or `roster`.
        people: the people.
        memberships: all memberships, those of the people of rosters included.
        exceptions: the patterns of people who may be there undeclared, as its rosters say.
        notes: a sentence for everything that makes this less than the whole truth.
    """

    source: str
    kind: str
    people: tuple[ManagedPerson, ...] = ()
    memberships: tuple[ManagedMembership, ...] = ()
    exceptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
