"""What plans mean, in words: before anything is done, and afterwards from what was done.

Only what cannot be undone, or what the engine's diff does not show, gets a line of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.people.adoption import describe
from pulumi_arize_users.people.plan import Absent, PersonPlan
from pulumi_arize_users.people.record import times_reinvited
from pulumi_arize_users.people.refusals import SHOWN, are, first_of, people, were
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Forget,
    Gone,
    Invite,
    Record,
    Renew,
    Replace,
    SetMembership,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pulumi_arize_users.people.steps import Step
    from pulumi_arize_users.people.subject import Subject

BLOCKED = "blocked permanently"
CHANGES = (Change, Trigger, Record, Replace, SetMembership, EndMembership)


@dataclass(frozen=True)
class Line:
    """A line of the run's output.

    Attributes:
        text: the sentence.
        is_warning: it cannot be undone.
    """

    text: str
    is_warning: bool = False


def forecast(plans: Sequence[PersonPlan]) -> list[Line]:
    """What will be done, before anything is: what cannot be undone first."""
    plans = [plan for plan in plans if plan.steps]
    if not plans:  # as for nearly everybody in nearly every run
        return []
    blocked, renewed = _who(plans, Block), [_reinvited(plan) for plan in plans if plan.has(Renew)]
    address = "this address" if len(blocked) == 1 else "these addresses"
    permanently = f"will be blocked permanently; {address} can never be invited again."
    return [
        *(Line(line.text, is_warning=True) for line in _named(blocked, permanently)),
        *(Line(f"{first_of(who)} will lose the membership in {name}.") for name, who in _leaving(plans).items()),
        *_replaced(plans),
        *_named(_who(plans, Invite), "will be invited."),
        *_named(renewed, "will be invited again, because the invitation has expired."),
        *_taken_over([plan for plan in plans if plan.has(Adopt)]),
        *_named(
            _expired(plans), 'will be taken over without a new invitation: the old one has expired (see "on_expired").'
        ),
        *_named(_who(plans, Forget), "will be forgotten here and will keep the account."),
        *_named(gone := _who(plans, Gone), f"{are(gone)} not in the account any more, and will be forgotten here."),
    ]


def summary(plans: Sequence[PersonPlan]) -> str:
    """How many people each kind of step concerns; empty when nothing will be done."""
    kinds = ["forgotten" if plan.steps == (Gone(),) else _kind(plan.steps) for plan in plans if plan.steps]
    return _counted(kinds, "will be") if kinds else ""


def report(done: Sequence[tuple[Subject, Sequence[Step]]]) -> list[Line]:
    """What was done, counted from the steps that succeeded; everybody who was blocked is named."""
    taken = [(subject, steps) for subject, steps in done if steps]
    if not taken:
        return []
    blocked = blocked_people(taken)
    counted = Line(_counted([_kind(steps) for _subject, steps in taken]))
    return [counted, *([blocked_line(blocked)] if blocked else [])]


def age_of(open_invitations: int, seen_on: str) -> Line:
    """How old is what a preview knows of people who have not accepted their invitation.

    Args:
        open_invitations: how many there are.
        seen_on: the day on which the account was looked at.
    """
    have = "has" if open_invitations == 1 else "have"
    return Line(
        f"Whether {people(open_invitations)} {have} accepted an invitation by now was seen last on {seen_on}; "
        "`pulumi preview --refresh` looks again."
    )


def interrupted(plans: Sequence[PersonPlan]) -> list[str]:
    """A hint that refused newcomers were probably invited by a run that ended before its work was recorded."""
    ours = [plan for plan in plans if plan.refusals and _looks_like_ours(plan)]
    if not ours:
        return []
    sentence = (
        f"{people(len(ours))} of these {are(ours)} already invited with the declared name and role, which is what a "
        "run that was interrupted before its work was recorded leaves behind. If so, adopt: true (adopt=True in a "
        "program) for one run fixes it: nobody gets a second invitation."
    )
    return [sentence]


def _looks_like_ours(plan: PersonPlan) -> bool:
    seen, declared = plan.seen, plan.declared or {}
    if seen is None or isinstance(seen, Absent):
        return False
    return (seen.status, seen.name, seen.role) == ("INVITED", declared.get("name"), declared.get("role"))


def blocked_people(done: Iterable[tuple[Subject, Sequence[Step]]]) -> list[str]:
    """Who was blocked; those who turned out to be gone were not."""
    return [subject.who for subject, steps in done if _kind(steps) == BLOCKED]


def blocked_line(names: Sequence[str]) -> Line:
    """Who was blocked."""
    return Line(f"Blocked permanently: {', '.join(names)}.")


def _kind(steps: Iterable[Step]) -> str:
    """What happens to a person, in the one word that matters most."""
    kinds = {type(step) for step in steps}
    words = {Gone: "already gone", Block: BLOCKED, Forget: "forgotten", Renew: "invited again", Adopt: "taken over"}
    more = {Invite: "invited", **dict.fromkeys(CHANGES, "changed")}
    return next((word for kind, word in {**words, **more}.items() if kind in kinds), "looked up")


def _counted(kinds: Sequence[str], verb: str = "") -> str:
    (kind, count), *others = Counter(kinds).items()
    begun = f"{people(count)} {verb or were(range(count))} {kind}"
    return f"{', '.join([begun, *(f'{count} {kind}' for kind, count in others)])}."


def _who(plans: Iterable[PersonPlan], kind: type[object]) -> list[str]:
    return [plan.subject.who for plan in plans if plan.has(kind)]


def _named(names: Sequence[str], what: str) -> list[Line]:
    return [Line(f"{first_of(names)} {what}")] if names else []


def _leaving(plans: Iterable[PersonPlan]) -> dict[str, list[str]]:
    leaving: dict[str, list[str]] = {}
    for plan in plans:
        for step in plan.steps:
            if isinstance(step, EndMembership):
                for name in (step.name, *step.along):
                    leaving.setdefault(name, []).append(plan.subject.who)
    return leaving


def _replaced(plans: Iterable[PersonPlan]) -> list[Line]:
    replaced = {
        plan.subject.who: plan.subject.shown("email", (plan.declared or {}).get("email"))
        for plan in plans
        if plan.has(Replace)
    }
    return [
        Line(f"{who} will be replaced: {other} is another person, who will be invited first.", is_warning=True)
        for who, other in replaced.items()
    ]


def _taken_over(plans: Sequence[PersonPlan]) -> list[Line]:
    """Those with changes first, by name; the others as a count."""
    changed = {plan.subject.who: _adopted(plan, changes) for plan in plans if (changes := _changes(plan))}
    unchanged = [plan for plan in plans if plan.subject.who not in changed]
    lines = [Line(text) for text in list(changed.values())[:SHOWN]]
    if (more := len(changed) - SHOWN) > 0:
        lines.append(Line(f"{more} more {'person' if more == 1 else 'people'} will be taken over with changes."))
    if len(unchanged) == 1:
        return [*lines, Line(_adopted(unchanged[0], "nothing changes"))]
    return [*lines, Line(f"{len(unchanged)} people will be taken over unchanged.")] if unchanged else lines


def _reinvited(plan: PersonPlan) -> str:
    times = times_reinvited(plan.recorded)
    before = f" (already {times} {'time' if times == 1 else 'times'})" if times else ""
    return f"{plan.subject.who}{before}"


def _expired(plans: Iterable[PersonPlan]) -> list[str]:
    return [
        plan.subject.who
        for plan in plans
        for step in plan.steps
        if isinstance(step, Adopt) and step.user.status == "EXPIRED" and not plan.has(Renew)
    ]


def _adopted(plan: PersonPlan, changes: str) -> str:
    (account,) = [step.user for step in plan.steps if isinstance(step, Adopt)]
    return f"{plan.subject.who} ({describe(account)}) will be taken over; {changes}."


def _changes(plan: PersonPlan) -> str:
    sent = {key: value for step in plan.steps if isinstance(step, Adopt) for key, value in step.changes.items()}
    return ", ".join(
        [
            *(f"{key} becomes {plan.subject.shown(key, repr(value))}" for key, value in sent.items()),
            *(
                f"becomes {step.role} in {step.name}"
                for step in plan.steps
                if isinstance(step, SetMembership) and not step.trusted
            ),
            *(["gets a new invitation, because the old one has expired"] if plan.has(Renew) else []),
        ]
    )
