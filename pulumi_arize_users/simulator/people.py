"""What the API allows to be done with users, and what it answers when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.state import Account, default_developer

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.bodies import NewUser, UserChange
    from pulumi_arize_users.simulator.records import Person

_READERS = {"ADMIN", "MEMBER"}
_ASSIGNABLE_BY_MEMBERS = {"MEMBER", "ANNOTATOR"}


def require_reader(account: Account) -> None:
    """Refuse to list users to a caller who may not read them."""
    if account.caller.role not in _READERS:
        raise ProblemError(403, "The caller may not read the users of this account.")


def find(account: Account, user_id: str) -> Person:
    """A user who is not inactive; one the caller may not read is as absent as one who does not exist."""
    person = _find_even_inactive(account, user_id)
    if person.status == "INACTIVE":
        raise _absent(user_id)
    return person


def create(account: Account, new: NewUser) -> tuple[Person, bool]:
    """Invite or add a person; returns the person, and whether anything was created."""
    _require_may_assign(account, new.role)
    existing = account.people.by_email(new.email)
    if existing is None:
        return _add(account, new), True
    if new.invite_mode == "NONE" or existing.status in ("ACTIVE", "INACTIVE"):
        raise ProblemError(409, _taken(existing))
    if existing.status == "INVITED":
        return existing, False
    return _invite_again(account, existing, new), True


def update(account: Account, user_id: str, change: UserChange) -> Person:
    """Change a name or the developer permission."""
    person = find(account, user_id)
    _require_admin(account, "update users")
    if change.name is not None:
        person.name = change.name
    if change.is_developer is not None:
        person.is_developer = change.is_developer
    return person


def delete(account: Account, user_id: str) -> None:
    """Block a person permanently; blocking a blocked person changes nothing."""
    person = _find_even_inactive(account, user_id)
    _require_admin(account, "delete users")
    if person.id == account.caller_id:
        raise ProblemError(400, "Callers cannot delete themselves.")
    account.block(person)


def resend_invitation(account: Account, user_id: str) -> None:
    """Send an invited person another invitation."""
    person = find(account, user_id)
    _require_admin(account, "resend invitations")
    if account.sso:
        raise ProblemError(400, "Invitations are not used: the account enforces login through an identity provider.")
    if person.status != "INVITED":
        raise ProblemError(400, "The user has no pending invitation.")
    person.invitations_sent += 1


def reset_password(account: Account, user_id: str) -> None:
    """Send a person a link to choose another password."""
    person = find(account, user_id)
    _require_admin(account, "reset passwords")
    if account.sso:
        raise ProblemError(400, "The user authenticates through an identity provider and has no password.")
    if person.status != "ACTIVE":
        raise ProblemError(400, "The user has not verified the account yet.")
    person.password_resets += 1


def require_role_exists(account: Account, role: str) -> None:
    """Refuse a custom role that the account does not have."""
    kind, _, role_id = role.partition(":")
    if kind == "custom" and role_id not in account.roles:
        raise ProblemError(404, f"Role {role_id} was not found.")


def _find_even_inactive(account: Account, user_id: str) -> Person:
    person = account.people.by_id(user_id)
    if person is None or account.caller.role not in _READERS:
        raise _absent(user_id)
    return person


def _absent(user_id: str) -> ProblemError:
    return ProblemError(404, f"User {user_id} was not found.")


def _require_admin(account: Account, action: str) -> None:
    if account.caller.role != "ADMIN":
        raise ProblemError(403, f"Only account admins may {action}.")


def _require_may_assign(account: Account, role: str) -> None:
    caller_role = account.caller.role
    if caller_role != "ADMIN" and not (caller_role == "MEMBER" and role in _ASSIGNABLE_BY_MEMBERS):
        raise ProblemError(403, "The caller may not create users with this role.")
    require_role_exists(account, role)


def _taken(existing: Person) -> str:
    if existing.status == "INACTIVE":
        return "The user has been deactivated and cannot be invited again."
    return "A user with this email address already exists."


def _add(account: Account, new: NewUser) -> Person:
    status = "ACTIVE" if new.invite_mode == "NONE" else "INVITED"
    person = account.add_person(new.email, new.name, new.role, status, is_developer=new.is_developer)
    person.invitations_sent = int(new.invite_mode == "EMAIL_LINK")
    return person


def _invite_again(account: Account, expired: Person, new: NewUser) -> Person:
    if account.reinvite_changes_id:
        account.forget(expired)
        return _add(account, new)
    account.people.change_email(expired, new.email)
    expired.name, expired.role, expired.status = new.name, new.role, "INVITED"
    expired.is_developer = default_developer(new.role) if new.is_developer is None else new.is_developer
    expired.invitations_sent += int(new.invite_mode == "EMAIL_LINK")
    return expired
