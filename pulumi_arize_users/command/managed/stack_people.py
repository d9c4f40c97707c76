"""People and memberships in the resources of a stack: what each kind of resource says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.command.managed.people import Managed, ManagedMembership, ManagedPerson, Manager
from pulumi_arize_users.command.managed.stack_values import ENCRYPTED, flag, mapping, properties_of, secrets_in, text
from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.record import CONCEALED, OPTIONAL
from pulumi_arize_users.people.roster.record import LEAVING
from pulumi_arize_users.people.scope import ORGANIZATION, SCOPES, SPACE, Scope
from pulumi_arize_users.people.unmanaged import parse_unmanaged
from pulumi_arize_users.providers.protocol import DECLARED_EMAIL, DECLARED_ROLE, secret_arguments
from pulumi_arize_users.providers.roster_memory import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True)
class Entry:
    """A resource of ours in an export.

    Attributes:
        by: the resource.
        kind: its type.
        written: the resource as the export writes it.
    """

    by: Manager
    kind: str
    written: Mapping[str, Any]

    @cached_property
    def inputs(self) -> dict[str, Any]:
        """What the program said last; after a refresh, what the account held."""
        return properties_of(self.written.get("inputs"), self.kind)

    @cached_property
    def outputs(self) -> dict[str, Any]:
        """What the stack remembers; empty for something whose creation has only begun."""
        return properties_of(self.written.get("outputs"), self.kind)

    @property
    def id(self) -> str:
        """Its id, which is never a secret; empty before it is made."""
        return text(self.written, "id")

    @property
    def since(self) -> str:
        """When it came into the stack."""
        return text(self.written, "created")

    @property
    def is_leaving(self) -> bool:
        """Whether the engine has replaced it, and is still to delete it."""
        return self.written.get("delete") is True

    @cached_property
    def secret(self) -> frozenset[str]:
        """The arguments whose values must not be shown."""
        sides = [self.written.get("inputs"), self.written.get("outputs")]
        said = {*secret_arguments(self.inputs), *secret_arguments(self.outputs)}
        return frozenset(said).union(*(secrets_in(side, self.kind) for side in sides))


def _person(entry: Entry) -> Managed:
    inputs, outputs = entry.inputs, entry.outputs
    addresses = [text(outputs, "declared_email"), text(inputs, DECLARED_EMAIL), text(inputs, "email")]
    email = next(filter(None, [*addresses, text(outputs, "email")]), "")
    concealed = email.startswith(CONCEALED)
    roles = [text(outputs, "declared_role"), text(inputs, DECLARED_ROLE), text(inputs, "role"), text(outputs, "role")]
    developer = flag(inputs, OPTIONAL)
    person = ManagedPerson(
        by=entry.by,
        user_id=_known_id(entry.id),
        email="" if concealed else email,
        name=text(inputs, "name") or text(outputs, "name"),
        role=next(filter(None, roles), ""),
        is_developer=developer if developer is not None or "managed" not in outputs else flag(outputs, OPTIONAL),
        adopted=flag(outputs, "adopted"),
        since=entry.since,
        secret=entry.secret | ({"email"} if concealed else set()),
        account=text(outputs, "account"),
        missing_ok=bool(inputs.get("missing_ok")),
        is_leaving=entry.is_leaving,
    )
    return Managed(entry.by.source, "stack", people=(person,))


def _membership(scope: Scope) -> Callable[[Entry], Managed]:
    def read(entry: Entry) -> Managed:
        scope_id, _slash, user_id = entry.id.partition("/")
        inputs = entry.inputs
        membership = ManagedMembership(
            by=entry.by,
            scope=scope,
            scope_id=scope_id or text(inputs, scope.argument),
            role=text(inputs, "role") or text(entry.outputs, "role"),
            user_id=_known_id(user_id or text(inputs, "user_id")),
            since=entry.since,
            account=text(entry.outputs, "account"),
        )
        return Managed(entry.by.source, "stack", memberships=() if entry.is_leaving else (membership,))

    return read


def _roster(entry: Entry) -> Managed:
    declared = mapping(entry.inputs, "people")
    record = _record(entry)
    people = tuple(
        _person_of_roster(entry, key, declared.get(key), record.get(key, {})) for key in sorted({*declared, *record})
    )
    memberships = [
        membership
        for key in sorted({*declared, *record})
        if LEAVING not in record.get(key, {})
        for membership in _memberships_of(entry, key, declared.get(key), record.get(key, {}))
    ]
    exceptions = parse_unmanaged(text(entry.inputs, "unmanaged")).exceptions
    return Managed(entry.by.source, "stack", people, tuple(memberships), exceptions)


def _record(entry: Entry) -> Mapping[str, Mapping[str, Any]]:
    """Everybody as the stack remembers them, by folded address; nobody before the roster is made.

    Raises:
        Refused: the record is encrypted, was edited by hand or was cut off.
    """
    if not (entry.outputs or entry.id):
        return {}
    if entry.outputs.get("record") is ENCRYPTED:
        raise Refused("The record of this roster is a secret. Export the stack with --show-secrets to read it.")
    users: Mapping[str, Mapping[str, Any]] = remembered(entry.outputs)["users"]
    return users


def _person_of_roster(entry: Entry, key: str, declared: object, record: Mapping[str, Any]) -> ManagedPerson:
    said: Mapping[str, Any] = declared if isinstance(declared, dict) else {}
    addresses = [text(said, "email"), key] if said else [key]
    encrypted = {name for name, value in said.items() if value is ENCRYPTED}
    return ManagedPerson(
        by=entry.by,
        user_id=_known_id(text(record, "user_id")),
        email=key if text(record, "declared_email") else next(filter(None, addresses), key),
        name=text(said, "name") or text(record, "name"),
        role=text(record, "declared_role") or text(said, "role") or text(record, "role"),
        is_developer=flag(said, OPTIONAL) if said else flag(record, OPTIONAL),
        adopted=flag(record, "adopted"),
        secret=frozenset(encrypted),
        account=text(entry.outputs, "account"),
        missing_ok=bool(said.get("missing_ok")),
        is_leaving=entry.is_leaving or LEAVING in record,
    )


def _memberships_of(entry: Entry, key: str, declared: object, record: Mapping[str, Any]) -> Iterator[ManagedMembership]:
    said: Mapping[str, Any] = declared if isinstance(declared, dict) else record
    ids = mapping(entry.outputs, "organization_ids")
    for scope in SCOPES:
        for name, role in mapping(said, scope.plural).items():
            yield ManagedMembership(
                by=entry.by,
                scope=scope,
                scope_id=text(ids, name),
                role=role if isinstance(role, str) else "",
                user_id=_known_id(text(record, "user_id")),
                email=key,
                name=name,
                account=text(entry.outputs, "account"),
            )


def _known_id(user_id: str) -> str:
    # The id that stands for somebody without an account has their address in it.
    return "" if is_missing(user_id) else user_id


# Of Python's own resources, and of those of the native plugin, in which a roster is made of two.
PEOPLE: Final = ("pulumi-python:dynamic/arize:ArizeUser", "arize:index:User")
ROSTERS: Final = ("pulumi-python:dynamic/arize:Roster", "arize:index:RosterPeople")
READERS: Final[Mapping[str, Callable[[Entry], Managed]]] = {
    **dict.fromkeys(PEOPLE, _person),
    "pulumi-python:dynamic/arize:OrganizationMembership": _membership(ORGANIZATION),
    "arize:index:OrganizationMembership": _membership(ORGANIZATION),
    "pulumi-python:dynamic/arize:SpaceMembership": _membership(SPACE),
    "arize:index:SpaceMembership": _membership(SPACE),
    **dict.fromkeys(ROSTERS, _roster),
}
