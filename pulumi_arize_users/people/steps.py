"""The steps of a plan: everything that can be done about one person, each a value of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.scope import ORGANIZATION, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User


@dataclass(frozen=True)
class Invite:
    """Invite the person. An account that turns up on the way is judged as if it had been seen before."""


@dataclass(frozen=True)
class LookUp:
    """Find the account that an identity provider makes."""


@dataclass(frozen=True)
class StandIn:
    """Go on without an account until an identity provider has made it."""


@dataclass(frozen=True)
class Adopt:
    """Take over an account that exists.

    Attributes:
        user: the account.
        changes: values to send, so that it becomes as declared.
    """

    user: User
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Renew:
    """Send a new invitation in place of one that has expired; it may change id, password and permissions."""


@dataclass(frozen=True)
class Change:
    """Send values that differ.

    Attributes:
        changes: the values, by argument.
    """

    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Trigger:
    """Do once what a changed trigger asks for.

    Attributes:
        argument: the trigger.
    """

    argument: str


@dataclass(frozen=True)
class Record:
    """Remember what the program says now; nothing is sent."""


@dataclass(frozen=True)
class Replace:
    """Another address is another person, who comes in first; afterwards this one is removed."""


@dataclass(frozen=True)
class SetMembership:
    """Make the person a member of an organization or a space, or change their role there.

    Attributes:
        name: of the organization or space, as the program writes it.
        scope_id: its id.
        role: the declared role.
        before: the recorded role of somebody who is a member already.
        trusted: the program says that the membership exists with this role; it is only recorded.
        scope: what it is.
    """

    name: str
    scope_id: str
    role: str
    before: str | None = None
    trusted: bool = False
    scope: Scope = ORGANIZATION


@dataclass(frozen=True)
class EndMembership:
    """End a membership; one in an organization takes those in its spaces with it.

    Attributes:
        name: of the organization or space, as the program wrote it.
        scope_id: its id.
        scope: what it is.
        along: names of the recorded spaces that are left with the organization.
    """

    name: str
    scope_id: str
    scope: Scope = ORGANIZATION
    along: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """Delete the account permanently: the address can never be invited again."""


@dataclass(frozen=True)
class Gone:
    """The person who leaves is no longer in the account, and is only forgotten here."""


@dataclass(frozen=True)
class Forget:
    """Stop managing the person, who keeps the account."""


Step = (
    Invite
    | LookUp
    | StandIn
    | Adopt
    | Renew
    | Change
    | Trigger
    | Record
    | Replace
    | SetMembership
    | EndMembership
    | Block
    | Gone
    | Forget
)
# What takes something away comes last: a newcomer may be the same person under a new address.
REMOVALS = (EndMembership, Block, Gone, Forget)
VERBS: dict[type[Step], str] = {
    Invite: "Inviting",
    LookUp: "Looking up",
    StandIn: "Recording",
    Adopt: "Taking over",
    Record: "Recording",
    Block: "Blocking",
    Forget: "Forgetting",
}


def doing(step: Step, who: str) -> str:
    """What is being done to whom, as the beginning of a sentence."""
    match step:
        case EndMembership(name=name, scope=scope):
            return f"Removing {who} from the {scope.noun} {name}"
        case SetMembership(name=name, role=role, before=None, scope=scope):
            return f"Adding {who} to the {scope.noun} {name} as {role}"
        case SetMembership(name=name, role=role, scope=scope):
            return f"Changing the role of {who} in the {scope.noun} {name} to {role}"
        case Trigger(argument="reset_password_trigger"):
            return f"Sending a link for a new password to {who}"
        case Trigger():
            return f"Sending the invitation again to {who}"
        case _:
            return f"{VERBS.get(type(step), 'Updating')} {who}"


def undone(step: Step) -> str:
    """What a failed step leaves to be done, as the end of a sentence about a person who is in the account."""
    match step:
        case Change(changes=changes):
            return f"{' and '.join(changes)} could not be set"
        case Trigger(argument=argument):
            return f"what {argument} asks for could not be done"
        case SetMembership(name=name):
            return f"the membership in {name} could not be set"
        case _:
            return "not everything could be done"
