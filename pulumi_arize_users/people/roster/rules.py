"""The rules that look at several values of a roster at once; they are checked even where other values are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.declaration import MEMBERSHIPS, PERSON, UnusableValue, shown
from pulumi_arize_users.people.roles import annotator_refusal
from pulumi_arize_users.people.roster.models import LEFT_OUT, is_left_out
from pulumi_arize_users.people.roster.places import Mistake
from pulumi_arize_users.people.roster.sentences import about, person_at
from pulumi_arize_users.people.roster.text import legible
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pulumi_arize_users.people.declaration import Reader
    from pulumi_arize_users.people.roster.places import Path, Places

    Holder = Mapping[str, Any]

# Stands for defaults that cannot be read at all: they may have been meant to give a role.
UNREADABLE: Holder = {"role": None}


def holders(data: Holder) -> Iterator[tuple[Path, Holder]]:
    """The defaults and every person, as far as they are mappings, and the paths to them."""
    said: dict[Path, object] = {("defaults",): data.get("defaults")}
    said.update({("people", address): person for address, person in _mapping(data.get("people")).items()})
    return ((path, holder) for path, holder in said.items() if isinstance(holder, dict))


def organization_paths(path: Path, holder: Holder) -> dict[str, Path]:
    """The paths to the organization roles of one person, or of the defaults, by organization."""
    return {key.strip(): (*path, "organizations", key) for key in _mapping(holder.get("organizations"))}


def broken_rules(data: Holder, places: Places) -> Iterator[Mistake]:
    """A mistake for each rule that is broken by what can be read."""
    yield from _twins(_mapping(data.get("people")), ("people",), fold, places)
    defaults = data.get("defaults", {})
    for path, holder in holders(data):
        organizations = _mapping(holder.get("organizations"))
        yield from _twins(organizations, (*path, "organizations"), str.strip, places)
        if path[0] == "people":
            yield from _role_mistakes(path, holder, defaults if isinstance(defaults, dict) else UNREADABLE, places)
            yield from _left_out_mistakes(path, holder, defaults, places)


def _twins(keys: Holder, path: Path, fold_key: Callable[[str], str], places: Places) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for key in keys:
        same = first.setdefault(fold_key(key), key)
        if same != key:
            sentence = f"{shown(key)} is the same as {shown(same)} at {places.of_key((*path, same))}; keep one of them."
            yield Mistake(places.of_key((*path, key)), about(path, sentence))


def _role_mistakes(path: Path, person: Holder, defaults: Holder, places: Places) -> Iterator[Mistake]:
    if "role" not in person and "role" not in defaults:
        yield Mistake(places.of_key(path), about(path, "role is missing, and the defaults do not set one."))
    role = _read(PERSON.readers["role"], person.get("role", defaults.get("role")))
    ways = {**organization_paths(("defaults",), defaults), **organization_paths(path, person)}
    for organization, way in ways.items():
        organizations = (defaults if way[0] == "defaults" else person)["organizations"]
        organization_role = _read(MEMBERSHIPS[ORGANIZATION].readers["role"], organizations[way[-1]])
        whom, where = _blamed(path, way, own_role="role" in person)
        refusal = annotator_refusal(f"{whom} in {legible(organization)}", role, organization_role)
        if refusal:
            yield Mistake(places.of_value(where), refusal)


def _left_out_mistakes(path: Path, person: Holder, defaults: object, places: Places) -> Iterator[Mistake]:
    given = organization_paths(("defaults",), _mapping(defaults))
    for organization, way in organization_paths(path, person).items():
        if is_left_out(person["organizations"][way[-1]]) and organization not in given:
            sentence = (
                f"{legible(organization)} is {LEFT_OUT}, but the defaults do not give it under this name or id. "
                f"{LEFT_OUT} leaves an organization of the defaults out; to be in no organization, name none."
            )
            yield Mistake(places.of_value(way), about(path, sentence))


def _blamed(path: Path, way: Path, *, own_role: bool) -> tuple[str, Path]:
    """Whom to name for two roles that do not fit, and the path to the role that is their own."""
    if way[0] == "defaults" and not own_role:
        return "people who take both roles from the defaults,", way
    return person_at(path), (*path, "role") if way[0] == "defaults" else way


def _read(reader: Reader, value: object) -> str | None:
    """A role, normalized; None if it is not one."""
    try:
        return str(reader(value))
    except UnusableValue:
        return None


def _mapping(value: object) -> Holder:
    return value if isinstance(value, dict) else {}
