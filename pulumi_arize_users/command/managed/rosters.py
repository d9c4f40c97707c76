"""What the files of rosters say of the people that code manages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.command.managed.people import Managed, ManagedMembership, ManagedPerson, Manager
from pulumi_arize_users.people.record import OPTIONAL
from pulumi_arize_users.people.roster.record import address_of
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.people.unmanaged import parse_unmanaged
from pulumi_arize_users.providers.roster_organizations import ids_of
from pulumi_arize_users.providers.roster_reading import declared_in, documents_in, mistakes_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.providers.account import Account


class MistakenRoster(ArizeError):
    """Raised for files of a roster in which something cannot be understood."""


def read_roster_files(
    file: str, account: Account, *, who: str = "The audit", undone: str = "the account was not audited"
) -> Managed:
    """What one roster manages.

    Args:
        file: a path, a folder or a pattern, as a program names it.
        account: says which organizations and spaces are meant, where memberships can be verified.
        who: who reads it, as sentences begin.
        undone: what has not been done if there are mistakes.

    Raises:
        ArizeError: the files cannot be read, have mistakes, or name something that is not in the account.
    """
    declaration, mistakes = declared_in(documents_in(who, [file]), {})
    if declaration is None:
        raise _mistaken(file, mistakes, undone)
    ids = _ids(file, declaration, account, undone) if account.is_verified else {}
    people = tuple(_person(file, declaration, key) for key in declaration.people)
    memberships = tuple(
        membership
        for key, person in declaration.people.items()
        for membership in _memberships(_manager(file, declaration, key), key, person, ids)
    )
    exceptions = parse_unmanaged(declaration.unmanaged or "").exceptions
    return Managed(file, "roster", people, memberships, exceptions)


def _ids(file: str, declaration: RosterDeclaration, account: Account, undone: str) -> Mapping[str, str]:
    ids, mistakes = ids_of(account, declaration.people, {})
    if mistakes:
        places = declaration.scope_places
        raise _mistaken(file, [f"{places.get(key, file)}: {sentence}" for key, sentence in mistakes.items()], undone)
    return ids


def _mistaken(file: str, mistakes: list[str], undone: str) -> MistakenRoster:
    return MistakenRoster(mistakes_in_words(file, mistakes, undone))


def _manager(file: str, declaration: RosterDeclaration, key: str) -> Manager:
    return Manager(file, place=declaration.places.get(key, file))


def _person(file: str, declaration: RosterDeclaration, key: str) -> ManagedPerson:
    said = declaration.people[key]
    return ManagedPerson(
        by=_manager(file, declaration, key),
        email=address_of(key, said),
        name=said.get("name", ""),
        role=said.get("role", ""),
        is_developer=said.get(OPTIONAL),
        missing_ok=bool(said.get("missing_ok")),
    )


def _memberships(
    by: Manager, key: str, person: Mapping[str, Any], ids: Mapping[str, str]
) -> Iterator[ManagedMembership]:
    for scope in SCOPES:
        for name, role in person.get(scope.plural, {}).items():
            yield ManagedMembership(by, scope, scope_id=ids.get(name, ""), role=role, email=key, name=name)
