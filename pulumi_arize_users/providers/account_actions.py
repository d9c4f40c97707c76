"""The single writes to a person's account, each with the guards that belong to it and the proof that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, NotFound, may_have_happened
from pulumi_arize_users.people.mails import can_be_invited_again, resend_refusal
from pulumi_arize_users.providers.identity import believed, require_recorded_person
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
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
        if not (may_have_happened(error) and user is not None and is_out_of_sight(account, user_id)):
            raise
        log.info("Arize did not confirm that %s was blocked, but does not show them any more.", who)
    account.presence.prove()
    return True


def resend_invitation(account: Account, who: str, recorded: Recorded) -> bool:
    """Send the invitation again; False, with a warning, for somebody who needs none.

    Raises:
        ArizeError: the request failed.
    """
    if not can_be_invited_again(recorded.get("status", "")):
        log.warning("%s", resend_refusal(who))
        return False
    account.client.resend_invitation(recorded["user_id"])
    return True


def is_out_of_sight(account: Account, user_id: str) -> bool:
    """Whether somebody who was there before a removal is not there after it, as far as that can be seen."""

    def look() -> bool | None:
        return account.client.get_user(user_id) is None or None

    try:
        return bool(account.lag.look_for_the_new(look))
    except ArizeError:
        return False
