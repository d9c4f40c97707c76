"""The words of the API: roles, invite modes, statuses, and how each may be spelled.

Inside this package every word has one spelling, SCREAMING_SNAKE_CASE, and a custom role is `custom:<id>`. The server
has spoken lower case (`read-only`), SCREAMING_SNAKE_CASE (`READ_ONLY`) and, in GraphQL, camel case (`readOnly`).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Literal

from pulumi_arize_users.api.characters import hidden_in_address, is_lookalike

ACCOUNT_ROLES = ("ADMIN", "MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR")
ORGANIZATION_ROLES = ("ADMIN", "MEMBER", "READ_ONLY", "ANNOTATOR")
SPACE_ROLES = ORGANIZATION_ROLES
INVITE_MODES = ("NONE", "EMAIL_LINK", "TEMPORARY_PASSWORD")
STATUSES = ("ACTIVE", "INVITED", "EXPIRED")
CUSTOM_ROLE = "custom:"
NAME_LIMIT = 255

Spelling = Literal["upper", "lower"]

_WORD_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATOM = r"[^@\s,;:<>\"().\[\]\\]+"
_EMAIL = re.compile(rf"{_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})+")
_LINK = "mailto:"
_WITH_DISPLAY_NAME = re.compile(r"[^<>]*<[^<>]*@[^<>]*>")


def canonical(word: str) -> str:
    """A word in any of the API's spellings, normalized."""
    return _WORD_BOUNDARY.sub("_", word.strip()).replace("-", "_").replace(" ", "_").upper()


def canonical_role(role: str) -> str:
    """A role, normalized; the id of a custom role is kept as written."""
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
    """The spelling a server's word is written in; None when the word does not show it."""
    if word.isupper():
        return "upper"
    return "lower" if word.islower() else None


def normalized(email: str) -> str:
    """An address without surrounding space, and with each accented letter as one character (NFC).

    Characters that Unicode would replace with others, such as the Kelvin sign with K, are kept: with them, the address
    of one person would become that of another.
    """
    address = email.strip()
    if address.isascii():
        return address
    pieces = ((kept, "".join(piece)) for kept, piece in groupby(address, is_lookalike))
    return "".join(piece if kept else unicodedata.normalize("NFC", piece) for kept, piece in pieces)


def fold(email: str) -> str:
    """An address as it is compared: two that differ in letter case alone fold to the same text."""
    address = normalized(email)
    if address.isascii():
        return address.lower()
    return normalized("".join(map(_lower, address)))


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address, with nothing hidden in it, within the API's limit of 255 characters."""
    return len(text) <= NAME_LIMIT and _EMAIL.fullmatch(text) is not None and hidden_in_address(text) is None


def address_problem(text: str) -> str | None:
    """Why a text, but for the space around it, is not an e-mail address, as the end of a sentence; None if it is."""
    if hidden := hidden_in_address(text):
        return f"{hidden}; remove it, or type the address again instead of pasting it"
    address = normalized(text)
    if address.lower().startswith(_LINK):
        return f"begins with {_LINK}, which makes it a link; remove that"
    if _WITH_DISPLAY_NAME.fullmatch(address):
        return "has more than the address in it; write only what is between < and >"
    if not is_email(address):
        return f"is not an e-mail address such as ada@example.com, with at most {NAME_LIMIT} characters"
    return None


def _lower(letter: str) -> str:
    # Only where the way back leads to the same letter. Otherwise the Kelvin sign becomes k, and U+0130 two characters.
    lower = letter.lower()
    return lower if lower.upper() == letter else letter
