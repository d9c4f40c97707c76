"""How an invitation is sent, and what is known about it when the reply is unexpected or lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError, Conflict, NoReply, Refused, may_have_happened
from pulumi_arize_users.people.adoption import burned_refusal
from pulumi_arize_users.providers.identity import require_nobody_elses_id
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from pulumi_arize_users.api.models import Creation, User
    from pulumi_arize_users.people.record import Declared
    from pulumi_arize_users.providers.account import Account


@dataclass(frozen=True)
class Arrival:
    """What became of an invitation.

    Attributes:
        user: the account, as the server holds it.
        invited: it was made by this invitation; otherwise it existed before.
        temporary_password: only directly after an invitation that makes one.
    """

    user: User
    invited: bool
    temporary_password: str | None = field(default=None, repr=False)


def invite(account: Account, who: str, declared: Declared) -> Arrival:
    """Send an invitation.

    Raises:
        Refused: the address can never be invited again.
        ArizeError: the invitation failed.
    """
    try:
        creation = account.client.create_user(
            name=declared["name"],
            email=declared["email"],
            role=declared["role"],
            invite_mode=declared.get("invite_mode", "EMAIL_LINK"),
        )
        require_nobody_elses_id(account, creation)
    except Conflict as conflict:
        return _existing(account, who, declared, conflict)
    except ArizeError as error:
        if not may_have_happened(error):
            raise
        return _found_again(account, who, declared, error)
    return Arrival(creation.user, creation.created, _password(creation))


def _password(creation: Creation) -> str | None:
    return creation.temporary_password.get_secret_value() if creation.temporary_password else None


def _existing(account: Account, who: str, declared: Declared, conflict: Conflict) -> Arrival:
    existing = account.lag.look_for_the_new(lambda: account.client.find_user(declared["email"]))
    if existing is None:
        raise Refused(burned_refusal(who, conflict.problem.words)) from conflict
    return Arrival(existing, invited=False)


def _found_again(account: Account, who: str, declared: Declared, error: ArizeError) -> Arrival:
    """After a lost reply, see whether the invitation was sent; a second request could not tell."""
    found = _look_after(account, who, declared["email"], error)
    if found is None:
        raise _unknown(error, "Nobody has the address yet, but the invitation may have been sent.") from error
    if found.status == "EXPIRED":  # an invitation that was just sent has not expired
        raise error
    if not account.run.was_absent(declared["email"]):
        return Arrival(found, invited=False)
    if declared.get("invite_mode") == "TEMPORARY_PASSWORD":
        log.warning(
            "%s was invited, but the temporary password was lost with Arize's answer; send a new one with the "
            "triggers of an ArizeUser: reset_password_trigger once the invitation is accepted, or "
            "resend_invitation_trigger before.",
            who,
        )
    return Arrival(found, invited=True)


def _look_after(account: Account, who: str, email: str, error: ArizeError) -> User | None:
    try:
        return account.lag.look_for_the_new(lambda: account.client.find_user(email))
    except ArizeError as blind:
        raise _unknown(error, f"Whether {who} was invited anyway could not be looked up.") from blind


def _unknown(error: ArizeError, seen: str) -> NoReply:
    way_on = "Run again; if the account exists then, adopt=True takes it over."
    return NoReply(f"{error} {seen} {way_on}", maybe_done=True)
