"""Properties as the engine carries and stores them for programs of every language: their names, and marks of secrets.

Programs write `onDestroy`, and the core `on_destroy`. Only names of arguments and outputs are translated. Addresses,
names of organizations and whatever a program writes as a value stay as they are, also where they are the keys of a map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Rename = Callable[[str], str]

# Marks by which Pulumi tells a secret from an ordinary map. They are part of its format.
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - no password, a mark
HIDDEN = "__"
# The properties whose own keys are names, and those that hold such a map for each of their keys.
NAMED = frozenset({"person", "defaults"})
NAMED_BY_KEY = frozenset({"people"})
_LETTER = re.compile(r"_([a-z0-9])")
_CAPITAL = re.compile(r"([A-Z])")


def to_wire(name: str) -> str:
    """The name by which programs know an argument or an output; a hidden one stays as it is."""
    return name if name.startswith(HIDDEN) else _LETTER.sub(lambda found: found[1].upper(), name)


def to_core(name: str) -> str:
    """The core's name for what programs call so; a hidden one stays as it is."""
    return name if name.startswith(HIDDEN) else _CAPITAL.sub(lambda found: f"_{found[1].lower()}", name)


def wire_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A resource's properties under the names that programs know."""
    return _renamed(properties, to_wire)


def core_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A resource's properties under the core's names."""
    return _renamed(properties, to_core)


def _renamed(properties: Mapping[str, Any], rename: Rename) -> dict[str, Any]:
    return {rename(key): _renamed_value(key, value, rename) for key, value in properties.items()}


def _renamed_value(key: str, value: Any, rename: Rename) -> Any:  # noqa: ANN401 - any property's value
    if not isinstance(value, dict):
        return value
    if key in NAMED:
        return {rename(name): each for name, each in value.items()}
    if key in NAMED_BY_KEY:
        return {name: _renamed(each, rename) if isinstance(each, dict) else each for name, each in value.items()}
    return value
