"""Names in programs of every language, such as `onDestroy`, and the core's for the same, such as `on_destroy`.

Only names of arguments and outputs are translated. Addresses, names of organizations and whatever a program writes as
a value stay as they are, also where they are the keys of a map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Rename = Callable[[str], str]

HIDDEN = "__"
# The properties whose own keys are names, and those that hold such a map for each of their keys.
NAMED = frozenset({"person", "defaults"})
NAMED_BY_KEY = frozenset({"people"})
# The arguments that sentences name.
SPOKEN = (
    "adopt_memberships",
    "invite_mode",
    "is_developer",
    "max_membership_removals",
    "max_removals",
    "missing_ok",
    "on_destroy",
    "on_expired",
    "organization_id",
    "reinvite_limit",
    "required_admins",
    "resend_invitation_trigger",
    "reset_password_trigger",
    "space_id",
    "user_id",
)
_SPOKEN = re.compile(rf"(?<![\w@.-])({'|'.join(SPOKEN)})(?![\w@.-]*@)\b")
# What a Python program writes for an argument, or for an option of a resource.
_ARGUMENT = re.compile(r"\b(adopt|missing_ok|on_destroy|on_expired|role)=(\"?)(\w+)\2")
_OPTION = re.compile(r"\bignore_changes=\[")
# What only a Python program can write, and the same for all.
_PHRASES = {
    "aliases=[pulumi.Alias(name=…)], after a move pulumi.Alias(parent=…)": "the option aliases, as after a move",
    'with user_id=get_user(email="…").id, or with user=team.person("…") of a roster': "with the id that getUser, or "
    "`users` of a roster, has of them as userId",
    "CustomRole(id=…), written custom:<id> in a file": "custom:<id>",
    # Only the dynamic resources tell the engine which membership comes first.
    "Declare that membership as well.": "Declare that membership as well, before this one, or list it in dependsOn.",
}
_ALSO = re.compile(r" \(\w+: true in a (file|program)\)")
_LITERALS = {"True": "true", "False": "false"}
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


def in_wire_names(sentence: str) -> str:
    """A sentence of the core as programs of every language need it."""
    for phrase, same in _PHRASES.items():
        sentence = sentence.replace(phrase, same)
    said = _ARGUMENT.sub(lambda found: f"{found[1]}: {_LITERALS.get(found[3], found[3])}", sentence)
    said = (
        _ALSO.sub("", _OPTION.sub("ignoreChanges: [", said))
        .replace("an ArizeUser", "a User")
        .replace("ArizeUser", "User")
    )
    return _SPOKEN.sub(lambda found: to_wire(found[1]), said)


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
