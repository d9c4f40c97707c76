"""A person's membership in an organization, as a program declares it."""

# Annotations are not postponed here: the SDK would evaluate them again for each resource of a program.
from typing import TYPE_CHECKING

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.resources.membership import Member, declare
from pulumi_arize_users.resources.registration import outputs_as_they_come

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.resources.roster_person import RosterPerson
    from pulumi_arize_users.resources.user import ArizeUser


@outputs_as_they_come
class OrganizationMembership(Resource, module="arize", name="OrganizationMembership"):
    """A person's membership in an organization of the Arize account.

    A changed role is set in place. Arize's API cannot read a membership, so a role that was changed elsewhere is not
    seen until it is declared again.

    Source: https://arize.com/docs/ax (REST API v2, organizations).
    """

    organization_id: pulumi.Output[str]
    """The organization's id."""
    user_id: pulumi.Output[str]
    """The person's id."""
    role: pulumi.Output[str]
    """Role in the organization as in the server's last reply."""
    verification: pulumi.Output[str]
    """`exists` when the server was asked for the members, `assumed` when only person and organization were seen."""
    person: pulumi.Output["Mapping[str, object] | None"]
    """For a person given as `user`: the address, and what the program says of their removal. While that is refused, the
    membership does not end either."""
    membership_id: pulumi.Output[str]
    """Id of the membership; no call accepts it."""

    def __init__(
        self,
        resource_name: str,
        *,
        organization_id: pulumi.Input[str],
        role: pulumi.Input[str],
        user: "ArizeUser | RosterPerson | None" = None,
        user_id: pulumi.Input[str] | None = None,
        adopt: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare a membership.

        Args:
            resource_name: name in the program.
            organization_id: the organization; another one is another membership.
            role: ADMIN, MEMBER, READ_ONLY or ANNOTATOR in any spelling.
            user: the person, as declared in this program: a resource, or `Roster.person`; lets a preview check that the
                roles fit.
            user_id: the person's id, when they are not declared here.
            adopt: the membership already exists with this role, and is only recorded; for one that moves here from
                another resource. Arize cannot be asked for the role, so nobody checks it.
            opts: Pulumi's resource options.

        Raises:
            ProgramError: not exactly one of `user` and `user_id` is given.
        """
        said = {"organization_id": organization_id, "role": role, "adopt": adopt}
        declare(self, ORGANIZATION, resource_name, Member(user, user_id), said, opts)
