"""People who leave a roster: an update only notes it, and the end of the run blocks them.

Between the two their line stays in the record. Whether they were blocked is seen by the next look at the account: a
provider cannot change what the stack remembers of another resource.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from pulumi_arize_users.people.adoption import blocked_refusal
from pulumi_arize_users.people.identity_provider import is_missing
from pulumi_arize_users.people.subject import Subject
from pulumi_arize_users.providers.failures import refuse
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pulumi_arize_users.people.record import Recorded
    from pulumi_arize_users.people.roster.record import Records
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties

BLOCKED = "blocked"


def settled(account: Account, record: Properties) -> Properties:
    """What a stack remembers of a roster, once it was looked whether those who left have been blocked.

    Raises:
        WrongAccount: somebody is not seen, and may be in another account.
        ArizeError: the account could not be read.
    """
    users: Records = record["users"]
    left = {key: user["leaving"] for key, user in users.items() if "leaving" in user}
    blocked = {key: left[key] for key in gone_people(account, record, left)}
    if not blocked:
        return record
    account.run.blocked.update(blocked)
    rest = {key: user for key, user in users.items() if key not in blocked}
    return {**record, "users": rest, BLOCKED: {**record.get(BLOCKED, {}), **blocked}}


def gone_people(account: Account, record: Properties, keys: Iterable[str]) -> list[str]:
    """Who of the recorded people, by folded address, is proven to be no longer in the account.

    Raises:
        WrongAccount: somebody is not seen, and may be in another account.
        ArizeError: the account could not be read.
    """
    users: Records = record["users"]
    asked = {key: users[key] for key in keys if not is_missing(users[key]["user_id"])}
    account.directory.expect(user["user_id"] for user in asked.values())
    return [key for key, user in asked.items() if _is_gone(account, key, user, record)]


def refuse_the_blocked(account: Account, record: Properties, people: Collection[str]) -> None:
    """Refuse the other resources of the program for people whom this roster has blocked: theirs were checked before it.

    Args:
        account: where.
        record: what is remembered.
        people: the folded addresses of everybody in the roster.

    Raises:
        Refused: somebody is declared elsewhere, and nobody has the address.
    """
    blocked: Mapping[str, str] = record.get(BLOCKED, {})
    back = [key for key in blocked if key not in people and account.run.was_absent(key)]
    declared = [key for key in back if account.run.declares_person(key)]
    refuse([blocked_refusal(Subject(key), blocked[key]) for key in declared])


def noted(account: Account, users: Records, leaving: Mapping[str, str]) -> dict[str, Recorded]:
    """The records, in which it is noted who leaves; whoever is kept elsewhere is not among them any more.

    Args:
        account: where.
        users: records by folded address.
        leaving: who leaves, by folded address, as messages name them.
    """
    is_kept, day = keeper(account, users, leaving), today()
    return {
        key: {"leaving": day, **user} if key in leaving else {**user}
        for key, user in users.items()
        if key not in leaving or not is_kept(user, leaving[key])
    }


def today() -> str:
    """The day, as records name it."""
    return datetime.now(timezone.utc).date().isoformat()


def keeper(account: Account, users: Records, leaving: Collection[str]) -> Callable[[Recorded, str], bool]:
    """Tells, of a record and a name, whether a person who leaves is kept after all: this run has the same account.

    Args:
        account: where.
        users: records of everybody, by folded address.
        leaving: who of them leaves.
    """
    staying = {user["user_id"] for key, user in users.items() if key not in leaving}

    def is_kept(user: Recorded, who: str) -> bool:
        kept = user["user_id"] in staying or account.run.keeps_person(user["user_id"], who)
        if kept:
            log.info("%s is kept: another resource of this run has the same account.", who)
        return kept

    return is_kept


def _is_gone(account: Account, key: str, user: Recorded, record: Properties) -> bool:
    if account.directory.user(user["user_id"], waits="leaving" not in user) is not None:
        return False
    account.presence.require_removal_proof(user.get("email", key), user["user_id"], record.get("account", ""))
    return True
