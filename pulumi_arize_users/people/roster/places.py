"""Where something is written: in a file, or in the mapping of a program."""

from __future__ import annotations

import json
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Path = tuple[str | int, ...]
Mark = tuple[int, int]

# Behind these, a name is the user's own and not one of our words.
HOLDERS = ("people", "organizations")


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
    """The places of a document's keys and values, by the way that leads to them."""

    def of_key(self, path: Path) -> Place:
        """Where the last name of the path is written."""

    def of_value(self, path: Path) -> Place:
        """Where that is written which the path leads to."""

    def written(self, path: Path) -> str | None:
        """How a value is written that is no text, where it has been written at all."""


class FilePlaces:
    """Lines and columns of a file.

    Args:
        source: the file's name.
        keys: where each key begins, counted from 1.
        values: where each value begins.
        writing: values that are no texts, as written.
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
        """Where that is written which the path leads to."""
        return in_file(self._source, self._values[path])

    def written(self, path: Path) -> str | None:
        """How a value is written that is no text."""
        return self._writing.get(path)


class ProgramPlaces:
    """Places of a mapping, as a program would write them."""

    def of_key(self, path: Path) -> Place:
        """Where the last name of the path is written."""
        return self.of_value(path)

    def of_value(self, path: Path) -> Place:
        """Where that is written which the path leads to."""
        return in_program(path)

    def written(self, path: Path) -> str | None:  # noqa: ARG002 - a mapping was never written down
        """Nothing: only values are known."""
        return None


def packed(people: Mapping[str, str], organizations: Mapping[str, str]) -> str:
    """The places of people, by sorted address, and of organizations, as one text.

    It travels with every preview, so of each person only what differs is in it. A mapping's places are its addresses.
    """
    common = commonprefix([*people.values()])  # noqa: RUF071 - of characters, not of folders
    lines = [common, *(place.removeprefix(common) for place in people.values())]
    return json.dumps({"of": _digest(people), "people": "\n".join(lines), "organizations": {**organizations}})


def unpacked(text: str, addresses: Mapping[str, str]) -> dict[str, str]:
    """The places that were packed, as far as they are those of these people.

    Args:
        text: what `packed` made; empty where a program could not pass it.
        addresses: of everybody as written, by folded address.
    """
    if not text:
        return {}
    places = json.loads(text)
    common, *lines = places["people"].split("\n")
    people: dict[str, str] = {}
    if not lines:
        people = {key: in_program(("people", address)).text for key, address in addresses.items()}
    elif places["of"] == _digest(addresses):
        # Otherwise a resource option (ignore_changes) has put other people into the inputs.
        people = {key: common + line for key, line in zip(sorted(addresses), lines, strict=False)}
    return {**places["organizations"], **people}


def _digest(addresses: Iterable[str]) -> int:
    return crc32("\n".join(sorted(addresses)).encode())


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
