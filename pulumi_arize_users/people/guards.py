"""Who may not be blocked, and how many may: the account behind the key, the last admin, a run's limits, who moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pulumi_arize_users.api.models import User


def self_refusal(who: str, email: str, caller_email: str | None) -> Refusal | None:
    """Why the person behind the API key is not blocked, or None when it is somebody else."""
    if caller_email is None or fold(email) != fold(caller_email):
        return None
    return Refusal(
        f"{who} was not blocked: the API key belongs to this account (arize:callerEmail), and blocking it would end "
        'the key and lock you out. Set on_destroy="retain", or run with somebody else\'s key.'
    )


def last_admin_refusal(who: str, user_id: str, everybody: Iterable[User], blocked: Collection[str]) -> str | None:
    """Why the last admin is not blocked, or None when another one remains.

    Args:
        who: the admin to be blocked, as messages name them.
        user_id: their id.
        everybody: the people of the account.
        blocked: ids of those whom this run has blocked already.
    """
    gone = {user_id, *blocked}
    if any(user.role == "ADMIN" and user.status == "ACTIVE" and user.id not in gone for user in everybody):
        return None
    return (
        f"{who} was not blocked: no other active account with the role ADMIN would remain, and nobody could manage the "
        'account any more. Make somebody else an admin first, or set on_destroy="retain".'
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


def declared_twice(who: str, organization: str, this: str, other: str) -> str:
    """Why two resources of one program cannot have the same membership."""
    return (
        f"{this} and {other} declare the same membership, of {who} in {organization}. The last one would win in every "
        "run: remove one of them."
    )
