"""The plan of one person, carried out: each step that succeeded is recorded before the next one begins."""

from __future__ import annotations

from collections import deque
from functools import singledispatchmethod
from typing import TYPE_CHECKING, cast

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.adoption import changes_for
from pulumi_arize_users.people.identity_provider import MISSING, is_missing, missing_id, missing_warning
from pulumi_arize_users.people.plan import ABSENT
from pulumi_arize_users.people.record import (
    RESEND,
    arrived_record,
    begun_record,
    nowhere,
    recorded_trigger,
    seen_record,
    times_reinvited,
)
from pulumi_arize_users.people.scope import SPACE
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Gone,
    Invite,
    LookUp,
    Renew,
    SetMembership,
    StandIn,
    Step,
    Trigger,
    doing,
    undone,
)
from pulumi_arize_users.providers import account_actions
from pulumi_arize_users.providers.arrival import invite
from pulumi_arize_users.providers.failures import naming_step, refuse
from pulumi_arize_users.providers.identity import require_listed
from pulumi_arize_users.providers.looks import look_up
from pulumi_arize_users.providers.memberships import add_member, adopt_membership, end_membership
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.plan import PersonPlan, Planner, Seen
    from pulumi_arize_users.people.record import Declared, Recorded
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account


class PersonExecution:
    """What is being done about one person, and what came of it so far.

    Args:
        account: where.
        planner: judges an account that turns up on the way.
        plan: what is to be done.
        is_ours: an earlier run was inviting the person: an account that turns up is the one it invited.

    Attributes:
        record: what the stack has to remember by now.
        done: the steps that succeeded.
    """

    def __init__(self, account: Account, planner: Planner, plan: PersonPlan, *, is_ours: bool = False) -> None:
        self._account = account
        self._planner = planner
        self._plan = plan
        self._is_ours = is_ours
        self.record: Recorded = self._begun()
        self.done: list[Step] = []

    def carry_out(self, steps: Iterable[Step]) -> None:
        """Take steps, and those that turn out to follow from them.

        Raises:
            Cancelled: the run is to stop; what was done is in the record.
            ArizeError: a step failed; what was done before is in the record.
        """
        waiting = deque(steps)
        while waiting:
            self._account.cancellation.raise_if_requested()
            step = waiting.popleft()
            with naming_step(doing(step, self._who)):
                try:
                    following = self._take(step)
                except ArizeError as error:
                    self._note_unfinished(step, error)
                    raise
            # A search that found somebody to take over has not done anything yet that must be remembered.
            if "user_id" in self.record:
                self.done.append(step)
            waiting.extendleft(reversed(following))

    def _begun(self) -> Recorded:
        declared, recorded = self._plan.declared, self._plan.recorded
        if declared is None or recorded is None:
            return cast("Recorded", {**(recorded or {})})
        record = begun_record(recorded, declared)
        return cast("Recorded", {**record, **self._planner.memberships.renamed(record, declared)})

    def _note_unfinished(self, step: Step, error: ArizeError) -> None:
        if self.done:
            self.record["unfinished"] = f"{self._who} is in the account, but {undone(step)}. {error}"

    @property
    def _who(self) -> str:
        return self._plan.subject.who

    @property
    def _declared(self) -> Declared:
        return self._plan.declared or {}

    @singledispatchmethod
    def _take(self, step: Step) -> list[Step]:  # noqa: ARG002 - the other steps are only recorded
        return []

    @_take.register
    def _(self, _step: Invite) -> list[Step]:
        seen = self._account.seen(self._declared["email"])
        if seen is None:
            # An earlier run tried it, so no check of this run has looked. If a reply is lost now, it must be known
            # that nobody was there before.
            seen = look_up(self._account, self._who, self._declared["email"]).seen
        if seen is not None and seen is not ABSENT:
            return self._settle(seen)
        self._account.presence.require_arrival()
        arrival = invite(self._account, self._who, self._declared)
        if not arrival.invited:
            return self._settle(arrival.user)
        self._arrive(arrival.user, adopted=False)
        self._keep_password(arrival.temporary_password)
        return self._changes(arrival.user)

    @_take.register
    def _(self, _step: LookUp) -> list[Step]:
        return self._settle(self._account.directory.user_with_email(self._declared["email"]) or ABSENT)

    @_take.register
    def _(self, _step: StandIn) -> list[Step]:
        email = self._declared["email"]
        log.warning(missing_warning(self._who))
        account = self._account.presence.identity("")
        missing = {"user_id": missing_id(email), "status": MISSING, "adopted": True, "account": account}
        self.record = cast("Recorded", {**self._declared, **nowhere(self._declared), **missing})
        return []

    @_take.register
    def _(self, step: Adopt) -> list[Step]:
        self._account.presence.require_arrival()
        self._arrive(step.user, adopted=not self._is_ours)
        return [Change(step.changes)] if step.changes else []

    @_take.register
    def _(self, _step: Renew) -> list[Step]:
        before, times = self.record["user_id"], times_reinvited(self.record)
        arrival = invite(self._account, self._who, self._declared)
        if arrival.user.id != before:
            require_listed(self._account, arrival.user)
        self.record = recorded_trigger(seen_record(self.record, arrival.user), self._declared, RESEND)
        self.record["reinvited"] = times + 1
        self._keep_password(arrival.temporary_password)
        changes: list[Step] = self._changes(arrival.user)
        if arrival.user.id == before:
            return changes
        # Another account, which belongs nowhere yet.
        without = nowhere(self.record)
        self.record = cast("Recorded", {**self.record, **without})
        return [*changes, *self._planner.memberships.set(self._declared, {})] if without else changes

    @_take.register
    def _(self, step: Change) -> list[Step]:
        user = account_actions.send_changes(self._account, self.record, step.changes)
        self.record = seen_record(cast("Recorded", {**self.record, **step.changes}), user)
        return []

    @_take.register
    def _(self, step: Trigger) -> list[Step]:
        if step.argument != RESEND:
            self._account.client.reset_password(self.record["user_id"])
        else:
            account_actions.resend_invitation(self._account, self._who, self.record)
        self.record = recorded_trigger(self.record, self._declared, step.argument)
        return []

    @_take.register
    def _(self, step: SetMembership) -> list[Step]:
        user_id, recorded = self.record["user_id"], self._memberships(step.scope)
        if recorded.get(step.name) == step.role or is_missing(user_id):
            return []
        trusted = step.trusted and self.record.get("adopted")
        role = step.role
        if not (trusted and adopt_membership(self._account, step.scope, step.scope_id, user_id)):
            made = add_member(self._account, step.scope, self._who, step.scope_id, user_id, step.role)
            role = made.role or step.role
        recorded[step.name] = role
        return []

    @_take.register
    def _(self, step: EndMembership) -> list[Step]:
        what = doing(step, self._who)
        end_membership(self._account, step.scope, what, step.scope_id, self.record["user_id"])
        self._memberships(step.scope).pop(step.name, None)
        for space in step.along:
            self._memberships(SPACE).pop(space, None)
        return []

    @_take.register
    def _(self, _step: Block) -> list[Step]:
        return [] if account_actions.block(self._account, self._who, self.record) else [Gone()]

    def _memberships(self, scope: Scope) -> dict[str, str]:
        return cast("dict[str, dict[str, str]]", self.record).setdefault(scope.plural, {})

    def _settle(self, seen: Seen) -> list[Step]:
        """Take over an account that turned up, if the program says so."""
        plan = self._planner.plan(self._plan.subject, self._declared, None, seen)
        refuse(plan.refusals)
        return [step for step in plan.additions if not isinstance(step, SetMembership)]

    def _arrive(self, user: User, *, adopted: bool) -> None:
        self._account.run.keep_person(user.id)
        self._account.directory.remember(user)
        self.record = arrived_record(user, self._declared, adopted=adopted)
        self.record["account"] = self._account.presence.identity(user.id)

    def _changes(self, user: User) -> list[Step]:
        changes = changes_for(user, self._declared)
        return [Change(changes)] if changes else []

    def _keep_password(self, password: str | None) -> None:
        if password is not None:
            self.record["temporary_password"] = password
