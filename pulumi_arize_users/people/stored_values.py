"""Of which kind the values of a record and of stored inputs are; any other was not written by this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        expected = _expected(name, value)
        if expected:
            yield f"{name}{within} is not {expected}"
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


def _expected(name: str, value: object) -> str:
    """What a value should be; empty if it is."""
    if name in _TEXTS:
        return "" if isinstance(value, str) else "text"
    if name in _FLAGS:
        return "" if isinstance(value, bool) else "true or false"
    if name in _NUMBERS:
        return "" if isinstance(value, int | float) and not isinstance(value, bool) else "a number"
    if name in _LISTS:
        return "" if isinstance(value, list) and _are_texts(value) else "a list of text"
    if name in _MAPS:
        return "" if _is_map_to_texts(value) else "a mapping to text"
    if name == _REASONS:
        return "" if isinstance(value, str) or _is_map_to_texts(value) else "text"
    return ""


def _is_map_to_texts(value: object) -> bool:
    return isinstance(value, dict) and _are_texts(value.values())


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)
