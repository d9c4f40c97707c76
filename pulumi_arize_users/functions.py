"""What a program can ask about the account while it runs, with the settings its resources use."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.api.vocabulary import canonical, fold
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.roster.organizations import named_organizations, none_such
from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.resources.account import programs_account
from pulumi_arize_users.resources.program import ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pulumi_arize_users.api.models import Organization, User


def get_user(*, id: str | None = None, email: str | None = None) -> User:
    """One person of the account.

    Args:
        id: the person's id; or
        email: their address, in any letter case.

    Raises:
        ProgramError: there is no such person, the settings cannot be used, or the request failed.
    """
    found = _found("get_user", id, email)
    if found is None:
        with _asking(f"Looking up {id or email}"):
            near = did_you_mean(email, (user.email for user in programs_account().directory.users())) if email else ""
        message = f"There is no person {readable(id or str(email))} in the account.{near}"
        raise ProgramError(message)
    return found


def find_user(*, id: str | None = None, email: str | None = None) -> User | None:
    """One person of the account; None if there is none.

    Args:
        id: the person's id; or
        email: their address, in any letter case.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    return _found("find_user", id, email)


def find_users(emails: Iterable[str]) -> dict[str, User | None]:
    """Several people in one look: by address as it is asked for, None where nobody has it.

    Many cost a request for a hundred people of the account, a few one request each.

    Args:
        emails: addresses, in any letter case.

    Raises:
        ProgramError: the settings cannot be used, or a request failed.
    """
    if isinstance(emails, str):
        message = "find_users needs a list of addresses; for a single one there is find_user(email=…)."
        raise ProgramError(message)
    asked = list(emails)
    with _asking("Looking up people"):
        directory = programs_account().directory
        directory.expect(map(fold, asked))
        return {email: directory.user_with_email(email) for email in asked}


def list_users(*, email: str | None = None, status: Iterable[str] | str = ()) -> list[User]:
    """The people of the account, oldest first; those who were deleted are never listed.

    Args:
        email: only people whose address contains this text, in any letter case.
        status: only people with this status, or one of these: ACTIVE, INVITED, EXPIRED.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    wanted = {canonical(word) for word in ([status] if isinstance(status, str) else status)}
    with _asking("Listing the people of the account"):
        everybody = programs_account().directory.users()
    return [
        user for user in everybody if fold(email or "") in fold(user.email) and (not wanted or user.status in wanted)
    ]


def get_organization(*, id: str | None = None, name: str | None = None) -> Organization:
    """One organization of the account.

    Args:
        id: its id; or
        name: its exact name.

    Raises:
        ProgramError: there is none, or more than one, the settings cannot be used, or the request failed.
    """
    if (id is None) == (name is None):
        message = "get_organization needs exactly one of id= and name=."
        raise ProgramError(message)
    with _asking(f"Looking up the organization {id or name!r}"):
        visible = programs_account().directory.organizations()
    matches = [found for found in visible if (found.id == id if id is not None else found.name == name)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        message = f"{len(matches)} organizations are named {name!r}; use get_organization(id=…)."
        raise ProgramError(message)
    raise ProgramError(none_such(ORGANIZATION, str(id or name), named_organizations(visible)))


def list_organizations() -> list[Organization]:
    """The organizations of the account that the API key may see.

    Raises:
        ProgramError: the settings cannot be used, or the request failed.
    """
    with _asking("Listing the organizations of the account"):
        return list(programs_account().directory.organizations())


def _found(function: str, id: str | None, email: str | None) -> User | None:
    if (id is None) == (email is None):
        message = f"{function} needs exactly one of id= and email=."
        raise ProgramError(message)
    with _asking(f"Looking up {id or email}"):
        directory = programs_account().directory
        return directory.user(id) if id is not None else directory.user_with_email(str(email))


@contextmanager
def _asking(what: str) -> Iterator[None]:
    try:
        yield
    except ProgramError:
        raise
    except ArizeError as error:
        message = f"{what} failed. {error}"
        raise ProgramError(message) from error
