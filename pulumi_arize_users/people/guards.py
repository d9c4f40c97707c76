"""Who may not be blocked, and how many may: the account behind the key, the last admin, a run's limits, who moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.policy import RETAIN
from pulumi_arize_users.people.refusals import Named, Refusal, first_of, were
from pulumi_arize_users.people.roles import is_custom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.scope import Scope


def self_refusal(who: str, email: str, role: str, caller_email: str | None, to_keep: str = RETAIN) -> Refusal | None:
    """Why the person behind the API key is not blocked, or may be that person; None when it is somebody else.

    Args:
        who: the person, as messages name them.
        email: their address.
        role: their account role: only some may remove people, and so have the key with which this is done.
        caller_email: the address of the account behind the key; None when it is not known, empty for nobody.
        to_keep: what somebody does in order to keep the account.
    """
    if caller_email is None:
        may_remove = role == "ADMIN" or is_custom(role)
        return Refusal(_whose_key([who]), Named(who), _whose_key) if may_remove else None
    if not caller_email or fold(email) != fold(caller_email):
        return None
    return Refusal(
        f"{who} was not blocked: the API key belongs to this account (arize:callerEmail), and blocking it would end "
        f"the key and lock you out. {to_keep[0].upper()}{to_keep[1:]}, or run with somebody else's key."
    )


def last_admin_refusal(  # noqa: PLR0917 - the person, the account, and what this run does
    who: str,
    user_id: str,
    everybody: Iterable[User],
    blocked: Collection[str],
    required: int = 1,
    coming: Sequence[str] = (),
    to_keep: str = RETAIN,
) -> str | None:
    """Why an admin is not blocked, or None when enough others remain.

    Args:
        who: the admin to be blocked, as messages name them.
        user_id: their id.
        everybody: the people of the account.
        blocked: ids of those whom this run has blocked already.
        required: how many active admins have to remain.
        coming: admins whom this run will invite, as messages name them.
        to_keep: what somebody does in order to keep the account.
    """
    gone = {user_id, *blocked}
    admins = [user for user in everybody if user.role == "ADMIN" and user.id not in gone]
    remaining = [user for user in admins if user.status == "ACTIVE"]
    if len(remaining) >= required:
        return None
    none = "no other active account with the role ADMIN would remain, and nobody could manage the account any more"
    few = f"only {len(remaining)} active accounts with the role ADMIN would remain, but required_admins is {required}"
    invited = [*(user.email or user.id for user in admins if user.status != "ACTIVE"), *coming]
    waiting = (
        f" Whoever was only invited does not count until they have accepted: {first_of(invited)}." if invited else ""
    )
    return (
        f"{who} was not blocked: {few if required > 1 else none}.{waiting} Let somebody else be an active admin "
        f"first, or {to_keep}."
    )


def _whose_key(names: Sequence[str]) -> str:
    return (
        f"{first_of(names)} {were(names)} not blocked: whoever may remove people may be the one whose API key this is, "
        "and blocking that account would end the key and lock you out. Say once whose key it is: `pulumi config set "
        "arize:callerEmail <their address>`, or none for a service key (for a destroy: ARIZE_CALLER_EMAIL)."
    )


def cap_refusal(what: str, cap: int | None, done: int, setting: str) -> str | None:
    """Why one run does no more of something, or None while the cap is not reached.

    Args:
        what: what would be done to whom, as the beginning of a sentence.
        cap: the most one run may do; None is no limit.
        done: how many this run has done.
        setting: what to change, in words.
    """
    if cap is None or done < cap:
        return None
    return (
        f"{what} was not done: this run has already removed {cap}, the most it may remove. Check that this many "
        f"removals are intended; then run again for the next {cap}, or raise {setting}."
        if cap
        else f"{what} was not done: removals are not allowed here. If it is intended, raise {setting}."
    )


def late_move_refusal(who: str) -> str:
    """Why a resource cannot take over a person whom a roster, unaware of it, blocks in the same run."""
    return (
        f"{who} leaves a roster in the same run, which blocks the account permanently at its end: a roster cannot know "
        "of a resource whose address is an output, or that is declared in an apply. Put the person back into the "
        'roster, with on_destroy: "retain", run `pulumi up`, and then move them.'
    )


def unmade_person_refusal(resource: str) -> str:
    """Why a membership cannot be made before its person.

    Args:
        resource: the membership, as messages name it.
    """
    return (
        f"{resource} has no user_id: its person has not been made yet, and this run does not make them. If --target or "
        "--exclude leaves the person's resource out, take it into the run as well, or run without these options."
    )


def declared_twice(who: str, scope: Scope, name: str, this: str, other: str) -> str:
    """Why two resources of one program cannot have the same membership."""
    return (
        f"{this} and {other} declare the same membership, of {who} in the {scope.noun} {name}. The last one would win "
        "in every run: remove one of them."
    )
