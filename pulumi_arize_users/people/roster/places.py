"""Where something is written: in a file, or in the mapping of a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str | int, ...]
Mark = tuple[int, int]

# Directly below these keys, a name is the user's own and not one of our words.
HOLDERS = ("people", "organizations", "spaces")


class Place(NamedTuple):
    """A place; places sort as a reader meets them.

    Attributes:
        line: counted from 1; 0 where there are no lines.
        column: counted from 1, in characters.
        text: as sentences name the place.
    """

    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return self.text


class Mistake(NamedTuple):
    """What is wrong, and where."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class Places(Protocol):
    """The places of a document's keys and values, by path."""

    def of_key(self, path: Path) -> Place:
        """Where the last name of the path is written."""

    def of_value(self, path: Path) -> Place:
        """Where the value at this path is defined."""

    def written(self, path: Path) -> str | None:
        """How a value that is not a string is written, if it is written anywhere."""


class FilePlaces:
    """Lines and columns of a file.

    Args:
        source: the file's name.
        keys: where each key begins, counted from 1.
        values: where each value begins.
        writing: values that are not strings, as written.
    """

    def __init__(
        self, source: str, keys: Mapping[Path, Mark], values: Mapping[Path, Mark], writing: Mapping[Path, str]
    ) -> None:
        self._source = source
        self._keys = keys
        self._values = values
        self._writing = writing

    def of_key(self, path: Path) -> Place:
        """Where the last name of the path is written."""
        return in_file(self._source, self._keys[path] if path in self._keys else self._values[path])

    def of_value(self, path: Path) -> Place:
        """Where the value at this path is defined."""
        return in_file(self._source, self._values[path])

    def written(self, path: Path) -> str | None:
        """How a value that is not a string is written."""
        return self._writing.get(path)


class ProgramPlaces:
    """Places of a mapping, as a program would write them."""

    def of_key(self, path: Path) -> Place:
        """Where the last name of the path is written."""
        return self.of_value(path)

    def of_value(self, path: Path) -> Place:
        """Where the value at this path is defined."""
        return in_program(path)

    def written(self, path: Path) -> str | None:  # noqa: ARG002 - a mapping was never written down
        """Nothing: only values are known."""
        return None


def packed(people: Mapping[str, str], organizations: Mapping[str, str]) -> str:
    """The places of people, by folded address, and of organizations, as one text.

    Args:
        people: places in a file; empty for a mapping, whose places are its addresses.
        organizations: places of organizations, by name or id.
    """
    return json.dumps({"people": {**people}, "organizations": {**organizations}})


def unpacked(text: str, addresses: Mapping[str, str]) -> dict[str, str]:
    """The places that were packed, limited to those of these people.

    Args:
        text: what `packed` made; empty where a program could not pass it.
        addresses: of everybody as written, by folded address.
    """
    if not text:
        return {}
    places = json.loads(text)
    people = places["people"] or {key: in_program(("people", written)).text for key, written in addresses.items()}
    # A resource option (ignore_changes) may have put other people into the inputs.
    return {**places["organizations"], **{key: place for key, place in people.items() if key in addresses}}


def in_file(source: str, mark: Mark) -> Place:
    """A place in a file."""
    line, column = mark
    return Place(line, column, f"{source}:{line}:{column}")


def in_program(path: Path) -> Place:
    """A place in the mapping of a program, such as `people["ada@example.com"].role`."""
    steps = [_step(name, own=bool(index) and path[index - 1] in HOLDERS) for index, name in enumerate(path)]
    return Place(0, 0, "".join(steps).removeprefix("."))


def _step(name: str | int, *, own: bool) -> str:
    if isinstance(name, str) and name.isidentifier() and not own:
        return f".{name}"
    if isinstance(name, str) and name.isprintable():
        return f"[{json.dumps(name, ensure_ascii=False)}]"
    return f"[{name!r}]"
