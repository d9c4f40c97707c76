"""What becomes of a person who is removed from a program: a choice, never an accident."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pulumi_arize_users.people.refusals import POSITIONS, Named, Notice, Refusal, are, first_of, were
from pulumi_arize_users.people.roles import ignoring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pulumi_arize_users.people.policy import Policy, RemovalPolicy
    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.subject import Subject

HOW_TO_CHOOSE = (
    'To keep the account and only forget it here, set on_destroy="retain" where the person is declared; to '
    'block it, on_destroy="block" (in a file on_destroy: retain, or block); then run `pulumi up` once, and remove it '
    "again. For everybody at once: `pulumi config set arize:onDestroy retain` (or block), or ARIZE_ON_DESTROY for a "
    "destroy."
)
PERMANENT = (
    "Removing a person means blocking the account permanently: memberships, keys and roles are lost, and the address "
    "can never be invited again."
)


def removal_choice(recorded: Recorded, policy: Policy) -> RemovalPolicy:
    """What becomes of a removed person; a default never blocks an account that existed before."""
    own = recorded.get("on_destroy")
    if own is None and policy.on_destroy == "block" and recorded.get("adopted"):
        return "refuse"
    return own or policy.on_destroy


def may_be_blocked(people: Iterable[Mapping[str, object]], policy: Policy) -> bool:
    """Whether the removal of any of these people, as they are declared, could block them."""
    if policy.sso:
        return False
    return policy.on_destroy == "block" or any(person.get("on_destroy") == "block" for person in people)


def removal_refusal(subject: Subject, recorded: Recorded, policy: Policy) -> Refusal | None:
    """Why a person is not removed, or None when they are, in whatever way."""
    if removal_choice(recorded, policy) != "refuse":
        return None
    together = adopted_are_kept if recorded.get("on_destroy") is None and policy.on_destroy == "block" else are_kept
    return Refusal(together([subject.who]), Named(subject.who), together)


def are_kept(names: Sequence[str]) -> str:
    """Why people whose removal nobody chose are not removed."""
    return f'{first_of(names)} {were(names)} not removed, because on_destroy is "refuse". {PERMANENT} {HOW_TO_CHOOSE}'


def adopted_are_kept(names: Sequence[str]) -> str:
    """Why a default does not block people whose accounts existed before."""
    existed = "the account existed before this program took it over"
    if len(names) > 1:
        existed = "the accounts existed before this program took them over"
    return (
        f"{first_of(names)} {were(names)} not blocked: {existed}, and a "
        'default never blocks such an account. Set on_destroy="block" (or "retain", to keep it) for the person, run '
        "`pulumi up` once, and remove them again."
    )


def address_change_refusal(who: str, wanted: str) -> str:
    """Why an address cannot be changed while the old person's removal is refused."""
    return (
        f"The address of {who} changes to {wanted}. An address cannot be changed: {wanted} would be invited as a new "
        f'person and {who} removed, which on_destroy="refuse" forbids. Put the old address back, or first set '
        f'on_destroy="retain" (keep the old account) or "block" (permanently), run `pulumi up`, and then change it. '
        f"{POSITIONS}"
    )


def address_drift_refusal(who: str, path: str = "email") -> str:
    """Why an address that was changed outside of a program is not changed back by it.

    Args:
        who: the person, as messages name them.
        path: where the address stands in the resource.
    """
    return (
        f"The address of {who} was changed outside of this program. Arize's API cannot change it back, and another "
        "address would be another person. Write the new address in the program, or leave it to the UI with "
        f"{ignoring(path)}."
    )


def somebody_else_refusal(who: str, user_id: str, seen: str) -> str:
    """Why an account is not blocked that is not the recorded person's.

    Args:
        who: the person, as messages name them.
        user_id: the recorded id.
        seen: who has that id in the account, as messages name them.
    """
    return (
        f"{who} was not blocked: the account {user_id} is that of {seen} now. If the address was changed in Arize, run "
        "`pulumi refresh`, which records it, and try again. If not, the id in the state is somebody else's: remove the "
        "resource from the stack with `pulumi state delete`, which does not ask Arize."
    )


def gone_refusal(subject: Subject) -> Refusal:
    """Why nothing is changed for somebody who is not in the account any more."""
    return Refusal(_gone_and_unchanged([subject.who]), Named(subject.who), _gone_and_unchanged)


def gone_notice(subject: Subject) -> Notice:
    """What is said of somebody who is declared, and was seen to be gone."""
    return Notice(_gone([subject.who]), Named(subject.who), _gone)


def _gone_and_unchanged(names: Sequence[str]) -> str:
    return f"{_gone(names)} Nothing can be changed for them."


def _gone(names: Sequence[str]) -> str:
    return (
        f"{first_of(names)} {are(names)} not in the account any more, and {were(names)} not removed by this stack; "
        "whoever was blocked can never be invited again. Take them out of the program, which needs no on_destroy."
    )


def retained(names: Sequence[str], status: str = "") -> str:
    """The warning about accounts that this program forgets but does not touch."""
    state = f"the account is {status}" if status else "the account still exists"
    if len(names) > 1:
        state = "the accounts still exist"
    return (
        f"{first_of(names)} {are(names)} no longer managed here, but {state} in Arize; memberships that "
        "this stack declared are removed, all others stay."
    )


def will_be_blocked(person: Mapping[str, object], policy: Policy) -> bool:
    """Whether somebody who is no longer declared is blocked, as far as their membership tells.

    Args:
        person: what the program said of their removal: `on_destroy` and `adopted`.
        policy: what holds for everybody.
    """
    return not policy.sso and removal_choice(cast("Recorded", person), policy) == "block"


def membership_refusal(who: str, organization_id: str, person: Mapping[str, object], policy: Policy) -> str | None:
    """Why the membership of a person who is no longer declared does not end, or None when it does.

    Args:
        who: the person, as messages name them.
        organization_id: where they are a member.
        person: what the program said of their removal: `on_destroy` and `adopted`.
        policy: what holds for everybody.
    """
    if policy.sso or removal_choice(cast("Recorded", person), policy) != "refuse":
        return None
    return (
        f"The membership of {who} in {organization_id} was not ended, because the person is not declared any more, and "
        "removing them is refused (on_destroy): a refused removal takes nothing away. To end only the membership, "
        "declare the person and run `pulumi up`."
    )
