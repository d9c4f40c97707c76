"""The resources and questions of the plugin under the names that the programs of these tests import from the package.

They say what a generated SDK says: each argument under its name in every language.
"""

import sys
from typing import Any

import pulumi

from pulumi_arize_users.providers.wire_format import to_wire, wire_properties

USER_OUTPUTS = ("userId", "status", "createdAt", "temporaryPassword", "adopted", "isDeveloper")


class Declared(pulumi.CustomResource):
    """A resource of the plugin; its outputs are attributes under the names of the dynamic resources."""

    def __init__(self, token: str, name: str, said: dict[str, Any], opts: pulumi.ResourceOptions | None) -> None:
        super().__init__(f"arize:index:{token}", name, _said(said), opts)

    def __getattr__(self, name: str) -> Any:
        return _output(self, name)


class ArizeUser(Declared):
    """A person."""

    def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **said: Any) -> None:
        super().__init__("User", resource_name, {**dict.fromkeys(USER_OUTPUTS), **said}, opts)

    @staticmethod
    def get(resource_name: str, id: str) -> "ArizeUser":
        """Somebody whom the program does not manage."""
        return ArizeUser(resource_name, opts=pulumi.ResourceOptions(id=id), email=None, name=None, role=None)


class OrganizationMembership(Declared):
    """That somebody belongs to an organization."""

    def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **said: Any) -> None:
        super().__init__("OrganizationMembership", resource_name, _of_a_person(said), opts)


class SpaceMembership(Declared):
    """That somebody belongs to a space."""

    def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **said: Any) -> None:
        super().__init__("SpaceMembership", resource_name, _of_a_person(said), opts)


class Roster(pulumi.ComponentResource):
    """A whole team."""

    def __init__(self, resource_name: str, *, opts: pulumi.ResourceOptions | None = None, **said: Any) -> None:
        outputs = {"users": None, "temporaryPasswords": None}
        super().__init__("arize:index:Roster", resource_name, {**_said(said), **outputs}, opts, remote=True)

    def __getattr__(self, name: str) -> Any:
        return _output(self, name)


class Answer:
    """What a question answers; its keys are attributes."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.id = said["id"]
        self.name = said["name"]


def get_organization(name: str) -> Answer:
    """An organization by name."""
    return Answer(pulumi.runtime.invoke("arize:index:getOrganization", {"name": name}).value)


REPLACED = {
    each.__name__: each for each in (ArizeUser, OrganizationMembership, SpaceMembership, Roster, get_organization)
}


def replace_those_of_the_package() -> None:
    """Let the programs of these tests, once they are imported, declare resources of the plugin."""
    for name, module in sys.modules.items():
        if name.startswith("tests.") and name != __name__:
            vars(module).update({key: each for key, each in REPLACED.items() if key in vars(module)})


def _of_a_person(said: dict[str, Any]) -> dict[str, Any]:
    user = said.pop("user", None)
    return said if user is None else {**said, "user_id": user.user_id}


def _said(said: dict[str, Any]) -> dict[str, Any]:
    return wire_properties(said)


def _output(resource: pulumi.Resource, name: str) -> Any:
    if name.startswith("_") or to_wire(name) not in vars(resource):
        raise AttributeError(name)
    return vars(resource)[to_wire(name)]
