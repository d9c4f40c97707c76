"""Property values as the engine sees them: plain data, secrets and unknowns, and their protobuf form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from google.protobuf import struct_pb2

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = "bool | int | float | str | Secret | Unknown | list[Value] | dict[str, Value] | None"
Properties: TypeAlias = "dict[str, Value]"

# Marks by which the protocol tells a special map from an ordinary one. They are part of Pulumi's wire format.
_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - no password, a mark
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that is encrypted at rest and hidden in every display; `.value` is the plain one."""

    value: Value

    def __repr__(self) -> str:
        return "[secret]"


@dataclass(frozen=True, repr=False)
class Unknown:
    """A value that is not known before the operation has run, as a preview meets it."""

    def __repr__(self) -> str:
        return "[unknown]"


UNKNOWN: Final = Unknown()


def from_struct(struct: struct_pb2.Struct) -> Properties:
    """The properties in a protobuf struct, with secrets and unknowns as objects."""
    return {key: _from_protobuf(value) for key, value in struct.fields.items()}


def _from_protobuf(value: struct_pb2.Value) -> Value:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _special(from_struct(value.struct_value))
    if kind == "list_value":
        return [_from_protobuf(item) for item in value.list_value.values]
    if kind == "number_value":
        return int(value.number_value) if value.number_value.is_integer() else float(value.number_value)
    if kind == "bool_value":
        return bool(value.bool_value)
    if kind == "string_value":
        return UNKNOWN if value.string_value == UNKNOWN_TEXT else str(value.string_value)
    return None


def _special(fields: Properties) -> Value:
    signature = fields.get(_SIGNATURE)
    if signature == _SECRET:
        return Secret(fields.get("value"))
    if signature == _OUTPUT:
        value = fields.get("value", UNKNOWN)
        return Secret(value) if fields.get("secret") else value
    return fields


def to_struct(properties: Mapping[str, Value]) -> struct_pb2.Struct:
    """The protobuf form of properties; secrets keep their mark."""
    struct = struct_pb2.Struct()
    struct.update({key: _to_protobuf(value) for key, value in properties.items()})
    return struct


def _to_protobuf(value: Value) -> object:
    if isinstance(value, Secret):
        return {_SIGNATURE: _SECRET, "value": _to_protobuf(value.value)}
    if isinstance(value, Unknown):
        return UNKNOWN_TEXT
    if isinstance(value, dict):
        return {key: _to_protobuf(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_protobuf(item) for item in value]
    return value


def from_state_file(value: Value) -> Value:
    """The value behind the JSON form that state files and event logs use."""
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _SECRET:
            return Secret(_decoded(value.get("plaintext")))
        return {key: from_state_file(item) for key, item in value.items()}
    if isinstance(value, list):
        return [from_state_file(item) for item in value]
    return UNKNOWN if value == UNKNOWN_TEXT else value


def _decoded(plaintext: Value) -> Value:
    """What an exported secret holds; an event log shows only that there is one."""
    return from_state_file(json.loads(plaintext)) if isinstance(plaintext, str) else "[secret]"


def without_secrets(value: Value) -> Value:
    """The same value with every secret opened, which is what a dynamic provider is given."""
    if isinstance(value, Secret):
        return without_secrets(value.value)
    if isinstance(value, dict):
        return {key: without_secrets(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    return value


def for_provider(properties: Mapping[str, Value]) -> struct_pb2.Struct:
    """Properties as a dynamic provider receives them: secrets opened, references to resources as their id."""
    return to_struct({key: _dereferenced(without_secrets(value)) for key, value in properties.items()})


def _dereferenced(value: Value) -> Value:
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _RESOURCE:
            return value.get("id") or value.get("urn")
        return {key: _dereferenced(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dereferenced(item) for item in value]
    return value


def redacted(value: Value) -> Value:
    """The value as it may be shown: `[secret]` and `[unknown]` in place of what is hidden or not known."""
    if isinstance(value, (Secret, Unknown)):
        return repr(value)
    if isinstance(value, dict):
        return {key: redacted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [redacted(item) for item in value]
    return value


def contains(value: Value, kind: type[Secret | Unknown]) -> bool:
    """Whether a secret (or an unknown) is anywhere in the value."""
    if isinstance(value, kind):
        return True
    if isinstance(value, Secret):
        return contains(value.value, kind)
    if isinstance(value, dict):
        return any(contains(item, kind) for item in value.values())
    return isinstance(value, list) and any(contains(item, kind) for item in value)


def marked_like(properties: Properties, pattern: Mapping[str, Value]) -> Properties:
    """Properties with a secret mark wherever the pattern has one.

    A dynamic provider answers in the clear, so the engine marks its answer after the inputs it was given: a property
    becomes secret when the one of the same name is, or holds one in a list; two objects are compared key by key.
    """
    return {key: _marked(value, pattern[key]) if key in pattern else value for key, value in properties.items()}


def _marked(value: Value, pattern: Value) -> Value:
    if isinstance(value, dict) and isinstance(pattern, dict):
        return marked_like(value, pattern)
    return as_secret(value) if contains(pattern, Secret) else value


def as_secret(value: Value) -> Secret:
    """The value with a secret mark, put on once."""
    return value if isinstance(value, Secret) else Secret(value)


def same(old: Value, new: Value) -> bool:
    """Whether two values are equal to the engine: `1` and `1.0` are, `1` and `True` are not."""
    if isinstance(old, bool) or isinstance(new, bool):
        return old is new
    if isinstance(old, Secret) and isinstance(new, Secret):
        return same(old.value, new.value)
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(item, new[key]) for key, item in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    return old == new
