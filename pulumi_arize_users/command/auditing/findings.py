"""What an audit finds in an account, compared with what code manages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from pulumi_arize_users.people.declaration import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.managed.people import ManagedMembership, ManagedPerson

Kind = Literal[
    "unmanaged-admin",
    "unmanaged",
    "managed-twice",
    "missing",
    "email",
    "role",
    "name",
    "developer",
    "membership",
    "expired",
    "invited",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MEANING: Final[Mapping[Kind, str]] = {
    "unmanaged-admin": "Admins whom no code declares",
    "unmanaged": "People whom no code declares",
    "managed-twice": "Declared in two places",
    "missing": "Declared, but not in the account",
    "email": "Another address than declared",
    "role": "Another account role than declared",
    "name": "Another name than declared",
    "developer": "Another developer flag than declared",
    "membership": "Memberships that differ",
    "expired": "Expired invitations",
    "invited": "Invitations not accepted for long",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as code says, or that somebody should look at.

    Attributes:
        kind: which kind of thing.
        user_id: the person's id; empty where it is not known.
        email: the address; empty where it is not known or a secret of a program.
        name: the name in the account; the same.
        role: the account role in the account; empty for somebody who is not there.
        status: the status in the account; the same.
        managed_by: what declares the person.
        declared: the value that is declared, where one differs.
        found: the value in the account, where one differs.
        sentence: what it is, and what to do.
    """

    kind: Kind
    sentence: str
    user_id: str = ""
    email: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    role: str = ""
    status: str = ""
    managed_by: tuple[str, ...] = ()
    declared: str = ""
    found: str = ""


@dataclass(frozen=True)
class Known:
    """A person of the account, with everything that declares them.

    Attributes:
        user: as the account has them; None for somebody who is not there.
        by: what declares them; nothing for somebody who is not managed.
    """

    user: User | None
    by: tuple[ManagedPerson, ...] = ()

    @property
    def secret(self) -> frozenset[str]:
        """The values that a program keeps secret: the account shows them, and an audit does not."""
        return frozenset[str]().union(*(person.secret for person in self.by))

    @property
    def who(self) -> str:
        """The person as sentences name them."""
        if self.user is None:
            return f"the person of {self.by[0].by}" if "email" in self.secret else self.by[0].who
        return f"the person {self.user.id}" if "email" in self.secret else self.user.email or self.user.id

    def finding(self, kind: Kind, sentence: str, *, declared: str = "", found: str = "") -> Finding:
        """What is found about this person.

        Args:
            kind: which kind of thing.
            sentence: what it is, without the person in front.
            declared: the value that is declared.
            found: the value in the account.
        """
        user = self.user
        email = user.email if user else self.by[0].email
        return Finding(
            kind=kind,
            sentence=f"{_capital(self.who)} {sentence}",
            user_id=user.id if user else self.by[0].user_id,
            email="" if "email" in self.secret else email,
            name="" if "name" in self.secret or user is None else user.name,
            role=user.role if user else "",
            status=user.status if user else "",
            managed_by=tuple(str(person.by) for person in self.by),
            declared=declared,
            found=found,
        )

    def shown(self, argument: str, value: str) -> str:
        """A value, unless it is a secret."""
        return HIDDEN if argument in self.secret else value


def membership_finding(known: Known, membership: ManagedMembership, sentence: str, found: str) -> Finding:
    """What is found about a membership.

    Args:
        known: the person.
        membership: what is declared.
        sentence: what it is, without the person in front.
        found: the role in the account, or `none`.
    """
    place = membership.name or membership.scope_id
    declared = f"{membership.role} in the {membership.scope.noun} {place}"
    plain = known.finding("membership", sentence, declared=declared, found=found)
    return Finding(**{**vars(plain), "managed_by": (str(membership.by),)})


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """What matters most first, and people by address."""
    return sorted(findings, key=lambda found: (KINDS.index(found.kind), found.email, found.user_id, found.declared))


def _capital(sentence: str) -> str:
    # An address is not the beginning of a sentence, and stays as it is.
    return sentence if "@" in sentence else f"{sentence[:1].upper()}{sentence[1:]}"
