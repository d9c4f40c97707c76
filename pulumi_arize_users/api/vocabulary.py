"""The words of the API: roles, invite modes, statuses, and how each may be spelled.

Inside this package every word has one spelling, SCREAMING_SNAKE_CASE, and a custom role is `custom:<id>`. The server
has spoken lower case (`read-only`), SCREAMING_SNAKE_CASE (`READ_ONLY`) and, in GraphQL, camel case (`readOnly`).
"""

from __future__ import annotations

import re
from typing import Literal

ACCOUNT_ROLES = ("ADMIN", "MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR")
ORGANIZATION_ROLES = ("ADMIN", "MEMBER", "READ_ONLY", "ANNOTATOR")
INVITE_MODES = ("NONE", "EMAIL_LINK", "TEMPORARY_PASSWORD")
STATUSES = ("ACTIVE", "INVITED", "EXPIRED")
CUSTOM_ROLE = "custom:"
NAME_LIMIT = 255

Spelling = Literal["upper", "lower"]

_WORD_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATOM = r"[^@\s,;<>\"().]+"
_EMAIL = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})+")


def canonical(word: str) -> str:
    """The one spelling this package uses for a word in any of the API's spellings."""
    return _WORD_BOUNDARY.sub("_", word.strip()).replace("-", "_").replace(" ", "_").upper()


def canonical_role(role: str) -> str:
    """A role in this package's spelling; the id of a custom role is kept as written."""
    prefix, colon, role_id = role.strip().partition(":")
    if colon and prefix.lower() + colon == CUSTOM_ROLE:
        return CUSTOM_ROLE + role_id.strip()
    return canonical(role)


def spelled(word: str, spelling: Spelling) -> str:
    """A canonical word as a server of that spelling wants it."""
    if spelling == "upper":
        return word
    return "read-only" if word == "READ_ONLY" else word.lower()


def spelling_of(word: str) -> Spelling | None:
    """The spelling a server's word is written in; None when it does not tell."""
    if word.isupper():
        return "upper"
    return "lower" if word.islower() else None


def fold(email: str) -> str:
    """An address as it is compared: two spellings of one address fold to the same text."""
    return email.strip().casefold()


def is_email(text: str) -> bool:
    """Whether a text has the shape of one e-mail address that fits the API's limit of 255 characters."""
    return len(text) <= NAME_LIMIT and _EMAIL.fullmatch(text) is not None
