"""The program of the program tests: declares the people, memberships and rosters that its configuration lists.

The configuration values `people`, `memberships` and `rosters` are JSON: resource name to arguments. A membership names
its person by resource name (`user`, or `id_of` for their id as an output) or by id (`user_id`), its organization by
name (`organization`) or by id (`organization_id`), its space by id (`space_id`). A person may have an address that is
an output (`late`), or a secret (`secret`), and may wait for somebody who is declared before (`after`).
"""

import json
from typing import Any

import pulumi

from pulumi_arize_users import ArizeUser, OrganizationMembership, Roster, SpaceMembership, get_organization


def declared() -> None:
    """Declare what the configuration lists, and export what became of the people."""
    config = pulumi.Config()
    if config.get_bool("rosters_first"):
        _rosters(config)
    people: dict[str, ArizeUser] = {}
    for name, arguments in json.loads(config.get("people") or "{}").items():
        earlier = [people[arguments.pop("after")]] if "after" in arguments else []
        opts = pulumi.ResourceOptions.merge(
            _options(arguments.pop("opts", {})), pulumi.ResourceOptions(depends_on=earlier)
        )
        people[name] = ArizeUser(name, opts=opts, **_person(arguments))
    for name, arguments in json.loads(config.get("memberships") or "{}").items():
        kind = SpaceMembership if "space_id" in arguments else OrganizationMembership
        kind(name, opts=_options(arguments.pop("opts", {})), **_membership(arguments, people))
    if not config.get_bool("rosters_first"):
        _rosters(config)
    for name, person in people.items():
        pulumi.export(f"{name}_status", person.status)
        pulumi.export(f"{name}_password", person.temporary_password)


def looked_up() -> None:
    """Look somebody up whom this program does not manage."""
    person = ArizeUser.get("somebody", pulumi.Config().require("id"))
    pulumi.export("name", person.name)
    pulumi.export("status", person.status)


def _rosters(config: pulumi.Config) -> None:
    for name, arguments in json.loads(config.get("rosters") or "{}").items():
        roster = Roster(name, opts=_options(arguments.pop("opts", {})), **arguments)
        pulumi.export(f"{name}_users", roster.users)
        pulumi.export(f"{name}_passwords", roster.temporary_passwords)


def _person(arguments: dict[str, Any]) -> dict[str, Any]:
    if arguments.pop("late", False):  # known only to the provider
        arguments["email"] = pulumi.Output.from_input(arguments["email"])
    if arguments.pop("secret", False):
        arguments["email"] = pulumi.Output.secret(arguments["email"])
    return arguments


def _membership(arguments: dict[str, Any], people: dict[str, ArizeUser]) -> dict[str, Any]:
    if "organization" in arguments:
        arguments["organization_id"] = get_organization(name=arguments.pop("organization")).id
    if "id_of" in arguments:
        arguments["user_id"] = people[arguments.pop("id_of")].id
    if "user" in arguments:
        arguments["user"] = people[arguments["user"]]
    return arguments


def _options(options: dict[str, Any]) -> pulumi.ResourceOptions:
    aliases = [pulumi.Alias(name=name) for name in options.pop("aliases", [])]
    return pulumi.ResourceOptions(**options, aliases=aliases)
