"""A program whose roster comes first: whoever is taken out of it becomes a resource that is declared later.

With `late_addresses` the resources' addresses are outputs, which nobody knows before the engine hears of them.
"""

import json

import pulumi

from pulumi_arize_users import ArizeUser, Roster


def declared() -> None:
    """Declare the people of the configuration, those of `rosters` before those of `people`."""
    config = pulumi.Config()
    before: list[pulumi.Resource] = [
        Roster(name, **arguments) for name, arguments in json.loads(config.require("rosters")).items()
    ]
    for name, arguments in json.loads(config.require("people")).items():
        if config.get_bool("late_addresses"):
            arguments["email"] = pulumi.Output.from_input(arguments["email"])
        ArizeUser(name, **arguments, opts=pulumi.ResourceOptions(depends_on=before))
