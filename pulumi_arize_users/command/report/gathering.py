"""A review, put together from the account and from what stacks and rosters say of its people."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.command.report.places import Places
from pulumi_arize_users.command.report.review import ABSENT, ALSO_MISSING, NOT_DECLARED, Held, Review, Reviewed
from pulumi_arize_users.command.report.said import Said
from pulumi_arize_users.people.unmanaged import Unmanaged, parse_unmanaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.managed.people import Managed
    from pulumi_arize_users.providers.account import Account

_NOT_ASKED = (
    "Memberships are shown as the stacks and files declare them; the account was not asked. To have it asked, set "
    "arize:verifyMemberships to graphql."
)
_UNKNOWN = (
    "Memberships are not shown: set arize:verifyMemberships to graphql, or name stacks and files with --stack and "
    "--roster."
)
_ROLES = (
    "Arize does not report every role of a member; those that it does not are shown as stacks and files declare them."
)


def review_of(account: Account, sources: Sequence[Managed]) -> Review:
    """What the account holds, compared with what stacks and rosters say.

    Raises:
        ArizeError: the account could not be read.
    """
    users = list(counted("Listing people", account.client.iterate_users()))
    places = Places(account)
    members, said = places.members(), Said(sources, users, places)
    excepted = _may_be_there(account, sources)
    seen = [_seen(user, said, _held(user.id, said, members), excepted) for user in users]
    return Review(
        account=account.connection.base_url,
        made=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        people=sorted([*seen, *_absent(said)], key=lambda person: fold(person.name or person.email)),
        places=places.all,
        sources=[source.source for source in sources],
        notes=[_about_memberships(account, sources), *_about(sources, said), *places.notes],
    )


def _may_be_there(account: Account, sources: Sequence[Managed]) -> Unmanaged:
    exceptions = [exception for source in sources for exception in source.exceptions]
    # The account behind the key is there without being declared.
    caller = filter(None, [account.policy.caller_email])
    return Unmanaged(exceptions=(*parse_unmanaged(account.policy.unmanaged).exceptions, *exceptions, *caller))


def _seen(user: User, said: Said, held: Sequence[Held], may_be_there: Unmanaged) -> Reviewed:
    return Reviewed(
        id=user.id,
        name=said.shown(user.id, "name", user.name),
        email=said.shown(user.id, "email", user.email),
        role=user.role,
        status=user.status,
        since=user.created_at,
        developer=bool(user.is_developer),
        memberships=held,
        managed=said.managers(user.id),
        excepted=may_be_there.excepts(user.email),
    )


def _absent(said: Said) -> list[Reviewed]:
    return [
        Reviewed(
            id="",
            name=name,
            email=email,
            role="",
            status=ABSENT,
            since="",
            memberships=[Held(place, said.role(key, place)) for place in sorted(said.places(key))],
            managed=said.managers(key),
        )
        for key, name, email in said.absent()
    ]


def _held(user_id: str, said: Said, members: Mapping[int, Mapping[str, str]]) -> list[Held]:
    seen = {place: ids[user_id] for place, ids in members.items() if user_id in ids}
    declared = {place: said.role(user_id, place) for place in said.places(user_id)}
    compared = members if said.sources else ()
    return [
        Held(place, seen.get(place) or declared.get(place, ""), note)
        for place in sorted({*declared, *seen})
        for note in [_difference(declared.get(place), seen.get(place)) if place in compared else ""]
    ]


def _difference(declared: str | None, seen: str | None) -> str:
    if seen is None:
        return ALSO_MISSING
    if declared is None:
        return NOT_DECLARED
    return f"declared as {declared}" if seen and declared not in {"", seen} else ""


def _about_memberships(account: Account, sources: Sequence[Managed]) -> str:
    if account.is_verified:
        return _ROLES
    return _NOT_ASKED if sources else _UNKNOWN


def _about(sources: Sequence[Managed], said: Said) -> list[str]:
    strange = [f"Nobody of {name} is seen in this account: it may belong to another one." for name in said.strangers()]
    return [*strange, *(f"{source.source}: {note}" for source in sources for note in source.notes)]
