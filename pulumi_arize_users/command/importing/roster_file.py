"""An account as the file of a roster: a line for each person, so that a deleted line is one person."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pulumi_arize_users.command.importing.remarks import remarks, who_is_left_out
from pulumi_arize_users.people.scope import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.command.importing.account import Imported, NotImported

HEADER = """\
# The people of the Arize account {account}, as `arize-users import` found them.
# A role "on trust" was not read from Arize: check it before the first `pulumi up`, which records it and sends nothing.

# Everybody exists already, and is taken over with these memberships. Remove both words after the first `pulumi up`.
defaults:
  adopt: true
  adopt_memberships: true

people:
"""
# What YAML reads as itself wherever it stands; words such as `on` and `null` are something else.
_PLAIN = re.compile(r"[^\W\d_][\w.@+/()' -]*(?<! )")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_NOT_PRINTED = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEPT = ("name", "role", "is_developer")


def roster_text(account: str, people: Sequence[Imported], left_out: Sequence[NotImported]) -> str:
    """The file.

    Args:
        account: where the account is.
        people: everybody whom it declares.
        left_out: everybody whom it only mentions.
    """
    lines = [_line(person) for person in people] or ["  {}"]
    comments = [f"  # {who_is_left_out(person)}" for person in left_out]
    return HEADER.format(account=account) + "\n".join([*lines, *comments]) + "\n"


def scalar(value: object) -> str:
    """A value as YAML, in quotes where it would be read as anything else without them."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and text.isprintable():
        return text
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def _line(person: Imported) -> str:
    said: dict[str, object] = {**person.declared}
    values = [f"{key}: {scalar(said[key])}" for key in _KEPT if key in said]
    for scope in SCOPES:
        roles = {each.place.key: each.role for each in person.memberships if each.place.scope == scope}
        values += [f"{scope.plural}: {_mapping(roles)}"] if roles else []
    comment = f"  # {_joined(remarks(person))}" if remarks(person) else ""
    return f"  {scalar(said['email'])}: {{{', '.join(values)}}}{comment}"


def _mapping(roles: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{scalar(key)}: {scalar(role)}" for key, role in roles.items()) + "}"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
