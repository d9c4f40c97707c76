"""One workload by a plain script: a client of the API, and as many threads as are wanted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.declared import Declared, Person


class Client(Protocol):
    """What a script needs of the API. Safe to share among threads."""

    def invite(self, person: Person) -> str:
        """Create the person; returns the id."""

    def join(self, organization: str, user_id: str) -> None:
        """Make them a member of the organization."""

    def page(self, cursor: str | None) -> str | None:
        """Read a page of the account's people; returns where the next one begins."""

    def rename(self, user_id: str, name: str) -> None:
        """Give them another name."""

    def leave(self, organization: str, user_id: str) -> None:
        """End the membership."""

    def block(self, user_id: str) -> None:
        """Delete the person."""


def work(client: Client, workload: str, declared: Declared, ids: Sequence[str], width: int) -> list[str]:
    """Do one workload for everybody.

    Args:
        client: the API.
        workload: create, refresh, change or destroy.
        declared: what there must be afterwards.
        ids: the people's ids, in the order of declaration, once they are created.
        width: how many requests may be on their way at once.

    Returns:
        The people's ids.
    """
    if workload == "refresh":
        cursor = client.page(None)
        while cursor is not None:
            cursor = client.page(cursor)
        return list(ids)
    everybody = declared.everybody()
    with ThreadPoolExecutor(width) as threads:
        if workload == "create":
            return list(threads.map(lambda person: _arrive(client, declared, person), everybody))
        if workload == "change":
            renamed = [(user_id, person.name) for user_id, person in zip(ids, everybody, strict=True)]
            list(threads.map(lambda one: client.rename(*one), renamed[: declared.renamed]))
        else:
            list(threads.map(lambda user_id: _depart(client, declared, user_id), ids))
    return list(ids)


def _arrive(client: Client, declared: Declared, person: Person) -> str:
    user_id = client.invite(person)
    if declared.memberships:
        client.join(declared.organization, user_id)
    return user_id


def _depart(client: Client, declared: Declared, user_id: str) -> None:
    if declared.memberships:
        client.leave(declared.organization, user_id)
    client.block(user_id)
