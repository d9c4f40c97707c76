"""Properties as they travel between the engine and a provider, and as the core has them.

On the way, a value that is unknown or a secret is marked by texts that no program writes. The core has its own marker
for what is unknown, and every secret in the clear: which ones they are is kept beside the values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from google.protobuf.struct_pb2 import ListValue, Struct, Value

from pulumi_arize_users.providers.results import UNKNOWN, Unknown
from pulumi_arize_users.providers.wire_format import SECRET_MARK, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.providers.results import Properties

OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
# The engine has one for each kind of value.
UNKNOWN_TEXTS = frozenset(
    {
        UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)


@dataclass(frozen=True)
class Received:
    """Properties that were received.

    Attributes:
        values: in the clear; what is unknown, or holds something unknown, is the core's UNKNOWN.
        secret: the properties that are secrets, or hold one.
    """

    values: Properties = field(default_factory=dict)
    secret: frozenset[str] = frozenset()


def received(message: Struct) -> Received:
    """What a message says."""
    values, secret = {}, set()
    for key, value in message.fields.items():
        marks: set[str] = set()
        plain = _plain(value, marks)
        values[key] = UNKNOWN if UNKNOWN_TEXT in marks else plain
        if SECRET_MARK in marks:
            secret.add(key)
    return Received(values, frozenset(secret))


def sent(values: Mapping[str, Any], secret: Collection[str] = (), originals: Struct | None = None) -> Struct:
    """A message with these values; what is None is left out.

    Args:
        values: in the clear.
        secret: the properties that are secrets.
        originals: where to take what the core has as UNKNOWN: part of it may be known.
    """
    message = Struct()
    known = {key: value for key, value in values.items() if value is not None}
    for key, value in known.items():
        if value is UNKNOWN and originals is not None and key in originals.fields:
            message.fields[key].CopyFrom(originals.fields[key])
        else:
            packed = _packed(value)
            message.fields[key].CopyFrom(_as_secret(packed) if key in secret else packed)
    return message


def without_secret(value: Value) -> Value:
    """A value without the mark that it is a secret."""
    fields = value.struct_value.fields
    return fields["value"] if fields and _signature(value) == SECRET_MARK else value


def _plain(value: Value, marks: set[str]) -> Any:  # noqa: ANN401 - whatever a program writes
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _plain_mapping(value, marks)
    if kind == "list_value":
        return [_plain(each, marks) for each in value.list_value.values]
    if kind == "string_value" and value.string_value in UNKNOWN_TEXTS:
        marks.add(UNKNOWN_TEXT)
        return UNKNOWN
    return getattr(value, kind) if kind and kind != "null_value" else None


def _plain_mapping(value: Value, marks: set[str]) -> Any:  # noqa: ANN401 - as above
    fields, signature = value.struct_value.fields, _signature(value)
    if signature not in {SECRET_MARK, OUTPUT}:
        return {key: _plain(each, marks) for key, each in fields.items()}
    if signature == SECRET_MARK or fields["secret"].bool_value:
        marks.add(SECRET_MARK)
    if "value" not in fields:  # an output that is not known yet
        marks.add(UNKNOWN_TEXT)
        return UNKNOWN
    return _plain(fields["value"], marks)


def _signature(value: Value) -> str:
    fields = value.struct_value.fields
    return fields[SIGNATURE].string_value if SIGNATURE in fields else ""


def _packed(value: Any) -> Value:  # noqa: ANN401 - as above
    if isinstance(value, Unknown):
        return Value(string_value=UNKNOWN_TEXT)
    if isinstance(value, dict):
        return Value(struct_value=Struct(fields={key: _packed(each) for key, each in value.items()}))
    if isinstance(value, list | tuple):
        return Value(list_value=ListValue(values=map(_packed, value)))
    if isinstance(value, bool):
        return Value(bool_value=value)
    if isinstance(value, int | float):
        return Value(number_value=value)
    return Value(null_value=0) if value is None else Value(string_value=value)


def _as_secret(value: Value) -> Value:
    return Value(struct_value=Struct(fields={SIGNATURE: Value(string_value=SECRET_MARK), "value": value}))
