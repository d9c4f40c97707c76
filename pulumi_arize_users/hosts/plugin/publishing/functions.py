"""The functions of the schema: their arguments as Python programs know them, their answers as the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin.publishing.resources import primitive, wire_named
from pulumi_arize_users.hosts.plugin.publishing.texts import class_texts, function_texts
from pulumi_arize_users.hosts.plugin.publishing.words import MODULE, reference, word
from pulumi_arize_users.providers.wire_format import to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.hosts.plugin.publishing.texts import Field

# Each function, and what it answers with: one of them, or a list under this name.
ONE = {"get_user": "User", "get_organization": "Organization", "get_space": "Space"}
SEVERAL = {
    "list_users": ("User", "users"),
    "list_organizations": ("Organization", "organizations"),
    "list_spaces": ("Space", "spaces"),
}
LISTED = "Listed"


def functions() -> dict[str, Any]:
    """The functions, by token."""
    one = {name: _function(name, _described(model)) for name, model in ONE.items()}
    several = {name: _function(name, _list(*parts)) for name, parts in SEVERAL.items()}
    return {f"{MODULE}:{to_wire(name)}": each for name, each in sorted({**one, **several}.items())}


def listed_types() -> dict[str, Any]:
    """What is in the lists, by token."""
    return {f"{MODULE}:{LISTED}{model}": {"type": "object", **_described(model)} for model, _ in SEVERAL.values()}


def _function(name: str, outputs: Mapping[str, Any]) -> dict[str, Any]:
    texts = function_texts("functions", name)
    inputs = {argument: _typed(argument, said) for argument, said in texts.arguments.items()}
    return {
        "description": texts.summary,
        **({"inputs": {"type": "object", "properties": wire_named(inputs)}} if inputs else {}),
        "outputs": {"type": "object", **outputs},
    }


def _described(model: str) -> dict[str, Any]:
    texts = class_texts("api/models", model)
    properties = {name: _typed(name, said) for name, said in texts.attributes.items()}
    required = sorted(to_wire(name) for name, said in texts.attributes.items() if name != "is_developer")
    return {"description": texts.summary, "properties": wire_named(properties), "required": required}


def _list(model: str, name: str) -> dict[str, Any]:
    description = f"What was found, each as `get{model}` describes it."
    items = {"type": "array", "items": reference(f"{LISTED}{model}"), "description": description}
    return {"properties": {name: items}, "required": [name]}


def _typed(name: str, said: Field) -> dict[str, Any]:
    if name == "status" and "Iterable" in said.kind:
        return {"type": "array", "items": word("UserStatus"), "description": said.text}
    return {**primitive("bool" if said.kind == "Flag" else "str"), "description": said.text}
