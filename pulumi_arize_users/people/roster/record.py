"""What a roster remembers of each person: what was declared, with the server's values and id.

An entry has a person's declared properties under their own names, so that a refresh can answer with them as inputs,
and beside them what only the server knows. In the outputs a program sees what it may need of each entry; the rest is
one text, for the engine takes its time for each value of a property, however small, and for a long text next to none.
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


def outputs_of(users: Entries) -> dict[str, Any]:
    """The outputs that hold these entries: `users` for programs, and `record` with everything else.

    Thousands of people differ in their names and little else, so the record names a kind of people, what they have in
    common, and then those who are of it: a line for each, because of a text the engine shows the lines that changed.
    """
    everybody, kinds = dict(sorted(users.items())), dict[str, list[str]]()
    for key, entry in everybody.items():
        kind = {name: entry[name] for name in entry if name not in {*FOR_PROGRAMS, "name"}}
        name = [entry["name"]] if "name" in entry else []
        kinds.setdefault(_line(kind), []).append(_line([key, *name]))
    return {
        "users": {
            key: {name: entry[name] for name in FOR_PROGRAMS if name in entry} for key, entry in everybody.items()
        },
        "record": "\n".join(line for kind in sorted(kinds) for line in (kind, *kinds[kind])),
    }


def entries_of(outputs: Mapping[str, Any]) -> dict[str, Entry]:
    """The entries that these outputs hold."""
    entries, kind = {}, "{}"
    for line in outputs["record"].splitlines():
        said = json.loads(line)
        if isinstance(said, dict):
            kind = line  # read anew for each person: no two may share their memberships
            continue
        key, *name = said
        entries[key] = {**json.loads(kind), **({"name": name[0]} if name else {}), **outputs["users"][key]}
    return dict(sorted(entries.items()))


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
