"""What is in the account already and is to be managed from now on: found by an id, an address or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.api.vocabulary import is_email
from pulumi_arize_users.people.declaration import MEMBERSHIPS, read_declaration
from pulumi_arize_users.people.record import arrived_record
from pulumi_arize_users.people.roster.organizations import resolve
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.memberships import role_seen, verification
from pulumi_arize_users.providers.protocol import inputs_of, stored
from pulumi_arize_users.providers.results import Found
from pulumi_arize_users.providers.roster_organizations import visible_in
from pulumi_arize_users.providers.run import membership_id

if TYPE_CHECKING:
    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account


def imported_user(account: Account, said: str) -> Found:
    """A person who has an account.

    Args:
        account: where.
        said: their id or their address.

    Raises:
        Refused: there is no such person.
        ArizeError: the account could not be read.
    """
    user = _person(account, said)
    record = arrived_record(user, {"email": user.email or said}, adopted=True)
    record["account"] = account.presence.identity(user.id)
    account.run.manage(user.id, record["email"])
    return Found(user.id, stored(record), inputs_of(record))


def imported_organization_membership(account: Account, said: str) -> Found:
    """A membership in an organization; see `imported_membership`."""
    return imported_membership(account, ORGANIZATION, said)


def imported_space_membership(account: Account, said: str) -> Found:
    """A membership in a space; see `imported_membership`."""
    return imported_membership(account, SPACE, said)


def imported_membership(account: Account, scope: Scope, said: str) -> Found:
    """A membership that exists.

    Args:
        account: where.
        scope: in an organization, or in a space.
        said: `<organization>/<user>`, for a space `<space>/<user>`, and `:ROLE` after it where no role can be read.
            Each is an id, or the name or the address; the name of a space stands after its organization and a slash.

    Raises:
        Refused: this is no such text, there is no such membership, or its role cannot be read and is not given.
        ArizeError: the account could not be read.
    """
    where, slash, who = said.rpartition("/")
    person, _, role = who.partition(":")
    if not slash or not where or not person:
        raise Refused(f"{said!r} does not name a membership. Write {_form(scope)}.")
    scope_id, user = _scope_id(account, scope, where), _person(account, person)
    identity = membership_id(scope_id, user.id)
    with naming_step(f"Reading the membership {said}"):
        seen = role_seen(account, scope, scope_id, user.id)
    declared = {scope.argument: scope_id, "user_id": user.id, "role": _role(scope, said, role, seen)}
    account.run.remember(user.id)
    account.run.remember_scope(scope, scope_id)
    noted = {"verification": verification(account), "account": account.presence.identity(user.id)}
    return Found(identity, {**declared, **noted}, declared)


def _person(account: Account, said: str) -> User:
    with naming_step(f"Looking up {said}"):
        user = account.directory.user_with_email(said) if is_email(said) else account.directory.user(said)
    if user is None:
        raise Refused(
            f"There is no person {said!r} in the account, or the API key may not see them. Write the id or the address "
            "of somebody who is in the account."
        )
    return user


def _scope_id(account: Account, scope: Scope, said: str) -> str:
    with naming_step(f"Looking up the {scope.noun} {said}"):
        visible = visible_in(account, scope)
        ids, mistakes = resolve(scope, [said], visible)
        if mistakes and scope == SPACE and "/" in said:
            organization, _, space = said.partition("/")
            names = [found.name for found in visible_in(account, ORGANIZATION) if found.id == organization]
            ids, mistakes = resolve(scope, [*(f"{name}/{space}" for name in names), space], visible)
    if not ids:
        raise Refused(next(iter(mistakes.values())))
    return next(iter(ids.values()))


def _role(scope: Scope, said: str, given: str, seen: str | None) -> str:
    if seen is None:
        raise Refused(f"There is no membership {said}: this person is not a member of this {scope.noun}.")
    values, mistakes = read_declaration(MEMBERSHIPS[scope], {"role": given}) if given else ({}, [])
    wrong = [mistake for mistake in mistakes if mistake.startswith("role ")]
    if wrong:
        raise Refused(f"{said}: {wrong[0]}")
    role = str(values.get("role", ""))
    if seen and role and seen != role:
        raise Refused(f"The role in the membership {said} is {seen}. Write that one, or leave out the role.")
    if not (seen or role):
        raise Refused(
            f"The role in the membership {said} cannot be read over Arize's API. Write it after a colon, as "
            f"Arize shows it under the members of the {scope.noun}: {_form(scope)}:MEMBER."
        )
    return role or str(seen)


def _form(scope: Scope) -> str:
    return "<organization>/<user>" if scope == ORGANIZATION else "<organization>/<space>/<user>"
