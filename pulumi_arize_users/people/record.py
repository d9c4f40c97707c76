"""What a program declares of a person, and what a stack remembers: one form for single resources and for rosters.

The recorded values of `name`, `role` and `is_developer` are the server's. What cannot be read from a server (how the
person was invited, what becomes of them, the triggers) is recorded as declared.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypedDict, cast

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.scope import SCOPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.people.policy import RemovalPolicy

RESEND = "resend_invitation_trigger"
TRIGGERS = (RESEND, "reset_password_trigger")
# Managed only when a program declares it.
OPTIONAL = "is_developer"
SENDABLE = ("name", OPTIONAL)
# Nothing is ever sent because of these, but the record has to say what the program says: removals read it there.
ONLY_RECORDED = ("on_destroy",)
SERVERS_OWN = ("user_id", "status", "created_at", "temporary_password", "adopted", "account")
CONCEALED = "sha256:"
NOTES = ("reinvited", "managed", "unfinished", "declared_role", "declared_email")


class Declared(TypedDict, total=False):
    """A person as a program declares them, every value normalized; what is not declared is absent.

    `organizations` and `spaces` are roles by name or id; only a roster declares them with the person.
    """

    email: str
    name: str
    role: str
    invite_mode: str
    is_developer: bool
    adopt: bool
    adopt_memberships: bool
    on_destroy: RemovalPolicy
    on_expired: str
    reinvite_limit: int
    missing_ok: bool
    resend_invitation_trigger: Any
    reset_password_trigger: Any
    organizations: dict[str, str]
    spaces: dict[str, str]


class Recorded(Declared, total=False):
    """A person as a stack remembers them: the declaration, with the server's values where the server has them.

    `adopted` says that the account existed before, `managed` which optional arguments the program declares, `account`
    which account it was (see `providers.presence`), and `unfinished` why the last run did not reach what is declared.
    `reinvited` counts the invitations that replaced an expired one, until the person is active.
    `leaving` is the date on which somebody was taken out of a roster, whom the end of the run blocks.
    `declared_role` and `declared_email` hold what the program declared, and exist only if it was changed elsewhere.
    """

    user_id: str
    status: str
    created_at: str
    temporary_password: str | None
    adopted: bool
    account: str
    managed: list[str]
    unfinished: str
    declared_role: str
    declared_email: str
    leaving: str
    reinvited: int


def arrived_record(user: User, declared: Declared, *, adopted: bool) -> Recorded:
    """The record of a person who has just come into the account, and is not a member of anything yet."""
    # What was declared a moment ago is not what the server holds.
    said = {key: value for key, value in declared.items() if key not in SENDABLE}
    record = {**said, **_management(declared), **_server_values(user, declared), "adopted": adopted}
    record.update(nowhere(declared))
    return _noting_drift(record, declared.get("email"), declared.get("role"))


def begun_record(recorded: Recorded, declared: Declared) -> Recorded:
    """The record of a person whose declaration has changed, before any of the change has been sent."""
    kept = (*SERVERS_OWN, *SENDABLE, *TRIGGERS, "role", *(scope.plural for scope in SCOPES), "reinvited")
    before, said = cast("dict[str, Any]", recorded), cast("dict[str, Any]", declared)
    record = {key: value for key, value in said.items() if key not in kept}
    dropped = {trigger for trigger in TRIGGERS if trigger not in said}
    record.update({key: before[key] for key in kept if key in before and key not in dropped}, **_management(declared))
    if not is_same_address(recorded.get("email"), declared.get("email")):
        record["email"] = recorded.get("email")
    return _noting_drift(record, declared.get("email"), declared.get("role"))


def seen_record(recorded: Recorded, user: User) -> Recorded:
    """The record after a reply about the person."""
    declared_email = recorded.get("declared_email", recorded.get("email"))
    declared_role = recorded.get("declared_role", recorded.get("role"))
    record = {**recorded, **_server_values(user, recorded)}
    if user.status == "ACTIVE":
        record.pop("reinvited", None)
    return _noting_drift(record, declared_email, declared_role)


def nowhere(person: Declared) -> dict[str, dict[str, str]]:
    """The memberships of somebody who belongs nowhere, in just the scopes that are said or recorded of them."""
    return {scope.plural: {} for scope in SCOPES if scope.plural in person}


def recorded_trigger(recorded: Recorded, declared: Declared, trigger: str) -> Recorded:
    """The record once the call that a trigger asks for is done, or the trigger has left the program."""
    record = {key: value for key, value in recorded.items() if key != trigger}
    said = cast("dict[str, Any]", declared)
    return cast("Recorded", {**record, trigger: said[trigger]} if trigger in said else record)


def times_reinvited(recorded: Recorded | None) -> int:
    """How many invitations replaced an expired one; the engine makes a whole number a fraction."""
    return int((recorded or {}).get("reinvited", 0))


def is_same_address(one: str | None, other: str | None) -> bool:
    """Whether two addresses belong to one person; each may be concealed."""
    one, other = one or "", other or ""
    if CONCEALED in {one[: len(CONCEALED)], other[: len(CONCEALED)]}:
        return concealed(one) == concealed(other)
    return one == other or fold(one) == fold(other)


def concealed(address: str) -> str:
    """What a state keeps of an address that is a secret of the program: enough to recognize it."""
    if address.startswith(CONCEALED):
        return address
    return CONCEALED + hashlib.sha256(fold(address).encode()).hexdigest()


def is_another_person(recorded: Recorded, declared: Declared) -> bool:
    """Whether a program asks for an address that is neither the account's nor the one it asked for before."""
    known = (recorded.get("email"), recorded.get("declared_email"))
    return "email" in declared and not any(
        is_same_address(declared.get("email"), address) for address in known if address
    )


def managed_arguments(declared: Mapping[str, object]) -> list[str]:
    """The optional arguments that a program declares."""
    return [OPTIONAL] if declared.get(OPTIONAL) is not None else []


def unmanaged_arguments(recorded: Recorded) -> set[str]:
    """The optional arguments whose recorded values are the server's alone."""
    return set() if managed_arguments(recorded) == recorded.get("managed") else {OPTIONAL}


def differing(declared: Declared, before: Mapping[str, Any]) -> dict[str, Any]:
    """The values to send so that an account becomes as declared; only declared properties are touched.

    Args:
        declared: what the program says.
        before: what the account has.
    """
    wanted = cast("dict[str, Any]", declared)
    return {key: wanted[key] for key in SENDABLE if wanted.get(key) not in {None, before.get(key)}}


def _management(declared: Declared) -> dict[str, list[str]]:
    managed = managed_arguments(declared)
    return {"managed": managed} if managed else {}


def _server_values(user: User, known: Declared) -> dict[str, Any]:
    """What a reply said about a person; what it left out is not in the result."""
    said = {
        # As the program writes it, where that is the same address.
        "email": known.get("email") if is_same_address(user.email, known.get("email")) else user.email,
        "name": user.name,
        "role": user.role,
        "is_developer": user.is_developer,
        "user_id": user.id,
        "status": user.status,
        "created_at": user.created_at,
    }
    return {key: value for key, value in said.items() if value not in {None, ""}}


def _noting_drift(record: Mapping[str, Any], declared_email: str | None, declared_role: str | None) -> Recorded:
    # A value that differs was changed elsewhere; the sentence about that needs to know what the program said.
    noted = {key: value for key, value in record.items() if key not in {"declared_role", "declared_email"}}
    if declared_role not in {None, record.get("role")}:
        noted["declared_role"] = declared_role
    if declared_email is not None and not is_same_address(declared_email, record.get("email")):
        noted["declared_email"] = declared_email
    return cast("Recorded", noted)
