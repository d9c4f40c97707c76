"""The questions that a program can ask, whether it waits for the answer or takes it as an output."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.vocabulary import canonical, fold
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.roster.organizations import named_organizations, named_spaces, none_such
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.resources.asking import Question
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.resources.unknown import UnknownList, perhaps, unknown_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.api.models import Organization, Space, User
    from pulumi_arize_users.people.roster.organizations import Named
    from pulumi_arize_users.people.scope import Scope


def one_user(id: str | None, email: str | None) -> Question[User]:
    """Who has an id or an address; it is an error that nobody has."""
    require_one_key("get_user", id=id, email=email)

    def ask(directory: Directory) -> User:
        found = _user(directory, id, email)
        if found is None:
            near = did_you_mean(email, (user.email for user in directory.users())) if email else ""
            raise ProgramError(f"There is no person {readable(id or str(email))} in the account.{near}")
        return found

    def unknown(_why: str) -> User:
        from pulumi_arize_users.api.models import User  # noqa: PLC0415 - pydantic, which most programs do without

        return unknown_one(User, id=id, email=email)

    return Question("get_user", f"Looking up {id or email}", {"id": id, "email": email}, ask, read_user, unknown)


def perhaps_user(id: str | None, email: str | None) -> Question[User | None]:
    """Who has an id or an address; None if nobody has."""
    require_one_key("find_user", id=id, email=email)
    return Question(
        "find_user",
        f"Looking up {id or email}",
        {"id": id, "email": email},
        lambda directory: _user(directory, id, email),
        lambda said: read_user(said) if said else None,
        lambda why: perhaps("find_user", why, id=id, email=email),
    )


def several_users(emails: Iterable[str]) -> Question[dict[str, User | None]]:
    """Who of some addresses is there."""
    if isinstance(emails, str):
        raise ProgramError("find_users needs a list of addresses; for a single one there is find_user(email=…).")
    asked = list(emails)

    def ask(directory: Directory) -> dict[str, User | None]:
        directory.expect(map(fold, asked))
        return {email: directory.user_with_email(email) for email in asked}

    def read(said: Mapping[str, Any]) -> dict[str, User | None]:
        there = {fold(user.email): user for user in map(read_user, said["result"])}
        return {email: there.get(fold(email)) for email in asked}

    def unknown(why: str) -> dict[str, User | None]:
        return {email: perhaps("find_users", why, email=email) for email in asked}

    return Question("find_users", "Looking up people", {"emails": asked}, ask, read, unknown)


def all_users(email: str | None, status: Iterable[str] | str) -> Question[list[User]]:
    """Everybody, or those with a part of an address and one of some statuses."""
    wanted = {canonical(word) for word in ([status] if isinstance(status, str) else status)}

    def ask(directory: Directory) -> list[User]:
        return [
            user
            for user in directory.users()
            if fold(email or "") in fold(user.email) and (not wanted or user.status in wanted)
        ]

    return Question(
        "list_users",
        "Listing the people of the account",
        {"email": email, "status": sorted(wanted) or None},
        ask,
        lambda said: [read_user(each) for each in said["result"]],
        partial(UnknownList, "list_users"),
    )


def one_organization(id: str | None, name: str | None) -> Question[Organization]:
    """The organization with an id or a name; it is an error that there is none, or more than one."""
    require_one_key("get_organization", id=id, name=name)

    def ask(directory: Directory) -> Organization:
        visible = {found.id: found for found in directory.organizations()}
        return visible[_only(ORGANIZATION, id, name, named_organizations(visible.values()))]

    def unknown(_why: str) -> Organization:
        from pulumi_arize_users.api.models import Organization  # noqa: PLC0415 - as above

        return unknown_one(Organization, id=id, name=name)

    what = f"Looking up the organization {id or name!r}"
    return Question("get_organization", what, {"id": id, "name": name}, ask, read_organization, unknown)


def one_space(id: str | None, name: str | None) -> Question[Space]:
    """The space with an id, or a name after that of its organization; there must be just one."""
    require_one_key("get_space", id=id, name=name)

    def ask(directory: Directory) -> Space:
        visible = {found.id: found for found in directory.spaces()}
        return visible[_only(SPACE, id, name, named_spaces(visible.values(), directory.organizations()))]

    def unknown(_why: str) -> Space:
        from pulumi_arize_users.api.models import Space  # noqa: PLC0415 - as above

        return unknown_one(Space, id=id, name=name)

    return Question(
        "get_space", f"Looking up the space {id or name!r}", {"id": id, "name": name}, ask, read_space, unknown
    )


def all_spaces(organization_id: str | None) -> Question[list[Space]]:
    """The spaces that the key may see, of one organization or of all."""
    return Question(
        "list_spaces",
        "Listing the spaces of the account",
        {"organizationId": organization_id},
        lambda directory: [space for space in directory.spaces() if organization_id in {None, space.organization_id}],
        lambda said: [read_space(each) for each in said["result"]],
        partial(UnknownList, "list_spaces"),
    )


def all_organizations() -> Question[list[Organization]]:
    """The organizations that the key may see."""
    return Question(
        "list_organizations",
        "Listing the organizations of the account",
        {},
        lambda directory: list(directory.organizations()),
        lambda said: [read_organization(each) for each in said["result"]],
        partial(UnknownList, "list_organizations"),
    )


def require_one_key(function: str, **keys: object) -> None:
    """Two keys could mean two people.

    Raises:
        ProgramError: not exactly one key is given.
    """
    if sum(value is not None for value in keys.values()) != 1:
        raise ProgramError(f"{function} needs exactly one of {' and '.join(f'{key}=' for key in keys)}.")


def read_user(said: Mapping[str, Any]) -> User:
    """A person as mocks describe them."""
    from pulumi_arize_users.api.models import User  # noqa: PLC0415 - as above

    return User.model_validate(said)


def read_organization(said: Mapping[str, Any]) -> Organization:
    """An organization as mocks describe it."""
    from pulumi_arize_users.api.models import Organization  # noqa: PLC0415 - as above

    return Organization.model_validate(said)


def read_space(said: Mapping[str, Any]) -> Space:
    """A space as mocks describe it."""
    from pulumi_arize_users.api.models import Space  # noqa: PLC0415 - as above

    return Space.model_validate(said)


def _only(scope: Scope, id: str | None, name: str | None, visible: Sequence[Named]) -> str:
    matches = [found.id for found in visible if (found.id == id if id is not None else found.name == name)]
    if len(matches) > 1:
        raise ProgramError(f"{len(matches)} {scope.plural} are named {name!r}; use get_{scope.noun}(id=…).")
    if not matches:
        raise ProgramError(none_such(scope, str(id or name), visible))
    return matches[0]


def _user(directory: Directory, id: str | None, email: str | None) -> User | None:
    return directory.user(id) if id is not None else directory.user_with_email(str(email))
