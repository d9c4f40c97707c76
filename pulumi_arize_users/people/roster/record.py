"""The record of a roster: everybody as one text, with a line for each person.

The engine is slow for each value of a property, however small, and takes next to no time for a long text; of a text it
shows the lines that changed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from pulumi_arize_users.people.record import Declared, Recorded, is_same_address, managed_arguments, unmanaged_arguments
from pulumi_arize_users.people.scope import SPACE
from pulumi_arize_users.people.stored_values import damage_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Records = Mapping[str, Recorded]

FOR_PROGRAMS = {"user_id": "id", "status": "status", "adopted": "adopted"}
# A line leaves out what follows from the rest of it, and what no rule needs.
LEFT_OUT = {"created_at", "temporary_password", "account", "managed", "declared_email", "unfinished"}
# On the line of somebody who was taken out of the roster, and is remembered until they are blocked.
LEAVING = "leaving"
# Of the recorded properties, those that a program cannot declare.
NOT_DECLARED = {"user_id", "status", "adopted", "declared_role", "reinvited", LEAVING, *LEFT_OUT}


class DamagedRecord(Exception):
    """Raised for a record that this package did not write so: it was edited by hand, or cut off.

    Args:
        line: the first line that cannot be read, counted from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} of its record cannot be read")


def record_of(records: Records) -> str:
    """The text for these people, by folded address."""
    return "\n".join(
        json.dumps([key, _line(key, record)], sort_keys=True, separators=(",", ":"))
        for key, record in sorted(records.items())
    )


def records_of(text: str) -> dict[str, Recorded]:
    """The people of a text, by folded address.

    Raises:
        DamagedRecord: this is no such text.
    """
    return {key: _recorded(key, line) for key, line in _entries(text)}


def users_of(text: str) -> dict[str, dict[str, Any]]:
    """What a program may need to know of each person."""
    return {
        key: {word: line[name] for name, word in FOR_PROGRAMS.items() if name in line}
        for key, line in _entries(text)
        if LEAVING not in line
    }


def address_of(key: str, person: Mapping[str, object]) -> str:
    """A person's address as the program writes it, or as it became elsewhere."""
    return str(person.get("email", key))


def declared_as(key: str, person: Mapping[str, object]) -> Declared:
    """A person of a roster in the form of a single resource."""
    return cast("Declared", {**person, "email": address_of(key, person)})


def recorded_as(key: str, person: Mapping[str, object], declared_role: str | None = None) -> Recorded:
    """The record that the inputs of the last run, or of a refresh, amount to.

    Args:
        key: the person's key.
        person: the inputs.
        declared_role: what the program said, where a refresh found another role.
    """
    noted = {"declared_role": declared_role} if declared_role else {}
    return _recorded(key, {**person, **noted})


def input_of(key: str, record: Recorded) -> dict[str, Any]:
    """What a program would have to declare for the person to be as recorded."""
    line = _line(key, record)
    empty = {"organizations"} if not line.get("organizations") else set()
    return {name: value for name, value in line.items() if name not in {*NOT_DECLARED, *empty}}


def _entries(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, written in enumerate(text.splitlines(), start=1):
        try:
            key, line = json.loads(written)
        except (ValueError, TypeError):
            raise DamagedRecord(number) from None
        if not (isinstance(key, str) and isinstance(line, dict) and "user_id" in line) or damage_in(line):
            raise DamagedRecord(number)
        yield key, line


def _line(key: str, record: Recorded) -> dict[str, Any]:
    line = {name: value for name, value in record.items() if name not in LEFT_OUT | unmanaged_arguments(record)}
    if not line.get(SPACE.plural):
        line.pop(SPACE.plural, None)
    if line.get("email") == key:
        del line["email"]
    return line


def _recorded(key: str, line: Mapping[str, Any]) -> Recorded:
    managed = managed_arguments(line)
    record = {"organizations": {}, **line, "email": address_of(key, line)}
    if managed:
        record["managed"] = managed
    if not is_same_address(key, record["email"]):
        record["declared_email"] = key
    return cast("Recorded", record)
