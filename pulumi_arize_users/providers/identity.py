"""Who an account is, compared with what is known of it, so that nobody undeclared becomes the object of a write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import MisdirectedReply, Refused
from pulumi_arize_users.people.record import is_same_address
from pulumi_arize_users.people.removal import somebody_else_refusal

if TYPE_CHECKING:
    from pulumi_arize_users.api.models import Creation, User
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.providers.account import Account


def require_nobody_elses_id(account: Account, creation: Creation) -> None:
    """Believe a creation, if nobody else is known under the id that it names.

    Raises:
        MisdirectedReply: the directory, this run or the stack knows it under another address.
    """
    user = creation.user
    seen = account.directory.known(user.id)
    known = [seen.email if seen else ""]
    if creation.created:  # otherwise it is an account that was there before, whose address may have changed since
        known.append(account.run.managed_as(user.id))
    for address in known:
        if address and not is_same_address(address, user.email):
            raise MisdirectedReply(account.run.name_of(user.id, address), account.run.name_of(address=user.email))


def believed(account: Account, user: User, recorded: Recorded) -> User:
    """A person as a reply shows them; one with another address than recorded, only if the list shows the same.

    Raises:
        MisdirectedReply: the list does not.
    """
    if not user.email or _is_recorded(user, recorded):
        return user
    listed = account.client.find_user(user.email)
    if listed is None or listed.id != user.id:
        raise MisdirectedReply(
            account.run.name_of(user.id, user.email), account.run.name_of(user.id, recorded.get("email", ""))
        )
    return user


def require_recorded_person(account: Account, who: str, user: User, recorded: Recorded) -> None:
    """Let an account be blocked that is the recorded person's.

    Raises:
        Refused: it has an address that is not recorded, or shows none.
    """
    if not _is_recorded(user, recorded):
        raise Refused(somebody_else_refusal(who, user.id, account.run.name_of(user.id, user.email)))


def _is_recorded(user: User, recorded: Recorded) -> bool:
    return any(
        is_same_address(user.email, address)
        for address in (recorded.get("email"), recorded.get("declared_email"))
        if address
    )
