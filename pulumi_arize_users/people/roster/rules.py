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
from pulumi_arize_users.people.scope import ORGANIZATION, SCOPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pulumi_arize_users.people.declaration import Reader
    from pulumi_arize_users.people.roster.places import Path, Places
    from pulumi_arize_users.people.scope import Scope

    Holder = Mapping[str, Any]

# Stands for defaults that cannot be read at all: they may have been meant to give a role.
UNREADABLE: Holder = {"role": None}


def holders(data: Holder) -> Iterator[tuple[Path, Holder]]:
    """The defaults and every person, as far as they are mappings, and the paths to them."""
    said: dict[Path, object] = {("defaults",): data.get("defaults")}
    said.update({("people", address): person for address, person in _mapping(data.get("people")).items()})
    return ((path, holder) for path, holder in said.items() if isinstance(holder, dict))


def membership_paths(path: Path, holder: Holder, scope: Scope) -> dict[str, Path]:
    """The paths to the roles of one person, or of the defaults, by organization or space."""
    return {key.strip(): (*path, scope.plural, key) for key in _mapping(holder.get(scope.plural))}


def broken_rules(data: Holder, places: Places) -> Iterator[Mistake]:
    """A mistake for each rule that is broken by what can be read."""
    yield from _twins(_mapping(data.get("people")), ("people",), fold, places)
    defaults = data.get("defaults", {})
    for path, holder in holders(data):
        if path[0] == "people":
            yield from _missing_role(path, holder, defaults if isinstance(defaults, dict) else UNREADABLE, places)
        for scope in SCOPES:
            yield from _twins(_mapping(holder.get(scope.plural)), (*path, scope.plural), str.strip, places)
            if path[0] == "people":
                yield from _role_mistakes(path, holder, _mapping(defaults), places, scope)
                yield from _left_out_mistakes(path, holder, defaults, places, scope)


def _twins(keys: Holder, path: Path, fold_key: Callable[[str], str], places: Places) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for key in keys:
        same = first.setdefault(fold_key(key), key)
        if same != key:
            sentence = f"{shown(key)} is the same as {shown(same)} at {places.of_key((*path, same))}; keep one of them."
            yield Mistake(places.of_key((*path, key)), about(path, sentence))


def _missing_role(path: Path, person: Holder, defaults: Holder, places: Places) -> Iterator[Mistake]:
    if "role" not in person and "role" not in defaults:
        yield Mistake(places.of_key(path), about(path, "role is missing, and the defaults do not set one."))


def _role_mistakes(path: Path, person: Holder, defaults: Holder, places: Places, scope: Scope) -> Iterator[Mistake]:
    role = _read(PERSON.readers["role"], person.get("role", defaults.get("role")))
    ways = {**membership_paths(("defaults",), defaults, scope), **membership_paths(path, person, scope)}
    for name, way in ways.items():
        roles = (defaults if way[0] == "defaults" else person)[scope.plural]
        own = _read(MEMBERSHIPS[scope].readers["role"], roles[way[-1]])
        whom, where = _blamed(path, way, own_role="role" in person)
        refusal = annotator_refusal(f"{whom} in {legible(name)}", role, own, scope)
        if refusal:
            yield Mistake(places.of_value(where), refusal)


def _left_out_mistakes(path: Path, person: Holder, defaults: object, places: Places, scope: Scope) -> Iterator[Mistake]:
    given = membership_paths(("defaults",), _mapping(defaults), scope)
    for name, way in membership_paths(path, person, scope).items():
        if is_left_out(person[scope.plural][way[-1]]) and name not in given:
            article = "an" if scope == ORGANIZATION else "a"
            sentence = (
                f"{legible(name)} is {LEFT_OUT}, but the defaults do not give it under this name or id. "
                f"{LEFT_OUT} leaves {article} {scope.noun} of the defaults out; to be in no {scope.noun}, name none."
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
