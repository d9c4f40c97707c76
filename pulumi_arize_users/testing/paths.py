"""Property paths such as `tags.team` or `members[0].role`: how options name a part of a resource's inputs."""

from __future__ import annotations

import re
from typing import TypeAlias

from pulumi_arize_users.testing.values import Properties, Secret, Value, as_secret

Path: TypeAlias = "tuple[str | int, ...]"

_PART = re.compile(
    r"""\["(?P<quoted>(?:[^"\\]|\\.)*)"\] | \[(?P<index>\d+)\] | \[(?P<star>\*)\] | (?P<key>[^.\[\]]+)""", re.VERBOSE
)


def parse(text: str) -> Path:
    """The parts of a written path; a number is an index, `*` stands for any part."""
    return tuple(_part(match) for match in _PART.finditer(text))


def _part(match: re.Match[str]) -> str | int:
    if match["index"] is not None:
        return int(match["index"])
    if match["quoted"] is not None:
        return match["quoted"].replace('\\"', '"')
    return match["star"] or match["key"]


def write(path: Path) -> str:
    """The written form of a path, as previews show it."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif re.fullmatch(r"[A-Za-z_$][\w$]*", part):
            text += f".{part}" if text else part
        else:
            text += f'["{part}"]'
    return text


def covers(pattern: Path, path: Path) -> bool:
    """Whether the path lies at or below the pattern."""
    return len(path) >= len(pattern) and all(
        wanted in ("*", found) for wanted, found in zip(pattern, path, strict=False)
    )


def look_up(value: Value, path: Path) -> Value:
    """The value at a path, or None; a secret on the way makes what it holds secret."""
    for depth, part in enumerate(path):
        if isinstance(value, Secret):
            inner = look_up(value.value, path[depth:])
            return None if inner is None else as_secret(inner)
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


class CannotReset(Exception):
    """A path leads through something that only one of the two values has."""


def reset(path: Path, old: Properties, new: Properties) -> Properties:
    """The new properties with the value at the path taken from the old ones, absent when it is absent there.

    Raises:
        CannotReset: an element on the way was added or removed, so there is no single place to reset.
    """
    result = _reset(path, old, new)
    return result if isinstance(result, dict) else new


def _reset(path: Path, old: Value, new: Value) -> Value:
    if isinstance(new, Secret):
        return Secret(_reset(path, old.value if isinstance(old, Secret) else old, new.value))
    if isinstance(old, Secret):
        return _reset(path, _spread(old), new)
    return _reset_item(path, old, new) if isinstance(path[0], int) else _reset_key(path, old, new)


def _spread(secret: Secret) -> Value:
    """The secret's content with the mark moved to its parts, so that none is lost when one is taken out."""
    if isinstance(secret.value, dict):
        return {key: as_secret(item) for key, item in secret.value.items()}
    if isinstance(secret.value, list):
        return [as_secret(item) for item in secret.value]
    return secret.value


def _reset_key(path: Path, old: Value, new: Value) -> Value:
    key, rest = str(path[0]), path[1:]
    if not rest:
        return _reset_leaf_key(key, old, new)
    if not isinstance(old, dict) or not isinstance(new, dict):
        return _unless_one_is(dict, old, new)
    if key not in new and key in old:
        raise CannotReset
    return {**new, key: _reset(rest, old.get(key), new[key])} if key in new else new


def _reset_leaf_key(key: str, old: Value, new: Value) -> Value:
    has_old = isinstance(old, dict) and key in old
    if not isinstance(new, dict):
        if has_old:
            raise CannotReset
        return new
    others = {name: item for name, item in new.items() if name != key}
    return {**new, key: old[key]} if isinstance(old, dict) and has_old else others


def _reset_item(path: Path, old: Value, new: Value) -> Value:
    index, rest = int(path[0]), path[1:]
    if not isinstance(old, list) or not isinstance(new, list):
        return _unless_one_is(list, old, new)
    if not rest and index >= len(old) and index >= len(new):
        return new
    if index >= len(old) or index >= len(new):
        raise CannotReset
    item = _reset(rest, old[index], new[index]) if rest else old[index]
    return [*new[:index], item, *new[index + 1 :]]


def _unless_one_is(kind: type[dict[str, Value] | list[Value]], old: Value, new: Value) -> Value:
    if isinstance(old, kind) or isinstance(new, kind):
        raise CannotReset
    return new
