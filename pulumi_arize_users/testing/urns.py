"""URNs: the names by which the engine knows resources across runs."""

from __future__ import annotations

from typing import Final

STACK_TYPE: Final = "pulumi:pulumi:Stack"
PROVIDER_TYPE: Final = "pulumi:providers:pulumi-python"
DYNAMIC_PREFIX: Final = "pulumi-python:dynamic"


def build(stack: str, project: str, parent: str, kind: str, name: str) -> str:
    """The URN of a resource; a component parent adds its whole qualified type, the stack adds nothing."""
    parent_type = qualified_type_of(parent)
    prefix = "" if parent_type in {"", STACK_TYPE} else f"{parent_type}$"
    return f"urn:pulumi:{stack}::{project}::{prefix}{kind}::{name}"


def qualified_type_of(urn: str) -> str:
    """The type with the types of its component parents before it, empty for no URN."""
    return urn.split("::", 3)[2] if urn else ""


def type_of(urn: str) -> str:
    """The resource's own type token."""
    return qualified_type_of(urn).rpartition("$")[2]


def name_of(urn: str) -> str:
    """The name the program gave."""
    return urn.split("::", 3)[3] if urn else ""


def of_reference(reference: str) -> str:
    """The URN in a provider reference (`<urn>::<id>`)."""
    return reference.rpartition("::")[0]


def is_provider(urn: str) -> bool:
    """Whether the resource is a provider instance."""
    return type_of(urn).startswith("pulumi:providers:")


def default_provider(stack: str, project: str) -> str:
    """The URN of the instance that serves resources for which the program named none."""
    return build(stack, project, "", PROVIDER_TYPE, "default")


def is_default_provider(urn: str) -> bool:
    """Whether the resource is a provider instance that no program declared."""
    return is_provider(urn) and name_of(urn).startswith("default")
