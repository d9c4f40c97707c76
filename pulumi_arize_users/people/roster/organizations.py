"""Which organizations a roster means: by id or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.near import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.api.models import Organization

    People = Mapping[str, Mapping[str, Any]]


def organizations_of(people: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The organizations that are named for anybody."""
    return {key for person in people.values() for key in person.get("organizations", {})}


def resolve_organizations(
    keys: Iterable[str], visible: Sequence[Organization]
) -> tuple[dict[str, str], dict[str, str]]:
    """The ids of the organizations that are meant, by key, and a sentence for each key that matches none.

    Args:
        keys: ids or names, as the program writes them.
        visible: the organizations of the account that the API key may see.
    """
    ids, mistakes = {}, {}
    for key in keys:
        matches = [found.id for found in visible if found.id == key] or [
            found.id for found in visible if found.name == key
        ]
        if len(matches) == 1:
            ids[key] = matches[0]
        elif matches:
            mistakes[key] = f"{len(matches)} organizations are named {key!r}; write the id of the one you mean."
        else:
            mistakes[key] = no_such_organization(key, visible)
    return ids, mistakes


def no_such_organization(wanted: str, visible: Iterable[Organization]) -> str:
    """The sentence about an id or name that no visible organization has."""
    near = did_you_mean(wanted, (found.name for found in visible))
    return f"There is no organization {wanted!r} in the account, or the API key may not see it.{near}"


def taken_names(ids: Mapping[str, str], visible: Sequence[Organization]) -> dict[str, str]:
    """A sentence for each name that another organization has now than the one it meant so far.

    Args:
        ids: what the names of a program have meant so far.
        visible: the organizations of the account that the API key may see.
    """
    named = {found.name: found for found in visible}
    now = {found.id: found.name for found in visible}
    lost = [key for key, found in ids.items() if key not in {found, now.get(found)}]
    return {key: _taken(key, ids[key], now.get(ids[key]), named[key].id) for key in lost if key in named}


def new_names(ids: Mapping[str, str], visible: Sequence[Organization]) -> dict[str, str]:
    """The names that organizations have now, by the names or ids by which a program means them, where they differ."""
    now = {found.id: found.name for found in visible}
    return {key: now[found] for key, found in ids.items() if key != found and now.get(found, key) != key}


def renamed_notice(key: str, organization_id: str, name: str) -> str:
    """What is said of an organization that was renamed elsewhere."""
    return (
        f"The organization {key} ({organization_id}) is named {name} now. Its people stay; write either name or the id."
    )


def in_the_same_words(people: People, ids: Mapping[str, str], before: set[str]) -> People:
    """The people, with each organization under the name that the program used before, if it only has another one.

    Args:
        people: as the program declares them.
        ids: what names mean, old and new ones.
        before: the names that the program used before.
    """
    old = {ids[key]: key for key in before if key in ids}
    words = {key: old[ids[key]] for key in organizations_of(people) - before if ids.get(key) in old}
    return {address: _reworded(person, words) for address, person in people.items()} if words else people


def _reworded(person: Mapping[str, Any], words: Mapping[str, str]) -> Mapping[str, Any]:
    said: Mapping[str, str] = person.get("organizations", {})
    if words.keys().isdisjoint(said):
        return person
    return {**person, "organizations": {words.get(key, key): role for key, role in said.items()}}


def _taken(key: str, meant: str, name: str | None, other: str) -> str:
    became = f"is named {name} now" if name else "is not seen any more"
    return (
        f"{key} meant the organization {meant} so far, which {became}; another organization, {other}, has the name. "
        f"If people are to stay where they are, write {meant} in place of the name; if they are to move to the new "
        f"one, write {other}."
    )
