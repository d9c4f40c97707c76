"""What a host passes of a roster that a program declares."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pulumi_arize_users.people.roster.places import packed
from pulumi_arize_users.providers.protocol import PEOPLE, PLACES, RESOURCE

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.providers.results import Properties

# So many people are passed value by value: it costs nothing that can be measured.
MOST_SEEN = 200


def roster_inputs(declaration: RosterDeclaration, resource: str, *, shows: bool) -> Properties:
    """The inputs of a roster.

    Args:
        declaration: what is declared.
        resource: the roster, as messages name it.
        shows: pass every value, however many there are: the engine applies `ignore_changes` to what is passed.
    """
    people = declaration.people
    # While the engine refreshes with a program, it shows what the program does not pass as removed.
    is_seen = len(people) <= MOST_SEEN or shows
    return {
        **({"people": people} if is_seen else {PEOPLE: json.dumps(people)}),
        "max_removals": declaration.max_removals,  # text: the engine would make a count a fraction
        "max_membership_removals": declaration.max_membership_removals,
        "unmanaged": declaration.unmanaged,
        "required_admins": declaration.required_admins,
        RESOURCE: resource,
        PLACES: packed(declaration.places, declaration.scope_places),
    }
