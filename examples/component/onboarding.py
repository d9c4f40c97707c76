"""A component: everything that somebody needs on their first day, in one line of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pulumi

from pulumi_arize_users import ArizeUser, OrganizationMembership

if TYPE_CHECKING:
    from collections.abc import Mapping


class Onboarding(pulumi.ComponentResource):
    """A person and their memberships.

    Nobody is replaced when the program is tidied up. A person who stood in the program before the component keeps the
    account (`was`), and so does one whose component was renamed (`aliases` of its options): each child names the URNs
    that it may have had. Without that the old person would be removed and a new one invited under an address that is
    taken, and a preview refuses it.
    """

    person: ArizeUser
    """The person, for other resources."""
    status: pulumi.Output[str]
    """ACTIVE, INVITED or EXPIRED, as last seen."""

    def __init__(
        self,
        name: str,
        *,
        email: str,
        display_name: str,
        role: str = "MEMBER",
        organizations: Mapping[str, pulumi.Input[str]] | None = None,
        leaves: Literal["block", "retain"] | None = None,
        was: str | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare a person with memberships.

        Args:
            name: of the component; a changed name needs `aliases` in the options.
            email: the address that is invited.
            display_name: as Arize shows it.
            role: in the account.
            organizations: the ids of organizations, by a short name each, which the memberships are named after.
            leaves: what becomes of the person when this is removed: `block` or `retain`. Applied first, removed later.
            was: the name that the person had in the program before the component, if they were there.
            opts: as for every component.
        """
        super().__init__("people:index:Onboarding", name, None, opts)
        self.person = ArizeUser(
            f"{name}-person",
            email=email,
            name=display_name,
            role=role,
            on_destroy=leaves,
            opts=self._child(was),
        )
        for short, organization in (organizations or {}).items():
            OrganizationMembership(
                f"{name}-{short}",
                organization_id=organization,
                user=self.person,
                role="MEMBER",
                opts=self._child(was and f"{was}-{short}"),
            )
        self.status = self.person.status
        self.register_outputs({"status": self.status})

    def _child(self, was: str | None) -> pulumi.ResourceOptions:
        """Options of a child, which may have stood directly in the program under another name.

        Aliases of the component itself are not repeated here: the engine passes them on to children whose names begin
        with the name of the component.
        """
        aliases = [pulumi.Alias(name=was, parent=pulumi.ROOT_STACK_RESOURCE)] if was else []
        return pulumi.ResourceOptions(parent=self, aliases=aliases)
