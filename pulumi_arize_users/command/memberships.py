"""Where people are members, as far as GraphQL tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.errors import ApiError, NotFound, Unauthorized
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.people.roster.organizations import named_organizations, named_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.roster.organizations import Named
    from pulumi_arize_users.providers.account import Account

NOT_CONFIGURED = "Memberships are not shown: they are read over GraphQL only. Set ARIZE_VERIFY_MEMBERSHIPS=graphql."


@dataclass(frozen=True)
class Member:
    """A membership of somebody.

    Attributes:
        place: the organization or space.
        role: the predefined role; None where the server does not tell it, as for organizations.
    """

    place: Named
    role: str | None = None

    def __str__(self) -> str:
        return f"{self.place.name} ({self.role})" if self.role else self.place.name

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"name": self.place.name, "id": self.place.id, "role": self.role}


class Memberships:
    """The memberships of these people, read when they are first asked for.

    Args:
        account: where.
        people: whose.
    """

    def __init__(self, account: Account, people: Sequence[User]) -> None:
        self._account = account
        self._ids = [user.id for user in people]
        self.organizations: dict[str, list[Member]] = {}
        self.spaces: dict[str, list[Member]] = {}

    def read(self) -> bool:
        """Read them; returns whether they could be read. Why not, or in part only, goes to stderr.

        Raises:
            Unauthorized: the key is refused.
            ArizeError: organizations or spaces cannot be listed, or the server did not answer.
        """
        if not self._account.is_verified:
            click.echo(NOT_CONFIGURED, err=True)
            return False
        try:
            self._read()
        except Unauthorized:
            raise
        except ApiError as error:
            click.echo(f"Memberships are not shown. {error}", err=True)
            return False
        return True

    def _read(self) -> None:
        directory = self._account.directory
        listed = directory.organizations()
        members: dict[str, set[str]] = {}
        for place in counted("Reading organizations", named_organizations(listed), len(listed)):
            members[place.id] = {user for user, _role in self._members(place, self._in_organization)}
            self._note(self.organizations, ((user, Member(place)) for user in sorted(members[place.id])))
        spaces = [space for space in directory.spaces() if members.get(space.organization_id)]
        for place in counted("Reading spaces", named_spaces(spaces, listed), len(spaces)):
            self._note(
                self.spaces, ((user, Member(place, role)) for user, role in self._members(place, self._in_space))
            )

    def _note(self, places: dict[str, list[Member]], members: Iterator[tuple[str, Member]]) -> None:
        for user_id, member in members:
            places.setdefault(user_id, []).append(member)

    def _members(
        self, place: Named, ask: Callable[[str], list[tuple[str, str | None]]]
    ) -> list[tuple[str, str | None]]:
        try:
            return ask(place.id)
        except NotFound as error:
            click.echo(f"The members of {place.name} are not shown. {error}", err=True)
            return []

    def _in_organization(self, place_id: str) -> list[tuple[str, str | None]]:
        return [(user_id, None) for user_id in self._ids if self._account.directory.is_member(place_id, user_id)]

    def _in_space(self, place_id: str) -> list[tuple[str, str | None]]:
        roles = {user_id: self._account.directory.space_role(place_id, user_id) for user_id in self._ids}
        return [(user_id, role or None) for user_id, role in roles.items() if role is not None]
