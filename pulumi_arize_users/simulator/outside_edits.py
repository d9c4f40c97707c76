"""What happens to an account other than through the API: in the web interface, by its people, or by a test.

Every function works on what it is told to, without regard to permissions. Those that are given a user take an id or
an e-mail address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.simulator.dialects import LISTED_STATUSES, MEMBERSHIP_ROLES, USER_ROLES
from pulumi_arize_users.simulator.records import without_case
from pulumi_arize_users.simulator.state import Account, UnknownRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.simulator.records import Organization, Person, Space

    Place = TypeVar("Place", Organization, Space)


def find_user(account: Account, who: str) -> Person:
    """The user with this id or address, inactive ones included.

    Raises:
        UnknownRecordError: there is none.
    """
    person = account.people.by_id(who) or account.people.by_email(who)
    if person is None:
        raise UnknownRecordError(f"The simulated account has no user {who!r}.")
    return person


def find_organization(account: Account, organization_id: str) -> Organization:
    """The organization with this id, or the only one with this name.

    Raises:
        UnknownRecordError: there is none.
        ValueError: several have this name.
    """
    organizations = list(account.organizations.values())
    return _only("organization", organization_id, {found.id: (found.name, found) for found in organizations})


def find_space(account: Account, space_id: str) -> Space:
    """The space with this id, or the only one with this name after that of its organization: `organization/space`.

    Raises:
        UnknownRecordError: there is none.
        ValueError: several have this name.
    """
    names = {found.id: found.name for found in account.organizations.values()}
    spaces = list(account.spaces.values())
    named = {found.id: (f"{names[found.organization_id]}/{found.name}", found) for found in spaces}
    return _only("space", space_id, named)


def _only(kind: str, wanted: str, named: Mapping[str, tuple[str, Place]]) -> Place:
    if wanted in named:
        return named[wanted][1]
    found = [place for name, place in named.values() if name == wanted]
    if not found:
        raise UnknownRecordError(f"The simulated account has no {kind} {wanted!r}.")
    if len(found) > 1:
        raise ValueError(f"The simulated account has {len(found)} {kind}s {wanted!r}; give the id of one.")
    return found[0]


def add_user(account: Account, email: str, *, name: str, role: str, status: str, is_developer: bool | None) -> Person:
    """Add somebody, in any status.

    Raises:
        ValueError: the address is taken, or the role or status unknown.
    """
    _require_free(account, email)
    _require_role(account, role, USER_ROLES)
    _require_status(status)
    return account.add_person(email, name, role, status, is_developer=is_developer)


def edit_user(
    account: Account,
    who: str,
    *,
    name: str | None,
    role: str | None,
    is_developer: bool | None,
    status: str | None,
    email: str | None,
) -> None:
    """Change what is given of a user.

    Raises:
        UnknownRecordError: there is no such user.
        ValueError: the new address is taken, or the role or status unknown.
    """
    person = find_user(account, who)
    if role is not None:
        _change_role(account, person, role)
    if email is not None:
        _change_email(account, person, email)
    if status is not None:
        _change_status(account, person, status)
    person.name = person.name if name is None else name
    person.is_developer = person.is_developer if is_developer is None else is_developer


def move_invitation(account: Account, who: str, to: str) -> None:
    """Let an invitation be accepted (`ACTIVE`) or run out (`EXPIRED`).

    Raises:
        UnknownRecordError: there is no such user.
        ValueError: the user has no pending invitation.
    """
    person = find_user(account, who)
    if person.status != "INVITED":
        raise ValueError(f"{person.email} has no pending invitation: the status is {person.status}.")
    person.status = to


def forget_user(account: Account, who: str) -> None:
    """Remove a user as if they had never existed.

    Raises:
        UnknownRecordError: there is no such user.
        ValueError: it is the caller.
    """
    account.forget(find_user(account, who))


def rename_organization(account: Account, organization_id: str, name: str) -> None:
    """Give an organization another name.

    Raises:
        UnknownRecordError: there is no such organization.
    """
    find_organization(account, organization_id).name = name


def remove_organization(account: Account, organization_id: str) -> None:
    """Remove an organization with its spaces and memberships.

    Raises:
        UnknownRecordError: there is no such organization.
    """
    account.remove_organization(find_organization(account, organization_id))


def add_space(account: Account, organization_id: str, name: str) -> Space:
    """Add a space to an organization.

    Raises:
        UnknownRecordError: there is no such organization.
    """
    return account.add_space(find_organization(account, organization_id), name)


def remove_space(account: Account, space_id: str) -> None:
    """Remove a space with its memberships.

    Raises:
        UnknownRecordError: there is no such space.
    """
    del account.spaces[find_space(account, space_id).id]


def add_member(account: Account, place_id: str, who: str, role: str) -> None:
    """Make a user a member of an organization or space, or change their role there.

    Raises:
        UnknownRecordError: there is no such user, organization or space.
        ValueError: the role is unknown.
    """
    _require_role(account, role, MEMBERSHIP_ROLES)
    account.set_member(_find_place(account, place_id), find_user(account, who), role)


def remove_member(account: Account, place_id: str, who: str) -> None:
    """End a membership in a space, or one in an organization with those in its spaces.

    Raises:
        UnknownRecordError: there is no such user, organization or space, or the user is not a member.
    """
    place = _find_place(account, place_id)
    person = find_user(account, who)
    if person.id not in place.members:
        raise UnknownRecordError(f"{person.email} is not a member of {place.name!r}.")
    account.remove_member(place, person.id)


def _find_place(account: Account, place_id: str) -> Organization | Space:
    try:
        return find_organization(account, place_id)
    except UnknownRecordError:
        return find_space(account, place_id)


def set_caller_role(account: Account, role: str) -> None:
    """Give the person behind the API key another account role.

    Raises:
        ValueError: the role is unknown.
    """
    _change_role(account, account.caller, role)


def _change_role(account: Account, person: Person, role: str) -> None:
    _require_role(account, role, USER_ROLES)
    person.role = role


def _change_email(account: Account, person: Person, email: str) -> None:
    if without_case(email) != person.email_key:
        _require_free(account, email)
    account.people.change_email(person, email)


def _change_status(account: Account, person: Person, status: str) -> None:
    _require_status(status)
    if status == "INACTIVE":
        account.block(person)
    person.status = status


def _require_free(account: Account, email: str) -> None:
    if account.people.by_email(email) is not None:
        raise ValueError(f"The simulated account already has a user {email}.")


def _require_role(account: Account, role: str, predefined: Iterable[str]) -> None:
    if role not in {*predefined, *(f"custom:{role_id}" for role_id in account.roles)}:
        raise ValueError(f"Unknown role {role!r}. Known: {', '.join(predefined)}, custom:<id from add_role>.")


def _require_status(status: str) -> None:
    known = (*LISTED_STATUSES, "INACTIVE")
    if status not in known:
        raise ValueError(f"Unknown status {status!r}. Known: {', '.join(known)}.")
