"""What a program may declare: every known value is normalized, and every mistake becomes one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.characters import escaped, hidden_in_name
from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    CUSTOM_ROLE,
    INVITE_MODES,
    NAME_LIMIT,
    ORGANIZATION_ROLES,
    SPACE_ROLES,
    address_problem,
    canonical,
    canonical_role,
    normalized,
)
from pulumi_arize_users.people.policy import REMOVAL_POLICIES
from pulumi_arize_users.people.scope import ORGANIZATION, SPACE, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Reader = Callable[[Any], Any]

ON_EXPIRED = ("warn", "reinvite")
LONGEST_SHOWN = 60
HIDDEN = "(a secret)"


class UnusableValue(ValueError):
    """Says what is wrong with a value, as the end of a sentence that begins with the argument and its value."""


@dataclass(frozen=True)
class Kind:
    """A kind of declared thing: how to read each argument, and which ones cannot be missing."""

    readers: Mapping[str, Reader]
    required: Collection[str]


def read_declaration(
    kind: Kind, declared: Mapping[str, Any], *, unknown: Collection[str] = (), secret: Collection[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """The declared values, normalized, and a sentence for each mistake.

    Args:
        kind: what is declared.
        declared: the known values; arguments that are not the kind's are passed on as they are.
        unknown: arguments whose value is not known yet; they are neither read nor reported as missing.
        secret: arguments whose value must not be shown.
    """
    values = {key: value for key, value in declared.items() if value is not None}
    mistakes = [f"{key} is missing." for key in kind.required if key not in values and key not in unknown]
    for key in kind.readers.keys() & values.keys() - set(unknown):
        try:
            values[key] = kind.readers[key](values[key])
        except UnusableValue as reason:
            mistakes.append(f"{key} {shown(values[key], hidden=key in secret)} {reason}.")
    return values, sorted(mistakes)


def shown(value: object, *, hidden: bool = False) -> str:
    """A value as sentences show it: invisible characters are escaped, and a long value is cut."""
    if hidden:
        return HIDDEN
    text = escaped(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _written(value: object) -> str:
    if not isinstance(value, str):
        message = "must be a string"
        raise UnusableValue(message)
    return value


def _text(value: object) -> str:
    return _written(value).strip()


def _email(value: object) -> str:
    written = _written(value)
    if problem := address_problem(written):
        raise UnusableValue(problem)
    return normalized(written)


def _name(value: object) -> str:
    if hidden := hidden_in_name(_written(value)):
        message = f"{hidden}; remove it, or type the name again instead of pasting it"
        raise UnusableValue(message)
    name = _text(value)
    if not 1 <= len(name) <= NAME_LIMIT:
        message = f"has {len(name)} characters without surrounding spaces, but must have 1 to {NAME_LIMIT}"
        raise UnusableValue(message)
    return name


def _id(value: object) -> str:
    identifier = _text(value)
    if not identifier or "/" in identifier:
        message = "is not an id: it must not be empty or contain a slash"
        raise UnusableValue(message)
    return identifier


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        message = "must be True or False"
        raise UnusableValue(message)
    return value


def _count(value: object) -> int:
    # The engine makes a whole number a fraction; an infinite or undefined one has no int().
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1 != 0 or value < 1:
        message = "must be a whole number of at least 1"
        raise UnusableValue(message)
    return int(value)


def one_of(words: Collection[str], spell: Callable[[str], str], what: str) -> Reader:
    """A reader of a value that must be one of several words.

    Args:
        words: the known words, normalized.
        spell: normalizes a word.
        what: what kind of word it is, for sentences.
    """

    def read(value: object) -> str:
        word = spell(_text(value))
        if word not in words:
            message = f"is not a known {what}; use one of {', '.join(words)}"
            raise UnusableValue(message)
        return word

    return read


def role_of(words: Collection[str], what: str) -> Reader:
    """A reader of a role: one of several words, or one that the account's admins made.

    Args:
        words: the known words, normalized.
        what: what kind of role it is, for sentences.
    """

    def read(value: object) -> str:
        role = canonical_role(_text(value))
        if role in words or (role.startswith(CUSTOM_ROLE) and role != CUSTOM_ROLE):
            return role
        known = f"{', '.join(words)}, or CustomRole(id=…), written custom:<id> in a file"
        message = f"is not a known {what}; use one of {known}"
        raise UnusableValue(message)

    return read


def _organization_role(value: object) -> str:
    role = canonical_role(_text(value))
    if role.startswith(CUSTOM_ROLE):
        known = ", ".join(ORGANIZATION_ROLES)
        message = f"is a custom role, which Arize takes for accounts and spaces alone; use one of {known}"
        raise UnusableValue(message)
    return str(_predefined(role))


def lower(word: str) -> str:
    """Normalize a word that is this package's own and not Arize's."""
    return canonical(word).lower()


PERSON = Kind(
    readers={
        "email": _email,
        "name": _name,
        "role": role_of(ACCOUNT_ROLES, "account role"),
        "invite_mode": one_of(INVITE_MODES, canonical, "invite mode"),
        "is_developer": _yes_or_no,
        "adopt": _yes_or_no,
        "on_destroy": one_of(REMOVAL_POLICIES, lower, "choice"),
        "missing_ok": _yes_or_no,
        "on_expired": one_of(ON_EXPIRED, lower, "choice"),
        "reinvite_limit": _count,
    },
    required=("email", "name", "role"),
)

_predefined = one_of(ORGANIZATION_ROLES, canonical, "organization role")


def _membership(scope: Scope, role: Reader) -> Kind:
    identity = (scope.argument, "user_id")
    return Kind(
        readers={**dict.fromkeys(identity, _id), "role": role, "adopt": _yes_or_no},
        required=(*identity, "role"),
    )


MEMBERSHIPS = {
    ORGANIZATION: _membership(ORGANIZATION, _organization_role),
    SPACE: _membership(SPACE, role_of(SPACE_ROLES, "space role")),
}
