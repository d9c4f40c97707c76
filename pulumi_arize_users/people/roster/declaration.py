"""What a roster declares, if all of it can be understood; otherwise every mistake, with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.roster.models import LEFT_OUT, RosterFile
from pulumi_arize_users.people.roster.places import ProgramPlaces
from pulumi_arize_users.people.roster.rules import broken_rules, holders, membership_paths
from pulumi_arize_users.people.roster.sentences import mistake_of
from pulumi_arize_users.people.scope import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.people.roster.document import Document
    from pulumi_arize_users.people.roster.places import Mistake, Place
    from pulumi_arize_users.people.scope import Scope


RULES = ("max_removals", "max_membership_removals", "unmanaged", "required_admins")


@dataclass(frozen=True)
class RosterDeclaration:
    """Everyone, normalized: however a file is ordered and laid out, it declares the same people.

    Attributes:
        people: what is said of each person, with the defaults, by folded address; sorted. `email` is the address as
            written, where that differs.
        max_removals: the most people that one change may remove, a count or a percentage; None if nothing is said.
        max_membership_removals: the same for memberships of people who stay.
        unmanaged: as `read_unmanaged` returns it; None if nothing is said.
        required_admins: how many active admins have to remain; None if nothing is said.
        places: where each person is declared in a file, by folded address; sorted, and empty for a mapping.
        scope_places: where each organization and space is named first, by its name or id.
        rule_places: where each of the four values for everybody is said.
    """

    people: dict[str, dict[str, Any]]
    max_removals: str | None
    max_membership_removals: str | None
    unmanaged: str | None
    required_admins: str | None
    places: dict[str, str]
    scope_places: dict[str, str]
    rule_places: dict[str, str] = field(default_factory=dict)


def read_roster(document: Document) -> tuple[RosterDeclaration | None, list[Mistake]]:
    """The declaration, or every mistake, in the order of the places."""
    if document.data is None:
        return None, _in_order(document.mistakes)
    said, found = _validated(document)
    # A key that YAML reads as a number is not a valid key of a person either: the first of the two mistakes is enough.
    wrong_anyway = {mistake.place for mistake in document.mistakes}
    mistakes = [*document.mistakes, *(mistake for mistake in found if mistake.place not in wrong_anyway)]
    mistakes += broken_rules(document.data, document.places)
    return (None, _in_order(mistakes)) if mistakes else (_declaration(said, document), [])


def places_of(document: Document, scope: Scope) -> dict[str, Place]:
    """Where each organization or space is named first, by its name or id, whatever else is wrong."""
    first: dict[str, Place] = {}
    for path, holder in holders(document.data or {}):
        for name, way in membership_paths(path, holder, scope).items():
            place = document.places.of_key(way)
            first[name] = min(place, first.get(name, place))
    return {name: first[name] for name in sorted(first) if name}


def _validated(document: Document) -> tuple[dict[str, Any], list[Mistake]]:
    try:
        return RosterFile.model_validate(document.data).model_dump(exclude_unset=True), []
    except ValidationError as error:
        problems = error.errors(include_url=False)
        return {}, [mistake_of(problem, document.places) for problem in problems]


def _in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    # A mistake behind an alias is found wherever the alias is used.
    return sorted(set(mistakes))


def _declaration(said: Mapping[str, Any], document: Document) -> RosterDeclaration:
    defaults = said.get("defaults", {})
    people = {fold(address): _person(address, person, defaults) for address, person in said["people"].items()}
    return RosterDeclaration(
        people=dict(sorted(people.items())),
        **{rule: said.get(rule) for rule in RULES},
        places=_places_in_file(document),
        scope_places={key: str(place) for scope in SCOPES for key, place in places_of(document, scope).items()},
        rule_places={rule: str(document.places.of_key((rule,))) for rule in RULES if said.get(rule) is not None},
    )


def _places_in_file(document: Document) -> dict[str, str]:
    if isinstance(document.places, ProgramPlaces):
        return {}
    addresses = (document.data or {})["people"]
    return dict(sorted((fold(address), str(document.places.of_key(("people", address)))) for address in addresses))


def _person(address: str, person: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    values = {**defaults, **person}
    for scope in SCOPES:
        roles = {**defaults.get(scope.plural, {}), **person.get(scope.plural, {})}
        values[scope.plural] = {key: role for key, role in sorted(roles.items()) if role != LEFT_OUT}
    if address != fold(address):
        values["email"] = address
    return {key: value for key, value in sorted(values.items()) if value != {}}
