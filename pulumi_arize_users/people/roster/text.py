"""Text around YAML: JSON, which is nearly YAML, and characters that neither may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pulumi_arize_users.api import characters
from pulumi_arize_users.api.vocabulary import NAME_LIMIT
from pulumi_arize_users.people.declaration import shown
from pulumi_arize_users.people.roster.places import Mistake, in_file

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.places import Mark

BYTE_ORDER_MARK = "\ufeff"

# YAML's printable characters, without those that YAML takes for the end of a line and editors do not. What may be in
# an address or a name is another rule, which also sees characters that are written as an escape.
_NOT_IN_YAML = re.compile(r"[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DIFFERS_IN_JSON = re.compile(r"\t|\\u[dD][89abAB]")
_STRING_OR_TAB = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|\t', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)


class Unreadable(Exception):
    """Raised when a text cannot be read at all; says where it goes wrong."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


def as_yaml(text: str, source: str) -> str:
    """The text as a YAML parser understands it, with every character in the line and column where it was.

    Args:
        text: YAML or JSON.
        source: the file's name.

    Raises:
        Unreadable: a character is not allowed in such a file.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    if found := _NOT_IN_YAML.search(text):
        sentence = f"the character {characters.named(found.group())} is not allowed here; remove it."
        raise Unreadable(Mistake(in_file(source, _mark(text, found.start())), sentence))
    if text.lstrip().startswith("{") and _DIFFERS_IN_JSON.search(text):
        return _STRING_OR_TAB.sub(_json_piece, text)
    return text


def whole(text: str) -> str:
    """The text, with an escape for each unpaired surrogate, which nothing can store or print."""
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def legible(name: str) -> str:
    """A name as a sentence shows it: as it is, unless that would spoil the sentence."""
    return name if 1 <= len(name) <= NAME_LIMIT and name == characters.readable(name) else shown(name)


def _mark(text: str, index: int) -> Mark:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _json_piece(piece: re.Match[str]) -> str:
    written = piece.group()
    if written == "\t":
        return " "
    one_escape = _ESCAPE.sub(_escape, written)
    return one_escape.ljust(len(written))


def _escape(found: re.Match[str]) -> str:
    """One escape for a character that JSON writes as two halves, and YAML only as one."""
    if found[1] is None:
        return found.group()
    return f"\\U{0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00:08X}"
