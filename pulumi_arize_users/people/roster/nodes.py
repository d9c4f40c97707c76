"""YAML text as nodes: what is written, and where.

Nodes are made from the parser's events and not by `yaml.compose`. That recurses for each level, so with libyaml 0.2.5 a
text of many brackets crashes the process; it loses the place of an alias, refuses an anchor that is used again, and
reading its nodes takes half as long again as this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from pulumi_arize_users.people.declaration import shown
from pulumi_arize_users.people.roster.places import Mistake, in_file
from pulumi_arize_users.people.roster.text import Unreadable, as_yaml, legible, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.people.roster.places import Mark, Place

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
# A file of some lines can mean millions of values, if aliases stand for aliases or are merged again and again.
MOST_REPEATED = 300_000
REPEATED_TOO_OFTEN = "aliases or merge keys repeat this too often, or nest it too deeply."
TOO_DEEP = f"this is nested more than {DEEPEST} levels deep."
# The message of a parser that gives up by itself; it reads ahead, so this happens before the first node is made.
PARSER_GAVE_UP = "exceeded maximum nesting depth"

TAG = "tag:yaml.org,2002:"
TEXTS = {f"{TAG}{name}" for name in ("str", "timestamp", "value")}
VALUES = {f"{TAG}{name}" for name in ("bool", "int", "float", "null")}
MERGE = f"{TAG}merge"
COLLECTIONS = {"!", f"{TAG}map", f"{TAG}seq"}


@dataclass(slots=True)
class Scalar:
    """A string, a number, true, false or nothing."""

    mark: Mark
    tag: str
    written: str
    value: object


@dataclass(slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A mapping: the place of each key and its value, also of those that are merged into it."""

    mark: Mark
    entries: dict[str, tuple[Mark, Node]] = field(default_factory=dict)


Node = Scalar | Sequence | Table


def compose(text: str, source: str) -> tuple[Node | None, list[Mistake]]:
    """The one document of a text, None where there is none, and what is wrong with single nodes.

    Args:
        text: YAML or JSON.
        source: the file's name.

    Raises:
        Unreadable: the text is not YAML, or is several documents.
    """
    text = as_yaml(text, source)
    composer = _Composer(text, source)
    try:
        return composer.document(), composer.mistakes
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax_mistake(error, text, source)) from error
    except (ValueError, OverflowError) as error:  # an escape that is not a character, in PyYAML's own scanner
        raise Unreadable(Mistake(composer.place, f"what follows is not valid YAML: {error}.")) from error


def value_name(value: object) -> str:
    """What YAML reads a value as, in words."""
    if value is None:
        return "nothing"
    return "a number" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


class _Composer:
    """Makes nodes from events, in one pass."""

    def __init__(self, text: str, source: str) -> None:
        self._source = source
        self._events = yaml.parse(text, Loader=PARSER)
        self._anchors: dict[str, Node] = {}
        self._resolve: Callable[..., str] = yaml.resolver.Resolver().resolve
        self._last = yaml.Event()
        self._repeated = 0
        self.mistakes: list[Mistake] = []

    @property
    def place(self) -> Place:
        """How far the text is read."""
        return in_file(self._source, _mark(self._last))

    def document(self) -> Node | None:
        """The node at the top."""
        document = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if document:
                    raise self._unreadable(event, "a second document starts here, but a roster must be a single one.")
                document = self._node(self._next(), 1)
        return document

    def _next(self) -> yaml.Event:
        self._last = next(self._events)
        return self._last

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise self._unreadable(event, f"*{event.anchor} is undefined: no &{event.anchor} ends before it.")
            return self._anchors[event.anchor]
        if depth > DEEPEST:
            raise self._unreadable(event, TOO_DEEP)
        node = self._new(event, depth)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _new(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent) and event.tag and event.tag not in COLLECTIONS:
            self._mistake(_mark(event), f"the tag {_short(event.tag)} is not supported here.")
        return self._table(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        tag, value = event.tag, event.value
        if tag is None or tag == "!":
            tag = self._resolve(yaml.ScalarNode, value, event.implicit)
        node = Scalar(_mark(event), tag, whole(value), whole(value))
        if node.written != value:
            self._mistake(node.mark, f"{shown(node.written)} contains an unpaired surrogate.")
        if tag in VALUES:
            self._construct(node)
        elif tag not in TEXTS and tag != MERGE:
            self._mistake(node.mark, f"the tag {_short(tag)} is not supported here.")
        return node

    def _construct(self, node: Scalar) -> None:
        try:
            node.value = yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(node.tag, node.written))
        except (ValueError, LookupError):
            self._mistake(node.mark, f"{shown(node.written)} cannot be read as {node.tag.removeprefix(TAG)}.")

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        sequence = Sequence(_mark(start))
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            sequence.items.append(self._node(event, depth + 1))
        return sequence

    def _table(self, start: yaml.Event, depth: int) -> Table:
        table, merged = Table(_mark(start)), []
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, mark = self._node(event, depth + 1), _mark(event)
            value = self._node(self._next(), depth + 1)
            if isinstance(key, Scalar) and key.tag == MERGE:
                merged.append((mark, value))
            else:
                self._enter(table, key, mark, value)
        if merged:
            table.entries = {**self._merged(merged), **table.entries}
        return table

    def _enter(self, table: Table, key: Node, mark: Mark, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._mistake(mark, "a key must be a string, but this one is a list or a mapping.")
            return
        if not isinstance(key.value, str):
            self._mistake(mark, _no_text(key))
        if key.written in table.entries:
            first = in_file(self._source, table.entries[key.written][0])
            self._mistake(mark, f"{legible(key.written)} is a duplicate key; the first one is at {first}.")
        table.entries.setdefault(key.written, (mark, value))

    def _merged(self, merged: list[tuple[Mark, Node]]) -> dict[str, tuple[Mark, Node]]:
        entries: dict[str, tuple[Mark, Node]] = {}
        for mark, value in merged:
            nodes = value.items if isinstance(value, Sequence) else [value]
            tables = [node for node in nodes if isinstance(node, Table)]
            if len(tables) < len(nodes):
                self._mistake(mark, "only a mapping, or a list of mappings, can be merged with <<.")
            self._count(mark, len(nodes) + sum(len(table.entries) for table in tables))
            for table in tables:
                for key, entry in table.entries.items():
                    entries.setdefault(key, entry)
        return entries

    def _count(self, mark: Mark, repeated: int) -> None:
        self._repeated += repeated
        if self._repeated > MOST_REPEATED:
            raise Unreadable(Mistake(in_file(self._source, mark), REPEATED_TOO_OFTEN))

    def _mistake(self, mark: Mark, sentence: str) -> None:
        self.mistakes.append(Mistake(in_file(self._source, mark), sentence))

    def _unreadable(self, event: yaml.Event, sentence: str) -> Unreadable:
        return Unreadable(Mistake(in_file(self._source, _mark(event)), sentence))


def _mark(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _short(tag: str) -> str:
    return tag.replace(TAG, "!!")


def _no_text(key: Scalar) -> str:
    if key.value is None:
        return "a key is missing here."
    return f"YAML reads the key {legible(key.written)} as {value_name(key.value)}; put it in quotes."


def _syntax_mistake(error: yaml.MarkedYAMLError, text: str, source: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    place = in_file(source, (mark.line + 1, mark.column + 1) if mark else (1, 1))
    if mark and text[mark.index : mark.index + 1] == "\t":
        return Mistake(place, "there is a tab here; YAML is indented with spaces.")
    if error.problem == PARSER_GAVE_UP:
        return Mistake(place, TOO_DEEP)
    return Mistake(place, f"this is not valid YAML: {', '.join(filter(None, [error.context, error.problem]))}.")
