"""What can be asked about an account, whoever asks: a Python program, or the plugin for a program in any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.api.vocabulary import canonical, fold
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.roster.organizations import ambiguous, named_organizations, named_spaces, none_such
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.api.models import Organization, Space, User
    from pulumi_arize_users.people.roster.organizations import Named
    from pulumi_arize_users.people.scope import Scope

Answer = TypeVar("Answer")


class Unanswerable(Refused):
    """Raised for a question that cannot be asked so, or that nobody, or more than one, is the answer to."""


@dataclass(frozen=True)
class Asked(Generic[Answer]):
    """A question about an account.

    Attributes:
        what: what is being done, as errors begin.
        ask: asks the account; raises `Unanswerable`.
    """

    what: str
    ask: Callable[[Directory], Answer]


def require_one_key(function: str, keys: Mapping[str, object]) -> None:
    """Two keys could mean two people.

    Args:
        function: as the program calls it.
        keys: what it was given, under the names that the program writes.

    Raises:
        Unanswerable: not exactly one key is given.
    """
    if sum(value is not None for value in keys.values()) != 1:
        raise Unanswerable(f"{function} needs exactly one of {' and '.join(keys)}.")


def one_user(id: str | None, email: str | None) -> Asked[User]:
    """Who has an id or an address; it is an error that nobody has."""

    def ask(directory: Directory) -> User:
        found = _user(directory, id, email)
        if found is None:
            near = did_you_mean(email, (user.email for user in directory.users())) if email else ""
            raise Unanswerable(f"There is no person {readable(id or str(email))} in the account.{near}")
        return found

    return Asked(f"Looking up {id or email}", ask)


def perhaps_user(id: str | None, email: str | None) -> Asked[User | None]:
    """Who has an id or an address; None if nobody has."""
    return Asked(f"Looking up {id or email}", lambda directory: _user(directory, id, email))


def several_users(emails: Sequence[str]) -> Asked[dict[str, User | None]]:
    """Who of some addresses is there."""

    def ask(directory: Directory) -> dict[str, User | None]:
        directory.expect(map(fold, emails))
        return {email: directory.user_with_email(email) for email in emails}

    return Asked("Looking up people", ask)


def all_users(email: str | None, statuses: Collection[str]) -> Asked[list[User]]:
    """Everybody, or those with a part of an address and one of some statuses."""

    def ask(directory: Directory) -> list[User]:
        return [
            user
            for user in directory.users()
            if fold(email or "") in fold(user.email) and (not statuses or user.status in statuses)
        ]

    return Asked("Listing the people of the account", ask)


def statuses_of(words: Iterable[str]) -> set[str]:
    """Statuses, normalized."""
    return {canonical(word) for word in words}


def one_organization(id: str | None, name: str | None) -> Asked[Organization]:
    """The organization with an id or a name; it is an error that there is none, or more than one."""

    def ask(directory: Directory) -> Organization:
        visible = {found.id: found for found in directory.organizations()}
        return visible[_only(ORGANIZATION, id, name, named_organizations(visible.values()))]

    return Asked(f"Looking up the organization {id or name!r}", ask)


def one_space(id: str | None, name: str | None) -> Asked[Space]:
    """The space with an id, or a name after that of its organization; there must be just one."""

    def ask(directory: Directory) -> Space:
        visible = {found.id: found for found in directory.spaces()}
        return visible[_only(SPACE, id, name, named_spaces(visible.values(), directory.organizations()))]

    return Asked(f"Looking up the space {id or name!r}", ask)


def all_organizations() -> Asked[list[Organization]]:
    """The organizations that the key may see."""
    return Asked("Listing the organizations of the account", lambda directory: list(directory.organizations()))


def all_spaces(organization_id: str | None) -> Asked[list[Space]]:
    """The spaces that the key may see, of one organization or of all."""

    def ask(directory: Directory) -> list[Space]:
        return [space for space in directory.spaces() if organization_id in {None, space.organization_id}]

    return Asked("Listing the spaces of the account", ask)


def _only(scope: Scope, id: str | None, name: str | None, visible: Sequence[Named]) -> str:
    matches = [found.id for found in visible if (found.id == id if id is not None else found.name == name)]
    if len(matches) > 1:
        raise Unanswerable(ambiguous(scope, str(name), len(matches)))
    if not matches:
        raise Unanswerable(none_such(scope, str(id or name), visible))
    return matches[0]


def _user(directory: Directory, id: str | None, email: str | None) -> User | None:
    return directory.user(id) if id is not None else directory.user_with_email(str(email))
