"""The roster of the schema: what may be said comes from the models of its file, with their descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.publishing.resources import WORDS, primitive, wire_named
from pulumi_arize_users.hosts.plugin.publishing.texts import class_texts, method_text
from pulumi_arize_users.hosts.plugin.publishing.words import MODULE, reference, word
from pulumi_arize_users.hosts.plugin.resources import ROSTER
from pulumi_arize_users.people.roster.models import Defaults, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

TEXT: dict[str, Any] = {"type": "string"}
# A count, or a percentage.
LIMIT: dict[str, Any] = {"oneOf": [{"type": "integer"}, TEXT]}
ROLES = {"role": "AccountRole", "organizations": "OrganizationRole", "spaces": "SpaceRole"}
SOURCE = "resources/roster"
# What an argument of the roster is, where its annotation in Python does not say it.
ARGUMENTS: Mapping[str, dict[str, Any]] = {
    "file": {"oneOf": [TEXT, {"$ref": "pulumi.json#/Asset"}, {"type": "array", "items": TEXT}]},
    "people": {"type": "object", "additionalProperties": reference("RosterPerson")},
    "defaults": reference("RosterDefaults"),
    "max_removals": LIMIT,
    "max_membership_removals": LIMIT,
    "unmanaged": {"oneOf": [TEXT, reference("UnmanagedPolicy"), reference("RosterUnmanaged")]},
    "required_admins": {"type": "integer"},
}


def roster() -> dict[str, Any]:
    """The roster, by its token. It is made of two resources, so that removals are the last thing of a run."""
    texts = class_texts(SOURCE, "Roster")
    inputs = {name: {**ARGUMENTS[name], "description": said.text} for name, said in texts.arguments.items()}
    users = {"type": "object", "additionalProperties": reference("RosterUser")}
    passwords = {"type": "object", "additionalProperties": TEXT, "secret": True}
    outputs = {
        "users": {**users, "description": method_text(SOURCE, "Roster", "users")},
        "temporaryPasswords": {**passwords, "description": texts.attributes["temporary_passwords"].text},
    }
    described = {"isComponent": True, "description": texts.summary, "inputProperties": wire_named(inputs)}
    return {ROSTER: {**described, "properties": outputs, "required": ["users"]}}


def roster_types() -> dict[str, Any]:
    """What a roster is written in, by token."""
    types = {
        "RosterPerson": _of_model(Person),
        "RosterDefaults": _of_model(Defaults),
        "RosterUnmanaged": _unmanaged(),
        "RosterUser": _user(),
    }
    return {f"{MODULE}:{name}": {"type": "object", **each} for name, each in types.items()}


def _of_model(model: type[BaseModel]) -> dict[str, Any]:
    fields = model.model_fields
    properties = {name: {**_typed(name, each), "description": each.description} for name, each in fields.items()}
    required = [name for name, each in fields.items() if each.is_required()]
    return {"description": model.__doc__, "properties": wire_named(properties), "required": required}


def _typed(name: str, said: FieldInfo) -> dict[str, Any]:
    if name in {"organizations", "spaces"}:
        return {"type": "object", "additionalProperties": word(ROLES[name])}
    enum = ROLES.get(name) or WORDS.get(name)
    return word(enum) if enum else {**primitive(said.annotation.__name__ if said.annotation else "")}


def _unmanaged() -> dict[str, Any]:
    policy = {**word("UnmanagedPolicy"), "description": "What to do about them."}
    exceptions = {
        "type": "array",
        "items": TEXT,
        "description": "Addresses of people about whom nothing is done, or patterns such as `*@bots.example.com`.",
    }
    properties = {"policy": policy, "except": exceptions}
    description = "What to do about people of the account who are declared nowhere, with exceptions."
    return {"description": description, "properties": properties, "required": ["policy"]}


def _user() -> dict[str, Any]:
    said = class_texts("resources/user", "ArizeUser").attributes
    properties = {
        "id": {**TEXT, "description": said["user_id"].text},
        "status": {**TEXT, "description": said["status"].text},
        "adopted": {"type": "boolean", "description": said["adopted"].text},
    }
    return {"description": "Somebody of a roster.", "properties": properties, "required": ["id", "status", "adopted"]}
