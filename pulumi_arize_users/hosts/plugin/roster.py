"""A roster as programs of every language declare it: a component of two resources, its people and their removals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.runtime.proto.provider_pb2 import ConstructResponse

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.plugin.monitor import Child, Monitor
from pulumi_arize_users.hosts.plugin.properties import from_engine, to_engine
from pulumi_arize_users.hosts.plugin.resources import ROSTER_PEOPLE, ROSTER_REMOVALS, STACK, label_of
from pulumi_arize_users.hosts.plugin.values import received
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.roster_arguments import FileText, parts_of, users_after
from pulumi_arize_users.providers.wire_format import SIGNATURE, core_properties, to_core

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct
    from pulumi.runtime.proto.provider_pb2 import ConstructRequest

    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.roster_arguments import RosterParts

ARGUMENTS = frozenset(
    {
        "defaults",
        "file",
        "max_membership_removals",
        "max_removals",
        "people",
        "required_admins",
        "unmanaged",
    }
)
ASSET = "c44067f5952c0a294b673a41bacd8c17"
PASSWORDS = "temporaryPasswords"
ORDER = (
    "people whom other resources declare count as declared if those come first: list them in the roster's dependsOn, "
    "or their addresses in unmanaged, under except."
)
PLAIN = (
    "A roster takes no secrets, and no values that are known only during the run, because everybody is judged before "
    "anything runs: use a plain value, or User."
)


def constructed(request: ConstructRequest, account: Account, provider: str) -> ConstructResponse:
    """Register a roster.

    Args:
        request: what the engine asks for.
        account: where its people are.
        provider: the reference of this provider.

    Raises:
        Refused: there are mistakes in it, or the engine has not taken it.
        UnreadableRoster: a file cannot be read.
    """
    resource = label_of(component_urn(request))
    arguments = _arguments(resource, request.inputs)
    parts = parts_of(resource, arguments, account, shows=bool(request.ignoreChanges))
    if parts.judges_strangers:
        log.info("%s: %s", resource, ORDER)
    monitor = Monitor(request, provider)
    try:
        component = monitor.component().urn
        outputs, people = _registered(monitor, request, component, parts)
        monitor.complete(component, outputs)
    finally:
        monitor.close()
    dependencies = ConstructResponse.PropertyDependencies(urns=[people])
    return ConstructResponse(
        urn=component, state=outputs, stateDependencies=dict.fromkeys(outputs.fields, dependencies)
    )


def component_urn(request: ConstructRequest) -> str:
    """The URN that the engine will give a component."""
    *_, parents, _name = request.parent.split("::", maxsplit=3) if request.parent else ("", "", "", "")
    types = [part for part in parents.split("$") if part not in {"", STACK}]
    return f"urn:pulumi:{request.stack}::{request.project}::{'$'.join([*types, request.type])}::{request.name}"


def _registered(monitor: Monitor, request: ConstructRequest, component: str, parts: RosterParts) -> tuple[Struct, str]:
    people = monitor.child(component, Child(ROSTER_PEOPLE, request.name, to_engine(parts.inputs), [PASSWORDS]))
    if parts.can_block:
        listed = {"roster": people.id or UNKNOWN, "people": "\n".join(parts.addresses)}
        # Its name follows an alias of the roster.
        removals = Child(ROSTER_REMOVALS, f"{request.name}-removals", to_engine(listed), depends_on=[people.urn])
        monitor.child(people.urn, removals)
    known = from_engine(people.object)
    passwords = known.get("temporary_passwords", UNKNOWN if request.dryRun else {})
    outputs = {"users": users_after(known, parts.addresses), "temporary_passwords": passwords}
    return to_engine(outputs, {"temporary_passwords"}), people.urn


def _arguments(roster: str, inputs: Struct) -> dict[str, Any]:
    said = received(inputs)
    unclear = sorted({*said.secret, *(key for key, value in said.values.items() if value is UNKNOWN)})
    if unclear:
        raise Refused(f"{roster}: {', '.join(unclear)} cannot be used. {PLAIN}")
    unknown = sorted(key for key in said.values if to_core(key) not in ARGUMENTS)
    if unknown:
        raise Refused(f"{roster} has no argument {', '.join(unknown)}.")
    arguments = core_properties(said.values)
    return {key: _file(roster, value) if key == "file" else value for key, value in arguments.items()}


def _file(roster: str, said: Any) -> Any:  # noqa: ANN401 - whatever a program writes
    if isinstance(said, list):
        return [_file(roster, each) for each in said]
    if not isinstance(said, dict) or said.get(SIGNATURE) != ASSET:
        return said
    if isinstance(said.get("path"), str) and said["path"]:
        return said["path"]
    if isinstance(said.get("text"), str) and said["text"]:
        return FileText(said["text"])
    raise Refused(f"{roster}: the asset of `file` must be a file or a text; nothing is fetched from elsewhere.")
