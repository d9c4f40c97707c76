"""What stands for the removals of a roster: a resource that the engine deletes when everything else has worked."""

# Annotations are not postponed here: the SDK would evaluate them again for each resource of a program.
from collections.abc import Iterable

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.resources.registration import register


class RosterRemovals(Resource, module="arize", name="RosterRemovals"):
    """The removals of a roster, made by the `Roster` itself where anybody could be blocked.

    A replacement of it blocks the people whom it lists as removed, at the end of the run. `protect` on the roster
    protects its people here; `--exclude` leaves the removals for another run.
    """

    people: pulumi.Output[str]
    """The addresses of everybody whom a removal could concern, a line each."""

    def __init__(self, resource_name: str, roster: Resource, people: Iterable[str]) -> None:
        """Declare it.

        Args:
            resource_name: the roster's name, and what this is: so it follows an alias of the roster.
            roster: whose removals; provider and protection are the same.
            people: the folded addresses of everybody in the roster.
        """
        properties = {"roster": roster.id, "people": "\n".join(sorted(people))}
        register(self, "RosterRemovals", resource_name, properties, pulumi.ResourceOptions(parent=roster))
