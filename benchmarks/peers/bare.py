"""The HTTP library that this package uses, by itself: one session per thread, no models, no retries."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

import requests

from benchmarks import threads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.declared import Declared, Person

SECONDS_TO_WAIT = 30


class Bare:
    """The API as JSON."""

    def __init__(self) -> None:
        self._url = os.environ["ARIZE_BASE_URL"] + "/v2"
        self._local = threading.local()

    def invite(self, person: Person) -> str:
        """Create the person; returns the id."""
        role = {"type": "PREDEFINED", "name": "MEMBER"}
        body = {"email": person.email, "name": person.name, "role": role, "invite_mode": "EMAIL_LINK"}
        return str(self._send("POST", "/users", body)["id"])

    def join(self, organization: str, user_id: str) -> None:
        """Make them a member of the organization."""
        role = {"type": "PREDEFINED", "name": "MEMBER"}
        self._send("POST", f"/organizations/{organization}/users", {"user_id": user_id, "role": role})

    def page(self, cursor: str | None) -> str | None:
        """Read a page of the account's people; returns where the next one begins."""
        query = {"limit": "100", **({"cursor": cursor} if cursor else {})}
        pagination = self._send("GET", "/users", query=query)["pagination"]
        return pagination.get("next_cursor") if pagination["has_more"] else None

    def rename(self, user_id: str, name: str) -> None:
        """Give them another name."""
        self._send("PATCH", f"/users/{user_id}", {"name": name})

    def leave(self, organization: str, user_id: str) -> None:
        """End the membership."""
        self._send("DELETE", f"/organizations/{organization}/users/{user_id}")

    def block(self, user_id: str) -> None:
        """Delete the person."""
        self._send("DELETE", f"/users/{user_id}")

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None = None, query: dict[str, str] | None = None
    ) -> dict[str, Any]:
        response = self._session().request(method, self._url + path, params=query, json=body, timeout=SECONDS_TO_WAIT)
        response.raise_for_status()
        return dict(response.json()) if response.content else {}

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {os.environ['ARIZE_API_KEY']}"
        return session


def work(workload: str, declared: Declared, ids: Sequence[str], width: int) -> list[str]:
    """Do one workload with `width` threads; returns the people's ids."""
    return threads.work(Bare(), workload, declared, ids, width)
