"""The rosters of a review, in the form of everything that code manages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.command.managed import Managed, ManagedMembership, ManagedPerson, Manager
from pulumi_arize_users.people.roster.listing import listed
from pulumi_arize_users.people.roster.record import address_of
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.providers.roster_reading import declared_in, documents_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def rosters(paths: Iterable[str]) -> list[Managed]:
    """What each of these rosters declares.

    Args:
        paths: files, folders and patterns, each a roster of its own.

    Raises:
        ArizeError: a file cannot be read, or there are mistakes in it.
    """
    return [_roster(path) for path in paths]


def _roster(path: str) -> Managed:
    declaration, mistakes = declared_in(documents_in("The roster", [path]), {})
    if declaration is None:
        raise Refused("\n".join([f"{path} is not a valid roster:", *listed(mistakes)]))
    managers = {key: Manager(path, place=declaration.places.get(key, path)) for key in declaration.people}
    people = tuple(_person(managers[key], key, person) for key, person in declaration.people.items())
    memberships = tuple(
        membership
        for key, person in declaration.people.items()
        for membership in _memberships(managers[key], key, person)
    )
    return Managed(path, "roster", people, memberships)


def _person(by: Manager, key: str, person: Mapping[str, Any]) -> ManagedPerson:
    return ManagedPerson(
        by, email=address_of(key, person), name=person.get("name") or "", role=person.get("role") or ""
    )


def _memberships(by: Manager, key: str, person: Mapping[str, Any]) -> Iterator[ManagedMembership]:
    for scope in SCOPES:
        for name, role in (person.get(scope.plural) or {}).items():
            yield ManagedMembership(by, scope, "", role, email=key, name=name)
