"""The file of a roster, as models: each value is read by the same reader as the argument of a single resource."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    CUSTOM_ROLE,
    INVITE_MODES,
    NAME_LIMIT,
    ORGANIZATION_ROLES,
    spelled,
)
from pulumi_arize_users.people.declaration import (
    MEMBERSHIP,
    ON_EXPIRED,
    PERSON,
    UnusableValue,
)
from pulumi_arize_users.people.limits import read_count, read_limit
from pulumi_arize_users.people.policy import REMOVAL_POLICIES
from pulumi_arize_users.people.unmanaged import CHOICES, read_unmanaged

# In place of a person's role in an organization: the defaults give one, and the person does not take it.
LEFT_OUT = "none"
# Only what was set is read afterwards, so that no default ever shows.
UNSET: Any = None


def read_organization(key: object) -> str:
    """The name or id of an organization.

    Raises:
        UnusableValue: it is neither.
    """
    if not isinstance(key, str) or not key.strip():
        message = "is not the name or id of an organization"
        raise UnusableValue(message)
    return key.strip()


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


def read_organization_role(role: object) -> str:
    """A role in an organization, or that the person does not take the one of the defaults.

    Raises:
        UnusableValue: it is neither.
    """
    return LEFT_OUT if is_left_out(role) else MEMBERSHIP.readers["role"](role)


def _words(words: tuple[str, ...]) -> dict[str, Any]:
    # An editor underlines what is not in the list, and we understand the server's other spelling as well.
    return {"type": "string", "enum": list(dict.fromkeys([*words, *(spelled(word, "lower") for word in words)]))}


Address = Annotated[str, BeforeValidator(PERSON.readers["email"])]
OrganizationKey = Annotated[str, BeforeValidator(read_organization)]
DisplayName = Annotated[
    str,
    BeforeValidator(PERSON.readers["name"]),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": NAME_LIMIT, "pattern": r"\S"}),
]
AccountRole = Annotated[
    str,
    BeforeValidator(PERSON.readers["role"]),
    WithJsonSchema({"anyOf": [_words(ACCOUNT_ROLES), {"type": "string", "pattern": rf"^{CUSTOM_ROLE}.*\S"}]}),
]
OrganizationRole = Annotated[
    str, BeforeValidator(MEMBERSHIP.readers["role"]), WithJsonSchema(_words(ORGANIZATION_ROLES))
]
OwnOrganizationRole = Annotated[
    str, BeforeValidator(read_organization_role), WithJsonSchema(_words((*ORGANIZATION_ROLES, LEFT_OUT)))
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


ORGANIZATION_NAMES: dict[str, Any] = {"propertyNames": {"minLength": 1, "pattern": r"\S"}}


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
        json_schema_extra=ORGANIZATION_NAMES,
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
        json_schema_extra=ORGANIZATION_NAMES,
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
