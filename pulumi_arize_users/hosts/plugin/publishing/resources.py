"""The resources of the schema: arguments and outputs as the classes of Python programs declare them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.publishing.texts import class_texts
from pulumi_arize_users.hosts.plugin.publishing.words import word
from pulumi_arize_users.hosts.plugin.resources import ORGANIZATION_MEMBERSHIP, RESOURCES, SPACE_MEMBERSHIP, USER
from pulumi_arize_users.providers.wire_format import to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.hosts.plugin.publishing.texts import Field

ANY = {"$ref": "pulumi.json#/Any"}
PLAIN: Mapping[str, Mapping[str, Any]] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "str": {"type": "string"},
    "Literal": {"type": "string"},
    "Any": ANY,
}
WORDS = {"invite_mode": "InviteMode", "on_destroy": "OnDestroy", "on_expired": "OnExpired"}
# A Python program of the dynamic host may give the person as a resource; the plugin finds them by their id.
GIVEN_OTHERWISE = "user"
USER_ID_TEXT = "The person's id, such as the `userId` of a `User`; another person is another membership."


@dataclass(frozen=True)
class _Described:
    """What a resource is made of.

    Attributes:
        module: where its class is.
        name: the class's name.
        role: the enum of its roles.
        replaces: the arguments with whose change it becomes another object.
    """

    module: str
    name: str
    role: str
    replaces: tuple[str, ...]


_CLASSES = {
    USER: _Described("resources/user", "ArizeUser", "AccountRole", ("email",)),
    ORGANIZATION_MEMBERSHIP: _Described(
        "resources/organization_membership",
        "OrganizationMembership",
        "OrganizationRole",
        ("organization_id", "user_id"),
    ),
    SPACE_MEMBERSHIP: _Described("resources/space_membership", "SpaceMembership", "SpaceRole", ("space_id", "user_id")),
}


def resources() -> dict[str, Any]:
    """The resources that are made one by one, by token."""
    return {token: _resource(token, described) for token, described in _CLASSES.items()}


def _resource(token: str, described: _Described) -> dict[str, Any]:
    texts = class_texts(described.module, described.name)
    # The plugin notes by itself what a Python program of the dynamic host says of the person.
    outputs = {name: _output(token, name, each) for name, each in texts.attributes.items() if name != "person"}
    inputs = {name: _input(name, each, described) for name, each in texts.arguments.items() if name != GIVEN_OTHERWISE}
    if GIVEN_OTHERWISE in texts.arguments:
        inputs["user_id"]["description"] = USER_ID_TEXT
    needed = {name for name, each in texts.arguments.items() if each.default is None or name in described.replaces}
    return {
        "description": texts.summary,
        "inputProperties": wire_named(inputs),
        "requiredInputs": sorted(map(to_wire, needed)),
        "properties": wire_named(outputs),
        "required": sorted(to_wire(name) for name, each in texts.attributes.items() if not each.may_be_absent),
    }


def _input(name: str, said: Field, described: _Described) -> dict[str, Any]:
    default = ast.literal_eval(said.default) if said.default else None
    enum = described.role if name == "role" else WORDS.get(name)
    return {
        **_typed(said),
        **(word(enum) if enum else {}),
        **({} if default is None else {"default": default}),
        **({"willReplaceOnChanges": True} if name in described.replaces else {}),
    }


def _output(token: str, name: str, said: Field) -> dict[str, Any]:
    return {**_typed(said), **({"secret": True} if name in RESOURCES[token].secret else {})}


def _typed(said: Field) -> dict[str, Any]:
    # Words are enums where a program writes them; of outputs, the checker of YAML programs could not pass them on.
    return {**primitive(said.kind), "description": said.text}


def primitive(annotation: str) -> Mapping[str, Any]:
    """The type of an annotation."""
    names = {node.id for node in ast.walk(ast.parse(annotation)) if isinstance(node, ast.Name)}
    return next(kind for name, kind in PLAIN.items() if name in names)


def wire_named(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties by the names that programs write."""
    return {to_wire(name): each for name, each in properties.items()}
