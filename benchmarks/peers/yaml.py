"""The native plugin of this package, as a YAML program declares its resources: no Python but the plugin's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.declared import Declared, Person


def resources(declared: Declared) -> dict[str, Any]:
    """The resources of the program."""
    made: dict[str, Any] = {}
    for person in declared.everybody():
        made[person.key] = _person(person)
        if declared.memberships:
            made[f"{person.key}-member"] = _membership(person, declared.organization)
    return made


def _person(person: Person) -> dict[str, Any]:
    said = {"email": person.email, "name": person.name, "role": "MEMBER", "onDestroy": "block"}
    return {"type": "arize:User", "properties": said}


def _membership(person: Person, organization: str) -> dict[str, Any]:
    said = {"organizationId": organization, "userId": f"${{{person.key}.userId}}", "role": "MEMBER"}
    return {"type": "arize:OrganizationMembership", "properties": said}
