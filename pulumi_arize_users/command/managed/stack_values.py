"""Properties as a stack export writes them: secrets are encrypted, or in the clear with `--show-secrets`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Marks by which the state tells a secret from an ordinary map. They are part of Pulumi's format.
_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - no password, a mark
# The native plugin writes names as programs of every language know them, in camel case.
NATIVE: Final = "arize:"
_HIDDEN: Final = "__"
_OF_EACH_PERSON: Final = "people"


class Encrypted:
    """A secret that the export holds only in encrypted form."""

    def __repr__(self) -> str:
        return "[encrypted]"


ENCRYPTED: Final = Encrypted()


def properties_of(written: object, token: str) -> dict[str, Any]:
    """The properties of a resource, under the names of the Python package.

    Args:
        written: what the export holds.
        token: the type of the resource.
    """
    if not isinstance(written, dict):
        return {}
    plain = {str(key): _plain(value) for key, value in written.items()}
    return _named(plain) if token.startswith(NATIVE) else plain


def secrets_in(written: object, token: str) -> frozenset[str]:
    """The names of the properties that the export marks as secrets."""
    if not isinstance(written, dict):
        return frozenset()
    names = {str(key) for key, value in written.items() if _is_secret(value)}
    return frozenset(map(_name, names)) if token.startswith(NATIVE) else frozenset(names)


def text(properties: Mapping[str, Any], name: str) -> str:
    """A property that is a string; empty if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, str) else ""


def mapping(properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A property that is a mapping; empty if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, dict) else {}


def flag(properties: Mapping[str, Any], name: str) -> bool | None:
    """A property that is a boolean; None if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, bool) else None


def _is_secret(value: object) -> bool:
    return isinstance(value, dict) and value.get(_SIGNATURE) == _SECRET


def _plain(value: Any) -> Any:  # noqa: ANN401 - any property's value
    if _is_secret(value):
        try:
            return _plain(json.loads(value["plaintext"]))
        except (KeyError, TypeError, ValueError):
            return ENCRYPTED
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _named(properties: Mapping[str, Any]) -> dict[str, Any]:
    named = {_name(key): value for key, value in properties.items()}
    people = mapping(named, _OF_EACH_PERSON)
    if people:
        # The keys of this map are addresses, and those below them are names of arguments.
        named[_OF_EACH_PERSON] = {
            address: {_name(key): value for key, value in person.items()} if isinstance(person, dict) else person
            for address, person in people.items()
        }
    return named


def _name(written: str) -> str:
    if written.startswith(_HIDDEN):
        return written
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in written)
