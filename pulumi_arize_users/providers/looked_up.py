"""People whose accounts an identity provider makes: looked up, recorded, and never invited, changed or blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi.dynamic import CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.identity_provider import (
    MISSING,
    is_missing,
    missing_id,
    missing_refusal,
    missing_warning,
)
from pulumi_arize_users.people.record import (
    RECORDED,
    differences,
    inputs_of,
    new_record,
    refreshed_record,
    updated_record,
)
from pulumi_arize_users.providers.messages import log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.providers.account import Account


def diff(olds: Mapping[str, Any], news: Mapping[str, Any]) -> DiffResult:
    """Only whom the resource means, and what is recorded, can differ: the rest is the identity provider's."""
    changed = differences(olds, news) & {"email", *RECORDED}
    if not changed:
        return DiffResult(changes=False)
    return DiffResult(changes=None, replaces=["email"] if "email" in changed else [])


def create(account: Account, who: str, declared: Mapping[str, Any]) -> CreateResult:
    """Find the person.

    Raises:
        Refused: they have no account, and the program does not say that they may be missing.
    """
    email = str(declared["email"])
    user = account.directory.user_with_email(email)
    if user is not None:
        account.kept.add(user.id)
        return CreateResult(user.id, new_record(user, declared, adopted=True))
    if not declared.get("missing_ok"):
        raise Refused(missing_refusal(who))
    log.warning(missing_warning(who))
    stand_in = {**declared, "user_id": missing_id(email), "status": MISSING, "adopted": True}
    return CreateResult(missing_id(email), stand_in)


def read(account: Account, id: str, record: Mapping[str, Any]) -> ReadResult:
    """See the person as they are now; somebody who was missing may have an account by now, and then gets its id."""
    user = _find(account, id, record)
    if user is not None:
        found = refreshed_record(user, {**record, "role": user.role})
        return ReadResult(user.id, found, inputs_of(found))
    return ReadResult(id, dict(record), inputs_of(record)) if is_missing(id) else ReadResult("", {})


def update(olds: Mapping[str, Any], declared: Mapping[str, Any]) -> UpdateResult:
    """Record what the program says; nothing is sent."""
    return UpdateResult(updated_record(olds, declared, None))


def delete(who: str) -> None:
    """Forget the person here."""
    log.info("%s is only forgotten here: accounts come from the identity provider.", who)


def _find(account: Account, id: str, record: Mapping[str, Any]) -> User | None:
    if is_missing(id):
        return account.directory.user_with_email(str(record["email"]))
    return account.directory.user(str(record.get("user_id", id)))
