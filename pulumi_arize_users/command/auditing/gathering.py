"""An audit: the account is read once, and what is not seen is believed to be gone only as the providers believe it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.auditing.comparison import (
    by_user,
    differences,
    holder,
    matched,
    memberships_of_nobody,
    memberships_twice,
    missing,
    twice,
    unmanaged,
    waiting,
)
from pulumi_arize_users.command.auditing.findings import in_order, membership_finding
from pulumi_arize_users.command.managed.people import ManagedPerson
from pulumi_arize_users.command.progress import counted, progress
from pulumi_arize_users.people.roles import is_custom
from pulumi_arize_users.people.unmanaged import Unmanaged, parse_unmanaged
from pulumi_arize_users.providers.memberships import CALLS, role_seen
from pulumi_arize_users.providers.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.auditing.findings import Finding, Known
    from pulumi_arize_users.command.managed.people import Managed, ManagedMembership
    from pulumi_arize_users.providers.account import Account


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes:
        base_url: whose account it is.
        at: when it was made.
        people: how many people are in the account.
        managed: how many of them something declares.
        excepted: how many of them may be there undeclared.
        sources: the stacks and rosters.
        findings: everything that was found, what matters most first.
        notes: a sentence for everything that makes this less than the whole truth.
    """

    base_url: str
    at: datetime
    people: int
    managed: int
    excepted: int
    sources: tuple[Managed, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def audit_account(
    account: Account, sources: Sequence[Managed], exceptions: Sequence[str], days: int, now: datetime
) -> Audit:
    """Compare an account with what code manages; nothing is written.

    Args:
        account: which account.
        sources: the stacks and rosters.
        exceptions: patterns of people who may be there undeclared, as `read_unmanaged` normalizes them.
        days: how many days an invitation may wait.
        now: what time it is.

    Raises:
        WrongAccount: a stack's people are not seen, and may be those of another account.
        ArizeError: the account could not be read.
    """
    users = _everybody(account, sources)
    knowns = matched((person for source in sources for person in source.people), users)
    may_be_there = _excepted(account, sources, exceptions)
    excepted = [known for known in knowns if not known.by and known.user and _is_excepted(known.user, may_be_there)]
    left = {known.user.id for known in excepted if known.user}
    judged = [known for known in knowns if known.user is None or known.user.id not in left]
    in_stacks = [each for source in sources if source.kind == "stack" for each in source.memberships]
    findings = [
        *(finding for known in judged for finding in _about(known, days, now)),
        *memberships_twice(in_stacks, by_user(knowns)),
        *memberships_of_nobody(in_stacks, by_user(knowns)),
        *_of_memberships(account, sources, by_user(knowns)),
    ]
    return Audit(
        base_url=account.connection.base_url,
        at=now,
        people=len(users),
        managed=sum(bool(known.by) for known in knowns if known.user),
        excepted=len(excepted),
        sources=tuple(sources),
        findings=tuple(in_order(findings)),
        notes=tuple(_notes(account, sources)),
    )


def _everybody(account: Account, sources: Sequence[Managed]) -> list[User]:
    """Who is in the account, with those whom the list does not show and a request of their own does."""
    with progress("Listing people"):
        users = {user.id: user for user in account.directory.users()}
    for source in sources:
        presence = _presence(account, source)
        unseen = [person for person in _named_in(source) if person.user_id not in users]
        for person in counted("Looking for people who are not listed", unseen, len(unseen)):
            if found := _found(account, presence, person):
                users[found.id] = found
    return list(users.values())


def _presence(account: Account, source: Managed) -> Presence:
    # One for each source: that the people of one stack are there says nothing of another one.
    ids = {person.user_id for person in _named_in(source) if person.user_id}
    return Presence(account.connection.base_url, account.directory, lambda: ids)


def _named_in(source: Managed) -> list[ManagedPerson]:
    """Everybody whom a source names, each once: its people, and those who are only members."""
    ids = {person.user_id for person in source.people}
    strangers = {each.user_id: each for each in source.memberships if each.user_id and each.user_id not in ids}
    members = [ManagedPerson(each.by, each.user_id, account=each.account) for each in strangers.values()]
    return [*source.people, *members]


def _found(account: Account, presence: Presence, person: ManagedPerson) -> User | None:
    if person.secret:
        account.run.hide_person(person.user_id, person.email)
    if person.user_id:
        if found := account.directory.user(person.user_id):
            return found
        # In another account, somebody else may have the same address.
        presence.require_person_gone(person.who, person.user_id, person.account)
    return account.directory.user_with_email(person.email) if person.email else None


def _excepted(account: Account, sources: Sequence[Managed], exceptions: Sequence[str]) -> Unmanaged:
    said = [
        *parse_unmanaged(account.policy.unmanaged).exceptions,
        *(exception for source in sources for exception in source.exceptions),
        *exceptions,
        # The account behind the key is there without being declared.
        *([account.policy.caller_email] if account.policy.caller_email else []),
    ]
    return Unmanaged("fail", tuple(dict.fromkeys(map(fold, said))))


def _is_excepted(user: User, may_be_there: Unmanaged) -> bool:
    return bool(user.email) and may_be_there.excepts(user.email)


def _about(known: Known, days: int, now: datetime) -> Iterator[Finding]:
    found = [
        (unmanaged(known) if known.user else missing(known)) if not (known.by and known.user) else None,
        twice(known),
        *differences(known),
        waiting(known, days, now),
    ]
    yield from (finding for finding in found if finding is not None)


def _of_memberships(account: Account, sources: Sequence[Managed], knowns: Mapping[str, Known]) -> Iterator[Finding]:
    if not account.is_verified:
        return
    memberships = [each for source in sources for each in source.memberships if each.scope_id]
    for membership in memberships:
        account.run.remember_scope(membership.scope, membership.scope_id)
    seen: set[tuple[str, str]] = set()
    for membership in counted("Checking memberships", memberships, len(memberships)):
        known = holder(membership, knowns)
        if known is None or known.user is None:
            continue
        finding = _of_membership(account, membership, known, known.user)
        if finding and (finding.user_id, finding.declared) not in seen:
            seen.add((finding.user_id, finding.declared))
            yield finding


def _of_membership(account: Account, membership: ManagedMembership, known: Known, user: User) -> Finding | None:
    scope, declared = membership.scope, membership.role
    role = role_seen(account, scope, membership.scope_id, user.id)
    if role is not None and (not role or is_custom(declared) or role == declared):
        return None
    seen = CALLS[scope].find(account.directory, membership.scope_id)
    named = replace(membership, name=membership.name or (seen.name if seen else ""))
    where = f"is declared as {declared} in the {scope.noun} {named.name or membership.scope_id}"
    if role is not None:
        return membership_finding(known, named, f"{where}, and is {role} there.", role)
    return membership_finding(
        known, named, f"{where}, {'and is not a member of it' if seen else 'which is gone'}.", "none"
    )


def _notes(account: Account, sources: Iterable[Managed]) -> Iterator[str]:
    for source in sources:
        yield from source.notes
    if not account.is_verified and any(source.memberships for source in sources):
        yield (
            "Memberships were not checked: Arize shows them only over GraphQL. Set arize:verifyMemberships "
            "(ARIZE_VERIFY_MEMBERSHIPS) to graphql to check them."
        )
