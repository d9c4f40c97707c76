"""The single calls to the account that single resources and rosters both make, with the guards that belong to them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import NotFound
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.adoption import changes_for
from pulumi_arize_users.providers.invitation import Arrival, Invitation
from pulumi_arize_users.providers.lifecycle import doing
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import Membership, User
    from pulumi_arize_users.providers.account import Account


def bring_in(account: Account, who: str, declared: Mapping[str, Any]) -> Arrival:
    """Invite a person, or take over their account, and remember that this run did.

    Raises:
        ArizeError: they did not come in, or may not be taken over.
    """
    with doing(f"Inviting {who}"):
        arrival = Invitation(account, who, declared).bring_in()
    account.kept.add(arrival.user.id)
    account.directory.remember(arrival.user)
    return arrival


def renew(account: Account, who: str, declared: Mapping[str, Any]) -> Arrival:
    """Invite a person anew whose invitation expired, which may change their id, password and permissions.

    Raises:
        ArizeError: the invitation failed.
    """
    log.info("The invitation of %s had expired; a new one is sent.", who)
    arrival = Invitation(account, who, {**declared, "adopt": True}).bring_in()
    user = send_changes(account, arrival.user.id, changes_for(arrival.user, declared)) or arrival.user
    return Arrival(user, arrival.adopted, arrival.temporary_password)


def send_changes(account: Account, user_id: str, changes: Mapping[str, Any]) -> User | None:
    """Change a person's name or permission; None when there is nothing to change.

    Raises:
        ArizeError: the request failed.
    """
    if not changes:
        return None
    user = account.client.update_user(user_id, **changes)
    account.directory.remember(user)
    return user


def is_kept(account: Account, user_id: str, email: str) -> bool:
    """Whether this run declares, created or took over the account, under whatever name."""
    return user_id in account.kept or fold(email) in account.declared


def block(account: Account, who: str, user_id: str, *, email: str, role: str) -> None:
    """Block a person for ever; one who is gone already is done.

    Raises:
        Refused: a guard of this run forbids it.
        ArizeError: the request failed.
    """
    with doing(f"Blocking {who}"), suppress(NotFound):
        account.removals.permit_block(who, user_id, email=email, role=role)
        account.client.delete_user(user_id)


def add_member(account: Account, what: str, organization_id: str, user_id: str, role: str) -> Membership:
    """Make a person a member of an organization, or change the role they have there.

    Args:
        account: where.
        what: what is being done to whom, as errors name it.
        organization_id: the organization.
        user_id: the person.
        role: the role in the organization.

    Raises:
        ArizeError: the request failed.
    """
    with doing(what):
        membership = account.client.add_organization_user(organization_id, user_id, role)
    account.kept.add(f"{organization_id}/{user_id}")
    return membership


def adopt_membership(account: Account, organization_id: str, user_id: str) -> bool:
    """Take a membership as it is declared; False when it is known not to exist, and has to be added.

    Raises:
        ArizeError: person or organization could not be read.
    """
    if account.directory.user(user_id) is None or is_no_member(account, organization_id, user_id):
        return False
    account.kept.add(f"{organization_id}/{user_id}")
    return True


def end_membership(account: Account, what: str, organization_id: str, user_id: str) -> None:
    """End a membership; one that ended already is done, and one that this run declares is left alone.

    Args:
        account: where.
        what: what is being done to whom, as errors name it.
        organization_id: the organization.
        user_id: the person.

    Raises:
        Refused: a guard of this run forbids it.
        ArizeError: the request failed.
    """
    membership = f"{organization_id}/{user_id}"
    if membership in account.kept | account.declared:
        log.info("The membership %s is kept: another resource of this run declares it.", membership)
        return
    with doing(what), suppress(NotFound):
        account.removals.permit_end(what)
        account.client.remove_organization_user(organization_id, user_id)


def verification(account: Account) -> str:
    """Whether a membership that was read is known to exist, or only its person and organization are."""
    return "assumed" if account.settings.graphql_url is None else "exists"


def is_no_member(account: Account, organization_id: str, user_id: str) -> bool:
    """Whether a person is known not to belong to an organization; without verification, only if that is gone.

    Raises:
        ArizeError: it could not be read.
    """
    directory = account.directory
    if directory.organization(organization_id) is None:
        return True
    return verification(account) == "exists" and not directory.is_member(organization_id, user_id)
