"""A program in which other resources are wired to the people of a roster, in each of the ways there are.

The configuration values: `people` is JSON, `organization` an id, and `by` how a membership names its person: `id` (by
`user_id`), `person` (by `user`), or `apply` (made in an apply of `users`). With `protect`, memberships are protected;
with `space`, each is in that space as well, which is declared first.
"""

import json

import pulumi

from pulumi_arize_users import OrganizationMembership, Roster, SpaceMembership


def declared() -> None:
    """Declare a roster, and a membership for each of its people."""
    config = pulumi.Config()
    people = json.loads(config.require("people"))
    team = Roster("team", people=people)
    pulumi.export("users", team.users)
    options = pulumi.ResourceOptions(protect=config.get_bool("protect"))
    organization, by, role = config.require("organization"), config.require("by"), config.get("role") or "MEMBER"
    if by == "apply":
        team.users.apply(
            lambda users: [
                OrganizationMembership(who, organization_id=organization, user_id=user["id"], role=role, opts=options)
                for who, user in users.items()
            ]
        )
    space = config.get("space")
    if space:
        for address in people:
            SpaceMembership(f"{address} in the space", space_id=space, role=role, user=team.person(address))
    for address in people if by != "apply" else ():
        given = {"user": team.person(address)} if by == "person" else {"user_id": team.user_id(address)}
        OrganizationMembership(address, organization_id=organization, role=role, opts=options, **given)
