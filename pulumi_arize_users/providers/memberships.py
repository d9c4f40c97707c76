"""What is done about memberships in organizations and spaces: each write with its guards and the proof of it.

A membership in a space needs one in the organization of the space, and ends with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import NotFound
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.run import membership_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.api.models import Membership, Organization, Space
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account


@dataclass(frozen=True)
class Calls:
    """What an account is asked about one kind of membership.

    Attributes:
        add: makes somebody a member, or changes their role.
        remove: ends a membership.
        find: the organization or space with an id; None if it is not visible.
        visible: all that are visible.
        role: the role of a member as far as it can be read, empty if it cannot; None for who is no member.
    """

    add: Callable[[ArizeClient, str, str, str], Membership]
    remove: Callable[[ArizeClient, str, str], None]
    find: Callable[[Directory, str], Organization | Space | None]
    visible: Callable[[Directory], Iterable[Organization | Space]]
    role: Callable[[Directory, str, str], str | None]


CALLS: dict[Scope, Calls] = {
    ORGANIZATION: Calls(
        add=lambda client, *membership: client.add_organization_user(*membership),
        remove=lambda client, *membership: client.remove_organization_user(*membership),
        find=lambda directory, identifier: directory.organization(identifier),
        visible=lambda directory: directory.organizations(),
        role=lambda directory, *membership: "" if directory.is_member(*membership) else None,
    ),
    SPACE: Calls(
        add=lambda client, *membership: client.add_space_user(*membership),
        remove=lambda client, *membership: client.remove_space_user(*membership),
        find=lambda directory, identifier: directory.space(identifier),
        visible=lambda directory: directory.spaces(),
        role=lambda directory, *membership: directory.space_role(*membership),
    ),
}


def add_member(account: Account, scope: Scope, who: str, scope_id: str, user_id: str, role: str) -> Membership:  # noqa: PLR0917 - where, who and as what
    """Make a person a member, or change the role they have.

    Raises:
        ArizeError: the request failed.
    """
    membership = CALLS[scope].add(account.client, scope_id, user_id, role)
    if membership.role and membership.role != role:
        log.warning(
            "Arize made %s %s in %s, and not %s as declared; the next preview shows the difference.",
            who,
            membership.role,
            scope_id,
            role,
        )
    account.run.keep_membership(membership_id(scope_id, user_id))
    return membership


def adopt_membership(account: Account, scope: Scope, scope_id: str, user_id: str) -> bool:
    """Take a membership as it is declared; False when it is known not to exist, and has to be added.

    Raises:
        ArizeError: the person, or the organization or space, could not be read.
    """
    if account.directory.user(user_id) is None or is_no_member(account, scope, scope_id, user_id):
        return False
    account.run.keep_membership(membership_id(scope_id, user_id))
    return True


def end_membership(account: Account, scope: Scope, what: str, scope_id: str, user_id: str) -> None:
    """End a membership; one that is proven to have ended counts as done, and one that this run declares is left alone.

    Args:
        account: where.
        scope: in an organization, or in a space.
        what: what is being done to whom, as errors name it.
        scope_id: the organization or space.
        user_id: the person.

    Raises:
        Refused: a guard of this run forbids it, or nothing proves that the membership has ended.
        ArizeError: the request failed.
    """
    membership = membership_id(scope_id, user_id)
    if account.run.keeps_membership(membership):
        log.info("The membership %s is kept: another resource of this run declares it.", membership)
        return
    with naming_step(what):
        account.permits.permit_end(what)
        try:
            CALLS[scope].remove(account.client, scope_id, user_id)
        except NotFound:
            _require_ended(account, scope, scope_id, user_id)


def verification(account: Account) -> str:
    """Whether a membership that was read is known to exist, or only its person and organization are."""
    return "exists" if account.is_verified else "assumed"


def role_seen(account: Account, scope: Scope, scope_id: str, user_id: str) -> str | None:
    """The role of a member as far as the account tells it, empty if it does not; None if they are known to be none.

    Without verification, only what has no organization or space any more is known.

    Raises:
        WrongAccount: the organization or space is not seen, and may be somewhere else.
        ArizeError: it could not be read.
    """
    if CALLS[scope].find(account.directory, scope_id) is None:
        _require_scope_gone(account, scope, scope_id)
        return None
    return CALLS[scope].role(account.directory, scope_id, user_id) if account.is_verified else ""


def is_no_member(account: Account, scope: Scope, scope_id: str, user_id: str) -> bool:
    """Whether a person is known not to be a member.

    Raises:
        WrongAccount: the organization or space is not seen, and may be somewhere else.
        ArizeError: it could not be read.
    """
    return role_seen(account, scope, scope_id, user_id) is None


def _require_ended(account: Account, scope: Scope, scope_id: str, user_id: str) -> None:
    # A 404 means: no such person, no such organization or space, or no such membership. It counts once one of the two
    # is seen here, or the person was blocked in this run.
    if account.permits.has_blocked(user_id) or CALLS[scope].find(account.directory, scope_id) is not None:
        return
    if account.directory.user(user_id) is None:
        account.presence.require_removal_proof(f"the person {user_id}", user_id, "")
    _require_scope_gone(account, scope, scope_id)


def _require_scope_gone(account: Account, scope: Scope, scope_id: str) -> None:
    visible = [found.id for found in CALLS[scope].visible(account.directory)]
    account.presence.require_gone(scope, scope_id, visible, account.run.remembered_scopes(scope))
