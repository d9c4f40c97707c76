"""How a roster, many people in one resource, is managed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi.dynamic import CheckFailure, CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.removal import retained
from pulumi_arize_users.people.roster.judgement import destroy_refusal, most_removals, refused_removals
from pulumi_arize_users.people.roster.naming import SHOWN, first_of
from pulumi_arize_users.people.roster.organizations import organizations_of
from pulumi_arize_users.people.roster.plan import Departure, Plan, make_plan
from pulumi_arize_users.people.roster.record import address_of, entries_of, input_of, record_of
from pulumi_arize_users.providers.host import Unfinished, plain
from pulumi_arize_users.providers.lifecycle import Lifecycle, Properties, StepFailed, doing, own
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.roster_execution import Execution
from pulumi_arize_users.providers.roster_preview import RosterPreview, organization_ids, visible_organization_ids
from pulumi_arize_users.providers.roster_refresh import refreshed
from pulumi_arize_users.providers.steps import is_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.people.roster.record import Entries

ROSTER = "roster"
LIMITS = ("max_removals", "unmanaged")

# Passed by a program, never stored: everybody as one text, of which `check` makes the mapping that the stack keeps.
PEOPLE = "__people"
# Passed by a program, never stored: where in its file each person and organization stands.
PLACES = "__places"
# Passed by a program, never stored: the people whom its other resources declare.
ELSEWHERE = "__elsewhere"
# What the program said about roles that a refresh found changed. Only there then; hidden, as two underscores are.
DECLARED_ROLES = "__roles"


class RosterProvider(Lifecycle):
    """Brings many people to what is declared, and judges every change as a whole before anybody is touched."""

    # Why newcomers are refused, as the checks of this run found it; None where nothing was checked, as in a refresh.
    _refused: Mapping[str, str] | None = None

    @plain
    def check(self, olds: Properties, news: Properties) -> CheckResult:
        """Refuse at preview what cannot be done, everything at once."""
        inputs, before = own(news), own(olds)
        people, places, elsewhere = (inputs.pop(key, None) for key in (PEOPLE, PLACES, ELSEWHERE))
        if "people" not in inputs:
            inputs["people"] = json.loads(people)
        self._account.declared.update(inputs["people"], elsewhere or ())
        preview = RosterPreview(self._account, before.get("people", {}), inputs["people"], places)
        self._account.leaving.update(preview.blocked_addresses())
        sentences = preview.mistakes(before.get(DECLARED_ROLES, {}), {key: inputs.get(key) for key in LIMITS})
        newcomers = preview.refused_newcomers()
        self._refused = {**(self._refused or {}), **newcomers}
        if "people" not in before:
            sentences += newcomers.values()
        return CheckResult(inputs, [CheckFailure("", sentence) for sentence in sentences])

    @plain
    def diff(self, _id: str, olds: Properties, news: Properties) -> DiffResult:
        """What differs between the people as last seen and the program."""
        olds, news = _recorded(olds), own(news)
        plan = self._plan(news["people"], olds)
        unfinished = set(olds.get("unfinished", ()))
        if self._refused is not None:
            # A program is planned: a refresh compares as well, and must neither fail nor protect anything.
            self._refuse_what_check_cannot_see(plan, self._refused)
            self._account.declared.update(_memberships(news["people"], olds))
        _warn_of_expired(olds["users"], news["people"])
        if not plan and all(olds.get(key) == news.get(key) for key in LIMITS):
            return DiffResult(changes=False)
        # With None the engine compares the inputs itself, and can show each change; it cannot see what only the
        # record knows.
        return DiffResult(changes=True if plan and plan.addresses <= unfinished | plan.renewed else None)

    @plain
    def create(self, props: Properties) -> CreateResult:
        """Bring everybody in."""
        declared = own(props)
        execution, outputs = self._bring_about(declared, {"users": {}})
        result = CreateResult(ROSTER, outputs)
        if not execution.failures:
            return result
        reason = _unfinished(execution, len(declared["people"]))
        raise Unfinished(ROSTER, result, reason) if execution.users else StepFailed(reason)

    @plain
    def read(self, id: str, props: Properties) -> ReadResult:
        """See everybody as they are now."""
        record = _recorded(props)
        with doing("Reading the people of the roster"):
            users, ids = refreshed(self._account, record["users"], record.get("organization_ids", {}))
        limits = {key: record[key] for key in LIMITS if key in record}
        roles = {key: entry["declared_role"] for key, entry in users.items() if "declared_role" in entry}
        inputs = {"people": {key: input_of(entry) for key, entry in users.items()}, **limits}
        kept = {key: value for key, value in record.items() if key not in {"unfinished", "users"}}
        outputs = {**kept, "record": record_of(users), "organization_ids": ids}
        return ReadResult(id, outputs, {**inputs, DECLARED_ROLES: roles} if roles else inputs)

    @plain
    def update(self, id: str, olds: Properties, news: Properties) -> UpdateResult:
        """Do what differs, and nothing else."""
        declared, record = own(news), _recorded(olds)
        execution, outputs = self._bring_about(declared, record)
        result = UpdateResult(outputs)
        if execution.failures:
            people = declared["people"].keys() | record["users"].keys()
            raise Unfinished(id, result, _unfinished(execution, len(people)))
        return result

    @plain
    def delete(self, _id: str, props: Properties) -> None:
        """Do what each person's `on_destroy` says, or nothing at all if that cannot be done for everybody."""
        record = _recorded(props)
        departures = self._plan({}, record).departures
        leaving = [each for each in departures if not is_kept(self._account, each.recorded["id"], _who(each))]
        self._refuse(leaving)
        self._refuse_too_many([_who(each) for each in leaving if each.removal.policy == "block"], record)
        execution = Execution(self._account, record.get("organization_ids", {}), record["users"])
        execution.remove(departures)
        _tell_of_retained(execution)
        if execution.failures:
            raise StepFailed(_not_removed(execution, len(departures)))

    def _bring_about(self, declared: Properties, record: Properties) -> tuple[Execution, Properties]:
        """Carry out what differs, and what the stack remembers afterwards."""
        people = declared["people"]
        with doing("Looking up the organizations of the roster"):
            ids, mistakes = organization_ids(
                self._account, organizations_of(people), record.get("organization_ids", {})
            )
        if mistakes:
            raise Refused(" ".join(mistakes.values()))
        plan = self._plan(people, {**record, "organization_ids": ids})
        if len(plan.addresses) > SHOWN:
            log.info("The roster: %s.", plan)
        execution = Execution(self._account, ids, record["users"])
        execution.carry_out(plan)
        _tell_of_retained(execution)
        moved = {settlement.recorded_as: settlement.address for settlement in plan.settlements}
        passwords = {moved.get(key, key): value for key, value in record.get("temporary_passwords", {}).items()}
        passwords |= execution.temporary_passwords
        unfinished = sorted({*execution.failures, *execution.waiting})
        return execution, {
            "record": record_of(execution.users),
            "temporary_passwords": {key: passwords[key] for key in sorted(passwords) if key in execution.users},
            "organization_ids": {key: ids[key] for key in sorted(organizations_of(execution.users)) if key in ids},
            **{key: declared[key] for key in LIMITS if key in declared},
            **({"unfinished": unfinished} if unfinished else {}),
        }

    def _plan(self, declared: Entries, record: Mapping[str, Any]) -> Plan:
        ids = record.get("organization_ids", {})
        if not organizations_of(declared) <= ids.keys():
            ids = visible_organization_ids(self._account, organizations_of(declared), ids)
        settings, directory = self._account.settings, self._account.directory
        found = {address: directory.known_email(address) for address in declared.keys() - record["users"].keys()}
        return make_plan(
            declared,
            record["users"],
            ids,
            default=settings.on_destroy,
            live={address: user for address, user in found.items() if user},
            looked_up=settings.managed_by == "sso",
        )

    def _refuse_what_check_cannot_see(self, plan: Plan, refused: Mapping[str, str]) -> None:
        # Inputs do not tell who was adopted, and after a run that failed they are older than the record: who came in
        # meanwhile is no newcomer.
        newcomers = [settlement.address for settlement in plan.settlements if settlement.recorded is None]
        sentences = [refused[address] for address in newcomers if address in refused]
        if sentences:
            raise Refused("\n".join(sentences))
        self._refuse(each for each in plan.departures if not is_kept(self._account, each.recorded["id"], _who(each)))

    def _refuse(self, departures: Iterable[Departure]) -> None:
        if self._account.settings.managed_by == "sso":
            return
        recorded = {each.address: each.recorded for each in departures}
        sentences = refused_removals(recorded, self._account.settings.on_destroy)
        if sentences:
            raise Refused(" ".join(sentences))

    def _refuse_too_many(self, blocked: list[str], record: Mapping[str, Any]) -> None:
        # What is said for this run counts: a destroy cannot be done in part, for it forgets all or nobody.
        cap = self._account.settings.max_removals
        limit = record.get("max_removals") if cap is None else str(cap)
        most = most_removals(limit, len(record["users"]))
        if most is not None and len(blocked) > most:
            raise Refused(destroy_refusal(blocked, str(limit), most))


def _recorded(outputs: Properties) -> Properties:
    """What a stack remembers, with the entry of each person instead of the record."""
    if "record" not in outputs:
        raise Refused("A roster cannot be imported. Declare its people with adopt, which takes them over.")
    remembered = own(outputs)
    remembered["users"] = entries_of(remembered.pop("record"))
    return remembered


def _who(departure: Departure) -> str:
    return address_of(departure.address, departure.recorded)


def _memberships(declared: Entries, record: Mapping[str, Any]) -> set[str]:
    """The ids of the declared memberships of people who are recorded: another resource may have declared them, too."""
    users, ids = record["users"], record.get("organization_ids", {})
    return {
        f"{ids.get(key, key)}/{users[address]['id']}"
        for address in declared.keys() & users.keys()
        for key in declared[address].get("organizations", {})
    }


def _warn_of_expired(users: Entries, declared: Entries) -> None:
    expired = [
        address_of(key, entry)
        for key, entry in users.items()
        if entry.get("status") == "EXPIRED" and declared.get(key, {}).get("on_expired") != "reinvite"
    ]
    if expired:
        log.warning('The invitation of %s has expired; on_expired: "reinvite" sends a new one.', first_of(expired))


def _tell_of_retained(execution: Execution) -> None:
    if execution.retained:
        log.warning(retained(first_of(execution.retained), ""))


def _unfinished(execution: Execution, people: int) -> str:
    return _failed(
        execution,
        f"{len(execution.failures)} of {people} people could not be brought to what is declared",
        "; all others are recorded. Run `pulumi up` again, which sends only what is missing.",
    )


def _not_removed(execution: Execution, people: int) -> str:
    return _failed(
        execution,
        f"{len(execution.failures)} of {people} people could not be removed",
        ", so everybody is still recorded. Run the same again: who is gone by now is done. To keep the "
        "roster instead, run `pulumi refresh` before `pulumi up`, which would take everybody to be there.",
    )


def _failed(execution: Execution, what: str, next_step: str) -> str:
    sentences = [execution.failures[key] for key in sorted(execution.failures)]
    waiting = f", and {len(execution.waiting)} were not reached" if execution.waiting else ""
    more = [f"… and {len(sentences) - SHOWN} more."] if len(sentences) > SHOWN else []
    return "\n".join([f"{what}{waiting}{next_step}", *sentences[:SHOWN], *more])
