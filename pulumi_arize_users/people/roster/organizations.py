"""Which organizations and spaces a roster means: by id or by name, which for a space is `organization/space`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.scope import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.api.models import Organization, Space
    from pulumi_arize_users.people.scope import Scope

    People = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Named:
    """An organization or a space as programs may name it.

    Attributes:
        id: its id.
        name: the name of an organization, or of a space after that of its organization.
    """

    id: str
    name: str


def named_organizations(organizations: Iterable[Organization]) -> tuple[Named, ...]:
    """Organizations by name."""
    return tuple(Named(found.id, found.name) for found in organizations)


def named_spaces(spaces: Iterable[Space], organizations: Iterable[Organization]) -> tuple[Named, ...]:
    """Spaces by the name of their organization and their own."""
    names = {found.id: found.name for found in organizations}
    parents = {found.id: names.get(found.organization_id, found.organization_id) for found in spaces}
    return tuple(Named(found.id, f"{parents[found.id]}/{found.name}") for found in spaces)


def names_in(people: People, *scopes: Scope) -> set[str]:
    """The organizations, the spaces, or both, that are named for anybody."""
    plurals = [scope.plural for scope in scopes]
    return {key for person in people.values() for plural in plurals for key in person.get(plural, ())}


def resolve(scope: Scope, keys: Iterable[str], visible: Sequence[Named]) -> tuple[dict[str, str], dict[str, str]]:
    """The ids of the organizations or spaces that are meant, by key, and a sentence for each key that matches none.

    Args:
        scope: which of the two.
        keys: ids or names, as the program writes them.
        visible: those of the account that the API key may see.
    """
    ids, mistakes = {}, {}
    for key in keys:
        matches = [found.id for found in visible if found.id == key] or [
            found.id for found in visible if found.name == key
        ]
        if len(matches) == 1:
            ids[key] = matches[0]
        elif matches:
            mistakes[key] = ambiguous(scope, key, len(matches))
        else:
            mistakes[key] = none_such(scope, key, visible)
    return ids, mistakes


def ambiguous(scope: Scope, name: str, count: int) -> str:
    """The sentence about a name that several organizations or spaces have."""
    return f"{count} {scope.plural} are named {name!r}; write the id of the one you mean."


def none_such(scope: Scope, wanted: str, visible: Iterable[Named]) -> str:
    """The sentence about an id or name that no visible organization or space has."""
    near = did_you_mean(wanted, (found.name for found in visible))
    form = " A space is written organization/space, or as its id." if scope == SPACE and not near else ""
    return f"There is no {scope.noun} {wanted!r} in the account, or the API key may not see it.{near}{form}"


def taken_names(scope: Scope, ids: Mapping[str, str], visible: Sequence[Named]) -> dict[str, str]:
    """A sentence for each name that another organization or space has now than the one it meant so far.

    Args:
        scope: which of the two.
        ids: what the names of a program have meant so far.
        visible: those of the account that the API key may see.
    """
    named = {found.name: found for found in visible}
    now = {found.id: found.name for found in visible}
    lost = [key for key, found in ids.items() if key not in {found, now.get(found)}]
    return {key: _taken(scope, key, ids[key], now.get(ids[key]), named[key].id) for key in lost if key in named}


def new_names(ids: Mapping[str, str], visible: Sequence[Named]) -> dict[str, str]:
    """The names that they have now, by the names or ids by which a program means them, where they differ."""
    now = {found.id: found.name for found in visible}
    return {key: now[found] for key, found in ids.items() if key != found and now.get(found, key) != key}


def renamed_notice(scope: Scope, key: str, identifier: str, name: str) -> str:
    """What is said of an organization or a space that was renamed elsewhere."""
    return f"The {scope.noun} {key} ({identifier}) is named {name} now. Its people stay; write either name or the id."


def in_the_same_words(scope: Scope, people: People, ids: Mapping[str, str], before: set[str]) -> People:
    """The people, with each organization or space under the name that was used before, if it only has another one.

    Args:
        scope: which of the two.
        people: as the program declares them.
        ids: what names mean, old and new ones.
        before: the names that the program used before.
    """
    old = {ids[key]: key for key in before if key in ids}
    words = {key: old[ids[key]] for key in names_in(people, scope) - before if ids.get(key) in old}
    return {address: _reworded(scope, person, words) for address, person in people.items()} if words else people


def _reworded(scope: Scope, person: Mapping[str, Any], words: Mapping[str, str]) -> Mapping[str, Any]:
    said: Mapping[str, str] = person.get(scope.plural, {})
    if words.keys().isdisjoint(said):
        return person
    return {**person, scope.plural: {words.get(key, key): role for key, role in said.items()}}


def _taken(scope: Scope, key: str, meant: str, name: str | None, other: str) -> str:
    became = f"is named {name} now" if name else "is not seen any more"
    return (
        f"{key} meant the {scope.noun} {meant} so far, which {became}; another {scope.noun}, {other}, has the name. "
        f"If people are to stay where they are, write {meant} in place of the name; if they are to move to the new "
        f"one, write {other}."
    )
