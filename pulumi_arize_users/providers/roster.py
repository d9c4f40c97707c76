"""The life of a roster, many people in one resource."""

from __future__ import annotations

import json
import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.guards import declared_twice
from pulumi_arize_users.people.limits import most_allowed
from pulumi_arize_users.people.narration import age_of, forecast, interrupted, report
from pulumi_arize_users.people.plan import ABSENT
from pulumi_arize_users.people.refusals import declared_by_both, grouped
from pulumi_arize_users.people.removal import retained
from pulumi_arize_users.people.roster.judgement import destroy_refusal
from pulumi_arize_users.people.roster.outcome import not_removed, unfinished
from pulumi_arize_users.people.roster.places import unpacked
from pulumi_arize_users.people.roster.plan import plan_roster
from pulumi_arize_users.people.roster.record import LEAVING, address_of, input_of, record_of, recorded_as
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.people.steps import Forget
from pulumi_arize_users.providers.failures import StepFailed, naming_step
from pulumi_arize_users.providers.looks import look, look_around
from pulumi_arize_users.providers.messages import log, tell, warn
from pulumi_arize_users.providers.protocol import ADOPTED, ELSEWHERE, ORGANIZATIONS, PEOPLE, PLACES, RESOURCE
from pulumi_arize_users.providers.results import Checked, Created, Difference, Found, Unfinished
from pulumi_arize_users.providers.roster_announcement import announce
from pulumi_arize_users.providers.roster_departure import BLOCKED, gone_people, refuse_the_blocked, settled, today
from pulumi_arize_users.providers.roster_execution import RosterExecution
from pulumi_arize_users.providers.roster_memory import (
    LIMITS,
    SEEN_ON,
    adopted_lines,
    expected,
    open_invitations,
    outputs_after,
    read_roles,
    remembered,
    roles_said,
)
from pulumi_arize_users.providers.roster_organizations import (
    NAMES,
    ids_of,
    names_seen,
    roster_planner,
    understood,
    visible_ids,
)
from pulumi_arize_users.providers.roster_preview import RosterPreview
from pulumi_arize_users.providers.roster_refresh import refreshed
from pulumi_arize_users.providers.run import Departure, membership_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pulumi_arize_users.people.plan import Planner
    from pulumi_arize_users.people.roster.plan import RosterPlan
    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties


class RosterLifecycle:
    """Brings many people to their declared state, and judges every change as a whole before anybody is touched.

    Args:
        account: where.
        announce: says what will be done; to the engine unless given.
    """

    def __init__(self, account: Account, announce: Callable[[RosterPlan, Mapping[str, str]], None] = announce) -> None:
        self._account = account
        self._announce = announce
        self._run = account.run
        # One object serves all rosters of a run, and no address is in two of them.
        self._places: dict[str, str] = {}
        self._holders: dict[str, str] = {}
        self._missing: set[str] = set()
        self._shown: list[object] = []
        self._refreshed: set[str] = set()

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Refuse at preview what cannot be done, everything at once."""
        inputs = {**news}
        people, places, elsewhere, resource = (inputs.pop(key, None) for key in (PEOPLE, PLACES, ELSEWHERE, RESOURCE))
        if "people" not in inputs:
            inputs["people"] = json.loads(people)
        organizations, roles = understood(self._account, olds, inputs["people"]), read_roles(olds)
        wanted = inputs["people"] = organizations.people
        before = {key: recorded_as(key, person, roles(key)) for key, person in olds.get("people", {}).items()}
        # A program that says whom its other resources declare has compared the addresses itself.
        twins = self._run.declare_people(wanted, (resource or "") if elsewhere is None else "")
        self._run.declare_people(elsewhere or ())
        where = unpacked(places or "", {key: address_of(key, each) for key, each in wanted.items()})
        self._places.update(where)
        self._holders.update(dict.fromkeys(wanted, resource or "A roster"))
        if not organizations.is_unchanged:
            self._shown.append(wanted)
        preview = RosterPreview(self._account, before, wanted, where, organizations)
        self._run.announce_leaving(preview.plan.blocked_names)
        self._missing.update(preview.missing)
        failures = [declared_by_both(resource or "A roster", other, who) for who, other in twins.items()]
        failures += preview.mistakes(inputs)
        if "people" not in olds:
            failures += preview.refused_newcomers()
            self._announce(preview.plan, {}) if not failures else None
        notes = {**organizations.notes, **expected(olds, preview), **roles_said(wanted)}
        return Checked({**inputs, **notes}, failures)

    def diff(self, id: str, olds: Properties, news: Properties) -> Difference:
        """What differs between the people as last seen and the program."""
        record, is_planned = remembered(olds), self._run.is_planned
        self._meet(record)
        if is_planned:
            record = look(self._account, partial(settled, self._account, record), record)
        plan = self._plan(news["people"], record)
        left = record.get("unfinished", {})
        if is_planned:
            plan = look(self._account, partial(self._as_seen, plan, news["people"], record), plan)
            self._expect(id, plan, news["people"], record)
        warn(plan.notices)
        changes = plan.difference
        is_old = is_planned and id not in self._refreshed and news["people"] not in self._shown
        if is_old and (waiting := open_invitations(record)):
            tell([age_of(waiting, record.get(SEEN_ON, ""))])
        if not changes and all(olds.get(key) == news.get(key) for key in LIMITS):
            return Difference(changes=False)
        told = {*left, *plan.renewed, *plan.returning}
        unseen = bool(changes) and changes.keys <= told and news["people"] not in self._shown
        return Difference(changes=True if unseen else None)

    def create(self, props: Properties) -> Created:
        """Bring everybody in."""
        # Each its own: what stands for the removals of a roster names it by its id.
        roster_id = f"roster-{secrets.token_hex(6)}"
        return Created(roster_id, self._bring_about(roster_id, props, {"users": {}}))

    def read(self, id: str, props: Properties) -> Found:
        """See everybody as they are now."""
        record = remembered(props)
        self._meet(record)
        with naming_step("Reading the people of the roster"):
            record = settled(self._account, record)
            users, ids = refreshed(self._account, record["users"], record.get("organization_ids", {}))
            names = names_seen(self._account, record)
        limits = {key: record[key] for key in LIMITS if key in record}
        people = {key: input_of(key, user) for key, user in users.items() if LEAVING not in user}
        inputs = {"people": people, **limits}
        kept = {key: value for key, value in record.items() if key not in {"unfinished", "users", NAMES}}
        outputs = {**kept, "record": record_of(users), "organization_ids": ids, SEEN_ON: today(), **names}
        self._refreshed.add(id)
        notes = {**roles_said(users), ADOPTED: adopted_lines(users), ORGANIZATIONS: ids}
        return Found(id, outputs, inputs | {name: note for name, note in notes.items() if note})

    def update(self, id: str, olds: Properties, news: Properties) -> Properties:
        """Apply what differs, and nothing else."""
        record = remembered(olds)
        self._meet(record)
        return self._bring_about(id, news, settled(self._account, record))

    def delete(self, _id: str, props: Properties) -> None:
        """Do what each person's `on_destroy` says, or nothing at all if that cannot be done for everybody."""
        record = remembered(props)
        self._meet(record)
        record = settled(self._account, record)
        plan = self._as_seen(self._plan({}, record), {}, record)
        leaving = self._refused(plan)
        self._refuse_too_many(leaving.blocked_names, record)
        tell(forecast(leaving.plans))
        execution = self._carry_out(plan, record, record.get("organization_ids", {}))
        if execution.failures or execution.waiting:
            raise StepFailed(not_removed(execution.failures, execution.waiting, len(plan.people)))

    def _expect(self, id: str, plan: RosterPlan, people: Mapping[str, Any], record: Properties) -> None:
        """Refuse what cannot be done, announce the rest, and leave the removals to the end of the run."""
        # What inputs do not tell: who was adopted, and who came in during a run that failed afterwards.
        rest = self._refused(plan)
        refuse_the_blocked(self._account, record, people)
        if plan.coming and (elsewhere := look_around(self._account)):
            raise Refused(elsewhere)
        ids = self._ids(people, record)
        self._declare(people, record, ids)
        self._announce(rest, record.get("unfinished", {}))
        departure = rest.departure
        self._run.meet_roster(id, Departure(departure.keys, partial(self._execute, departure, record, ids)))

    def _bring_about(self, id: str, declared: Properties, record: Properties) -> Properties:
        """Carry out what differs; returns what the stack remembers afterwards."""
        people = declared["people"]
        with naming_step("Looking up the organizations of the roster"):
            ids, mistakes = ids_of(self._account, people, record.get("organization_ids", {}))
        if mistakes:
            raise Refused(" ".join(mistakes.values()))
        known = {**record, "organization_ids": ids}
        plan = self._as_seen(self._plan(people, known), people, known)
        self._refused(plan)
        execution = self._carry_out(plan.update, record, ids)
        outputs = outputs_after(self._account, declared, record, plan, execution, ids)
        if execution.failures or execution.waiting:
            count = len(people.keys() | record["users"].keys())
            reason = unfinished(execution.failures, execution.waiting, count, len(plan.blocked))
            # Who was being invited may be in the account, and is no stranger to the next run.
            is_remembered = "account" in record or execution.records or execution.under_way
            raise Unfinished(id, outputs, reason) if is_remembered else StepFailed(reason)
        return outputs

    def _execute(self, plan: RosterPlan, record: Properties, ids: Mapping[str, str]) -> RosterExecution:
        left = record.get("under_way", ())
        execution = RosterExecution(self._account, self._planner(ids, record), record["users"], left)
        execution.carry_out(plan)
        tell(report(execution.done))
        return execution

    def _carry_out(self, plan: RosterPlan, record: Properties, ids: Mapping[str, str]) -> RosterExecution:
        execution = self._execute(plan, record, ids)
        if forgotten := execution.who(Forget):
            log.warning("%s", retained(forgotten))
        return execution

    def _as_seen(self, plan: RosterPlan, declared: Mapping[str, Any], record: Properties) -> RosterPlan:
        """The plan, in which people who are proven to be gone are neither changed nor removed."""
        asked = {key: key for key in self._missing & declared.keys() & record["users"].keys()}
        asked.update({planned.recorded_key: planned.key for planned in plan.people if planned.is_sent_for})
        gone = [asked[key] for key in gone_people(self._account, record, asked)]
        return self._plan(declared, record, gone) if gone else plan

    def _plan(self, declared: Mapping[str, Any], record: Properties, gone: Iterable[str] = ()) -> RosterPlan:
        ids, users = self._ids(declared, record), record["users"]
        seen = {key: self._account.seen(key) for key in declared.keys() - users.keys()}
        seen.update(dict.fromkeys(gone, ABSENT))
        return plan_roster(self._planner(ids, record), declared, users, seen, self._places)

    def _planner(self, ids: Mapping[str, str], record: Properties) -> Planner:
        return roster_planner(self._account, ids, ours=record.get("under_way", ()))

    def _refused(self, plan: RosterPlan) -> RosterPlan:
        """The plan without those who are not removed because this run has them elsewhere.

        Raises:
            Refused: something in the rest of the plan is refused.
        """
        run, kept = self._run, set[str]()
        for planned in plan.leaving:
            recorded = planned.plan.recorded or {}
            if run.keeps_person(recorded.get("user_id", ""), recorded.get("email", "")):
                kept.add(planned.key)
        rest = plan.without(kept)
        sentences = grouped([refusal for each in rest.plans for refusal in each.refusals])
        if sentences:
            raise Refused("\n".join([*sentences, *interrupted(rest.plans)]))
        return rest

    def _refuse_too_many(self, blocked: list[str], record: Properties) -> None:
        # The limit set for this run wins. A destroy cannot be done in part: it forgets everybody or nobody.
        limit = self._account.policy.max_removals or record.get("max_removals")
        most = most_allowed(limit, len(record["users"]))
        if most is not None and len(blocked) > most:
            raise Refused(destroy_refusal(blocked, str(limit), most))

    def _ids(self, declared: Mapping[str, Any], record: Properties) -> Mapping[str, str]:
        """Ids by the names that the declaration uses, as far as they can be seen."""
        return visible_ids(self._account, declared, record.get("organization_ids", {}))

    def _declare(self, people: Mapping[str, Any], record: Properties, ids: Mapping[str, str]) -> None:
        users = record["users"]
        for key in people.keys() & users.keys():
            self._run.declare_account(users[key]["user_id"])
            holder = self._holders.get(key, "A roster")
            for scope, name in _named(people[key]):
                membership = membership_id(ids.get(name, name), users[key]["user_id"])
                other = self._run.declare_membership(membership, holder)
                if other:
                    raise Refused(declared_twice(users[key]["email"], scope, name, holder, other))

    def _meet(self, record: Properties) -> None:
        self._account.presence.remember(record.get("account", ""))
        self._run.blocked.update(record.get(BLOCKED, {}))
        for key, user in record["users"].items():
            self._run.manage(user["user_id"], key)
        ids: Mapping[str, str] = record.get("organization_ids", {})
        memberships = [each for user in record["users"].values() for each in _named(user)]
        for scope, name in {*memberships}:
            self._run.remember_scope(scope, ids.get(name, name))
        self._account.permits.count_memberships(len(memberships))


def _named(person: Mapping[str, Any]) -> list[tuple[Scope, str]]:
    return [(scope, name) for scope in SCOPES for name in person.get(scope.plural, ())]
