"""Who is meant, and to whom it is done or why not, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import InvalidRequest, Refused, UnreadableReply
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.acting.journal import BEGUN, DONE
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.command.who import found
from pulumi_arize_users.people.roster.judgement import too_many_removals
from pulumi_arize_users.providers.account_actions import is_out_of_sight
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.permits import RemovalPermits
from pulumi_arize_users.providers.presence import WrongAccount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.acting.deeds import Deed
    from pulumi_arize_users.command.acting.journal import Entry, Journal
    from pulumi_arize_users.providers.account import Account

NOT_FOUND, REFUSED, FAILED, NOT_BEGUN = "NOT_FOUND", "REFUSED", "FAILED", "NOT_BEGUN"
_TOO_MANY = "Nobody is blocked, because more people are named than arize:maxRemovals allows."


@dataclass(frozen=True)
class Outcome:
    """What becomes of one person.

    Attributes:
        who: the person, as they were named.
        result: what is or would be done, or NOT_FOUND, REFUSED, FAILED or NOT_BEGUN.
        user: who that is; None if nobody was seen.
        reason: why nothing is done, or what else is to be known.
    """

    who: str
    result: str
    user: User | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """The person, as messages name them."""
        return (self.user.email if self.user else "") or self.who


def planned(account: Account, deed: Deed, everybody: Sequence[str], journal: Journal) -> list[Outcome]:
    """What would become of each of these people; nobody is in the result twice.

    Raises:
        ArizeError: the account cannot be looked at.
    """
    for user_id in journal.user_ids:
        account.run.remember(user_id)
    looked_up = [_looked_up(account, who) for who in counted("Looking people up", _expected(account, everybody))]
    outcomes = [*_once_each(_judged(account, deed, outcome, journal) for outcome in looked_up)]
    return _rehearsed(account, deed, outcomes) if deed.is_final else outcomes


def within_limits(account: Account, deed: Deed, outcomes: Sequence[Outcome]) -> tuple[list[Outcome], str]:
    """The same outcomes, or nobody at all and why: too many would be blocked in one run."""
    limit = account.policy.max_removals if deed.is_final else None
    ready = [outcome for outcome in outcomes if outcome.result == deed.would]
    if limit is None or not ready:
        return [*outcomes], ""
    everybody, way_on = len(account.directory.users()), "Take out those whom you did not mean to block"
    sentences = too_many_removals([each.name for each in ready], everybody, limit, "arize:maxRemovals", way_on)
    if not sentences:
        return [*outcomes], ""
    refused = [replace(each, result=REFUSED, reason=_TOO_MANY) if each in ready else each for each in outcomes]
    return refused, sentences[0]


def _expected(account: Account, everybody: Sequence[str]) -> Iterator[str]:
    # Whom the run asks for is known at once, so that many are cheaper by the page.
    account.directory.expect(fold(who) if "@" in who else who for who in everybody)
    yield from everybody


def _looked_up(account: Account, who: str) -> Outcome:
    try:
        user = found(account, [who])[who]
    except (InvalidRequest, Refused, UnreadableReply) as error:  # about this one alone
        return Outcome(who, FAILED, reason=str(error))
    return Outcome(who, "" if user else NOT_FOUND, user)


def _once_each(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    named: dict[str, str] = {}
    for outcome in outcomes:
        first = named.setdefault(outcome.user.id, outcome.who) if outcome.user else outcome.who
        if first == outcome.who:
            yield outcome
        else:
            log.info("%s and %s are the same person.", first, outcome.who)


def _judged(account: Account, deed: Deed, outcome: Outcome, journal: Journal) -> Outcome:
    if outcome.result == NOT_FOUND:
        return _absent(account, deed, outcome.who, journal)
    if outcome.user is None:
        return outcome
    earlier = journal.entry(outcome.user.id)
    if earlier and deed.is_repeatable and not _is_shown_from_the_past(account, earlier):
        earlier = None
    if earlier and earlier.state == DONE:
        return replace(outcome, result=deed.done, reason=f"By an earlier run, at {earlier.at}.")
    if earlier and earlier.state == BEGUN:
        return replace(outcome, result=FAILED, reason=_unknown_end(earlier))
    why_not = deed.why_not(account, outcome.name, outcome.user)
    if why_not:
        return replace(outcome, result=REFUSED, reason=why_not)
    return replace(outcome, result=deed.would, reason=deed.hint(outcome.user))


def _is_shown_from_the_past(account: Account, earlier: Entry) -> bool:
    """Whether somebody who was blocked a moment ago is shown only because an account may lag."""
    if earlier.state != DONE or earlier.age_in_seconds > account.connection.lag_seconds:
        return False
    return is_out_of_sight(account, earlier.user_id)


def _absent(account: Account, deed: Deed, who: str, journal: Journal) -> Outcome:
    earlier = journal.entry(who)
    if earlier is None or not deed.is_final:
        kind = "address" if "@" in who else "id"
        nobody = f"Nobody with this {kind} is in the account; people who were blocked are not shown."
        return Outcome(who, NOT_FOUND, reason=nobody)
    try:
        account.presence.require_removal_proof(who, earlier.user_id, earlier.account)
    except WrongAccount:
        return Outcome(who, FAILED, reason=_another_account(account, journal))
    begun = "An earlier run began to block them, and they are not in the account any more."
    reason = f"By an earlier run, at {earlier.at}." if earlier.state == DONE else begun
    return Outcome(who, deed.done, _remembered(earlier), reason)


def _rehearsed(account: Account, deed: Deed, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What the guards say, who count nobody yet: one admin after the other, in this order."""
    permits = RemovalPermits(replace(account.policy, max_removals=None), account.directory)

    def rehearsed(outcome: Outcome) -> Outcome:
        if outcome.result != deed.would or outcome.user is None:
            return outcome
        try:
            permits.permit_block(outcome.name, outcome.user.id, role=outcome.user.role)
        except Refused as refusal:
            return replace(outcome, result=REFUSED, reason=str(refusal))
        return outcome

    return [rehearsed(outcome) for outcome in outcomes]


def _remembered(entry: Entry) -> User:
    from pulumi_arize_users.api.models import User  # noqa: PLC0415 - only for who is gone

    return User(id=entry.user_id, email=entry.email)


def _unknown_end(entry: Entry) -> str:
    return (
        f"An earlier run began it at {entry.at}, and nobody knows whether it was sent. It is not sent again; to do so, "
        "name the person on the command line."
    )


def _another_account(account: Account, journal: Journal) -> str:
    return (
        f"An earlier run blocked or tried to block this person, but nobody of the account that {journal.file} is about "
        f"is seen at {account.connection.base_url}, so nothing proves that they are gone. Check arize:baseUrl, "
        "arize:region and the API key."
    )
