"""What a file or a program says about a roster, as plain data, with the place of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.declaration import shown
from pulumi_arize_users.people.roster.nodes import DEEPEST, MOST_REPEATED, REPEATED_TOO_OFTEN, Scalar, Table, compose
from pulumi_arize_users.people.roster.places import FilePlaces, Mistake, Path, ProgramPlaces, in_file, in_program
from pulumi_arize_users.people.roster.text import Unreadable, whole

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.nodes import Node, Sequence
    from pulumi_arize_users.people.roster.places import Mark, Places

# In a program only the levels of people, of one person and of their organizations are ours to look into.
LEVELS = 4


@dataclass(frozen=True)
class Document:
    """What is written, before it is known whether it makes sense.

    Attributes:
        data: the mapping at the top, with strings as keys; None if there is none.
        places: where everything is written.
        mistakes: what is wrong whatever the document is about.
    """

    data: dict[str, Any] | None
    places: Places
    mistakes: tuple[Mistake, ...] = ()


def read_text(text: str, source: str) -> Document:
    """The document of a YAML or JSON text.

    Args:
        text: the whole text, with or without a byte order mark.
        source: the file's name, as places are to name it.
    """
    reading = _Reading(source)
    try:
        node, mistakes = compose(text, source)
        data = None if node is None else reading.value(node, ())
    except Unreadable as unreadable:
        return Document(None, reading.places, (unreadable.mistake,))
    if isinstance(data, dict):
        return Document(data, reading.places, tuple(mistakes))
    what = "the file is empty" if data is None else "the top level of the file is not a mapping"
    place = in_file(source, node.mark if node else (1, 1))
    return Document(None, reading.places, (*mistakes, Mistake(place, f"{what}; a roster starts with `people:`.")))


def from_mapping(people: object, defaults: object = None, **rules: object) -> Document:
    """The document of what a program says.

    Args:
        people: mapping of addresses to people, as it stands under `people` in a file.
        defaults: as in a file; None for none.
        rules: the other keys of a file, such as `max_removals`; None where nothing is said.
    """
    said = {"people": people, "defaults": defaults, **rules}
    mistakes: list[Mistake] = []
    data = {key: _plain(value, (key,), mistakes) for key, value in said.items() if value is not None}
    return Document(data, ProgramPlaces(), tuple(mistakes))


class _Reading:
    """Nodes become plain data, and their marks places."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: dict[Path, Mark] = {}
        self._values: dict[Path, Mark] = {}
        self._writing: dict[Path, str] = {}
        self._seen: set[int] = set()
        self._repeated = 0
        self.places = FilePlaces(source, self._keys, self._values, self._writing)

    def value(self, node: Node, path: Path) -> object:
        """The plain data of a node.

        Raises:
            Unreadable: aliases make the document too large, or too deep.
        """
        self._values[path] = node.mark
        if isinstance(node, Scalar):
            return self._scalar(node, path)
        self._count(node, path)
        if isinstance(node, Table):
            return {key: self._entry(*entry, (*path, key)) for key, entry in node.entries.items()}
        return [self.value(item, (*path, index)) for index, item in enumerate(node.items)]

    def _count(self, node: Sequence | Table, path: Path) -> None:
        if id(node) in self._seen:
            self._repeated += 1 + len(node.entries if isinstance(node, Table) else node.items)
        self._seen.add(id(node))
        if self._repeated > MOST_REPEATED or len(path) >= DEEPEST:
            raise Unreadable(Mistake(in_file(self._source, node.mark), REPEATED_TOO_OFTEN))

    def _entry(self, mark: Mark, node: Node, path: Path) -> object:
        self._keys[path] = mark
        return self.value(node, path)

    def _scalar(self, node: Scalar, path: Path) -> object:
        if not isinstance(node.value, str):
            self._writing[path] = node.written
        return node.value


def _plain(value: object, path: Path, mistakes: list[Mistake]) -> object:
    if isinstance(value, str):
        return _text(value, path, mistakes)
    if not isinstance(value, Mapping) or len(path) >= LEVELS:
        return value
    plain = {}
    for key, entry in value.items():
        text = _key(key, path, mistakes)
        plain[text] = _plain(entry, (*path, text), mistakes)
    return plain


def _key(key: object, path: Path, mistakes: list[Mistake]) -> str:
    if isinstance(key, str):
        return _text(key, path, mistakes)
    mistakes.append(Mistake(in_program(path), f"a key must be a string, but one here is of type {type(key).__name__}."))
    return f"({type(key).__name__})"


def _text(text: str, path: Path, mistakes: list[Mistake]) -> str:
    readable = whole(text)
    if readable != text:
        mistakes.append(Mistake(in_program(path), f"{shown(readable)} contains an unpaired surrogate."))
    return readable
