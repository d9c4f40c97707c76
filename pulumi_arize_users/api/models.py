"""The JSON of the API as the server speaks it: tolerant in what is read, strict in what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeGuard

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    model_validator,
)

from pulumi_arize_users.api.characters import hidden_in_name
from pulumi_arize_users.api.vocabulary import (
    CUSTOM_ROLE,
    INVITE_MODES,
    NAME_LIMIT,
    address_problem,
    canonical,
    canonical_role,
    normalized,
    spelled,
)

if TYPE_CHECKING:
    from pulumi_arize_users.api.vocabulary import Spelling


def _is_word(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= NAME_LIMIT


def _read_role(assignment: object) -> object:
    # Very early servers answered with a bare string, and later ones may bring types nobody has seen yet.
    if not isinstance(assignment, dict):
        return canonical_role(assignment) if _is_word(assignment) else ""
    is_custom = canonical(str(assignment.get("type", ""))) == "CUSTOM"
    said = assignment.get("id" if is_custom else "name") or ""
    if not _is_word(said):
        return ""
    return f"{CUSTOM_ROLE}{said}" if is_custom else canonical(said)


def _read_word(word: object) -> object:
    return canonical(word) if _is_word(word) else ""


def _read_text(text: object) -> object:
    return text if isinstance(text, str) else ""


def _read_flag(flag: object) -> object:
    return flag if isinstance(flag, bool) else None


def _read_password(text: object) -> object:
    return text if isinstance(text, str) and text else None


def _check_email(text: str) -> str:
    if problem := address_problem(text):
        raise ValueError(problem)
    return normalized(text)


def _check_name(text: str) -> str:
    if hidden := hidden_in_name(text):
        raise ValueError(hidden)
    return text


def _check_role(role: str) -> str:
    if role in {"", CUSTOM_ROLE}:
        message = "is not a role"
        raise ValueError(message)
    return role


# What nobody needs to know is not said when it is of another kind: it must not make the rest of a reply unreadable.
Role = Annotated[str, BeforeValidator(_read_role)]
Word = Annotated[str, BeforeValidator(_read_word)]
Text = Annotated[str, BeforeValidator(_read_text)]
Flag = Annotated[bool | None, BeforeValidator(_read_flag)]
Id = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LIMIT), AfterValidator(_check_name)
]
Email = Annotated[str, AfterValidator(_check_email)]
AssignedRole = Annotated[str, AfterValidator(_check_role)]


class Read(BaseModel):
    """Something the server sent: unknown fields are ignored, absent and null ones get a value that shows it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, body: object) -> object:
        if not isinstance(body, dict):
            return body
        return {field: value for field, value in body.items() if value is not None}


class User(Read):
    """A person of the account.

    Attributes:
        id: opaque, stable.
        email: the address; empty when the server did not say.
        name: display name; empty when the server did not say.
        role: account role in canonical spelling, or `custom:<id>`; empty when the server did not say.
        status: ACTIVE, INVITED or EXPIRED, or a word of a newer server; empty when the server did not say.
        created_at: time of creation as the server wrote it (RFC 3339).
        is_developer: None when the server did not say.
    """

    id: Id
    email: str = ""
    name: Text = ""
    role: Role = ""
    status: Word = ""
    is_developer: Flag = None
    created_at: Text = ""


class CreationReply(User):
    """The reply to a creation; the password is in it once and never again."""

    temporary_password: Annotated[SecretStr | None, BeforeValidator(_read_password)] = None


class Organization(Read):
    """An organization of the account.

    Attributes:
        id: opaque, stable.
        name: the name, which two organizations may have.
        description: what the account's admins wrote about it; empty when the server did not say.
        created_at: time of creation as the server wrote it (RFC 3339).
    """

    id: Id
    name: Text = ""
    description: Text = ""
    created_at: Text = ""


class Space(Read):
    """A space of an organization.

    Attributes:
        id: opaque, stable.
        name: the name, which spaces of two organizations may have.
        organization_id: the organization it belongs to; empty when the server, an older one, did not say.
        description: what the account's admins wrote about it; empty when the server did not say.
        created_at: time of creation as the server wrote it (RFC 3339).
    """

    id: Id
    name: Text = ""
    organization_id: Text = ""
    description: Text = ""
    created_at: Text = ""


class Membership(Read):
    """That a person belongs to an organization or a space, and in which role; of these a server must name one.

    Each of them may be empty, because the vendor's own client requires none of them, and to lose a membership that was
    made would be worse. A reply with none of them says nothing of a membership.
    """

    id: Text = ""
    user_id: Text = ""
    organization_id: Text = ""
    space_id: Text = ""
    role: Role = ""

    @property
    def scope_id(self) -> str:
        """The organization or the space; empty when the server did not say."""
        return self.space_id or self.organization_id

    @model_validator(mode="after")
    def _names_something(self) -> Membership:
        if not (self.user_id or self.scope_id or self.role):
            message = "it names neither a person, an organization nor a role"
            raise ValueError(message)
        return self


class Pagination(Read):
    """Whether a list goes on, and where."""

    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True)
class Creation:
    """What became of a request to create a person.

    Attributes:
        user: the person as in the server's reply.
        created: False when the server returned an invitation that existed before, unchanged.
        temporary_password: only after a creation with the invite mode TEMPORARY_PASSWORD.
    """

    user: User
    created: bool
    temporary_password: SecretStr | None = None


class Sent(BaseModel):
    """Something we send: nothing the API does not document leaves this process."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CreateUser(Sent):
    """The body of a creation."""

    name: Name
    email: Email
    role: AssignedRole
    invite_mode: Annotated[str, Field(pattern=f"^({'|'.join(INVITE_MODES)})$")]

    def body(self, spelling: Spelling) -> dict[str, Any]:
        """As JSON, in a server's spelling."""
        return {
            "name": self.name,
            "email": self.email,
            "role": role_body(self.role, spelling),
            "invite_mode": spelled(self.invite_mode, spelling),
        }


class UpdateUser(Sent):
    """The body of an update: only what changes, and at least one thing."""

    name: Name | None = None
    is_developer: bool | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> UpdateUser:
        if self.name is None and self.is_developer is None:
            message = "changes nothing"
            raise ValueError(message)
        return self

    def body(self) -> dict[str, Any]:
        """As JSON."""
        return self.model_dump(exclude_none=True)


class AssignRole(Sent):
    """The body that makes a person a member of an organization or a space."""

    user_id: Id
    role: AssignedRole

    def body(self, spelling: Spelling) -> dict[str, Any]:
        """As JSON, in a server's spelling."""
        return {"user_id": self.user_id, "role": role_body(self.role, spelling)}


def role_body(role: str, spelling: Spelling) -> dict[str, str]:
    """A role in the form in which the API takes it."""
    if role.startswith(CUSTOM_ROLE):
        return {"type": spelled("CUSTOM", spelling), "id": role.removeprefix(CUSTOM_ROLE)}
    return {"type": spelled("PREDEFINED", spelling), "name": spelled(role, spelling)}
