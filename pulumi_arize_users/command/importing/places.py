"""The organizations and spaces of an account, and how code names each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.people.roster.organizations import named_organizations, named_spaces, resolve
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pulumi_arize_users.api.models import Organization, Space
    from pulumi_arize_users.people.roster.organizations import Named
    from pulumi_arize_users.people.scope import Scope


class NoSuchPlace(Exception):
    """Raised when a text names no organization and no space; a sentence says so."""


@dataclass(frozen=True)
class Place:
    """An organization or a space.

    Attributes:
        scope: which of the two.
        id: its id.
        key: how a roster names it: by name, or by id where the name means nothing or something else.
        name: as sentences and comments name it.
    """

    scope: Scope
    id: str
    key: str
    name: str


class Places:
    """All organizations and spaces of an account that the key may see.

    Args:
        organizations: all that are visible.
        spaces: the same.
    """

    def __init__(self, organizations: Sequence[Organization], spaces: Sequence[Space]) -> None:
        self._visible = {
            ORGANIZATION: named_organizations(organizations),
            SPACE: named_spaces(spaces, organizations),
        }
        self._by_id = {named.id: _place(scope, named, all_) for scope, all_ in self._visible.items() for named in all_}

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_id.values())

    def named(self, text: str) -> Place:
        """The place that somebody means by an id, the name of an organization, or `organization/space`.

        Raises:
            NoSuchPlace: there is none, or there are several.
        """
        ids, mistakes = self._resolved(ORGANIZATION, text)
        if "/" in text or not ids:
            in_spaces, no_space = self._resolved(SPACE, text)
            ids = ids or in_spaces
            mistakes = no_space if "/" in text else mistakes
        if not ids:
            raise NoSuchPlace(mistakes[text])
        return self._by_id[ids[text]]

    def _resolved(self, scope: Scope, text: str) -> tuple[dict[str, str], dict[str, str]]:
        return resolve(scope, [text], self._visible[scope])


def _place(scope: Scope, named: Named, visible: Sequence[Named]) -> Place:
    ids, _mistakes = resolve(scope, [named.name], visible)
    is_plain = named.name == readable(named.name) == named.name.strip()
    key = named.name if is_plain and ids.get(named.name) == named.id else named.id
    return Place(scope, named.id, key, readable(named.name) or named.id)
