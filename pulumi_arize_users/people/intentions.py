"""Each step of a plan in words, as the end of a sentence about the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.adoption import describe
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Forget,
    Gone,
    Invite,
    LookUp,
    Renew,
    Replace,
    SetMembership,
    StandIn,
    Step,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pulumi_arize_users.people.plan import PersonPlan
    from pulumi_arize_users.people.subject import Subject


def intentions(plan: PersonPlan) -> list[str]:
    """What will be done about a person, in the order in which it will be."""
    return [words for step in plan.steps for words in _words(step, plan)]


def _words(step: Step, plan: PersonPlan) -> list[str]:
    match step:
        case Invite():
            return [f"will be invited as {(plan.declared or {}).get('role')}"]
        case Adopt(user=user, changes=changes):
            return [f"will be taken over ({describe(user)})", *_changed(changes, plan.subject)]
        case Change(changes=changes):
            return _changed(changes, plan.subject)
        case Replace():
            return [f"will be replaced with {plan.subject.shown('email', (plan.declared or {}).get('email'))}"]
        case SetMembership() | EndMembership():
            return [_membership(step)]
        case _:
            return [_plain(step)]


def _membership(step: SetMembership | EndMembership) -> str:
    where = f"the {step.scope.noun} {step.name}"
    if isinstance(step, EndMembership):
        along = f", and in {', '.join(step.along)}" if step.along else ""
        return f"will lose the membership in {where}{along}"
    if step.trusted:
        return f"will be recorded as {step.role} in {where}; nothing is sent"
    before = f" instead of {step.before}" if step.before and step.before != step.role else ""
    return f"will be {step.role}{before} in {where}"


def _changed(changes: Mapping[str, Any], subject: Subject) -> list[str]:
    return [f"{key} will be {subject.shown(key, repr(value))}" for key, value in changes.items()]


def _plain(step: Step) -> str:
    if step == Trigger("reset_password_trigger"):
        return "will get a link for a new password"
    return _WORDS.get(type(step), "will be recorded as declared; nothing is sent")


_WORDS: Mapping[type[Step], str] = {
    Block: "will be blocked permanently, and can never be invited again",
    Renew: "will be invited again, because the invitation has expired",
    Trigger: "will get the invitation again",
    LookUp: "will be recorded once the identity provider has made the account",
    StandIn: "will be recorded once the identity provider has made the account",
    Gone: "will be forgotten here: not in the account any more",
    Forget: "will be forgotten here, and will keep the account",
}
