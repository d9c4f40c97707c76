"""A roster as programs of every language declare it: a component of two resources, its people and their removals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.runtime.proto.provider_pb2 import ConstructResponse

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.plugin.monitor import Child, Monitor
from pulumi_arize_users.hosts.plugin.names import core_properties, to_core
from pulumi_arize_users.hosts.plugin.properties import from_engine, to_engine
from pulumi_arize_users.hosts.plugin.resources import ROSTER_PEOPLE, ROSTER_REMOVALS, label_of
from pulumi_arize_users.hosts.plugin.values import SIGNATURE, received
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.roster_arguments import FileText, can_block, declared_roster, users_after
from pulumi_arize_users.providers.roster_inputs import roster_inputs

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct
    from pulumi.runtime.proto.provider_pb2 import ConstructRequest

    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.providers.account import Account

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
    roster = f"Roster {request.name!r}"
    declaration = declared_roster(roster, _arguments(roster, request.inputs), account)
    monitor = Monitor(request, provider)
    try:
        component = monitor.component()
        outputs, people = _registered(
            monitor, request, component.urn, declaration, removals=can_block(account, declaration)
        )
        monitor.complete(component.urn, outputs)
    finally:
        monitor.close()
    dependencies = ConstructResponse.PropertyDependencies(urns=[people])
    return ConstructResponse(
        urn=component.urn, state=outputs, stateDependencies=dict.fromkeys(outputs.fields, dependencies)
    )


def _registered(
    monitor: Monitor, request: ConstructRequest, component: str, declaration: RosterDeclaration, *, removals: bool
) -> tuple[Struct, str]:
    said = roster_inputs(declaration, label_of(component), shows=bool(request.ignoreChanges))
    people = monitor.child(component, Child(ROSTER_PEOPLE, request.name, to_engine(said), [PASSWORDS]))
    if removals:
        listed = {"roster": people.id or UNKNOWN, "people": "\n".join(sorted(declaration.people))}
        # Its name follows an alias of the roster.
        companion = Child(ROSTER_REMOVALS, f"{request.name}-removals", to_engine(listed), depends_on=[people.urn])
        monitor.child(people.urn, companion)
    known = from_engine(people.object)
    passwords = known.get("temporary_passwords", UNKNOWN if request.dryRun else {})
    outputs = {"users": users_after(known, declaration.people), "temporary_passwords": passwords}
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
