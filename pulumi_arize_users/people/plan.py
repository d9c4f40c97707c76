"""How a person's life is decided: one plan, made from what is declared, recorded and seen.

Single resources have a plan of one person without memberships, rosters one for each of their people. What is announced,
refused, sent and recorded all comes from the plan: a rule about a person belongs here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias, Union, cast

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people import adoption, identity_provider, removal, roles
from pulumi_arize_users.people.guards import self_refusal
from pulumi_arize_users.people.membership_plan import MembershipPlanner
from pulumi_arize_users.people.record import (
    ONLY_RECORDED,
    RESEND,
    TRIGGERS,
    differing,
    is_another_person,
    is_same_address,
    managed_arguments,
    times_reinvited,
)
from pulumi_arize_users.people.refusals import Notice, Refusal
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.people.steps import (
    REMOVALS,
    Adopt,
    Block,
    Change,
    Forget,
    Gone,
    Invite,
    LookUp,
    Record,
    Renew,
    Replace,
    StandIn,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.policy import Policy
    from pulumi_arize_users.people.record import Declared, Recorded
    from pulumi_arize_users.people.steps import Step
    from pulumi_arize_users.people.subject import Subject


@dataclass(frozen=True)
class Absent:
    """Somebody was looked up, and has no account."""


ABSENT: Final = Absent()
# What a look at the account showed of a person; None where nobody looked.
Seen: TypeAlias = Union["User", Absent, None]


@dataclass(frozen=True)
class PersonPlan:
    """What is done about one person, or why not.

    Attributes:
        subject: how sentences speak of the person.
        declared: what the program says; None for somebody it does not declare any more.
        recorded: what the stack remembers; None for somebody it does not know.
        steps: in the order in which they are taken.
        refusals: why nothing is done at all.
        seen: what a look at the account showed, if anybody looked.
    """

    subject: Subject
    declared: Declared | None
    recorded: Recorded | None
    steps: tuple[Step, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    seen: Seen = None

    def __bool__(self) -> bool:
        return bool(self.steps or self.refusals)

    def has(self, kind: type[object]) -> bool:
        """Whether a step of this kind is planned."""
        return any(isinstance(step, kind) for step in self.steps)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What every preview says of the person, whether anything is done or not."""
        if self.declared is None or self.recorded is None or self.refusals:
            return ()
        if isinstance(self.seen, Absent):
            return (removal.gone_notice(self.subject),)
        if self.recorded.get("status") != "EXPIRED" or self.has(Renew):
            return ()
        times = times_reinvited(self.recorded)
        is_tried = times and self.declared.get("on_expired") == "reinvite"
        return (adoption.reinvited_notice(self.subject, times) if is_tried else adoption.expired_notice(self.subject),)

    @property
    def additions(self) -> tuple[Step, ...]:
        """The steps that take nothing away."""
        return tuple(step for step in self.steps if not isinstance(step, REMOVALS))

    @property
    def removals(self) -> tuple[Step, ...]:
        """The steps that take something away."""
        return tuple(step for step in self.steps if isinstance(step, REMOVALS))


@dataclass(frozen=True)
class Planner:
    """Plans for the people of one account.

    Attributes:
        policy: what holds for everybody.
        ids: by the names that a program uses for organizations and spaces; a name without an entry is an id.
        ownership: which resource an account already belongs to, by the account's id.
        refuses_moved_addresses: whether an address that was changed elsewhere, as a refresh has shown, is refused until
            the program has it too. Otherwise such a person simply counts as the same one.
        ours: folded addresses to which an earlier run may have sent an invitation: an account that turns up is ours.
        blocked: when this stack blocked somebody, by folded address: they can never be invited again.
        asks_whose_key: whether nobody who may be the one behind the API key is blocked until it is known whose it is. A
            single resource has no preview of its removal, and the server refuses who is behind the key in any case.
        parent_of: the organization of a space, by id; empty where it is not known.
    """

    policy: Policy
    ids: Mapping[str, str] = field(default_factory=dict)
    ownership: Callable[[str], adoption.Ownership] = lambda _id: adoption.Ownership()
    refuses_moved_addresses: bool = False
    ours: Collection[str] = ()
    blocked: Mapping[str, str] = field(default_factory=dict)
    asks_whose_key: bool = False
    parent_of: Callable[[str], str] = lambda _id: ""

    def plan(
        self,
        subject: Subject,
        declared: Declared | None,
        recorded: Recorded | None,
        seen: Seen = None,
    ) -> PersonPlan:
        """The steps from what is recorded and seen of a person to what is declared, or the refusals.

        Args:
            subject: how sentences speak of the person.
            declared: what the program says; None if it does not declare the person any more.
            recorded: what the stack remembers; None if it does not know the person.
            seen: what a look at the account showed; None if nobody looked.
        """
        steps: list[Step | Refusal | None]
        if declared is None:
            steps = [Gone()] if isinstance(seen, Absent) else self._removal(subject, recorded or {})
        elif recorded is None:
            arrival = self._arrival(subject, declared, seen)
            steps = arrival if StandIn() in arrival else [*arrival, *self._memberships(subject, declared, None, seen)]
        elif identity_provider.is_missing(recorded.get("user_id", "")):
            steps = []
        elif is_another_person(recorded, declared):
            steps = [self._replacement(subject, declared, recorded)]
        else:
            steps = [*self._change(subject, declared, recorded), *self._memberships(subject, declared, recorded, None)]
            steps = steps if any(steps) else [self._remembering(declared, recorded)]
            steps = [removal.gone_refusal(subject)] if any(steps) and isinstance(seen, Absent) else steps
        refusals = tuple(step for step in steps if isinstance(step, Refusal))
        taken = () if refusals else tuple(step for step in steps if step and not isinstance(step, Refusal))
        return PersonPlan(subject, declared, recorded, taken, refusals, seen)

    @property
    def memberships(self) -> MembershipPlanner:
        """Plans where a person belongs."""
        return MembershipPlanner(self.ids, self.parent_of)

    def _arrival(self, subject: Subject, declared: Declared, seen: Seen) -> list[Step | Refusal | None]:
        if self.policy.sso:
            return [self._looking_up(subject, declared, seen)]
        if seen is None or isinstance(seen, Absent):
            blocked_on = self.blocked.get(fold(declared.get("email", "")))
            return [adoption.blocked_refusal(subject, blocked_on) if blocked_on else Invite()]
        adopt = bool(declared.get("adopt", self.policy.adopt))
        owned = adoption.ownership_refusal(subject, declared.get("email", ""), self.ownership(seen.id), adopt=adopt)
        if owned or not (adopt or fold(seen.email or "") in self.ours):
            return [owned or adoption.exists_refusal(subject, seen)]
        wanted_role = declared.get("role") or seen.role
        renewed = _is_renewed(seen.status, declared)
        return [
            adoption.role_refusal(subject, seen, wanted_role),
            Adopt(seen, {} if renewed else adoption.changes_for(seen, declared)),
            Renew() if renewed else None,
        ]

    @staticmethod
    def _looking_up(subject: Subject, declared: Declared, seen: Seen) -> Step | Refusal:
        if seen is None:
            return LookUp()
        if not isinstance(seen, Absent):
            return Adopt(seen)
        return StandIn() if declared.get("missing_ok") else Refusal(identity_provider.missing_refusal(subject.who))

    def _change(self, subject: Subject, declared: Declared, recorded: Recorded) -> list[Step | Refusal | None]:
        if self.policy.sso:
            return []
        wanted, before = cast("dict[str, Any]", declared), cast("dict[str, Any]", recorded)
        renewed = _is_renewed(recorded.get("status"), declared, times_reinvited(recorded))
        changes = differing(declared, before)
        pulled = [trigger for trigger in TRIGGERS if trigger in wanted and wanted[trigger] != before.get(trigger)]
        if renewed and RESEND in pulled:  # a renewal sends an invitation
            pulled.remove(RESEND)
        return [
            _address_refusal(subject, declared, recorded) if self.refuses_moved_addresses else None,
            _role_refusal(subject, declared, recorded),
            Renew() if renewed else None,
            Change(changes) if changes and not renewed else None,
            *map(Trigger, pulled),
        ]

    def _replacement(self, subject: Subject, declared: Declared, recorded: Recorded) -> Step | Refusal:
        # The old account is removed as its own record says, which this run can no longer change.
        if self.policy.sso or removal.removal_choice(recorded, self.policy) != "refuse":
            return Replace()
        wanted = subject.shown("email", declared.get("email"))
        return Refusal(removal.address_change_refusal(subject.who, wanted))

    def _removal(self, subject: Subject, recorded: Recorded) -> list[Step | Refusal | None]:
        choice = "retain" if self.policy.sso else removal.removal_choice(recorded, self.policy)
        if choice == "refuse":
            return [removal.removal_refusal(subject, recorded, self.policy)]
        if choice == "block":
            email, role = recorded.get("email", ""), recorded.get("role", "") if self.asks_whose_key else ""
            return [self_refusal(subject.who, email, role, self.policy.caller_email, self.policy.to_keep), Block()]
        return [*self.memberships.end({}, recorded), Forget()]

    def _memberships(
        self, subject: Subject, declared: Declared, recorded: Recorded | None, seen: Seen
    ) -> list[Step | Refusal | None]:
        trusted = bool(declared.get("adopt_memberships")) and recorded is None and not isinstance(seen, Absent)
        is_new = recorded is None and (seen is None or isinstance(seen, Absent))
        had = recorded or {}
        refusals = [
            Refusal(roles.outside_refusal(subject.who, space, organization))
            for space, organization in self.memberships.outside(declared, had, is_new=is_new)
        ]
        return [*refusals, *self.memberships.set(declared, had, trusted=trusted), *self.memberships.end(declared, had)]

    def _remembering(self, declared: Declared, recorded: Recorded) -> Step | None:
        wanted, before = cast("dict[str, Any]", declared), cast("dict[str, Any]", recorded)
        dropped = [trigger for trigger in TRIGGERS if trigger in before and trigger not in wanted]
        differs = any(before.get(key) != wanted.get(key) for key in ONLY_RECORDED)
        names = any(set(before.get(each.plural, {})) != set(wanted.get(each.plural, {})) for each in SCOPES)
        managed = managed_arguments(wanted) != list(before.get("managed", ()))
        ours = not self.policy.sso and (dropped or managed)
        back = "leaving" in before
        return Record() if ours or differs or names or back else None


def _is_renewed(status: str | None, declared: Declared, times: int = 0) -> bool:
    wanted = status == "EXPIRED" and declared.get("on_expired") == "reinvite"
    return wanted and times < declared.get("reinvite_limit", adoption.REINVITE_LIMIT)


def _address_refusal(subject: Subject, declared: Declared, recorded: Recorded) -> Refusal | None:
    if "email" not in declared or is_same_address(recorded.get("email"), declared["email"]):
        return None
    return Refusal(removal.address_drift_refusal(subject.who, f"{subject.path}email"))


def _role_refusal(subject: Subject, declared: Declared, recorded: Recorded) -> Refusal | None:
    wanted, now, path = declared.get("role"), recorded.get("role"), f"{subject.path}role"
    if wanted is None or now is None or wanted == now:
        return None
    if recorded.get("declared_role") == wanted:
        return Refusal(roles.role_drift_refusal(subject.who, subject.shown("role", wanted), now, path))
    hidden = subject.shown("role", now), subject.shown("role", wanted)
    return Refusal(roles.role_change_refusal(subject.who, *hidden, path))
