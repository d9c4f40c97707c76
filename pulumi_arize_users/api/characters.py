"""Characters that nobody can see, or that only look like others: a text with one of them is not the text it seems."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    KindOf = Callable[[str, str], str | None]

_KINDS = {
    "Cc": "a control character",
    "Cf": "an invisible character",
    "Cs": "an unpaired surrogate",
    "Co": "a private-use character",
    "Cn": "an unassigned character",
    "Zl": "a line break",
    "Zp": "a line break",
    "Zs": "a space",
}
_INVISIBLE = _KINDS["Cf"]
_LINE_BREAKS = "\n\v\f\r\x85"

_JOINERS = "\u200c\u200d"
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Unicode calls these letters, marks and symbols, but they leave no ink; Hangul fillers are a popular "empty" name.
_BLANK = re.compile(rf"[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159\U00016fe4]|{_SELECTOR.pattern}")
# Unassigned now, and will never become anything that shows.
_NEVER_SHOWN = re.compile("[\u2065\ufdd0-\ufdef\ufff0-\ufff8\U000e0000-\U000e0fff]|[\ufffe\uffff]")
_PLANE = 0x10000


def hidden_in_address(text: str) -> str | None:
    """What an e-mail address has in it that its reader cannot see, as the end of a sentence; None if nothing.

    Only visible characters are allowed here, because the address says who somebody is. An ordinary space is left to the
    check of the address's form.
    """
    return _first_hidden(text, _kind_in_address)


def hidden_in_name(text: str) -> str | None:
    """What a person's name has in it that its reader cannot see, as the end of a sentence; None if nothing.

    A name is written as its owner writes it, so more is allowed than in an address:

    - any space in one line: Japanese names are often written with U+3000;
    - the joiners U+200C and U+200D and the variation selectors, which change how the character before them looks:
      Persian, Kurdish, the scripts of India and many emoji are misspelt without the joiners, and some Japanese names
      without the selectors. Latin letters do not need them, so after these they are refused;
    - characters that this Python does not know yet: the newest ideographs were added for names of people.

    Direction marks are refused, although some keyboards write them: letters bring their own direction, and with
    an override a name reads as another one.
    """
    return _first_hidden(text, _kind_in_name)


def is_lookalike(character: str) -> bool:
    """Whether Unicode normalization would replace a character with another single one, as the Kelvin sign with K."""
    decomposition = unicodedata.decomposition(character)
    return bool(decomposition) and "<" not in decomposition and " " not in decomposition


def named(character: str) -> str:
    """A character by number and name, such as U+200B ZERO WIDTH SPACE; control characters have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def escaped(value: object) -> str:
    """A value as Python writes it, with an escape for everything in it that does not show."""
    return _BLANK.sub(lambda blank: blank.group().encode("unicode_escape").decode(), repr(value))


def readable(text: str) -> str:
    """A text as a sentence shows it: as it is, or with quotes and escapes where something in it does not show."""
    return text if text.isprintable() and not _BLANK.search(text) else escaped(text)


def _first_hidden(text: str, kind_of: KindOf) -> str | None:
    trimmed = text.strip()
    if trimmed.isascii() and trimmed.isprintable():
        return None
    before = ""
    for position, character in enumerate(trimmed, len(text) - len(text.lstrip()) + 1):
        if kind := _KINDS["Zl"] if character in _LINE_BREAKS else kind_of(character, before):
            return f"has {kind} at position {position}, {named(character)}"
        before = character
    return None


def _kind_in_address(character: str, _before: str) -> str | None:
    if is_lookalike(character):
        return f"a character that only looks like {unicodedata.normalize('NFC', character)!r}"
    if _BLANK.match(character):
        return _INVISIBLE
    return None if character == " " else _KINDS.get(unicodedata.category(character))


def _kind_in_name(character: str, before: str) -> str | None:
    if character in _JOINERS or _SELECTOR.match(character):
        return None if _changes_look(character, before) else _INVISIBLE
    if _BLANK.match(character):
        return _INVISIBLE
    category = unicodedata.category(character)
    return None if category == "Zs" or (category == "Cn" and _may_show(character)) else _KINDS.get(category)


def _changes_look(character: str, before: str) -> bool:
    """Whether a joiner or a selector has anything to work on."""
    if _SELECTOR.match(before):
        return character in _JOINERS
    is_latin = before.isascii() or unicodedata.name(before, "").startswith(("LATIN ", "COMBINING "))
    return not is_latin and before not in _JOINERS and not before.isspace()


def _may_show(unassigned: str) -> bool:
    return not _NEVER_SHOWN.match(unassigned) and ord(unassigned) % _PLANE < _PLANE - 2
