"""A roster's plan, carried out by many threads at once."""

from __future__ import annotations

import traceback
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, Refused, Unauthorized
from pulumi_arize_users.people.adoption import changes_for
from pulumi_arize_users.people.identity_provider import missing_refusal
from pulumi_arize_users.people.roster.record import address_of, new_entry, seen_entry, updated_entry
from pulumi_arize_users.providers.lifecycle import doing
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.newcomers import see_newcomer
from pulumi_arize_users.providers.progress import Progress
from pulumi_arize_users.providers.steps import (
    add_member,
    adopt_membership,
    block,
    bring_in,
    end_membership,
    is_kept,
    renew,
    send_changes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pulumi_arize_users.people.roster.plan import Departure, Plan, Settlement
    from pulumi_arize_users.people.roster.record import Entries, Entry
    from pulumi_arize_users.providers.account import Account

    Work = Callable[[Any], None]

# So many failures without a success between them are not about single people.
FAILURES_FOR_EACH_WORKER = 2


class Execution:
    """What is being done, and what came of it so far.

    Each person is served by one thread, which writes down every step that succeeded: whatever fails, nothing that was
    done is forgotten.

    Args:
        account: where.
        organization_ids: ids by the declared key of an organization.
        recorded: entries by folded address.

    Attributes:
        users: the entries by now.
        temporary_passwords: of those who were invited with one, by folded address.
        failures: a sentence for each person for whom a step failed, by folded address.
        waiting: folded addresses of people who were not reached because of those failures.
        retained: addresses of people who are forgotten here and keep their accounts.
    """

    def __init__(self, account: Account, organization_ids: Mapping[str, str], recorded: Entries) -> None:
        self._account = account
        self._organization_ids = organization_ids
        self.users: dict[str, Entry] = {address: dict(entry) for address, entry in recorded.items()}
        self.temporary_passwords: dict[str, str] = {}
        self.failures: dict[str, str] = {}
        self.waiting: list[str] = []
        self.retained: list[str] = []
        self._staying: set[str] = set()

    def carry_out(self, plan: Plan) -> None:
        """Bring everybody in and up to date; then, if nothing failed, end what is to end."""
        self._each(plan.settlements, self._settle)
        leaving = [settlement for settlement in plan.settlements if settlement.ended]
        if self.failures:
            # Somebody's new address may be what failed, and the old one is all they have.
            self.waiting += [each.address for each in leaving] + [each.address for each in plan.departures]
            return
        self._each(leaving, self._end)
        self.remove(plan.departures)

    def remove(self, departures: Sequence[Departure]) -> None:
        """Do what each person's removal asks for."""
        leaving = {departure.address for departure in departures}
        self._staying = {entry["id"] for address, entry in self.users.items() if address not in leaving}
        self._each(departures, self._depart)

    def _each(self, jobs: Sequence[Settlement] | Sequence[Departure], work: Work) -> None:
        if not jobs:
            return
        workers = min(self._account.settings.concurrency, len(jobs))
        progress = Progress(len(jobs))
        with ThreadPoolExecutor(workers) as pool:
            futures = {pool.submit(work, job): job.address for job in jobs}
            for future in as_completed(futures):
                if future.cancelled():
                    self.waiting.append(futures[future])
                    continue
                error = future.exception()
                self._note(futures[future], error)
                progress.count(failed=error is not None)
                if _is_hopeless(error) or progress.failed_in_a_row >= FAILURES_FOR_EACH_WORKER * workers:
                    _cancel(futures)

    def _note(self, address: str, error: BaseException | None) -> None:
        if isinstance(error, ArizeError):
            self.failures[address] = str(error)
        elif error is not None:
            # One person's mishap must not lose what was done for all others.
            where = traceback.format_tb(error.__traceback__)
            log.debug("%s met a %s: %s", address, type(error).__name__, " ".join(where))
            self.failures[address] = (
                f"{address} met a fault in this package ({type(error).__name__}); please report it, "
                "with what ARIZE_LOG=debug says."
            )

    def _settle(self, settlement: Settlement) -> None:
        address, person = settlement.address, settlement.person
        if settlement.recorded is None:
            self._arrive(address, person)
        else:
            self._change(settlement)
        self._join(settlement)

    def _arrive(self, address: str, person: Mapping[str, Any]) -> None:
        who = address_of(address, person)
        declared = {**person, "email": who}
        if self._account.settings.managed_by == "sso":
            self._look_up(address, person, who)
            return
        if address not in self._account.absent:
            # Tried in vain by an earlier run, so that no check of this one looked: should an answer be lost now, it
            # must be known that nobody was there before.
            see_newcomer(self._account, who, declared)
        arrival = bring_in(self._account, who, declared)
        self.users[address] = new_entry(address, person, arrival.user, adopted=arrival.adopted)
        self._keep_password(address, arrival.temporary_password)
        self._send(address, who, changes_for(arrival.user, declared))

    def _look_up(self, address: str, person: Mapping[str, Any], who: str) -> None:
        with doing(f"Looking up {who}"):
            user = self._account.directory.user_with_email(who)
        if user is None:
            raise Refused(missing_refusal(who))
        self._account.kept.add(user.id)
        self.users[address] = new_entry(address, person, user, adopted=True)

    def _change(self, settlement: Settlement) -> None:
        address, person, recorded = settlement.address, settlement.person, settlement.recorded or {}
        who = address_of(address, person)
        if settlement.recorded_as != address:
            self.users.pop(str(settlement.recorded_as), None)
        self.users[address] = updated_entry(address, recorded, person, self._rekeyed(recorded, person))
        if self._account.settings.managed_by == "sso":
            return
        if settlement.renewed:
            with doing(f"Updating {who}"):
                arrival = renew(self._account, who, {**person, "email": who})
            self.users[address] = seen_entry(address, self.users[address], arrival.user)
            if arrival.user.id != recorded["id"]:
                self.users[address]["organizations"] = {}
            self._keep_password(address, arrival.temporary_password)
        else:
            self._send(address, who, settlement.changes)

    def _send(self, address: str, who: str, changes: Mapping[str, Any]) -> None:
        entry = self.users[address]
        with doing(f"Updating {who}"):
            user = send_changes(self._account, entry["id"], changes)
        if user is not None:
            self.users[address] = seen_entry(address, {**entry, **changes}, user)

    def _join(self, settlement: Settlement) -> None:
        who = address_of(settlement.address, settlement.person)
        entry = self.users[settlement.address]
        adopted = settlement.recorded is None and entry["adopted"] and settlement.person.get("adopt_memberships")
        # A renewed invitation may have made another account, which belongs nowhere yet.
        same = settlement.recorded is not None and settlement.recorded["id"] == entry["id"]
        memberships = settlement.memberships if same else settlement.person.get("organizations", {})
        for key, role in memberships.items():
            organization_id = self._organization_ids[key]
            if not (adopted and adopt_membership(self._account, organization_id, entry["id"])):
                what = f"Adding {who} to the organization {key} as {role}"
                add_member(self._account, what, organization_id, entry["id"], role)
            entry["organizations"][key] = role

    def _end(self, settlement: Settlement) -> None:
        who = address_of(settlement.address, settlement.person)
        for key in settlement.ended:
            self._leave(who, self.users[settlement.address], key)

    def _depart(self, departure: Departure) -> None:
        address, entry, removal = departure.address, departure.recorded, departure.removal
        who = address_of(address, entry)
        if entry["id"] in self._staying or is_kept(self._account, entry["id"], who):
            log.info("%s is kept: another resource of this run has the same account.", who)
        elif removal.policy == "refuse":
            raise Refused(removal.refusal)
        elif removal.policy == "block" and self._account.settings.managed_by != "sso":
            block(self._account, who, entry["id"], email=who, role=entry.get("role", ""))
        else:
            for key in [*entry.get("organizations", {})]:
                self._leave(who, self.users[address], key)
            self.retained.append(who)
        del self.users[address]

    def _leave(self, who: str, entry: Entry, key: str) -> None:
        what = f"Removing {who} from the organization {key}"
        end_membership(self._account, what, self._organization_ids.get(key, key), entry["id"])
        entry["organizations"].pop(key, None)

    def _rekeyed(self, recorded: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, str]:
        """The recorded memberships by the keys with which the program names the organizations now."""
        keys = {self._organization_ids.get(key, key): key for key in person.get("organizations", {})}
        return {
            keys.get(self._organization_ids.get(key, key), key): role
            for key, role in recorded.get("organizations", {}).items()
        }

    def _keep_password(self, address: str, password: str | None) -> None:
        if password is not None:
            self.temporary_passwords[address] = password


def _is_hopeless(error: BaseException | None) -> bool:
    return isinstance(error, ArizeError) and isinstance(error.__cause__, Unauthorized)


def _cancel(futures: Iterable[Future[None]]) -> None:
    for future in futures:
        future.cancel()
