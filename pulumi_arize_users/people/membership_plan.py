"""Where a person belongs: which memberships are set and which end, in organizations and in their spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pulumi_arize_users.people.record import nowhere
from pulumi_arize_users.people.scope import ORGANIZATION, SCOPES, SPACE
from pulumi_arize_users.people.steps import EndMembership, SetMembership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pulumi_arize_users.people.record import Declared
    from pulumi_arize_users.people.scope import Scope


@dataclass(frozen=True)
class MembershipPlanner:
    """Plans for the memberships of people.

    Attributes:
        ids: by the names that a program uses for organizations and spaces; a name without an entry is an id.
        parent_of: the organization of a space, by id; empty where it is not known.
    """

    ids: Mapping[str, str]
    parent_of: Callable[[str], str]

    def set(self, declared: Declared, recorded: Declared, *, trusted: bool = False) -> Iterator[SetMembership]:
        """The memberships that are missing or have another role; those in organizations first.

        Args:
            declared: where the person is to belong.
            recorded: where they do.
            trusted: the program says that memberships exist as they are declared.
        """
        for scope in SCOPES:
            had = {self._id(name): role for name, role in members(recorded, scope).items()}
            for name, role in members(declared, scope).items():
                identifier = self._id(name)
                if had.get(identifier) != role:
                    yield SetMembership(name, identifier, role, had.get(identifier), trusted, scope)

    def end(self, declared: Declared, recorded: Declared) -> list[EndMembership]:
        """The memberships that are not declared any more; spaces go along with their organization."""
        organizations, spaces = (self._left(declared, recorded, scope) for scope in SCOPES)
        parents = {name: self.parent_of(identifier) for name, identifier in spaces.items()} if organizations else {}
        ended = []
        for name, identifier in organizations.items():
            along = tuple(space for space, parent in parents.items() if parent == identifier)
            ended.append(EndMembership(name, identifier, along=along))
        alone = [name for name in spaces if not any(name in each.along for each in ended)]
        return [*(EndMembership(name, spaces[name], SPACE) for name in alone), *ended]

    def outside(self, declared: Declared, recorded: Declared, *, is_new: bool) -> Iterator[tuple[str, str]]:
        """The declared spaces, each with its organization, in which the person cannot be.

        Args:
            declared: where the person is to belong.
            recorded: where they do.
            is_new: the person is not in the account yet, and so belongs nowhere.
        """
        spaces = members(declared, SPACE)
        if not spaces:
            return
        inside = {self._id(name) for name in members(declared, ORGANIZATION)}
        left = self._left(declared, recorded, ORGANIZATION)
        for name in spaces if is_new or left else ():
            parent = self.parent_of(self._id(name))
            if parent and (parent in left.values() or (is_new and parent not in inside)):
                yield name, next((word for word, identifier in self.ids.items() if identifier == parent), parent)

    def renamed(self, recorded: Declared, declared: Declared) -> dict[str, dict[str, str]]:
        """Recorded memberships by scope, under the names that the program uses now."""
        renamed = nowhere(recorded)
        for scope in SCOPES:
            names = {self._id(name): name for name in members(declared, scope)}
            for name, role in members(recorded, scope).items():
                renamed[scope.plural][names.get(self._id(name), name)] = role
        return renamed

    def _left(self, declared: Declared, recorded: Declared, scope: Scope) -> dict[str, str]:
        kept = {self._id(name) for name in members(declared, scope)}
        had = {name: self._id(name) for name in members(recorded, scope)}
        return {name: identifier for name, identifier in had.items() if identifier not in kept}

    def _id(self, name: str) -> str:
        return self.ids.get(name, name)


def members(person: Declared, scope: Scope) -> dict[str, str]:
    """The roles of a person in organizations or in spaces, by name or id."""
    return cast("Mapping[str, dict[str, str]]", person).get(scope.plural, {})
