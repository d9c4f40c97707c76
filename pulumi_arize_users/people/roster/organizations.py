"""Which organizations a roster means: by id or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.near import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.api.models import Organization


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
