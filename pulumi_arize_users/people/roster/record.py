"""What a roster remembers of each person: what was declared, with the server's values and id.

An entry has a person's declared properties under their own names, so that a refresh can answer with them as inputs,
and beside them what only the server knows. The entries of all people are one text, the record, for the engine takes its
time for each value of a property, however small, and for a long text next to none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User

    Entry = dict[str, Any]
    Entries = Mapping[str, Mapping[str, Any]]

FOR_PROGRAMS = ("id", "status", "adopted")
ONLY_RECORDED = (*FOR_PROGRAMS, "declared_role")
SENDABLE = ("name", "is_developer")
# What hardly two people have in common, or what changes by itself; the rest makes a kind of people.
PERSONS_OWN = {"id", "name", "status"}


def record_of(entries: Entries) -> str:
    """The record of these entries.

    Thousands of people have most in common, so the record names a kind of people, which is all that they share, and
    then those who are of it: a line for each, because of a text the engine shows the lines that changed.
    """
    kinds = dict[str, list[str]]()
    for key, entry in sorted(entries.items()):
        kind = {name: value for name, value in entry.items() if name not in PERSONS_OWN}
        own = {name: value for name, value in entry.items() if name in PERSONS_OWN}
        kinds.setdefault(_line(kind), []).append(_line([key, own]))
    return "\n".join(line for kind in sorted(kinds) for line in (kind, *kinds[kind]))


def entries_of(record: str) -> dict[str, Entry]:
    """The entries that this record holds."""
    entries, kind = {}, "{}"
    for line in record.splitlines():
        said = json.loads(line)
        if isinstance(said, dict):
            kind = line  # read anew for each person: no two may share their memberships
            continue
        key, own = said
        entries[key] = {**json.loads(kind), **own}
    return dict(sorted(entries.items()))


def users_of(record: str) -> dict[str, Entry]:
    """What a program may need to know of each person."""
    return {
        key: {name: entry[name] for name in FOR_PROGRAMS if name in entry} for key, entry in entries_of(record).items()
    }


def _line(said: object) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def address_of(address: str, properties: Mapping[str, Any]) -> str:
    """A person's address as the program writes it, or as it became elsewhere."""
    return str(properties.get("email", address))


def new_entry(address: str, person: Mapping[str, Any], user: User, *, adopted: bool) -> Entry:
    """The entry of a person who has just come into the account, and is no member of anything yet."""
    return seen_entry(address, {**person, **_unseen({}, person), "adopted": adopted, "organizations": {}}, user)


def updated_entry(
    address: str, entry: Mapping[str, Any], person: Mapping[str, Any], organizations: Mapping[str, str]
) -> Entry:
    """The entry of a person for whom the program now says something else, of which nothing is sent yet."""
    kept = {key: entry[key] for key in (*ONLY_RECORDED, "role") if key in entry}
    if fold(address_of(address, entry)) != address:
        kept["email"] = entry["email"]
    return {**person, **_unseen(entry, person), **kept, "organizations": dict(organizations)}


def seen_entry(address: str, entry: Mapping[str, Any], user: User) -> Entry:
    """The entry after a reply about the person; what the program does not manage is left out."""
    said: Entry = {"id": user.id, "status": user.status, "name": user.name, "role": user.role}
    if "is_developer" in entry:
        said["is_developer"] = user.is_developer
    seen = {**entry, **{key: value for key, value in said.items() if value not in {None, ""}}}
    _note_role(seen, entry.get("declared_role", entry.get("role")))
    _note_address(seen, address, user.email)
    return seen


def input_of(entry: Mapping[str, Any]) -> Entry:
    """What a program would have to declare for the person to be as recorded."""
    empty = {"organizations"} if not entry.get("organizations") else set()
    return {key: value for key, value in entry.items() if key not in {*ONLY_RECORDED, *empty}}


def _unseen(entry: Mapping[str, Any], person: Mapping[str, Any]) -> Entry:
    # What was declared a moment ago is not what the server holds.
    return {key: entry.get(key) for key in SENDABLE if key in person}


def _note_role(seen: Entry, declared: str | None) -> None:
    # A role that differs was changed elsewhere; the sentence about that needs to know what the program said.
    seen.pop("declared_role", None)
    if declared not in {None, seen.get("role")}:
        seen["declared_role"] = declared


def _note_address(seen: Entry, address: str, email: str) -> None:
    if email and fold(email) != address:
        seen["email"] = email
    elif fold(address_of(address, seen)) != address:
        del seen["email"]
