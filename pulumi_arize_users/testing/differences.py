"""What differs between two sets of properties, as previews show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pulumi_arize_users.testing.paths import Path, look_up, parse, write
from pulumi_arize_users.testing.values import Properties, Value, redacted, same, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPPOSITE: Final = {"add": "delete", "delete": "add", "update": "update"}


def compare(old: Properties, new: Properties) -> dict[str, str]:
    """Path of every leaf that differs to `add`, `delete` or `update`; secret marks make no difference."""
    return {write(path): kind for path, kind in _compare((), without_secrets(old), without_secrets(new))}


def _compare(path: Path, old: Value, new: Value) -> Iterator[tuple[Path, str]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _compare((*path, key), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            yield from _compare((*path, index), _item(old, index), _item(new, index))
    elif old is None and new is not None:
        yield path, "add"
    elif old is not None and new is None:
        yield path, "delete"
    elif not same(old, new):
        yield path, "update"


def _item(items: list[Value], index: int) -> Value:
    return items[index] if index < len(items) else None


def visible(diff: dict[str, str]) -> dict[str, str]:
    """The differences a person is shown: keys that begin with `__` belong to the SDK."""
    return {path: kind for path, kind in diff.items() if not path.startswith("__")}


def inverted(diff: dict[str, str]) -> dict[str, str]:
    """The same differences seen from the other side."""
    return {path: _OPPOSITE[kind] for path, kind in diff.items()}


def both_sides(diff: dict[str, str], old: Properties, new: Properties) -> dict[str, tuple[Value, Value]]:
    """For each path the old and the new value, fit for display."""
    return {path: (redacted(look_up(old, parse(path))), redacted(look_up(new, parse(path)))) for path in visible(diff)}
