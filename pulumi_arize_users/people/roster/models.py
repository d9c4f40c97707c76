"""The file of a roster, as models: each value is read by the same reader as the argument of a single resource."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    CUSTOM_ROLE,
    INVITE_MODES,
    NAME_LIMIT,
    ORGANIZATION_ROLES,
    SPACE_ROLES,
    spelled,
)
from pulumi_arize_users.people.declaration import (
    MEMBERSHIPS,
    ON_EXPIRED,
    PERSON,
    UnusableValue,
)
from pulumi_arize_users.people.limits import read_count, read_limit
from pulumi_arize_users.people.policy import REMOVAL_POLICIES
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE
from pulumi_arize_users.people.unmanaged import CHOICES, read_unmanaged

if TYPE_CHECKING:
    from pulumi_arize_users.people.declaration import Reader

# In place of a person's role in an organization: the defaults give one, and the person does not take it.
LEFT_OUT = "none"
# Only what was set is read afterwards, so that no default ever shows.
UNSET: Any = None


def read_trigger(value: object) -> str:
    """Text or a whole number, as text: the engine would make a number a fraction.

    Raises:
        UnusableValue: it is neither.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = "must be text or a whole number; any other one than before pulls the trigger"
        raise UnusableValue(message)
    return str(value)


def is_left_out(role: object) -> bool:
    """Whether a person does not take the role of the defaults, in whatever letter case that is written."""
    return isinstance(role, str) and role.strip().lower() == LEFT_OUT


def _own(role: Reader) -> Reader:
    """A reader of a role, or of the word that a person does not take the one of the defaults."""
    return lambda value: LEFT_OUT if is_left_out(value) else role(value)


def _key(noun: str) -> Reader:
    """A reader of a name or an id."""

    def read(key: object) -> str:
        if not isinstance(key, str) or not key.strip():
            message = f"is not the name or id of {noun}"
            raise UnusableValue(message)
        return key.strip()

    return read


def _words(words: tuple[str, ...]) -> dict[str, Any]:
    # An editor underlines what is not in the list, and we understand the server's other spelling as well.
    return {"type": "string", "enum": list(dict.fromkeys([*words, *(spelled(word, "lower") for word in words)]))}


Address = Annotated[str, BeforeValidator(PERSON.readers["email"])]
OrganizationKey = Annotated[str, BeforeValidator(_key("an organization"))]
SpaceKey = Annotated[str, BeforeValidator(_key("a space"))]
DisplayName = Annotated[
    str,
    BeforeValidator(PERSON.readers["name"]),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": NAME_LIMIT, "pattern": r"\S"}),
]
_CUSTOM: dict[str, Any] = {"type": "string", "pattern": rf"^{CUSTOM_ROLE}.*\S"}
_ORGANIZATION_ROLE, _SPACE_ROLE = (MEMBERSHIPS[scope].readers["role"] for scope in (ORGANIZATION, SPACE))
AccountRole = Annotated[
    str,
    BeforeValidator(PERSON.readers["role"]),
    WithJsonSchema({"anyOf": [_words(ACCOUNT_ROLES), _CUSTOM]}),
]
OrganizationRole = Annotated[str, BeforeValidator(_ORGANIZATION_ROLE), WithJsonSchema(_words(ORGANIZATION_ROLES))]
OwnOrganizationRole = Annotated[
    str, BeforeValidator(_own(_ORGANIZATION_ROLE)), WithJsonSchema(_words((*ORGANIZATION_ROLES, LEFT_OUT)))
]
SpaceRole = Annotated[str, BeforeValidator(_SPACE_ROLE), WithJsonSchema({"anyOf": [_words(SPACE_ROLES), _CUSTOM]})]
OwnSpaceRole = Annotated[
    str,
    BeforeValidator(_own(_SPACE_ROLE)),
    WithJsonSchema({"anyOf": [_words((*SPACE_ROLES, LEFT_OUT)), _CUSTOM]}),
]
InviteMode = Annotated[str, BeforeValidator(PERSON.readers["invite_mode"]), WithJsonSchema(_words(INVITE_MODES))]
IsDeveloper = Annotated[bool, BeforeValidator(PERSON.readers["is_developer"])]
Adopt = Annotated[bool, BeforeValidator(PERSON.readers["adopt"])]
OnDestroy = Annotated[str, BeforeValidator(PERSON.readers["on_destroy"]), WithJsonSchema(_words(REMOVAL_POLICIES))]
OnExpired = Annotated[str, BeforeValidator(PERSON.readers["on_expired"]), WithJsonSchema(_words(ON_EXPIRED))]
Limit = Annotated[
    str,
    BeforeValidator(read_limit),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? ?%$"}]}
    ),
]
Times = Annotated[
    int, BeforeValidator(PERSON.readers["reinvite_limit"]), WithJsonSchema({"type": "integer", "minimum": 1})
]
Trigger = Annotated[
    str, BeforeValidator(read_trigger), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}]})
]
Count = Annotated[str, BeforeValidator(read_count), WithJsonSchema({"type": "integer", "minimum": 1})]
Unmanaged = Annotated[
    str,
    BeforeValidator(read_unmanaged),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^(?i:{'|'.join(CHOICES)})( except .+)?$"},
                {
                    "type": "object",
                    "properties": {
                        "policy": _words(CHOICES),
                        "except": {"type": "array", "items": {"type": "string", "pattern": r"^[^@,\s]+@[^@,\s]+$"}},
                    },
                    "required": ["policy"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


NAMES: dict[str, Any] = {"propertyNames": {"minLength": 1, "pattern": r"\S"}}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Choices(_Strict):
    # What can be set for one person, and for everyone.
    role: AccountRole = Field(
        default=UNSET,
        description="Account role: ADMIN, MEMBER, MEMBER_UI_ONLY, ANNOTATOR, or custom:<id> for a custom role.",
    )
    organizations: dict[OrganizationKey, OrganizationRole] = Field(
        default={},
        description="Role in each organization, by the organization's name or id. "
        "Those of the defaults and of the person are combined; the person's own role wins.",
        json_schema_extra=NAMES,
    )
    spaces: dict[SpaceKey, SpaceRole] = Field(
        default={},
        description="Role in each space, by `organization/space` or by the space's id; a predefined role, or "
        "custom:<id>. It needs a membership in the organization. Combined as organizations are.",
        json_schema_extra=NAMES,
    )
    is_developer: IsDeveloper = Field(
        default=UNSET, description="Whether the person may use the API; left unchanged unless given."
    )
    invite_mode: InviteMode = Field(
        default="", description="How the person is invited: NONE, EMAIL_LINK (the default) or TEMPORARY_PASSWORD."
    )
    on_destroy: OnDestroy = Field(
        default=UNSET,
        description="What happens to a person who is removed: refuse (unless given or configured), "
        "block (permanently), or retain.",
    )
    adopt: Adopt = Field(default=UNSET, description="Take over an account that already exists.")
    adopt_memberships: Adopt = Field(
        default=UNSET,
        description="With adopt: the memberships already exist with these roles, and are only recorded; "
        "for people who move here from single resources.",
    )
    on_expired: OnExpired = Field(
        default=UNSET,
        description="What to do about an expired invitation: warn (the default) or reinvite.",
    )
    reinvite_limit: Times = Field(
        default=UNSET,
        description="With reinvite: how many invitations in place of expired ones are sent at most; 3 unless given.",
    )
    missing_ok: Adopt = Field(
        default=UNSET,
        description="Where an identity provider makes the accounts: go on without somebody who has none yet.",
    )


class Defaults(_Choices):
    """Values for everyone who does not set their own."""


class Person(_Choices):
    """A person of the account."""

    name: DisplayName = Field(description=f"Display name, 1 to {NAME_LIMIT} characters.")
    organizations: dict[OrganizationKey, OwnOrganizationRole] = Field(
        default={},
        description="Role in each organization, by the organization's name or id. "
        "Those of the defaults hold as well, also where this is empty; the person's own role wins, and the role none "
        "leaves an organization of the defaults out.",
        json_schema_extra=NAMES,
    )
    spaces: dict[SpaceKey, OwnSpaceRole] = Field(
        default={},
        description="Role in each space, by `organization/space` or by the space's id. Those of the defaults hold as "
        "well; the person's own role wins, and the role none leaves a space of the defaults out.",
        json_schema_extra=NAMES,
    )
    resend_invitation_trigger: Trigger = Field(
        default=UNSET, description="Another value than before sends the invitation again, once."
    )
    reset_password_trigger: Trigger = Field(
        default=UNSET, description="Another value than before sends a link for a new password, once."
    )


class RosterFile(_Strict):
    """The people of an Arize account, as a Roster of pulumi-arize-users declares them."""

    schema_address: Any = Field(
        default=UNSET,
        alias="$schema",
        description="Where this schema is, for editors.",
        json_schema_extra={"type": "string"},
    )
    defaults: Defaults = Field(default=Defaults(), description="Values for everyone who does not set their own.")
    people: dict[Address, Person] = Field(
        description="Everyone, by e-mail address.",
        json_schema_extra={"propertyNames": {"maxLength": NAME_LIMIT, "pattern": r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$"}},
    )
    max_removals: Limit = Field(
        default=UNSET,
        description="The most people that one change may remove: a count, or a percentage such as 10%.",
    )
    max_membership_removals: Limit = Field(
        default=UNSET,
        description="The most memberships that one change may end for people who stay, in the same form; "
        "max_removals applies unless it is given.",
    )
    unmanaged: Unmanaged = Field(
        default=UNSET,
        description="What to do about people of the account who are not declared anywhere: "
        "ignore (unless configured), warn or fail, with exceptions: {policy: fail, except: ['*@bots.example.com']}.",
    )
    required_admins: Count = Field(
        default=UNSET,
        description="How many active admins the account has to keep when somebody is removed; 1 unless given. "
        "Whoever was only invited does not count.",
    )
