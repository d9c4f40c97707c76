"""What can be done to people who are named: each with its rule, its words and the write that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from pulumi_arize_users.people.identity_provider import blocked_there_refusal, no_mail_refusal
from pulumi_arize_users.people.mails import (
    can_be_invited_again,
    can_choose_a_password,
    expired_hint,
    resend_refusal,
    reset_refusal,
)
from pulumi_arize_users.people.record import RESEND
from pulumi_arize_users.people.steps import Block, Trigger
from pulumi_arize_users.people.subject import Subject
from pulumi_arize_users.providers import account_actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.steps import Step
    from pulumi_arize_users.providers.account import Account


@dataclass(frozen=True)
class Deed:
    """Something that is done to people.

    Attributes:
        name: of the command.
        step: the same as a step of a plan, which has the words for failures.
        would: the result of a dry run.
        done: the result for somebody for whom it is done.
        outlook: what will happen to people, as the end of a sentence about how many.
        why_not: why it is not done to somebody; empty if it is.
        hint: what else is to be known of somebody to whom it is done.
        act: does it; returns False for somebody who is proven to be gone.
        is_repeatable: whether it may be done twice, because the second time changes nothing.
        is_final: whether it cannot be undone.
    """

    name: str
    step: Step
    would: str
    done: str
    outlook: str
    why_not: Callable[[Account, str, User], str]
    act: Callable[[Account, str, Recorded], bool]
    hint: Callable[[User], str]
    is_repeatable: bool = False
    is_final: bool = False


def record_of(user: User, account: str = "") -> Recorded:
    """Somebody who was seen, as a stack would remember them.

    Args:
        user: the person.
        account: which account it is, as `Presence.identity` names it.
    """
    said = {"user_id": user.id, "email": user.email, "role": user.role, "status": user.status, "account": account}
    return cast("Recorded", said)


def _why_not_blocked(account: Account, who: str, user: User) -> str:
    if not user.email:
        return f"Arize does not say whose account {user.id} is, so it is not blocked. Look in the web interface."
    # Like a roster: whose key it is must be known before an admin is blocked.
    planner = replace(account.planner(), asks_whose_key=True)
    plan = planner.plan(Subject(who), None, record_of(user), user)
    if plan.refusals:
        return plan.refusals[0].sentence
    return "" if plan.has(Block) else blocked_there_refusal(who)


def _why_not_resent(account: Account, who: str, user: User) -> str:
    if account.policy.sso:
        return no_mail_refusal(who)
    return "" if can_be_invited_again(user.status) else resend_refusal(who)


def _why_not_reset(account: Account, who: str, user: User) -> str:
    if account.policy.sso:
        return no_mail_refusal(who)
    return "" if can_choose_a_password(user.status) else reset_refusal(who, user.status)


def _reset(account: Account, _who: str, recorded: Recorded) -> bool:
    account.client.reset_password(recorded["user_id"])
    return True


BLOCK = Deed(
    name="block",
    step=Block(),
    would="WOULD_DELETE",
    done="DELETED",
    outlook="will be blocked permanently: memberships, keys and roles are lost, and the address can never be invited "
    "again",
    why_not=_why_not_blocked,
    act=account_actions.block,
    hint=lambda _user: "Permanent.",
    is_repeatable=True,
    is_final=True,
)
RESENDING = Deed(
    name="resend",
    step=Trigger(RESEND),
    would="WOULD_SEND",
    done="SENT",
    outlook="will get the invitation again",
    why_not=_why_not_resent,
    act=account_actions.resend_invitation,
    hint=lambda user: expired_hint(user.status),
)
RESETTING = Deed(
    name="reset-password",
    step=Trigger("reset_password_trigger"),
    would="WOULD_SEND",
    done="SENT",
    outlook="will get a link, valid for 30 minutes, to choose a new password",
    why_not=_why_not_reset,
    act=_reset,
    hint=lambda _user: "",
)
