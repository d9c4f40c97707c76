"""A person's membership in a space of an organization, as a program declares it."""

# Annotations are not postponed here: the SDK would evaluate them again for each resource of a program.
from typing import TYPE_CHECKING

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.people.scope import SPACE
from pulumi_arize_users.resources.custom_role import CustomRole, role_word
from pulumi_arize_users.resources.membership import Member, declare
from pulumi_arize_users.resources.registration import outputs_as_they_come

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.resources.roster_person import RosterPerson
    from pulumi_arize_users.resources.user import ArizeUser


@outputs_as_they_come
class SpaceMembership(Resource, module="arize", name="SpaceMembership"):
    """A person's membership in a space of an organization.

    It needs the person's membership in the organization of the space, which it waits for if the program declares it,
    and ends with. A changed role is set in place. With `arize:verifyMemberships` a role that was changed elsewhere is
    seen, as far as the server tells it.

    Source: https://arize.com/docs/ax (REST API v2, spaces).
    """

    space_id: pulumi.Output[str]
    """The space's id."""
    user_id: pulumi.Output[str]
    """The person's id."""
    role: pulumi.Output[str]
    """Role in the space as in the server's last reply, or `custom:<id>`."""
    verification: pulumi.Output[str]
    """`exists` when the server was asked for the members, `assumed` when only person and space were seen."""
    person: pulumi.Output["Mapping[str, object] | None"]
    """For a person given as `user`: the address, and what the program says of their removal. While that is refused, the
    membership does not end either."""
    membership_id: pulumi.Output[str]
    """Id of the membership; no call accepts it."""

    def __init__(
        self,
        resource_name: str,
        *,
        space_id: pulumi.Input[str],
        role: pulumi.Input[str] | CustomRole,
        user: "ArizeUser | RosterPerson | None" = None,
        user_id: pulumi.Input[str] | None = None,
        adopt: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare a membership.

        Args:
            resource_name: name in the program.
            space_id: the space; another one is another membership.
            role: ADMIN, MEMBER, READ_ONLY or ANNOTATOR in any spelling, or a `CustomRole`.
            user: the person, as declared in this program: a resource, or `Roster.person`; lets a preview check that the
                roles fit.
            user_id: the person's id, when they are not declared here.
            adopt: the membership already exists with this role, and is only recorded; for one that moves here from
                another resource. Unless memberships are verified, nobody checks it.
            opts: Pulumi's resource options.

        Raises:
            ProgramError: not exactly one of `user` and `user_id` is given.
        """
        said = {"space_id": space_id, "role": role_word(role), "adopt": adopt}
        declare(self, SPACE, resource_name, Member(user, user_id), said, opts)
