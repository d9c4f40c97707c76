"""What is judged over all people of a roster at once, before anybody is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.limits import most_allowed
from pulumi_arize_users.people.refusals import are, enumerated, first_of, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.api.models import User

# A smaller roster changes by halves without anything being wrong.
SMALLEST_GUARDED = 10


def too_many_removals(
    leaving: Sequence[str],
    of: int,
    limit: str | None,
    setting: str = "max_removals",
    way_on: str = "Put back those you did not mean to remove",
) -> list[str]:
    """A sentence that names everybody who would be removed, when they are more than allowed, or nothing.

    Args:
        leaving: who leaves, as messages name them.
        of: how many people there were before.
        limit: a count or a percentage; None is no limit.
        setting: where the limit is set.
        way_on: what to do about people who are named by mistake.
    """
    most = most_allowed(limit, of)
    if most is None or len(leaving) <= most:
        return []
    sentence = (
        f"This would remove {len(leaving)} of {people(of)}, but {setting} is {limit} (at most {most}): "
        f"{enumerated(leaving)}. {way_on}; if all are intended, raise {setting}."
    )
    return [sentence]


def most_would_be_blocked(blocked: Sequence[str], of: int) -> list[str]:
    """A sentence that names everybody, when nobody set a limit and most of a roster would be blocked, or nothing.

    Args:
        blocked: who would be blocked, as messages name them.
        of: how many people there were before.
    """
    if of < SMALLEST_GUARDED or 2 * len(blocked) <= of:
        return []
    sentence = (
        f"This would block {len(blocked)} of {people(of)} permanently, which is more than half of the roster, and no "
        f"max_removals says that so many may go: {enumerated(blocked)}. Look for a file that was cut off or left out; "
        f"if all are intended, set ARIZE_MAX_REMOVALS={len(blocked)} for this run, or max_removals."
    )
    return [sentence]


def too_many_ended_memberships(ended: Sequence[str], of: int, limit: str | None, setting: str) -> list[str]:
    """A sentence about the memberships that would end, when they are more than allowed, or nothing.

    Args:
        ended: who leaves which organization, for sentences.
        of: how many memberships there were before.
        limit: a count or a percentage; None is no limit.
        setting: where the limit is set.
    """
    most = most_allowed(limit, of)
    if most is None or len(ended) <= most:
        return []
    count = "1 membership" if of == 1 else f"{of} memberships"
    sentence = (
        f"This would end {len(ended)} of {count}, but {setting} is {limit} (at most {most}): {first_of(ended)}. "
        f"Look for a line that was lost under organizations, spaces or defaults; if all are intended, raise {setting}."
    )
    return [sentence]


def destroy_refusal(blocked: Sequence[str], limit: str, most: int) -> str:
    """Why a destroy does not block as many people as the roster has."""
    return (
        f"This would block {people(len(blocked))} permanently, but max_removals is {limit} (at most {most}): "
        f"{first_of(blocked)}. Nobody was touched. If all are intended, set ARIZE_MAX_REMOVALS={len(blocked)} for this "
        'run; to keep the accounts, set on_destroy to "retain" and run `pulumi up` first.'
    )


def unmanaged_people(unmanaged: Sequence[User], *, whose_key: bool = False) -> str:
    """What to do about people in the account who are not declared; those who may do most are named first.

    Args:
        unmanaged: who they are.
        whose_key: one of them may be the account behind the API key, which nobody has to declare.
    """
    ordered = sorted(unmanaged, key=lambda user: (user.role != "ADMIN", str(user.email)))
    named = [f"{user.email} ({user.role or 'unknown role'}, {user.status or 'unknown status'})" for user in ordered]
    key = " If the API key belongs to one of them, say so with arize:callerEmail." if whose_key else ""
    return (
        f"{people(len(unmanaged))} of the account {are(unmanaged)} not declared here: {first_of(named)}. Declare them "
        f"with adopt; or, for people of another stack or an owner, name them under except: unmanaged: "
        f'{{policy: fail, except: ["*@bots.example.com"]}}.{key}'
    )
