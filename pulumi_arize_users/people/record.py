"""What a stack remembers of a person, and how that differs from what a program declares.

The recorded values of `name`, `role` and `is_developer` are the server's. What cannot be read from a server (how the
person was invited, what becomes of them, the triggers) is recorded as declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.api.models import User

    Properties = dict[str, Any]

TRIGGERS = ("resend_invitation_trigger", "reset_password_trigger")
OPTIONAL_REMOTE = ("is_developer",)
ALWAYS_REMOTE = ("name", "role")
# Never sent after the creation, but the record has to say what the program says: deletions read it there.
RECORDED = ("on_destroy",)
SERVER_ONLY = ("user_id", "status", "created_at", "temporary_password", "adopted")
NOT_INPUTS = (*SERVER_ONLY, "managed", "unfinished", "declared_role", "declared_email")

# An input that says what the program declared, beside `role`, which a refresh turns into what the server holds.
# Inputs that start with two underscores never show in a preview.
DECLARED_ROLE = "__role"
# The same for the address, which changes so rarely that it is only there when it was changed elsewhere.
DECLARED_EMAIL = "__email"


def new_record(user: User, declared: Mapping[str, Any], *, adopted: bool) -> Properties:
    """The record of a person who has just come into the account."""
    return _noting_role({**_echo(declared), **server_values(user, declared), "adopted": adopted}, declared.get("role"))


def updated_record(olds: Mapping[str, Any], declared: Mapping[str, Any], user: User | None) -> Properties:
    """The record after an update; `user` is the server's reply, if anything had to be sent."""
    kept = {key: olds[key] for key in (*SERVER_ONLY, *OPTIONAL_REMOTE) if key in olds}
    record = {**kept, **_echo(declared), **(server_values(user, declared) if user else {})}
    return _noting_role(_noting_email(record, declared.get("email")), declared.get("role"))


def refreshed_record(user: User, olds: Mapping[str, Any]) -> Properties:
    """The record after a look at the server."""
    notes = {"unfinished", "declared_role", "declared_email"}
    record = {key: value for key, value in olds.items() if key not in notes}
    record.update(server_values(user, olds))
    record = _noting_email(record, olds.get("declared_email", olds.get("email")))
    return _noting_role(record, olds.get("declared_role", olds.get("role")))


def inputs_of(record: Mapping[str, Any]) -> Properties:
    """What a program would have to declare for the account to be as recorded, in exactly the arguments it manages."""
    unmanaged = set(OPTIONAL_REMOTE) - set(record.get("managed") or ())
    inputs = {key: value for key, value in record.items() if key not in {*NOT_INPUTS, *unmanaged}}
    if "declared_email" in record:
        inputs[DECLARED_EMAIL] = record["declared_email"]
    return {**inputs, DECLARED_ROLE: record.get("declared_role", record.get("role"))}


def server_values(user: User, declared: Mapping[str, Any]) -> Properties:
    """What a reply said about a person; what it left out is not in the result."""
    same_address = fold(user.email) == fold(str(declared.get("email", "")))
    said = {
        "email": declared.get("email") if same_address else user.email,
        "name": user.name,
        "role": user.role,
        "is_developer": user.is_developer,
        "user_id": user.id,
        "status": user.status,
        "created_at": user.created_at,
    }
    return {key: value for key, value in said.items() if value not in {None, ""}}


def differences(olds: Mapping[str, Any], news: Mapping[str, Any]) -> set[str]:
    """The arguments in which a program differs from the record, as far as anything follows from it."""
    compared = [*ALWAYS_REMOTE, *RECORDED, *TRIGGERS, *(key for key in OPTIONAL_REMOTE if key in news)]
    changed = {key for key in compared if olds.get(key) != news.get(key)}
    changed |= set(_managed(news)) ^ set(olds.get("managed") or ())
    if _folded(olds) != _folded(news):
        changed.add("email")
    if _wants_new_invitation(olds, news):
        changed.add("status")
    return changed


def is_another_person(olds: Mapping[str, Any], news: Mapping[str, Any]) -> bool:
    """Whether a program asks for an address that is neither the account's nor the one it asked for before."""
    return _folded(news) not in (_folded(olds), _folded({"email": olds.get("declared_email")}))


def changes_to_send(olds: Mapping[str, Any], declared: Mapping[str, Any]) -> Properties:
    """What an update has to send to the server: only what differs, for some values need more rights than others."""
    sendable = ("name", *OPTIONAL_REMOTE)
    return {key: declared[key] for key in sendable if key in declared and olds.get(key) != declared[key]}


def unseen_by_engine(olds: Mapping[str, Any]) -> set[str]:
    """The arguments whose difference is only in the record: the engine's own comparison of inputs cannot find it."""
    return {"status", *(olds.get("unfinished") or ())}


def unfinished_record(record: Mapping[str, Any], missing: Iterable[str]) -> Properties:
    """The record of a person for whom the last step failed."""
    return {**record, "unfinished": sorted(missing)}


def _noting_email(record: Properties, declared: str | None) -> Properties:
    # An address that differs was changed elsewhere; the program still means this person, and nobody new.
    same = declared is None or _folded({"email": declared}) == _folded(record)
    return record if same else {**record, "declared_email": declared}


def _noting_role(record: Properties, declared: str | None) -> Properties:
    # A role that differs was changed elsewhere; the sentence about that needs to know what the program said.
    return record if declared in {None, record.get("role")} else {**record, "declared_role": declared}


def _wants_new_invitation(olds: Mapping[str, Any], news: Mapping[str, Any]) -> bool:
    return olds.get("status") == "EXPIRED" and news.get("on_expired") == "reinvite"


def _folded(properties: Mapping[str, Any]) -> object:
    email = properties.get("email")
    return fold(email) if isinstance(email, str) else email


def _managed(declared: Mapping[str, Any]) -> list[str]:
    return [key for key in OPTIONAL_REMOTE if key in declared]


def _echo(declared: Mapping[str, Any]) -> Properties:
    managed = _managed(declared)
    recorded = {key: value for key, value in declared.items() if key != DECLARED_ROLE}
    return {**recorded, **({"managed": managed} if managed else {})}
