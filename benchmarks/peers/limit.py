"""The same calls by one event loop: what latency and HTTP allow, and nobody can beat."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.declared import Declared, Person

ROLE = {"type": "PREDEFINED", "name": "MEMBER"}


def work(workload: str, declared: Declared, ids: Sequence[str], width: int) -> list[str]:
    """Do one workload with `width` requests at once; returns the people's ids."""
    return asyncio.run(_work(workload, declared, ids, width))


async def _work(workload: str, declared: Declared, ids: Sequence[str], width: int) -> list[str]:
    headers = {"Authorization": f"Bearer {os.environ['ARIZE_API_KEY']}"}
    connector = aiohttp.TCPConnector(limit=width)
    async with aiohttp.ClientSession(os.environ["ARIZE_BASE_URL"], headers=headers, connector=connector) as session:
        limit = Limit(session, declared)
        if workload == "create":
            return await asyncio.gather(*map(limit.arrive, declared.everybody()))
        if workload == "change":
            renamed = zip(ids[: declared.renamed], declared.everybody(), strict=False)
            await asyncio.gather(*(limit.rename(user_id, person.name) for user_id, person in renamed))
        elif workload == "destroy":
            await asyncio.gather(*map(limit.depart, ids))
        else:
            await limit.read()
    return list(ids)


class Limit:
    """The API as coroutines."""

    def __init__(self, session: aiohttp.ClientSession, declared: Declared) -> None:
        self._session = session
        self._declared = declared

    async def arrive(self, person: Person) -> str:
        """Create a person and their membership; returns the id."""
        body = {"email": person.email, "name": person.name, "role": ROLE, "invite_mode": "EMAIL_LINK"}
        user_id = str((await self._send("POST", "/v2/users", body))["id"])
        if self._declared.memberships:
            await self._send("POST", self._members(), {"user_id": user_id, "role": ROLE})
        return user_id

    async def rename(self, user_id: str, name: str) -> None:
        """Give a person another name."""
        await self._send("PATCH", f"/v2/users/{user_id}", {"name": name})

    async def depart(self, user_id: str) -> None:
        """End a membership, and delete its person."""
        if self._declared.memberships:
            await self._send("DELETE", f"{self._members()}/{user_id}")
        await self._send("DELETE", f"/v2/users/{user_id}")

    async def read(self) -> None:
        """List everybody: each page says where the next one begins, so these requests cannot overlap."""
        query: dict[str, str] | None = {"limit": "100"}
        while query:
            pagination = (await self._send("GET", "/v2/users", query=query))["pagination"]
            query = {"limit": "100", "cursor": pagination["next_cursor"]} if pagination["has_more"] else None

    def _members(self) -> str:
        return f"/v2/organizations/{self._declared.organization}/users"

    async def _send(
        self, method: str, path: str, body: dict[str, Any] | None = None, query: dict[str, str] | None = None
    ) -> dict[str, Any]:
        async with self._session.request(method, path, params=query, json=body) as response:
            response.raise_for_status()
            content = await response.read()
            return dict(await response.json()) if content else {}
