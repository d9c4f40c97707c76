"""The questions that a program can ask, whether it waits for the answer or takes it as an output."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.providers import questions
from pulumi_arize_users.resources.asking import Question
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.resources.unknown import UnknownList, perhaps, unknown_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.api.models import Organization, Space, User


def one_user(id: str | None, email: str | None) -> Question[User]:
    """Who has an id or an address; it is an error that nobody has."""
    require_one_key("get_user", id=id, email=email)

    def unknown(_why: str) -> User:
        from pulumi_arize_users.api.models import User  # noqa: PLC0415 - pydantic, which most programs do without

        return unknown_one(User, id=id, email=email)

    asked = questions.one_user(id, email)
    return Question("get_user", asked, {"id": id, "email": email}, read_user, unknown)


def perhaps_user(id: str | None, email: str | None) -> Question[User | None]:
    """Who has an id or an address; None if nobody has."""
    require_one_key("find_user", id=id, email=email)
    return Question(
        "find_user",
        questions.perhaps_user(id, email),
        {"id": id, "email": email},
        lambda said: read_user(said) if said else None,
        lambda why: perhaps("find_user", why, id=id, email=email),
    )


def several_users(emails: Iterable[str]) -> Question[dict[str, User | None]]:
    """Who of some addresses is there."""
    if isinstance(emails, str):
        raise ProgramError("find_users needs a list of addresses; for a single one there is find_user(email=…).")
    asked = list(emails)

    def read(said: Mapping[str, Any]) -> dict[str, User | None]:
        there = {fold(user.email): user for user in map(read_user, said["result"])}
        return {email: there.get(fold(email)) for email in asked}

    def unknown(why: str) -> dict[str, User | None]:
        return {email: perhaps("find_users", why, email=email) for email in asked}

    return Question("find_users", questions.several_users(asked), {"emails": asked}, read, unknown)


def all_users(email: str | None, status: Iterable[str] | str) -> Question[list[User]]:
    """Everybody, or those with a part of an address and one of some statuses."""
    wanted = questions.statuses_of([status] if isinstance(status, str) else status)
    return Question(
        "list_users",
        questions.all_users(email, wanted),
        {"email": email, "status": sorted(wanted) or None},
        lambda said: [read_user(each) for each in said["result"]],
        partial(UnknownList, "list_users"),
    )


def one_organization(id: str | None, name: str | None) -> Question[Organization]:
    """The organization with an id or a name; it is an error that there is none, or more than one."""
    require_one_key("get_organization", id=id, name=name)

    def unknown(_why: str) -> Organization:
        from pulumi_arize_users.api.models import Organization  # noqa: PLC0415 - as above

        return unknown_one(Organization, id=id, name=name)

    asked = questions.one_organization(id, name)
    return Question("get_organization", asked, {"id": id, "name": name}, read_organization, unknown)


def one_space(id: str | None, name: str | None) -> Question[Space]:
    """The space with an id, or a name after that of its organization; there must be just one."""
    require_one_key("get_space", id=id, name=name)

    def unknown(_why: str) -> Space:
        from pulumi_arize_users.api.models import Space  # noqa: PLC0415 - as above

        return unknown_one(Space, id=id, name=name)

    return Question("get_space", questions.one_space(id, name), {"id": id, "name": name}, read_space, unknown)


def all_spaces(organization_id: str | None) -> Question[list[Space]]:
    """The spaces that the key may see, of one organization or of all."""
    return Question(
        "list_spaces",
        questions.all_spaces(organization_id),
        {"organizationId": organization_id},
        lambda said: [read_space(each) for each in said["result"]],
        partial(UnknownList, "list_spaces"),
    )


def all_organizations() -> Question[list[Organization]]:
    """The organizations that the key may see."""
    return Question(
        "list_organizations",
        questions.all_organizations(),
        {},
        lambda said: [read_organization(each) for each in said["result"]],
        partial(UnknownList, "list_organizations"),
    )


def require_one_key(function: str, **keys: object) -> None:
    """Two keys could mean two people.

    Raises:
        ProgramError: not exactly one key is given.
    """
    try:
        questions.require_one_key(function, {f"{key}=": value for key, value in keys.items()})
    except questions.Unanswerable as error:
        raise ProgramError(str(error)) from error


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
