"""A program that declares the resources which its configuration lists, by type and without an SDK of ours."""

import json
from typing import Any

import pulumi


class Declared(pulumi.CustomResource):
    """A resource of the plugin; its outputs are attributes under the plugin's own names."""

    def __init__(self, token: str, name: str, said: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(token, name, said, opts)


class DeclaredRoster(pulumi.ComponentResource):
    """A roster of the plugin."""

    def __init__(self, name: str, said: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__("arize:index:Roster", name, {**said, "users": None}, opts, remote=True)


def declared() -> None:
    """The resources in the order of the list; a value `{"of": name, "output": key}` is an output of an earlier one."""
    made: dict[str, Any] = {}
    for entry in json.loads(pulumi.Config().require("resources")):
        said = {key: _value(value, made) for key, value in entry["said"].items()}
        opts = pulumi.ResourceOptions(**entry.get("options", {}))
        if entry["type"] == "Roster":
            made[entry["name"]] = DeclaredRoster(entry["name"], said, opts)
        else:
            token = f"arize:index:{entry['type']}"
            made[entry["name"]] = Declared(token, entry["name"], {"userId": None, **said}, opts)


def _value(value: Any, made: dict[str, Any]) -> Any:
    if not isinstance(value, dict):
        return value
    if "secret" in value:
        return pulumi.Output.secret(value["secret"])
    if "user" in value:
        return made[value["of"]].users[value["user"]]["id"]
    return getattr(made[value["of"]], value["output"]) if "of" in value else value
