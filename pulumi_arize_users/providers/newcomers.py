"""What a preview can say of a person whom this stack does not have yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ArizeError, Unauthorized
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.adoption import changes_for, describe
from pulumi_arize_users.people.declaration import HIDDEN
from pulumi_arize_users.people.identity_provider import missing_refusal
from pulumi_arize_users.providers.invitation import Invitation
from pulumi_arize_users.providers.lifecycle import hidden_keys
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.providers.account import Account

LOOK_UP = "look up"


@dataclass(frozen=True)
class Newcomer:
    """What was seen of a new person.

    Attributes:
        mistakes: why they cannot come into the account as declared.
        announcement: what is going to happen to the account that they have, if they have one.
    """

    mistakes: list[str] = field(default_factory=list)
    announcement: str = ""


def see_newcomer(account: Account, who: str, declared: Mapping[str, Any]) -> Newcomer:
    """What a look at the account tells of a new person.

    A preview without a key or a connection is still a preview: then one line says that nobody was looked up.
    """
    if "email" not in declared or LOOK_UP in account.unavailable:
        return Newcomer()
    try:
        existing = account.directory.user_with_email(declared["email"])
    except Unauthorized as error:
        return Newcomer([f"Looking up {who} failed. {error}"])
    except ArizeError as error:
        account.unavailable.add(LOOK_UP)
        log.info("Whether new people have an account already was not looked up. %s", error)
        return Newcomer()
    if account.settings.managed_by == "sso":
        return Newcomer([] if existing or declared.get("missing_ok") else [missing_refusal(who)])
    if existing is None:
        account.absent.add(fold(declared["email"]))
        return Newcomer()
    return _seen_with_account(account, who, declared, existing)


def _seen_with_account(account: Account, who: str, declared: Mapping[str, Any], existing: User) -> Newcomer:
    refusal = Invitation(account, who, declared).refusal(existing)
    if refusal:
        return Newcomer([refusal])
    changes = ", ".join(
        f"{key} becomes {HIDDEN if key in hidden_keys(declared) else repr(value)}"
        for key, value in changes_for(existing, declared).items()
    )
    return Newcomer(announcement=f"{who} ({describe(existing)}) is taken over; {changes or 'nothing changes'}.")
