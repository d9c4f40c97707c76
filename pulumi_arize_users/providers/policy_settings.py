"""The policy that a stack's settings describe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from pulumi_arize_users.api.characters import escaped
from pulumi_arize_users.api.vocabulary import address_problem
from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.limits import read_limit
from pulumi_arize_users.people.policy import REMOVAL_POLICIES, Policy
from pulumi_arize_users.people.unmanaged import read_unmanaged

if TYPE_CHECKING:
    from pulumi_arize_users.api.sources import Found, Sources
    from pulumi_arize_users.people.policy import RemovalPolicy

NOBODY = "none"
_COUNT = re.compile("[0-9]{1,9}")


def load_policy(sources: Sources) -> Policy:
    """The policy, with a default for everything that is not set.

    Raises:
        SettingsError: a setting cannot be used.
    """
    # For removals the environment wins: a destroy runs with the configuration stored in state, so the environment is
    # the only way to say something new there.
    on_destroy = sources.choice("onDestroy", "ARIZE_ON_DESTROY", REMOVAL_POLICIES, environment_first=True)
    most = sources.find("maxRemovals", "ARIZE_MAX_REMOVALS", environment_first=True)
    most_memberships = sources.find("maxMembershipRemovals", "ARIZE_MAX_MEMBERSHIP_REMOVALS", environment_first=True)
    return Policy(
        on_destroy=cast("RemovalPolicy", on_destroy or "refuse"),
        adopt=sources.choice("adopt", "", ("true", "false")) == "true",
        max_removals=_limit(most),
        max_membership_removals=_limit(most_memberships),
        caller_email=_caller_email(sources.find("callerEmail", "ARIZE_CALLER_EMAIL")),
        unmanaged=_unmanaged(sources.find("unmanaged", "ARIZE_UNMANAGED")),
        sso=sources.choice("managedBy", "ARIZE_MANAGED_BY", ("arize", "sso")) == "sso",
    )


def _caller_email(found: Found) -> str | None:
    if found.value.lower() == NOBODY:
        return ""
    problem = address_problem(found.value) if found.value else None
    if problem:
        # The guard of this address would guard nobody.
        raise found.refuse(f"{escaped(found.value)} {problem}")
    return found.value or None


def _unmanaged(found: Found) -> str:
    try:
        return read_unmanaged(found.value or "ignore")
    except UnusableValue as reason:
        refusal = found.refuse(f"is {found.value!r}, but {reason}")
        raise refusal from None


def _limit(found: Found) -> str | None:
    if not found.value:
        return None
    try:
        # Every setting is text; only in a roster's file can a count be told from text.
        return read_limit(int(found.value) if _COUNT.fullmatch(found.value) else found.value)
    except UnusableValue as reason:
        refusal = found.refuse(f"is {found.value!r}, but {reason}")
        raise refusal from None
