"""Many people blocked in one call: each has a result of its own, and one failure does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pulumi_arize_users.api.errors import ArizeError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pulumi_arize_users.api.client import ArizeClient


@dataclass(frozen=True)
class UserDeletion:
    """What became of one person of a bulk deletion.

    Attributes:
        who: the id or address as it was given.
        status: DELETED, NOT_FOUND or FAILED.
        user_id: the person's id, where it is known.
        error: why it failed.
    """

    who: str
    status: Literal["DELETED", "NOT_FOUND", "FAILED"]
    user_id: str | None = None
    error: str | None = None


def delete_users(client: ArizeClient, user_ids: Iterable[str], emails: Iterable[str]) -> list[UserDeletion]:
    """Block people permanently, by id and by address, in this order."""
    deletions = [_delete_one(client, user_id, user_id) for user_id in user_ids]
    return deletions + [_delete_by_email(client, email) for email in emails]


def _delete_one(client: ArizeClient, who: str, user_id: str) -> UserDeletion:
    try:
        client.delete_user(user_id)
    except NotFound:
        return UserDeletion(who, "NOT_FOUND", user_id)
    except ArizeError as error:
        return UserDeletion(who, "FAILED", user_id, str(error))
    return UserDeletion(who, "DELETED", user_id)


def _delete_by_email(client: ArizeClient, email: str) -> UserDeletion:
    try:
        user = client.find_user(email)
    except ArizeError as error:
        return UserDeletion(email, "FAILED", None, str(error))
    return _delete_one(client, email, user.id) if user else UserDeletion(email, "NOT_FOUND")
