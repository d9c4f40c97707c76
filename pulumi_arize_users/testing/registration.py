"""What a program asks for, taken from the protobuf request and checked to be something the runner imitates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from google.protobuf.message import Message

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.results import ResourceState
from pulumi_arize_users.testing.values import UNKNOWN_TEXT, Properties, from_struct

if TYPE_CHECKING:
    from pulumi.runtime.proto import alias_pb2, resource_pb2

    from pulumi_arize_users.testing.journal import Journal

# Every request field whose meaning the runner knows. Any other field that is set is refused, so an option that a
# newer SDK invents fails loudly instead of being ignored.
_DESCRIPTIVE: Final = frozenset(
    {
        "acceptSecrets", "acceptResources", "accepts_byte_string", "supportsPartialValues", "supportsResultReporting",
        "aliasSpecs", "sourcePosition", "stackTrace", "parentStackTraceHandle", "hideDiffs",
    }
)  # fmt: skip
_REGISTER: Final = _DESCRIPTIVE | {
    "type", "name", "parent", "custom", "object", "protect", "dependencies", "provider", "providers",
    "propertyDependencies", "deleteBeforeReplace", "deleteBeforeReplaceDefined", "ignoreChanges",
    "additionalSecretOutputs", "replaceOnChanges", "retainOnDelete", "aliases", "deletedWith", "customTimeouts",
}  # fmt: skip
_READ: Final = _DESCRIPTIVE | {
    "id", "type", "name", "parent", "properties", "dependencies", "provider", "additionalSecretOutputs",
}  # fmt: skip

# Where the program's word for a field is not the field's own name in snake_case.
_OPTIONS: Final = {
    "importId": "import_",
    "replace_with": "replace_with",
    "envVarMappings": "env_var_mappings",
    "packageRef": "packages other than dynamic providers",
    "remote": "remote components",
}


@dataclass(frozen=True)
class Registration:
    """One resource a program declares, and how it wants it treated."""

    wanted: ResourceState
    aliases: tuple[str, ...]
    delete_before_replace: bool | None


def understood_registration(request: resource_pb2.RegisterResourceRequest, journal: Journal) -> None:
    """Return if the runner imitates everything the request asks for.

    Raises:
        Refused: an option or a kind of resource is not imitated; the run has failed.
    """
    _refuse_unknown(request, request.name, _REGISTER, journal)
    if request.custom and request.type != urns.PROVIDER_TYPE:
        _only_dynamic(request.type, request.provider, journal)
    if any("*" in path for path in request.ignoreChanges):
        journal.refuse(f"wildcards in ignore_changes (used by {request.name!r})")
    if request.HasField("customTimeouts"):
        journal.tell("warning", f"{request.name}: custom_timeouts have no effect on dynamic resources")


def understood_read(request: resource_pb2.ReadResourceRequest, journal: Journal) -> None:
    """Return if the runner imitates everything the request asks for.

    Raises:
        Refused: an option or a kind of resource is not imitated; the run has failed.
    """
    _refuse_unknown(request, request.name, _READ, journal)
    _only_dynamic(request.type, request.provider, journal)


def _refuse_unknown(request: Message, name: str, known: frozenset[str], journal: Journal) -> None:
    strange = [field.name for field, value in request.ListFields() if field.name not in known and _says_much(value)]
    if strange:
        options = ", ".join(_OPTIONS.get(field, field) for field in strange)
        journal.refuse(f"{options} (used by {name!r})")


def _says_much(value: object) -> bool:
    """Some SDKs send an empty message for an option that was not given."""
    return not isinstance(value, Message) or bool(value.ListFields())


def _only_dynamic(kind: str, provider: str, journal: Journal) -> None:
    if not kind.startswith(urns.DYNAMIC_PREFIX):
        journal.refuse(f"resources of type {kind}: only Python dynamic resources and components are run locally")
    if provider and urns.type_of(urns.of_reference(provider)) != urns.PROVIDER_TYPE:
        journal.refuse(f"the provider {provider}")


def registration(request: resource_pb2.RegisterResourceRequest, stack: str, project: str) -> Registration:
    """The request in the planner's terms."""
    wanted = ResourceState(
        urn=urns.build(stack, project, request.parent, request.type, request.name),
        custom=request.custom,
        inputs=from_struct(request.object),
        parent=request.parent,
        dependencies=tuple(request.dependencies),
        property_dependencies={key: tuple(item.urns) for key, item in request.propertyDependencies.items()},
        provider=request.provider,
        protect=request.protect,
        retain_on_delete=request.retainOnDelete,
        deleted_with=request.deletedWith,
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
    )
    aliases = tuple(_alias(alias, request, stack, project) for alias in request.aliases)
    return Registration(wanted, aliases, request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None)


def _alias(alias: alias_pb2.Alias, request: resource_pb2.RegisterResourceRequest, stack: str, project: str) -> str:
    if alias.WhichOneof("alias") == "urn":
        return str(alias.urn)
    spec = alias.spec
    parent = "" if spec.noParent else spec.parentUrn or request.parent
    return urns.build(
        spec.stack or stack, spec.project or project, parent, spec.type or request.type, spec.name or request.name
    )


def looked_up(request: resource_pb2.ReadResourceRequest, stack: str, project: str) -> ResourceState:
    """The existing resource that a program wants to read, with the inputs it gave for that."""
    return ResourceState(
        urn=urns.build(stack, project, request.parent, request.type, request.name),
        id="" if request.id == UNKNOWN_TEXT else request.id,
        inputs=from_struct(request.properties),
        parent=request.parent,
        dependencies=tuple(request.dependencies),
        provider=request.provider,
        external=True,
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
    )


def properties_of(request: resource_pb2.RegisterResourceOutputsRequest) -> Properties:
    """The outputs a component (or the stack, as its exports) registers."""
    return from_struct(request.outputs)
