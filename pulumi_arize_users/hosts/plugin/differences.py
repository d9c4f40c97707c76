"""What the engine shows of a difference: property by property, old and new, and never a hidden input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from pulumi_arize_users.hosts.plugin.values import without_secret
from pulumi_arize_users.providers.wire_format import HIDDEN, to_wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from google.protobuf.struct_pb2 import Struct, Value

    from pulumi_arize_users.providers.results import Difference

    Fields = Mapping[str, Value]
    Found = tuple[str, Value | None, Value | None]

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def answer(difference: Difference, olds: Struct, news: Struct) -> DiffResponse:
    """What the core says of a difference, in the engine's form.

    Args:
        difference: what the core says.
        olds: the inputs of the last run.
        news: those of this one.
    """
    replaces = [to_wire(key) for key in difference.replaces]
    differing = list(_differing(olds.fields, news.fields))
    # What is different only in the record has no input to show: it is said in words.
    is_same = difference.changes is False or (difference.changes is None and not differing and not replaces)
    if is_same:
        return DiffResponse(changes=DiffResponse.DIFF_NONE, hasDetailedDiff=True)
    visible = [found for found in differing if not found[0].startswith(HIDDEN)]
    return DiffResponse(
        changes=DiffResponse.DIFF_SOME,
        replaces=replaces,
        diffs=list(dict.fromkeys(_first(path) for path, _old, _new in visible)),
        detailedDiff={path: _shown(path, old, new, replaces) for path, old, new in visible},
        hasDetailedDiff=True,
    )


def _differing(olds: Fields, news: Fields, prefix: str = "") -> Iterator[Found]:
    for key in sorted({*olds, *news}):
        old = without_secret(olds[key]) if key in olds else None
        new = without_secret(news[key]) if key in news else None
        yield from _compared(f"{prefix}{_step(key, prefix)}", old, new)


def _compared(path: str, old: Value | None, new: Value | None) -> Iterator[Found]:
    if old == new:
        return
    if old is not None and new is not None and _is_map(old) and _is_map(new):
        found = list(_differing(old.struct_value.fields, new.struct_value.fields, path))
        # A secret and the same value in the clear are no difference to see.
        yield from found
        return
    yield path, old, new


def _is_map(value: Value) -> bool:
    return bool(value.WhichOneof("kind") == "struct_value")


def _step(key: str, prefix: str) -> str:
    if _PLAIN_KEY.fullmatch(key):
        return f".{key}" if prefix else key
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'["{quoted}"]'


def _first(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _shown(path: str, old: Value | None, new: Value | None, replaces: list[str]) -> PropertyDiff:
    what = "ADD" if old is None else "DELETE" if new is None else "UPDATE"
    kind = f"{what}_REPLACE" if _first(path) in replaces else what
    return PropertyDiff(kind=PropertyDiff.Kind.Value(kind), inputDiff=True)
