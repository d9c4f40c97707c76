"""The account compared with what code declares, person by person: pure, it asks nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, cast

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.auditing.findings import Finding, Known
from pulumi_arize_users.people.record import OPTIONAL, differing, is_same_address
from pulumi_arize_users.people.refusals import enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.auditing.findings import Kind
    from pulumi_arize_users.command.managed.people import ManagedMembership, ManagedPerson
    from pulumi_arize_users.people.record import Declared

_SECONDS: Final = len("2026-01-01T00:00:00")
_FLAG: Final = {True: "yes", False: "no"}


def matched(people: Iterable[ManagedPerson], users: Sequence[User]) -> list[Known]:
    """Everybody of the account with what declares them, and those who are declared and not there.

    Somebody whose id is known is recognized by it alone, as long as somebody has it; others by address.

    Args:
        people: who is declared.
        users: who is in the account.
    """
    by_id = {user.id: user for user in users}
    by_email = {fold(user.email): user for user in users if user.email}
    declared: dict[str, list[ManagedPerson]] = {}
    absent: dict[str, list[ManagedPerson]] = {}
    for person in people:
        user = by_id.get(person.user_id) or by_email.get(person.key)
        if user is not None:
            declared.setdefault(user.id, []).append(person)
        else:
            absent.setdefault(person.key or person.user_id or str(person.by), []).append(person)
    here = [Known(user, tuple(declared.get(user.id, ()))) for user in users]
    return [*here, *(Known(None, tuple(them)) for them in absent.values())]


def unmanaged(known: Known) -> Finding:
    """Somebody whom nothing declares."""
    what = "is not declared: declare them with adopt, or except them with --except."
    if known.user is None or known.user.role != "ADMIN":
        return known.finding("unmanaged", what)
    return known.finding("unmanaged-admin", f"{what} If the API key is theirs, say so with arize:callerEmail.")


def missing(known: Known) -> Finding | None:
    """Somebody who is declared and not in the account; None if that is in order."""
    if all(person.missing_ok or person.is_leaving for person in known.by):
        return None
    if any(person.user_id for person in known.by):
        return known.finding(
            "missing", "is not in the account any more. `pulumi preview --refresh` shows what follows."
        )
    return known.finding("missing", "is not in the account. `pulumi preview` shows what follows.")


def differences(known: Known) -> Iterator[Finding]:
    """What is not as it is declared; each difference once, however many say the same."""
    if known.user is None:
        return
    found = (finding for person in known.by if not person.is_leaving for finding in _of_one(known, known.user, person))
    yield from {(finding.kind, finding.declared): finding for finding in found}.values()


def twice(known: Known) -> Finding | None:
    """Somebody whom two resources declare, or two rosters' files; a stack and the file that it reads are one."""
    for is_file in (False, True):
        managers = {str(p.by): p.by for p in known.by if bool(p.by.place) == is_file and not p.is_leaving}
        if len(managers) > 1:
            return known.finding("managed-twice", f"is declared by {enumerated([*managers])}: keep one of them.")
    return None


def memberships_twice(memberships: Iterable[ManagedMembership], knowns: Mapping[str, Known]) -> Iterator[Finding]:
    """Memberships that two resources declare.

    Args:
        memberships: those of stacks; in the files of two rosters, a person is declared twice as a whole.
        knowns: everybody, as `by_user` has them.
    """
    found: dict[tuple[str, str], dict[str, ManagedMembership]] = {}
    for each in memberships:
        known = holder(each, knowns)
        if known and known.user and each.scope_id:
            found.setdefault((each.scope_id, known.user.id), {})[str(each.by)] = each
    for (place, user_id), managers in found.items():
        if len(managers) > 1:
            each = next(iter(managers.values()))
            what = f"has a membership in the {each.scope.noun} {each.name or place} that is declared by "
            sentence = f"{what}{enumerated([*managers])}: keep one of them."
            yield replace(knowns[user_id].finding("managed-twice", sentence), managed_by=tuple(managers))


def memberships_of_nobody(memberships: Iterable[ManagedMembership], knowns: Mapping[str, Known]) -> Iterator[Finding]:
    """Memberships of people who are neither in the account nor declared, who would be missing themselves.

    Args:
        memberships: those of stacks.
        knowns: everybody, as `by_user` has them.
    """
    for each in memberships:
        if each.user_id and holder(each, knowns) is None:
            place = f"{each.role} in the {each.scope.noun} {each.name or each.scope_id}"
            sentence = f"The person {each.user_id} is declared as {place}, and is not in the account."
            by = (str(each.by),)
            yield Finding("membership", sentence, each.user_id, managed_by=by, declared=place, found="none")


def waiting(known: Known, days: int, now: datetime) -> Finding | None:
    """An invitation that is expired, or was not accepted for long; None for everybody else.

    Args:
        known: the person.
        days: how many days an invitation may wait.
        now: what time it is.
    """
    user = known.user
    if user is None:
        return None
    if user.status == "EXPIRED":
        remedy = "; on_expired: reinvite sends another one" if known.by else ""
        return known.finding("expired", f"has an expired invitation{remedy}.")
    invited = _time(user.created_at) if user.status == "INVITED" else None
    if invited is None or now - invited <= timedelta(days=days):
        return None
    age = (now - invited).days
    sentence = f"was invited {age} days ago and has not accepted: remind them, or run `arize-users resend`."
    return known.finding("invited", sentence, found=f"{age} days")


def _of_one(known: Known, user: User, person: ManagedPerson) -> Iterator[Finding]:
    if person.user_id and person.user_id != user.id:
        change = f"is recorded as {person.user_id}, and is {user.id} now. `pulumi refresh` records that."
        yield known.finding("missing", change, declared=person.user_id, found=user.id)
    if person.email and user.email and not is_same_address(person.email, user.email):
        yield _differs(known, "email", "email", person.email, user.email)
    if person.role and user.role and person.role != user.role:
        yield _differs(known, "role", "role", person.role, user.role)
    before = {"name": user.name, OPTIONAL: user.is_developer}
    said = cast("Declared", {"name": person.name, OPTIONAL: person.is_developer})
    changed = differing(said, before)
    if changed.get("name"):
        yield _differs(known, "name", "name", person.name, user.name)
    if OPTIONAL in changed and user.is_developer is not None:
        yield _differs(known, "developer", OPTIONAL, _FLAG[bool(person.is_developer)], _FLAG[user.is_developer])


def _differs(known: Known, kind: Kind, argument: str, declared: str, found: str) -> Finding:
    declared, found = known.shown(argument, declared), known.shown(argument, found)
    sentence = f"is declared with {argument} {declared}, and has {found}."
    return known.finding(kind, sentence, declared=declared, found=found)


def _time(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written[:_SECONDS]).replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def holder(membership: ManagedMembership, knowns: Mapping[str, Known]) -> Known | None:
    """Whose membership it is; None if they are not known."""
    return knowns.get(membership.user_id) or knowns.get(membership.email)


def by_user(knowns: Iterable[Known]) -> Mapping[str, Known]:
    """Everybody by id, and who is declared by folded address as well."""
    found: dict[str, Known] = {}
    for known in knowns:
        keys = [key for person in known.by for key in (person.key, person.user_id)]
        found.update(dict.fromkeys(filter(None, [known.user.id if known.user else "", *keys]), known))
    return found
