"""What the memberships of a program have in common: how they say whom they are about, and which waits for which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pulumi

from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.protocol import ACCOUNT_ROLE, AFTER, RESOURCE
from pulumi_arize_users.resources.claims import label
from pulumi_arize_users.resources.program import ProgramError, hidden, once_per_run
from pulumi_arize_users.resources.registration import register
from pulumi_arize_users.resources.roster_person import RosterPerson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi.dynamic import Resource

    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.resources.user import ArizeUser


@dataclass(frozen=True)
class Member:
    """Whom a membership is about.

    Attributes:
        user: the person, as declared in this program.
        user_id: the person's id, when they are not declared here.
    """

    user: ArizeUser | RosterPerson | None
    user_id: pulumi.Input[str] | None

    @property
    def id(self) -> pulumi.Input[str] | None:
        """The person's id."""
        return self.user.id if self.user is not None else self.user_id

    @property
    def _declared(self) -> object:
        # A roster makes its people anew whenever it is asked for one, and has nobody twice.
        return self.user.email if isinstance(self.user, RosterPerson) else self.user

    async def is_same(self, other: Member) -> bool:
        """Whether two memberships are about one person; what is not known yet is compared by where it comes from."""
        if self.id is other.id:
            return True
        if isinstance(self.id, str) and isinstance(other.id, str):
            return self.id == other.id
        if self.user is not None and other.user is not None:
            return self._declared == other._declared
        one, two = pulumi.Output.from_input(self.id), pulumi.Output.from_input(other.id)
        if await one.is_known() and await two.is_known():
            return await one.future() == await two.future()
        return bool(await one.resources() & await two.resources())


def declare(  # noqa: PLR0917 - what every membership has
    resource: Resource,
    scope: Scope,
    resource_name: str,
    member: Member,
    said: Mapping[str, Any],
    opts: pulumi.ResourceOptions | None,
) -> None:
    """Register a membership.

    Args:
        resource: what is being constructed.
        scope: in an organization, or in a space.
        resource_name: name in the program.
        member: whom it is about.
        said: what the program says beside that.
        opts: Pulumi's resource options.

    Raises:
        ProgramError: not exactly one of `user` and `user_id` is given.
    """
    kind = type(resource).__name__
    if (member.user is None) == (member.user_id is None):
        message = f"{kind} {resource_name!r} needs exactly one of user= and user_id=."
        raise ProgramError(message)
    properties = {
        **_properties(member, said),
        **({} if scope == ORGANIZATION else {AFTER: _organization_memberships(member)}),
        RESOURCE: label(kind, resource_name, opts),
    }
    register(resource, scope.resource, resource_name, properties, opts)
    if scope == ORGANIZATION:
        _declared().append((member, resource))


def _properties(member: Member, said: Mapping[str, Any]) -> dict[str, Any]:
    user = member.user
    properties = {
        **{key: value for key, value in said.items() if value is not None},
        "user_id": member.id,
        "membership_id": None,
        "verification": None,
    }
    if user is None:
        return {**properties, **hidden({**said, "user_id": member.user_id})}
    person = {"email": user.email, "on_destroy": user.on_destroy, "adopted": user.adopted}
    return {**properties, "person": person, ACCOUNT_ROLE: user.role, **hidden({**said, "email": user.email})}


def _organization_memberships(member: Member) -> pulumi.Output[list[str]]:
    """The ids of a person's memberships in organizations, which the program has declared by the time it ends.

    Only where they come from matters: the engine makes them before, and ends them after, what depends on them.
    """
    declared = _declared()

    async def found() -> Any:  # noqa: ANN401 - the SDK does not type an output that comes later
        return pulumi.Output.all(*[earlier.id for other, earlier in declared if await member.is_same(other)])

    return pulumi.Output.from_input(found())


def _declared() -> list[tuple[Member, Resource]]:
    return once_per_run("organization memberships", list[tuple[Member, "Resource"]])
