"""What was planned, carried out by many threads; whatever happens, each person has a result."""

from __future__ import annotations

import threading
import traceback
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError, Cancelled, NotFound, Refused, Unauthorized, may_have_happened
from pulumi_arize_users.command.acting.deeds import record_of
from pulumi_arize_users.command.acting.journal import BEGUN, DONE, Entry, JournalError
from pulumi_arize_users.command.acting.journal import FAILED as NOTED_FAILED
from pulumi_arize_users.command.acting.people import FAILED, NOT_BEGUN, NOT_FOUND, REFUSED
from pulumi_arize_users.command.progress import progress
from pulumi_arize_users.people.steps import doing
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.providers.roster_execution import FAILURES_FOR_EACH_WORKER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.acting.deeds import Deed
    from pulumi_arize_users.command.acting.journal import Journal
    from pulumi_arize_users.command.acting.people import Outcome
    from pulumi_arize_users.providers.account import Account

INTERRUPTED = "Interrupted before this was begun. Run the same command again to continue."
UNDER_WAY = "Interrupted before Arize confirmed it. Run the same command again, which looks what was done."
HOPELESS = "Not begun, because too many others failed. Read why, fix it, and run the same command again."
NOT_THERE = "Was not in the account any more."
NOT_PROVEN = (
    "Is not seen any more, and neither is anybody else: nothing proves that they are gone. Check arize:baseUrl, "
    "arize:region and the API key."
)


class Execution:
    """A deed, being done to many people.

    Args:
        account: where.
        deed: what.
        journal: where it is noted; it is open.
    """

    def __init__(self, account: Account, deed: Deed, journal: Journal) -> None:
        self._account = account
        self._deed = deed
        self._journal = journal
        self._identity = ""
        self._stop = threading.Event()
        self._why_stopped = HOPELESS

    def carry_out(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Do it to everybody to whom it would be done; returns what became of each, in the same order."""
        ready = [outcome for outcome in outcomes if outcome.result == self._deed.would]
        if not ready:
            return [*outcomes]
        self._identity = _identity(self._account, {each.user.id for each in ready if each.user})
        workers = min(self._account.connection.concurrency, len(ready))
        results: dict[str, Outcome] = {}
        failed_in_a_row = 0
        with ThreadPoolExecutor(workers) as pool, progress(doing(self._deed.step, "people"), len(ready)) as advance:
            for future in as_completed([pool.submit(self._one, outcome) for outcome in ready]):
                result = future.result()
                results[result.who] = result
                failed_in_a_row = failed_in_a_row + 1 if result.result == FAILED else 0
                if failed_in_a_row >= FAILURES_FOR_EACH_WORKER * workers:
                    self._stop.set()
                advance()
        return [results.get(outcome.who, outcome) for outcome in outcomes]

    def _one(self, outcome: Outcome) -> Outcome:
        user = outcome.user
        if user is None or self._account.cancellation.requested or self._stop.is_set():
            reason = INTERRUPTED if self._account.cancellation.requested else self._why_stopped
            return replace(outcome, result=NOT_BEGUN, reason=reason)
        if not self._note(outcome, user, BEGUN):
            return replace(outcome, result=NOT_BEGUN, reason=self._why_stopped)
        result, state = self._done(outcome, user)
        if state != BEGUN:
            self._note(outcome, user, state)
        return result

    def _done(self, outcome: Outcome, user: User) -> tuple[Outcome, str]:
        """The result, and what the journal says of it: BEGUN while nobody knows whether it happened."""
        try:
            with naming_step(doing(self._deed.step, outcome.name)):
                is_done = self._deed.act(self._account, outcome.name, record_of(user, self._identity))
        except Cancelled:
            # A removal is repeated after a lost answer, so it may have happened; a mail is not.
            if self._deed.is_repeatable:
                return replace(outcome, result=FAILED, reason=UNDER_WAY), BEGUN
            return replace(outcome, result=NOT_BEGUN, reason=INTERRUPTED), NOTED_FAILED
        except ArizeError as error:
            return self._failed(outcome, user, error)
        except Exception as error:  # noqa: BLE001 - one person's mishap must not lose what was done for all others
            return replace(outcome, result=FAILED, reason=_bug(error)), BEGUN
        if not is_done:
            return replace(outcome, result=NOT_FOUND, reason=NOT_THERE), DONE
        return replace(outcome, result=self._deed.done, reason=""), DONE

    def _failed(self, outcome: Outcome, user: User, error: ArizeError) -> tuple[Outcome, str]:
        cause = error.__cause__ or error
        if isinstance(cause, Unauthorized):
            self._stop.set()
        state = BEGUN if may_have_happened(cause) else NOTED_FAILED
        if isinstance(cause, NotFound):
            return replace(outcome, result=NOT_FOUND, reason=NOT_THERE), state
        if isinstance(error, WrongAccount):
            return replace(outcome, result=FAILED, reason=NOT_PROVEN), state
        if isinstance(error, Refused):
            return replace(outcome, result=REFUSED, reason=str(error)), state
        hint = "" if self._deed.is_final else self._deed.hint(user)
        return replace(outcome, result=FAILED, reason=f"{error} {hint}".strip()), state

    def _note(self, outcome: Outcome, user: User, state: str) -> bool:
        try:
            self._journal.note(Entry(self._deed.name, outcome.who, user.id, user.email, state, self._identity))
        except JournalError as error:
            self._why_stopped = str(error)
            self._stop.set()
            log.error("%s", error)
            return False
        return True


def _identity(account: Account, leaving: set[str]) -> str:
    """Which account this is, with somebody who stays as its witness."""
    identity = account.presence.identity("", leaving=leaving)
    if len(identity.split()) > 1:
        return identity
    account.directory.users()
    return account.presence.identity("", leaving=leaving)


def _bug(error: Exception) -> str:
    log.debug("%s: %s", type(error).__name__, " ".join(traceback.format_tb(error.__traceback__)))
    return f"A bug in this package ({type(error).__name__}); please report it, with the output of ARIZE_LOG=debug."
