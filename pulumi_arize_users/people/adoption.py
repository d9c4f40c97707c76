"""When an account already exists: an error that describes it, or a take-over that harms nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.record import differing, is_same_address
from pulumi_arize_users.people.refusals import ONE_OWNER, POSITIONS, Named, Notice, Refusal, are, first_of
from pulumi_arize_users.people.roles import WHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.record import Declared
    from pulumi_arize_users.people.subject import Subject

# After as many invitations in place of expired ones, nobody gets another unasked.
REINVITE_LIMIT = 3
# After a taint, or with --replace, the engine presents a resource as a new one, and does not say whom it managed.
WAYS_ON = (
    "To take it over, also after an interrupted run, set adopt=True (adopt: true in a file); or use another address. "
    "After a rename, use aliases=[pulumi.Alias(name=…)], after a move pulumi.Alias(parent=…); after a taint or with "
    "--replace, run without the replacement (`pulumi state untaint`)."
)


def describe(user: User) -> str:
    """An account as messages describe it: id, status and role."""
    return ", ".join(_details(user))


def exists_refusal(subject: Subject, user: User) -> Refusal:
    """Why an existing account is not simply taken over, and what to do instead."""
    sentence = (
        f"{subject.who} already exists in the Arize account ({describe(user)}), and this run knows of no resource "
        f"that manages it. {WAYS_ON} {POSITIONS}"
    )
    return Refusal(sentence, Named(subject.place, _details(user)), exist_together)


def blocked_refusal(subject: Subject, date: str) -> Refusal:
    """Why somebody whom this stack has blocked cannot come back.

    Args:
        subject: how sentences speak of the person.
        date: when that was.
    """
    return Refusal(
        f"{subject.who} was blocked by this stack on {date}, and the address can never be invited again. Declare the "
        "person with another address, or ask Arize's support."
    )


def exist_together(names: Sequence[str]) -> str:
    """The same for many people."""
    return (
        f"{len(names)} people already exist in the Arize account, and this run knows of no resource that manages "
        f"them: {first_of(names)}. {WAYS_ON}"
    )


@dataclass(frozen=True)
class Ownership:
    """Which resource an account belongs to in this run.

    Attributes:
        taken: another resource of this run has created or taken over the account.
        managed_as: the address under which the stack manages it, as far as this run has met it there.
        is_declared: the program still declares that address.
    """

    taken: bool = False
    managed_as: str | None = None
    is_declared: bool = False


def ownership_refusal(subject: Subject, address: str, ownership: Ownership, *, adopt: bool) -> Refusal | None:
    """Why an account that this stack already has is not taken over by another resource, or None when it may be."""
    who, other = subject.who, ownership.managed_as
    if ownership.taken:
        return Refusal(
            f"{who} is declared by two resources of this program, and the other one already has the account. "
            f"{ONE_OWNER}"
        )
    moved = other is not None and not is_same_address(other, address)
    if other is None or (adopt and not (moved and ownership.is_declared)):
        return None
    if moved:
        return Refusal(
            f"{who} is the account that this stack manages as {subject.shown('email', other)}: its address was changed "
            "outside of this program. Run `pulumi refresh`, write the new address where the person is declared, and "
            "declare them only once."
        )
    return Refusal(_already_managed([who]), Named(who), _already_managed)


def _already_managed(names: Sequence[str]) -> str:
    return (
        f"{first_of(names)} {are(names)} already managed by this stack. If they move here from another resource, "
        "set adopt=True for one run (in a file adopt: true, and adopt_memberships: true for their memberships). If a "
        "resource was to be replaced (--replace, a taint, or replace_on_changes): an account cannot be created twice, "
        "because blocking it is permanent; run without the replacement (`pulumi state untaint` removes a taint)."
    )


def reinvited_notice(subject: Subject, times: int) -> Notice:
    """What is said of somebody who let every invitation expire, and gets no other.

    Args:
        subject: how sentences speak of the person.
        times: how often they were invited again.
    """
    named = Named(subject.who, ("once" if times == 1 else f"{times} times",))
    return Notice(_reinvited([str(named)]), named, _reinvited)


def _reinvited(names: Sequence[str]) -> str:
    return (
        f"The last invitation of {first_of(names)} has expired as well, after as many new ones as reinvite_limit "
        "allows: no other is sent. Ask whether invitations arrive; then raise reinvite_limit, or stop declaring the "
        "person."
    )


def expired_notice(subject: Subject) -> Notice:
    """That a person can no longer accept their invitation."""
    return Notice(have_expired([subject.who]), Named(subject.who), have_expired)


def have_expired(names: Sequence[str]) -> str:
    """That people can no longer accept their invitations."""
    what = f"The invitation of {names[0]} has" if len(names) == 1 else f"The invitations of {first_of(names)} have"
    return f'{what} expired; on_expired="reinvite" (on_expired: reinvite in a file) sends a new one.'


def burned_refusal(who: str, words: str) -> str:
    """Why an address cannot be invited although no visible account has it.

    Args:
        who: the person, as messages name them.
        words: what Arize said, which is known; the reason is a guess.
    """
    return (
        f"{who} cannot be invited: Arize answered 409 ({words}), and no active, invited or expired account has the "
        "address. If Arize names no other reason, the person was probably deleted once, and such an address can never "
        "be invited again: use another address, or ask Arize support. (An account that the API key may not see would "
        "look the same.)"
    )


def role_refusal(subject: Subject, user: User, wanted_role: str) -> Refusal | None:
    """Why an account cannot be taken over with the declared role, or None when it can."""
    if not user.role or user.role == wanted_role:
        return None
    return Refusal(
        f"{subject.who} already exists ({describe(user)}) and cannot be taken over as "
        f"{subject.shown('role', wanted_role)}: Arize's API cannot change "
        f'an account role. Write role="{user.role}" in the program, or change the role in {WHERE} first.'
    )


def changes_for(user: User, declared: Declared) -> dict[str, Any]:
    """The values to send so that an account that was seen becomes as declared."""
    return differing(declared, {"name": user.name, "is_developer": user.is_developer})


def _details(user: User) -> tuple[str, str, str]:
    return f"id {user.id}", f"status {user.status or 'unknown'}", f"role {user.role or 'unknown'}"
