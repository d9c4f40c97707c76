"""Looks at the account that a preview can do without: a preview needs neither a key nor a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.api.errors import ArizeError, Cancelled, Refused, Unauthorized
from pulumi_arize_users.people.plan import ABSENT
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.people.plan import Seen
    from pulumi_arize_users.providers.account import Account

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Look:
    """What a look at the account showed of a person.

    Attributes:
        seen: the person, or that nobody has the address; None if that could not be seen.
        failure: why it could not be seen, if that stops everything.
    """

    seen: Seen = None
    failure: str = ""


def look_up(account: Account, who: str, email: str) -> Look:
    """Look for the person with an address.

    Args:
        account: where.
        who: the person, as messages name them.
        email: the address.
    """
    try:
        nobody: Seen = None
        seen = look(account, lambda: account.directory.user_with_email(email) or ABSENT, nobody)
    except Unauthorized as error:
        return Look(failure=f"Looking up {who} failed. {error}")
    if seen is ABSENT:
        account.run.note_absent(email)
    return Look(seen)


def look_around(account: Account) -> str:
    """Why nobody may arrive in this account, as far as it can be looked at; empty if nothing is known to forbid it."""
    return look(account, account.presence.arrival_refusal, "")


def parent_of(account: Account, space_id: str) -> str:
    """The id of the organization of a space; empty where the account does not tell it."""
    space = look(account, lambda: account.directory.space(space_id), None)
    return space.organization_id if space else ""


def look(account: Account, ask: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What the account answers; `otherwise` if it does not answer, which is logged once in a run.

    Raises:
        Unauthorized: the key is refused: nothing of the plan could be done.
        Refused: it answers, and is another account than the one of the stack; or it does not answer, and
            `arize:requireLookup` is set.
    """
    if not account.run.can_look:
        return otherwise
    try:
        return ask()
    except (Unauthorized, Cancelled, Refused):
        raise
    except ArizeError as error:
        if account.connection.require_lookup:
            message = f"The account could not be looked at, and arize:requireLookup is set. {error}"
            raise Refused(message) from error
        account.run.can_look = False
        log.info("The account was not looked at: whether new people already have an account is not known. %s", error)
        return otherwise
