"""The plan of a roster, carried out by many threads at once; each person is served by one of them."""

from __future__ import annotations

import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError, Cancelled, Unauthorized, may_have_happened
from pulumi_arize_users.people.steps import Block, Forget, Gone
from pulumi_arize_users.providers.execution import PersonExecution
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.progress import Progress
from pulumi_arize_users.providers.roster_departure import keeper

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pulumi_arize_users.people.plan import Planner
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.roster.plan import Planned, RosterPlan
    from pulumi_arize_users.people.roster.record import Records
    from pulumi_arize_users.people.steps import Step
    from pulumi_arize_users.people.subject import Subject
    from pulumi_arize_users.providers.account import Account

    Finished = SimpleQueue[tuple[str, BaseException | None]]

# This many failures without a success between them are not about individual people.
FAILURES_FOR_EACH_WORKER = 2
# After a cancel the engine waits for a while; what is still under way then is recorded as far as it is known.
SECONDS_TO_END = 6.0
SECONDS_BETWEEN_LOOKS = 0.25
CANCELLED = "The run was cancelled during the work on {who}; the next `pulumi up` looks up what was done."


class RosterExecution:
    """What is being done about everybody, and what came of it so far.

    Args:
        account: where.
        planner: judges accounts that turn up on the way.
        recorded: records by folded address.
        unfinished: folded addresses of people whom an earlier run was inviting.

    Attributes:
        failures: a sentence for each person for whom a step failed, by folded address.
        waiting: folded addresses of people who were not reached, in the order of the plan.
        under_way: folded addresses of people who may or may not have been invited: a reply was lost, or they were being
            served when a cancelled run had to end.
    """

    def __init__(self, account: Account, planner: Planner, recorded: Records, unfinished: Collection[str] = ()) -> None:
        self._account = account
        self._planner = planner
        self._recorded = recorded
        self._unfinished = unfinished
        self._executions: dict[str, PersonExecution] = {}
        self._people: dict[str, Planned] = {}
        self._kept: set[str] = set()
        self._begun: set[str] = set()
        self._stop = threading.Event()
        self.failures: dict[str, str] = {}
        self.waiting: list[str] = []
        self.under_way: set[str] = set()

    def carry_out(self, plan: RosterPlan) -> None:
        """Bring everybody in and up to date; then, if nothing failed, take away what is to be taken away."""
        for planned in plan.people:
            is_ours = planned.key in self._unfinished
            self._people[planned.key] = planned
            self._executions[planned.key] = PersonExecution(self._account, self._planner, planned.plan, is_ours=is_ours)
        self._each([planned for planned in plan.people if planned.plan.additions], removals=False)
        leaving = [planned for planned in plan.people if planned.plan.removals or planned.is_leaving]
        if self.failures or self.waiting:
            # Somebody's new address may be what failed, and the old one is all they have.
            self.waiting += [planned.key for planned in leaving]
            return
        is_kept = keeper(self._account, self.records, {planned.key for planned in plan.leaving})
        self._kept = {
            planned.key for planned in plan.leaving if is_kept(self._recorded[planned.key], planned.plan.subject.who)
        }
        going = [planned for planned in leaving if planned.key not in self._kept]
        # Before somebody is blocked, it is looked who it is: many are cheaper by the page.
        blocked = (planned for planned in going if planned.plan.has(Block))
        self._account.directory.expect(self._recorded[planned.recorded_key]["user_id"] for planned in blocked)
        self._each(going, removals=True)

    @property
    def records(self) -> dict[str, Recorded]:
        """What the stack has to remember of everybody by now, by folded address."""
        records = {key: record for key, record in self._recorded.items() if key not in self._kept}
        for key, execution in self._executions.items():
            if not execution.done:
                continue
            records.pop(self._people[key].recorded_key, None)
            if not any(isinstance(step, Block | Forget | Gone) for step in execution.done):
                records[key] = {**execution.record}
        return records

    @property
    def done(self) -> list[tuple[Subject, Sequence[Step]]]:
        """Everybody with the steps that succeeded."""
        return [(self._people[key].plan.subject, execution.done) for key, execution in self._executions.items()]

    def who(self, kind: type[Step]) -> list[str]:
        """People for whom a step of this kind succeeded, as messages name them."""
        return [subject.who for subject, steps in self.done if any(isinstance(step, kind) for step in steps)]

    @property
    def temporary_passwords(self) -> Mapping[str, str]:
        """The passwords of those who were invited with one, by folded address."""
        found = {key: execution.record.get("temporary_password") for key, execution in self._executions.items()}
        return {key: password for key, password in found.items() if password}

    def _each(self, people: Sequence[Planned], *, removals: bool) -> None:
        if not people:
            return
        workers = min(self._account.connection.concurrency, len(people))
        finished: Finished = SimpleQueue()
        pool = ThreadPoolExecutor(workers)
        try:
            for planned in people:
                pool.submit(self._serve, planned, finished, removals=removals)
            self._wait({planned.key for planned in people}, finished, FAILURES_FOR_EACH_WORKER * workers)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _serve(self, planned: Planned, finished: Finished, *, removals: bool) -> None:
        if self._stop.is_set():
            finished.put((planned.key, Cancelled()))
            return
        self._begun.add(planned.key)
        try:
            steps = planned.plan.removals if removals else planned.plan.additions
            self._executions[planned.key].carry_out(steps)
        except BaseException as error:  # noqa: BLE001 - one person's mishap must not lose what was done for all others
            finished.put((planned.key, error))
        else:
            finished.put((planned.key, None))

    def _wait(self, under_way: set[str], finished: Finished, too_many: int) -> None:
        progress, deadline = Progress(len(under_way)), None
        while under_way:
            if self._account.cancellation.requested:
                deadline = deadline or time.monotonic() + SECONDS_TO_END
            if deadline and time.monotonic() > deadline:
                self._leave(under_way)
                return
            try:
                key, error = finished.get(timeout=SECONDS_BETWEEN_LOOKS)
            except Empty:
                progress.wait()
                continue
            under_way.remove(key)
            self._note(key, error)
            progress.count(failed=error is not None)
            if _is_hopeless(error) or progress.failed_in_a_row >= too_many:
                self._stop.set()

    def _leave(self, unanswered: set[str]) -> None:
        cut_off = unanswered & self._begun
        self.under_way |= cut_off
        self.failures.update({key: self._cancelled(key) for key in cut_off})
        self.waiting += [key for key in self._people if key in unanswered and key not in cut_off]

    def _note(self, key: str, error: BaseException | None) -> None:
        if isinstance(error, Cancelled):
            if self._executions[key].done:
                self.failures[key] = self._cancelled(key)
            else:
                self.waiting.append(key)
        elif isinstance(error, ArizeError):
            self.failures[key] = str(error)
            if self._may_have_invited(key, error):
                self.under_way.add(key)
        elif error is not None:
            where = traceback.format_tb(error.__traceback__)
            log.debug("%s failed with a %s: %s", key, type(error).__name__, " ".join(where))
            self.failures[key] = (
                f"{key} failed because of a bug in this package ({type(error).__name__}); please report it, "
                "with the output of ARIZE_LOG=debug."
            )

    def _may_have_invited(self, key: str, error: ArizeError) -> bool:
        # Nobody was there before, and nobody knows what became of the request. Who is recorded by now does not count.
        return may_have_happened(error.__cause__ or error) and self._account.run.was_absent(key)

    def _cancelled(self, key: str) -> str:
        return CANCELLED.format(who=self._people[key].plan.subject.who)


def _is_hopeless(error: BaseException | None) -> bool:
    return isinstance(error, ArizeError) and isinstance(error.__cause__, Unauthorized)
