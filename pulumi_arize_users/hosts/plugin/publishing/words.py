"""The words of Arize and of this package as enums, and what each of them means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    CUSTOM_ROLE,
    INVITE_MODES,
    ORGANIZATION_ROLES,
    SPACE_ROLES,
    STATUSES,
)
from pulumi_arize_users.people.declaration import ON_EXPIRED
from pulumi_arize_users.people.policy import REMOVAL_POLICIES
from pulumi_arize_users.people.unmanaged import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MODULE = "arize:index"
_CUSTOM = f"A role that the account's admins created is `{CUSTOM_ROLE}<id>`."
_IN_A_SCOPE = {
    "ADMIN": "Manages it and its members.",
    "MEMBER": "Works in it.",
    "READ_ONLY": "Only looks at it.",
    "ANNOTATOR": "Only annotates; for people whose account role is ANNOTATOR, and for nobody else.",
}
_ENUMS: Mapping[str, tuple[str, Iterable[str], Mapping[str, str]]] = {
    "AccountRole": (
        f"The role of a person in the account, in any letter case. {_CUSTOM}",
        ACCOUNT_ROLES,
        {
            "ADMIN": "Manages the account and its people.",
            "MEMBER": "Works in the organizations that the person is a member of.",
            "MEMBER_UI_ONLY": "A member of the web application alone.",
            "ANNOTATOR": "Only annotates, and is an annotator in every organization and space as well.",
        },
    ),
    "OrganizationRole": (
        "The role of a person in an organization, in any letter case.",
        ORGANIZATION_ROLES,
        _IN_A_SCOPE,
    ),
    "SpaceRole": (f"The role of a person in a space, in any letter case. {_CUSTOM}", SPACE_ROLES, _IN_A_SCOPE),
    "InviteMode": (
        "How a person is invited.",
        INVITE_MODES,
        {
            "NONE": "No invitation: the account is active at once; for people who sign in with an identity provider.",
            "EMAIL_LINK": "Arize sends a link by e-mail.",
            "TEMPORARY_PASSWORD": "Arize returns a password, once, which has to be changed at the first login.",
        },
    ),
    "OnDestroy": (
        "What becomes of a person who is removed.",
        REMOVAL_POLICIES,
        {
            "refuse": "The removal is refused, and nothing is done.",
            "block": "The person is blocked permanently; nobody can invite the address again.",
            "retain": "The account stays, and is not managed any more.",
        },
    ),
    "OnExpired": (
        "What to do about an expired invitation.",
        ON_EXPIRED,
        {"warn": "A warning.", "reinvite": "A new invitation is sent."},
    ),
    "UserStatus": (
        "Where a person stands, as last seen.",
        STATUSES,
        {
            "ACTIVE": "Has an account.",
            "INVITED": "Was invited, and has not accepted yet.",
            "EXPIRED": "Was invited, and did not accept in time.",
        },
    ),
    "UnmanagedPolicy": (
        "What to do about people of the account who are declared nowhere.",
        CHOICES,
        {
            "ignore": "Nothing.",
            "warn": "A warning names them.",
            "fail": "The run fails, and nothing is done.",
        },
    ),
}


def enums() -> dict[str, Any]:
    """All enums, by token."""
    return {f"{MODULE}:{name}": _enum(*parts) for name, parts in _ENUMS.items()}


def word(enum: str) -> dict[str, Any]:
    """The type of a property that takes one of an enum's words, or another text: case is free, and lists grow."""
    return {"type": "string", "oneOf": [{"type": "string"}, reference(enum)]}


def reference(name: str) -> dict[str, Any]:
    """The type with this name."""
    return {"$ref": f"#/types/{MODULE}:{name}"}


def _enum(description: str, words: Iterable[str], meanings: Mapping[str, str]) -> dict[str, Any]:
    values = [{"name": _name(each), "value": each, "description": meanings[each]} for each in words]
    return {"description": description, "type": "string", "enum": values}


def _name(each: str) -> str:
    return "".join(part.capitalize() for part in each.split("_"))
