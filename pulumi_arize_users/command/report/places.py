"""The organizations and spaces of a review, and who is seen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.command.report.review import Place
from pulumi_arize_users.people.roster.organizations import resolve
from pulumi_arize_users.people.scope import ORGANIZATION, SCOPES, SPACE
from pulumi_arize_users.providers.roster_organizations import visible_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Organization, Space
    from pulumi_arize_users.command.managed.people import ManagedMembership
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account


class Places:
    """Every organization with its spaces, in the order of their names, and those that are named but not seen.

    Args:
        account: whose.

    Attributes:
        all: the places.
        notes: a sentence for each name that matches none.

    Raises:
        ArizeError: they could not be listed.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self.all: list[Place] = []
        self.notes: list[str] = []
        self._seen: dict[tuple[Scope, str], int] = {}
        self._meant: dict[tuple[Scope, str], int] = {}
        self._visible = {scope: visible_in(account, scope) for scope in SCOPES}
        organizations = sorted(account.directory.organizations(), key=_name)
        spaces = sorted(account.directory.spaces(), key=_name)
        for organization in organizations:
            parent = self._add(ORGANIZATION, organization.id, Place(organization.name or organization.id))
            for space in (space for space in spaces if space.organization_id == organization.id):
                self._add(SPACE, space.id, Place(space.name or space.id, parent))
        for found in self._visible[SPACE]:
            if (SPACE, found.id) not in self._seen:
                self._add(SPACE, found.id, Place(found.name))

    def position(self, said: ManagedMembership) -> int:
        """Where the organization or space stands that is meant; one that is not seen stands under what it is called."""
        meant = (said.scope, said.scope_id or said.name)
        if meant not in self._meant:
            self._meant[meant] = self._position(*meant)
        return self._meant[meant]

    def members(self) -> dict[int, Mapping[str, str]]:
        """Who is seen in each place, by user id, with the role where it is told; nothing of an account not asked.

        Raises:
            ArizeError: a list of members could not be read.
        """
        if not self._account.is_verified:
            return {}
        keys = list(self._seen.items())
        return {position: self._members(*key) for key, position in counted("Listing members", keys, len(keys))}

    def _members(self, scope: Scope, identifier: str) -> Mapping[str, str]:
        client = self._account.client
        if scope == ORGANIZATION:
            return dict.fromkeys(client.organization_member_ids(identifier), "")
        return client.space_members(identifier)

    def _position(self, scope: Scope, key: str) -> int:
        ids, mistakes = resolve(scope, [key], self._visible[scope])
        if key in ids:
            return self._seen[scope, ids[key]]
        self.notes += mistakes.values()
        self.all.append(Place(key))
        return len(self.all) - 1

    def _add(self, scope: Scope, identifier: str, place: Place) -> int:
        position = len(self.all)
        self._seen[scope, identifier] = position
        self.all.append(place)
        return position


def _name(found: Organization | Space) -> str:
    return fold(found.name)
