"""The single writes to an account, each with the guards that belong to it and the proof that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, NotFound, may_have_happened
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.identity import believed, require_recorded_person
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.run import membership_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Membership, User
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.providers.account import Account


def send_changes(account: Account, recorded: Recorded, changes: Mapping[str, Any]) -> User:
    """Change a person's name or permission.

    Raises:
        MisdirectedReply: the answer is about somebody else.
        ArizeError: the request failed.
    """
    user = believed(account, account.client.update_user(recorded["user_id"], **changes), recorded)
    account.presence.prove()
    account.directory.remember(user)
    return user


def block(account: Account, who: str, recorded: Recorded) -> bool:
    """Block a person permanently; False if they are proven to have been gone already.

    Raises:
        Refused: a guard of this run forbids it, it is somebody else, or nothing proves that the person is gone.
        ArizeError: the request failed.
    """
    user_id = recorded["user_id"]
    user = account.directory.user(user_id)
    if user is not None:
        require_recorded_person(account, who, user, recorded)
    account.permits.permit_block(who, user_id, role=recorded.get("role", ""))
    try:
        account.client.delete_user(user_id)
    except NotFound:
        account.presence.require_removal_proof(who, user_id, recorded.get("account", ""))
        log.info("%s was not in the account any more.", who)
        return False
    except ArizeError as error:
        if not (may_have_happened(error) and user is not None and _is_out_of_sight(account, user_id)):
            raise
        log.info("Arize did not confirm that %s was blocked, but does not show them any more.", who)
    account.presence.prove()
    return True


def add_member(account: Account, who: str, organization_id: str, user_id: str, role: str) -> Membership:
    """Make a person a member of an organization, or change the role they have there.

    Raises:
        ArizeError: the request failed.
    """
    membership = account.client.add_organization_user(organization_id, user_id, role)
    if membership.role and membership.role != role:
        log.warning(
            "Arize made %s %s in %s, and not %s as declared; the next preview shows the difference.",
            who,
            membership.role,
            organization_id,
            role,
        )
    account.run.keep_membership(membership_id(organization_id, user_id))
    return membership


def adopt_membership(account: Account, organization_id: str, user_id: str) -> bool:
    """Take a membership as it is declared; False when it is known not to exist, and has to be added.

    Raises:
        ArizeError: person or organization could not be read.
    """
    if account.directory.user(user_id) is None or is_no_member(account, organization_id, user_id):
        return False
    account.run.keep_membership(membership_id(organization_id, user_id))
    return True


def end_membership(account: Account, what: str, organization_id: str, user_id: str) -> None:
    """End a membership; one that is proven to have ended counts as done, and one that this run declares is left alone.

    Args:
        account: where.
        what: what is being done to whom, as errors name it.
        organization_id: the organization.
        user_id: the person.

    Raises:
        Refused: a guard of this run forbids it, or nothing proves that the membership has ended.
        ArizeError: the request failed.
    """
    membership = membership_id(organization_id, user_id)
    if account.run.keeps_membership(membership):
        log.info("The membership %s is kept: another resource of this run declares it.", membership)
        return
    with naming_step(what):
        account.permits.permit_end(what)
        try:
            account.client.remove_organization_user(organization_id, user_id)
        except NotFound:
            _require_ended(account, organization_id, user_id)


def _is_out_of_sight(account: Account, user_id: str) -> bool:
    """Whether somebody who was there before a removal is not there after it, as far as that can be seen."""

    def look() -> bool | None:
        return account.client.get_user(user_id) is None or None

    try:
        return bool(account.lag.look_for_the_new(look))
    except ArizeError:
        return False


def verification(account: Account) -> str:
    """Whether a membership that was read is known to exist, or only its person and organization are."""
    return "exists" if account.is_verified else "assumed"


def is_no_member(account: Account, organization_id: str, user_id: str) -> bool:
    """Whether a person is known not to belong to an organization; without verification, only if it is gone.

    Raises:
        WrongAccount: the organization is not seen, and may be somewhere else.
        ArizeError: it could not be read.
    """
    directory = account.directory
    if directory.organization(organization_id) is None:
        account.presence.require_organization_gone(organization_id, account.run.remembered_organizations())
        return True
    return account.is_verified and not directory.is_member(organization_id, user_id)


def _require_ended(account: Account, organization_id: str, user_id: str) -> None:
    # A 404 means: no such person, no such organization, or no such membership. It counts once one of the two is seen
    # here, or the person was blocked in this run.
    if account.permits.has_blocked(user_id) or account.directory.organization(organization_id) is not None:
        return
    if account.directory.user(user_id) is None:
        account.presence.require_removal_proof(f"the person {user_id}", user_id, "")
    account.presence.require_organization_gone(organization_id, account.run.remembered_organizations())
