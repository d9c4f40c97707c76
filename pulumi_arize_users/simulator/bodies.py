"""Request bodies, read as strictly as the API's schemas are written: no unknown, missing or mistyped field.

Types and names that do not fit the schema are refused with 400, values that do not with 422.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import dialects
from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.records import is_resource_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pulumi_arize_users.simulator.dialects import Dialect

# The documented format "email" in its everyday form: words between dots, in ASCII, of the standard's lengths.
_WORD = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@.{{1,253}}$){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})+", re.ASCII)
_LONGEST_NAME = 255
_LONGEST_DESCRIPTION = 1000


@dataclass(frozen=True)
class NewUser:
    """The body of POST /v2/users; an `is_developer` of None follows from the role."""

    name: str
    email: str
    role: str
    invite_mode: str
    is_developer: bool | None


@dataclass(frozen=True)
class UserChange:
    """The body of PATCH /v2/users/{user_id}; None means unchanged."""

    name: str | None
    is_developer: bool | None


@dataclass(frozen=True)
class NewOrganization:
    """The body of POST /v2/organizations."""

    name: str
    description: str


@dataclass(frozen=True)
class OrganizationChange:
    """The body of PATCH /v2/organizations/{org_id}; None means unchanged, an empty description clears it."""

    name: str | None
    description: str | None


@dataclass(frozen=True)
class NewMembership:
    """The body of POST on the users of an organization or space."""

    user_id: str
    role: str


class _Fields:
    """One JSON object of a request, whose fields are all known."""

    def __init__(self, document: object, allowed: Iterable[str], where: str = "The request body") -> None:
        if not isinstance(document, dict):
            raise ProblemError(400, f"{where} must be a JSON object.")
        unknown = sorted(set(document) - set(allowed))
        if unknown:
            raise ProblemError(400, f"{where} has unknown fields: {', '.join(unknown)}.")
        self._document = document
        self._where = where

    def __contains__(self, name: str) -> bool:
        return name in self._document

    def __len__(self) -> int:
        return len(self._document)

    def get(self, name: str, kind: type[object]) -> object:
        if name not in self._document:
            raise ProblemError(400, f"{self._where} lacks the field {name!r}.")
        value = self._document[name]
        if not isinstance(value, kind):
            raise ProblemError(400, f"{self._where} has a wrong type of value in {name!r}.")
        return value

    def text(self, name: str, longest: int | None = None, shortest: int = 0) -> str:
        value = str(self.get(name, str))
        if longest is not None and not shortest <= len(value) <= longest:
            raise ProblemError(422, f"{name!r} must have {shortest} to {longest} characters.")
        return value

    def flag(self, name: str) -> bool | None:
        return bool(self.get(name, bool)) if name in self else None

    def choice(self, name: str, values: Iterable[str], dialect: Dialect) -> str:
        value = dialects.understand(self.text(name), values, dialect)
        if value is None:
            allowed = ", ".join(dialects.spell(known, dialect) for known in values)
            raise ProblemError(422, f"{name!r} must be one of: {allowed}.")
        return value


def decode(raw: bytes, content_type: str) -> object:
    """The JSON that a request carries."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise ProblemError(400, "The request needs the header 'Content-Type: application/json'.")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ProblemError(400, "The request body is not valid JSON.") from None


def new_user(document: object, dialect: Dialect) -> NewUser:
    """Read the body of POST /v2/users."""
    # The developer flag left the schema of this call after the change to upper case.
    extra = ["is_developer"] if dialect == "lower" else []
    fields = _Fields(document, ["name", "email", "role", "invite_mode", *extra])
    name = fields.text("name", longest=_LONGEST_NAME, shortest=1)
    email = fields.text("email")
    if not _EMAIL.fullmatch(email):
        raise ProblemError(422, "'email' must be a valid email address.")
    role = _role(fields, dialects.USER_ROLES, dialect)
    invite_mode = fields.choice("invite_mode", dialects.INVITE_MODES, dialect)
    return NewUser(name, email, role, invite_mode, fields.flag("is_developer"))


def user_change(document: object) -> UserChange:
    """Read the body of PATCH /v2/users/{user_id}; the name loses the white space around it first."""
    fields = _Fields(document, ["name", "is_developer"])
    _require_some(fields)
    name = None
    if "name" in fields:
        name = fields.text("name").strip()
        if not name:
            raise ProblemError(400, "'name' must not be empty or consist of white space.")
        if len(name) > _LONGEST_NAME:
            raise ProblemError(422, f"'name' must have 1 to {_LONGEST_NAME} characters.")
    return UserChange(name, fields.flag("is_developer"))


def new_organization(document: object) -> NewOrganization:
    """Read the body of POST /v2/organizations."""
    fields = _Fields(document, ["name", "description"])
    name = fields.text("name", longest=_LONGEST_NAME, shortest=1)
    description = fields.text("description", longest=_LONGEST_DESCRIPTION) if "description" in fields else ""
    return NewOrganization(name, description)


def organization_change(document: object) -> OrganizationChange:
    """Read the body of PATCH /v2/organizations/{org_id}; a description of null clears it."""
    fields = _Fields(document, ["name", "description"])
    _require_some(fields)
    name = fields.text("name", longest=_LONGEST_NAME, shortest=1) if "name" in fields else None
    description = None
    if "description" in fields:
        cleared = fields.get("description", object) is None
        description = "" if cleared else fields.text("description", longest=_LONGEST_DESCRIPTION)
    return OrganizationChange(name, description)


def new_membership(document: object, dialect: Dialect) -> NewMembership:
    """Read the body of POST on the users of an organization or space."""
    fields = _Fields(document, ["user_id", "role"])
    user_id = fields.text("user_id")
    if not is_resource_id(user_id):
        raise ProblemError(400, "'user_id' is not a valid resource id.")
    return NewMembership(user_id, _role(fields, dialects.MEMBERSHIP_ROLES, dialect))


def _role(fields: _Fields, predefined: Iterable[str], dialect: Dialect) -> str:
    assignment = _Fields(fields.get("role", dict), ["type", "name", "id"], "'role'")
    if assignment.choice("type", dialects.ASSIGNMENT_TYPES, dialect) == "CUSTOM":
        custom = _Fields(fields.get("role", dict), ["type", "id"], "A custom 'role'")
        return f"custom:{custom.text('id')}"
    named = _Fields(fields.get("role", dict), ["type", "name"], "A predefined 'role'")
    return named.choice("name", predefined, dialect)


def _require_some(fields: _Fields) -> None:
    if not len(fields):
        raise ProblemError(400, "At least one field must be provided.")
