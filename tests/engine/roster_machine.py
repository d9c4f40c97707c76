"""The same people, edits, faults and runs, with everybody in one roster."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.testing import ResourceState
from tests.engine.conftest import Team
from tests.engine.machine import AStack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_arize_users.simulator import Simulator
    from pulumi_arize_users.testing import StackUnderTest


SCOPES = ("organization", "space")


class TeamInARoster(Team):
    """A team whose people and memberships are declared by one resource.

    Attributes:
        name: the resource's name.
    """

    def __init__(self, stack: StackUnderTest, arize: Simulator) -> None:
        super().__init__(stack, arize)
        self.name = "people"

    def _declared(self) -> StackUnderTest:
        roster = {"people": dict(map(self._entry, self.people))}
        self.ever_declared |= roster["people"].keys()
        self.stack.config.update(rosters=json.dumps({self.name: roster}))
        return self.stack

    def _entry(self, resource: str) -> tuple[str, dict[str, Any]]:
        person = dict(self.people[resource])
        own = [membership for membership in self.memberships.values() if membership["user"] == resource]
        places = {
            scope: {each[f"{scope}_id"]: each["role"] for each in own if f"{scope}_id" in each} for scope in SCOPES
        }
        return person.pop("email"), {**person, **{f"{scope}s": roles for scope, roles in places.items()}}


class ARoster(AStack):
    """A stack of one roster. A resource that gets another name is the roster itself."""

    made_of = TeamInARoster
    team: TeamInARoster

    def _rename(self, old: str, new: str) -> None:
        if old in self.team.people and new != old:
            self.team.name = "everybody" if self.team.name == "people" else "people"

    def _brings_resources(self) -> bool:
        return self.team.name not in {roster.name for roster in self._rosters()}

    def _people(self) -> list[ResourceState]:
        return [person for roster in self._rosters() for person in _people_of(roster)]

    def _memberships(self) -> dict[str, dict[str, Any]]:
        return {
            f"{address}-{scope}": {f"{scope}_id": identifier, "user": address, "role": role}
            for roster in self._rosters()
            for address, person in _declared_by(roster).items()
            for scope in SCOPES
            for identifier, role in person.get(f"{scope}s", {}).items()
        }

    def _rosters(self) -> list[ResourceState]:
        return [resource for resource in self.team.stack.state() if resource.type.endswith(":Roster")]


def _declared_by(roster: ResourceState) -> dict[str, Any]:
    people: Any = roster.inputs["people"]
    return dict(people)


def _people_of(roster: ResourceState) -> Iterator[ResourceState]:
    """Each person as if they were a resource of their own."""
    namespace = roster.urn.rpartition("::")[0]
    records: dict[str, Any] = {**records_of(str(roster.outputs["record"]))}
    for address, entry in records.items():
        yield ResourceState(
            urn=f"{namespace}::{address}",
            id=entry["user_id"],
            inputs={"email": address, **_declared_by(roster).get(address, {})},
            outputs={"email": address, **entry},
            pending_delete="leaving" in entry,
        )
