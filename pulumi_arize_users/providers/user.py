"""The life of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.people.declaration import PERSON
from pulumi_arize_users.people.guards import late_move_refusal
from pulumi_arize_users.people.identity_provider import is_missing, missing_ok_refusal
from pulumi_arize_users.people.narration import blocked_line, blocked_people, forecast
from pulumi_arize_users.people.record import ONLY_RECORDED, SENDABLE, TRIGGERS, arrived_record, seen_record
from pulumi_arize_users.people.refusals import declared_by_both
from pulumi_arize_users.people.removal import retained
from pulumi_arize_users.people.steps import Block, Forget, Renew, Replace
from pulumi_arize_users.providers.execution import PersonExecution
from pulumi_arize_users.providers.failures import naming_step, refuse
from pulumi_arize_users.providers.identity import believed
from pulumi_arize_users.providers.inputs import checked, read_inputs
from pulumi_arize_users.providers.looks import look_around, look_up
from pulumi_arize_users.providers.messages import log, tell, tell_some, warn_some
from pulumi_arize_users.providers.protocol import (
    DECLARED_ROLE,
    RESOURCE,
    declared_by,
    inputs_of,
    is_managed,
    recorded_by,
    secret_arguments,
    stored,
    subject_of,
)
from pulumi_arize_users.providers.results import Created, Difference, Found, Unfinished, known_value, unknown_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.plan import PersonPlan, Seen
    from pulumi_arize_users.people.record import Declared, Recorded
    from pulumi_arize_users.people.subject import Subject
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Checked, Properties

# A new value of these is a difference even before it is known.
COMPARED = {"email", "role", *SENDABLE, *ONLY_RECORDED, *TRIGGERS}


class UserLifecycle:
    """Creates, reads, updates and removes one person; all that it needs to know later is in the outputs.

    Args:
        account: where.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._run = account.run

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Refuse at preview what cannot be done, and normalize the rest."""
        inputs, mistakes = read_inputs(PERSON, news)
        resource = known_value(inputs, RESOURCE) or ""
        inputs = {key: value for key, value in inputs.items() if key != RESOURCE} | {DECLARED_ROLE: inputs.get("role")}
        declared, subject = declared_by(inputs), subject_of(inputs)
        if not mistakes:
            mistakes = self._refusals(recorded_by(olds), declared, subject)
        return checked(inputs, subject.who, [*mistakes, *self._claim(subject.who, declared, str(resource))])

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the account as last seen and the program."""
        recorded, declared = _recorded(id, olds), declared_by(news)
        self._meet(recorded)
        plan = self._plan(declared, recorded)
        if self._run.is_planned:
            refuse(plan.refusals)
            self._announce(plan)
            if not plan.has(Replace):
                self._run.declare_account(recorded["user_id"])
        self._describe(recorded["user_id"], {**declared, "adopted": recorded.get("adopted", False)})
        for notice in plan.notices:
            warn_some(self._run.count(type(notice).__name__), str(notice))
        unknown = COMPARED & unknown_keys(news)
        if not plan and not unknown:
            return Difference(changes=False)
        another = plan.has(Replace) or "email" in unknown
        unseen = plan.has(Renew) or "unfinished" in recorded
        return Difference(changes=True if unseen and not another else None, replaces=["email"] if another else [])

    def create(self, props: Properties) -> Created:
        """Invite the person, or take over their account."""
        declared = declared_by(props)
        plan = self._plan(declared, None, self._account.seen(declared["email"]))
        refuse(plan.refusals)
        if "email" in plan.subject.secret:
            self._run.hide_person(address=declared["email"])
        record = self._carry_out(plan).record
        self._describe(record["user_id"], record)
        return Created(record["user_id"], stored(record))

    def read(self, id: str, props: Properties) -> Found:
        """See the person as they are now; nobody counts as gone before it is proven that this is their account."""
        recorded, subject = _recorded(id, props), subject_of(props, fallback=id)
        if is_managed(props):
            self._meet(recorded)
        with naming_step(f"Reading {subject.who}"):
            user = self._find(recorded)
            if user is None:
                return self._unseen(subject, recorded, props)
            user = believed(self._account, user, recorded) if is_managed(props) else user
        if not is_managed(props):
            record = arrived_record(user, recorded, adopted=False)
        else:
            self._account.presence.prove()
            record = seen_record(self._without_notes(recorded, user), user)
        return Found(user.id if is_missing(id) else id, stored(record), inputs_of(record))

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Send what differs, and nothing else."""
        plan = self._plan(declared_by(news), _recorded(id, olds))
        refuse(plan.refusals)
        return stored(self._carry_out(plan).record)

    def delete(self, id: str, props: Properties) -> None:
        """Do what the person's `on_destroy` says; an account this run created or took over is left alone."""
        recorded, subject = _recorded(id, props), subject_of(props)
        if self._run.keeps_person(recorded["user_id"], recorded.get("email", "")):
            log.info("%s is kept: another resource of this run has the same account.", subject.who)
            return
        self._meet(recorded)
        plan = self._account.planner().plan(subject, None, recorded)
        refuse(plan.refusals)
        if self._account.policy.sso:
            log.info("%s is only forgotten here: accounts come from the identity provider.", subject.who)
            return
        if plan.has(Block):
            tell(forecast([plan]))
        done = self._carry_out(plan).done
        blocked = blocked_people([(subject, done)])
        tell([blocked_line(blocked)] if blocked else [])
        if plan.has(Forget):
            warn_some(self._run.count("retained"), retained([subject.who], recorded.get("status", "")))

    def _describe(self, user_id: str, person: Mapping[str, Any]) -> None:
        shown = {"email"} - secret_arguments(person)
        said = {key: person.get(key) for key in (*shown, "role", "on_destroy", "adopted")}
        self._run.describe_person(user_id, said)

    def _refusals(self, before: Recorded, declared: Declared, subject: Subject) -> list[str]:
        if "missing_ok" in declared and not self._account.policy.sso:
            return [missing_ok_refusal()]
        if "email" in before:
            plan = self._account.planner(of_inputs=True).plan(subject_of(before, *subject.secret), declared, before)
            return [str(refusal) for refusal in plan.refusals]
        return self._newcomer_refusals(declared, subject)

    def _newcomer_refusals(self, declared: Declared, subject: Subject) -> list[str]:
        if "email" not in declared:
            return []
        look = look_up(self._account, subject.who, declared["email"])
        if look.failure:
            return [look.failure]
        elsewhere = look_around(self._account)
        if elsewhere:
            return [elsewhere]
        plan = self._account.planner().plan(subject, declared, None, look.seen)
        if look.seen is not None:
            self._announce(plan)
        return [str(refusal) for refusal in plan.refusals]

    def _claim(self, who: str, declared: Declared, resource: str) -> list[str]:
        # Only a plan of a program checks; a refresh compares as well, and says nothing about who is declared.
        email = declared.get("email")
        if not isinstance(email, str):
            return []
        other = self._run.declare_person(email, resource)
        mistakes = [declared_by_both(resource or "A resource", other, who)] if other else []
        return [*mistakes, *([late_move_refusal(who)] if self._run.is_leaving(email) else [])]

    def _plan(self, declared: Declared, recorded: Recorded | None, seen: Seen = None) -> PersonPlan:
        subject = subject_of(recorded or declared, *secret_arguments(declared))
        return self._account.planner().plan(subject, declared, recorded, seen)

    def _carry_out(self, plan: PersonPlan) -> PersonExecution:
        execution = PersonExecution(self._account, self._account.planner(), plan)
        try:
            execution.carry_out(plan.steps)
        except ArizeError as error:
            record = execution.record
            if not execution.done or plan.declared is None:
                raise
            reason = record.get("unfinished", str(error))
            raise Unfinished(record["user_id"], {**stored(record), "unfinished": reason}, reason) from error
        return execution

    def _announce(self, plan: PersonPlan) -> None:
        unfinished = (plan.recorded or {}).get("unfinished")
        if unfinished:
            warn_some(self._run.count("unfinished"), f"The last run did not finish: {unfinished}")
        lines = forecast([plan])
        if lines:
            tell_some(self._run.count(type(plan.steps[0]).__name__), lines)

    def _find(self, recorded: Recorded) -> User | None:
        user_id = recorded["user_id"]
        if is_missing(user_id):
            return self._account.directory.user_with_email(recorded["email"])
        return self._account.directory.user(user_id)

    def _unseen(self, subject: Subject, recorded: Recorded, props: Properties) -> Found:
        if not is_managed(props):
            message = f"There is no person with the id {recorded['user_id']} in the account. Check the id."
            raise Refused(message)
        if is_missing(recorded["user_id"]):
            return Found(recorded["user_id"], {**recorded}, inputs_of(recorded))
        self._account.presence.require_person_gone(subject.who, recorded["user_id"], recorded.get("account", ""))
        return Found()

    def _without_notes(self, recorded: Recorded, user: User) -> Recorded:
        record: Recorded = {**recorded}
        record.pop("unfinished", None)
        if self._account.policy.sso and user.role:  # theirs to say, so another one is no drift
            record.pop("role", None)
            record.pop("declared_role", None)
        return record

    def _meet(self, recorded: Recorded) -> None:
        is_secret = "email" in secret_arguments(recorded)
        if is_secret:
            self._run.hide_person(recorded["user_id"], recorded.get("email", ""))
        self._account.presence.remember(recorded.get("account", ""))
        address = recorded.get("email", "")
        self._run.manage(recorded["user_id"], address if is_secret else recorded.get("declared_email", address))


def _recorded(id: str, outputs: Properties) -> Recorded:
    recorded: Recorded = {**outputs}  # type: ignore[typeddict-item]
    recorded.setdefault("user_id", id)
    return recorded
