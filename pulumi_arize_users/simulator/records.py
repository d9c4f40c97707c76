"""What an account consists of, and the ids it gives."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field


@dataclass
class Person:
    """A user of the account.

    Attributes:
        sequence: position in the order of creation.
        role: A predefined role such as `MEMBER`, or `custom:<role id>`.
        status: `ACTIVE`, `INVITED`, `EXPIRED`, or `INACTIVE`, which is final and never listed.
        invitations_sent: how many invitations went out by e-mail.
        password_resets: how many password-reset links went out by e-mail.
    """

    sequence: int
    id: str
    email: str
    name: str
    role: str
    status: str
    is_developer: bool
    created_at: str
    invitations_sent: int = 0
    password_resets: int = 0

    @property
    def email_key(self) -> str:
        """The address as it is compared."""
        return without_case(self.email)


@dataclass(frozen=True)
class Membership:
    """That one person belongs to one organization or space, and as what."""

    id: str
    user_id: str
    role: str


@dataclass
class Organization:
    """An organization; `members` has the membership of each user id."""

    sequence: int
    id: str
    name: str
    description: str
    created_at: str
    members: dict[str, Membership] = field(default_factory=dict)


@dataclass
class Space:
    """A space of an organization; `members` has the membership of each user id."""

    sequence: int
    id: str
    name: str
    organization_id: str
    created_at: str
    members: dict[str, Membership] = field(default_factory=dict)


def without_case(text: str) -> str:
    """A text as the API compares it: by letter case alone, so that `straße` is not `strasse`."""
    # Letter by letter: in a whole text the lower case of a Greek sigma depends on what follows, and parts are compared.
    return "".join(letter.lower() for letter in text)


def resource_id(kind: str, number: int) -> str:
    """The opaque id of the `number`-th record of a kind: base64 of `User:12:aBcD`."""
    # The suffix need only look arbitrary: an account built twice has the same ids, which keeps demos repeatable.
    digest = hashlib.sha256(f"{kind}:{number}".encode()).digest()
    suffix = base64.b64encode(digest, altchars=b"xy")[:4].decode()
    return base64.b64encode(f"{kind}:{number}:{suffix}".encode()).decode()


def is_resource_id(text: str) -> bool:
    """Whether the text has the form of an id, known or not."""
    try:
        return b":" in base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
