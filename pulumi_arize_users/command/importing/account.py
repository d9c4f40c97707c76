"""What an import reads of an account: people, organizations, spaces and members, and nothing that writes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, cast

from pulumi_arize_users.api.errors import ApiError, RateLimited, ServerError, Unauthorized, UnreadableReply
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.importing.memberships import LeftOut, Membership
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.people.adoption import changes_for
from pulumi_arize_users.people.declaration import PERSON, read_declaration, shown
from pulumi_arize_users.people.refusals import enumerated
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pulumi_arize_users.api.models import Organization, Space, User
    from pulumi_arize_users.command.importing.memberships import Memberships
    from pulumi_arize_users.command.importing.places import Place
    from pulumi_arize_users.people.record import Declared

_ENDS_THE_COMMAND = (Unauthorized, RateLimited, ServerError)


class Reader(Protocol):
    """The part of the client that an import may call; none of it writes."""

    def iterate_users(self, *, email: str | None = None, status: Iterable[str] = ()) -> Iterator[User]:
        """As the client does."""

    def list_organizations(self, *, name: str | None = None) -> list[Organization]:
        """As the client does."""

    def list_spaces(self, *, organization_id: str | None = None, name: str | None = None) -> list[Space]:
        """As the client does."""

    def organization_member_ids(self, organization_id: str) -> frozenset[str]:
        """As the client does."""

    def space_members(self, space_id: str) -> Mapping[str, str]:
        """As the client does."""


@dataclass(frozen=True)
class Imported:
    """A person whom code can declare as they are.

    Attributes:
        user: as the account has them.
        declared: what code says of them.
        memberships: where they belong.
        left_out: what code does not say of that, and why.
    """

    user: User
    declared: Declared
    memberships: Sequence[Membership] = ()
    left_out: Sequence[LeftOut] = ()


@dataclass(frozen=True)
class NotImported:
    """A person whom no code can declare as they are.

    Attributes:
        user: as the account has them.
        why: a sentence, or several.
    """

    user: User
    why: str


def read_members(
    client: Reader, places: Collection[Place]
) -> tuple[dict[str, Mapping[str, str]], dict[str, list[str]]]:
    """The members of places by id, and the names of those for which Arize did not answer, by its words.

    Raises:
        ArizeError: the key is refused, or the server fails or refuses to go on.
    """
    members: dict[str, Mapping[str, str]] = {}
    unanswered: dict[str, list[str]] = {}
    for place in counted("Reading members", places, len(places)):
        try:
            members[place.id] = _members_of(client, place)
        except _ENDS_THE_COMMAND:
            raise
        except (ApiError, UnreadableReply) as error:
            unanswered.setdefault(str(error), []).append(place.name)
    return members, unanswered


def sorted_out(
    users: Sequence[User], memberships: Memberships, *, with_developers: bool
) -> tuple[list[Imported], list[NotImported]]:
    """The people whom code can declare, and those whom it cannot, each in the order of the addresses.

    Args:
        users: who is to be imported.
        memberships: where they belong.
        with_developers: whether code says who may use the API.
    """
    in_order = sorted(users, key=lambda user: (fold(user.email), user.id))
    judged = [_judged(user, memberships, with_developers=with_developers) for user in in_order]
    named = [fold(user.email) for user in in_order]
    twins = {address for address, next_ in pairwise(named) if address == next_}
    found = [person for person in judged if isinstance(person, Imported) and fold(person.user.email) not in twins]
    kept = {person.user.id for person in found}
    return found, [_not_imported(person, in_order) for person in judged if person.user.id not in kept]


def _members_of(client: Reader, place: Place) -> Mapping[str, str]:
    if place.scope == ORGANIZATION:
        return dict.fromkeys(client.organization_member_ids(place.id), "")
    return client.space_members(place.id)


def _judged(user: User, memberships: Memberships, *, with_developers: bool) -> Imported | NotImported:
    said: dict[str, Any] = {"email": user.email, "name": user.name, "role": user.role}
    if with_developers:
        said["is_developer"] = user.is_developer
    values, mistakes = read_declaration(PERSON, said)
    if mistakes:
        return NotImported(user, " ".join(mistakes))
    declared = cast("Declared", values)
    changes = changes_for(user, declared)
    if changes:
        would = enumerated([f"{key} to {shown(value)}" for key, value in sorted(changes.items())])
        return NotImported(user, f"pulumi up would change the {would}.")
    found = [*memberships.of(user)]
    left_out = [each for each in found if isinstance(each, LeftOut)]
    return Imported(user, declared, [each for each in found if isinstance(each, Membership)], left_out)


def _not_imported(person: Imported | NotImported, everybody: Sequence[User]) -> NotImported:
    if isinstance(person, NotImported):
        return person
    address = fold(person.user.email)
    same = [user.id for user in everybody if fold(user.email) == address]
    return NotImported(person.user, f"{len(same)} accounts have this address: {enumerated(same)}.")
