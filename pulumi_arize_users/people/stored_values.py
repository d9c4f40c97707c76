"""Of which kind the values of a record and of stored inputs are; any other was not written by this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Kind = tuple[str, Callable[[object], bool]]

_TEXTS = {
    *("email", "name", "role", "invite_mode", "on_destroy", "on_expired"),
    *("user_id", "status", "created_at", "account", "declared_role", "declared_email", "leaving"),
    *("organization_id", "space_id", "membership_id", "verification", "roster", "seen_on"),
    *("max_removals", "max_membership_removals", "unmanaged", "required_admins"),
    *("__role", "__email", "__roles", "__adopted", "__seen"),
}
_FLAGS = {"adopt", "adopted", "adopt_memberships", "is_developer", "missing_ok"}
_NUMBERS = {"reinvited"}
_LISTS = {"managed", "under_way", "__secret"}
_MAPS = {"organizations", "spaces", "organization_ids", "blocked", "temporary_passwords", "__organizations"}
# Each holds a person's values under their own names.
_PERSONS = {"person", "__person"}
# A roster has its people by address; the resource of its removals, which names the roster, has them as text.
_PEOPLE, _ROSTER = "people", "roster"
# A person has one reason, and a roster one for each of its people.
_REASONS = "unfinished"


def damage_in(values: Mapping[str, object]) -> str:
    """Which value is of another kind than this package writes, in words that do not show it; empty if none is.

    Args:
        values: a line of a record, or inputs or outputs of any resource.
    """
    return next(_damages(values), "")


def _damages(values: Mapping[str, object], within: str = "") -> Iterator[str]:
    for name, value in values.items():
        words, is_so = _KINDS.get(name, _ANYTHING)
        if not is_so(value):
            yield f"{name}{within} is not {words}"
        elif name in _PERSONS:
            yield from _of_person(value, f" in {name}")
    people = values.get(_PEOPLE, {})
    if isinstance(people, str) != (_PEOPLE in values and _ROSTER in values):
        yield f"{_PEOPLE} and {_ROSTER} do not belong together"
    elif isinstance(people, dict):
        for key, person in people.items():
            yield from _of_person(person, f" of {key}")
    elif not isinstance(people, str):
        yield f"{_PEOPLE} is not a mapping"


def _of_person(value: object, within: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _damages(value, within)
    else:
        yield f"what is said{within} is not a mapping"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_map_to_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_text_or_map(value: object) -> bool:
    return _is_text(value) or _is_map_to_texts(value)


_ANYTHING: Kind = ("", lambda _value: True)
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_TEXTS, ("text", _is_text)),
    **dict.fromkeys(_FLAGS, ("true or false", _is_flag)),
    **dict.fromkeys(_NUMBERS, ("a number", _is_number)),
    **dict.fromkeys(_LISTS, ("a list of text", _is_list_of_texts)),
    **dict.fromkeys(_MAPS, ("a mapping to text", _is_map_to_texts)),
    _REASONS: ("text", _is_text_or_map),
}
