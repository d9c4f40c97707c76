"""A fresh simulated account for each test, and plain HTTP to talk to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "test-key"
SECONDS_TO_WAIT = 10


class Http:
    """Requests with the API key; a path is enough."""

    def __init__(self, arize: Simulator) -> None:
        self._arize = arize
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {KEY}"

    def __call__(self, method: str, path: str, **arguments: Any) -> requests.Response:
        return self._session.request(
            method, self._arize.url + path, **{"timeout": SECONDS_TO_WAIT, "allow_redirects": False, **arguments}
        )

    def get(self, path: str, **query: Any) -> requests.Response:
        return self("GET", path, params=query)

    def post(self, path: str, body: object = None) -> requests.Response:
        return self("POST", path, json=body)

    def patch(self, path: str, body: object) -> requests.Response:
        return self("PATCH", path, json=body)

    def delete(self, path: str) -> requests.Response:
        return self("DELETE", path)

    def close(self) -> None:
        self._session.close()


@pytest.fixture
def arize() -> Iterator[Simulator]:
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def http(arize) -> Iterator[Http]:
    client = Http(arize)
    yield client
    client.close()


@pytest.fixture
def new_user() -> dict[str, object]:
    """The body that creates Ada."""
    return {
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "role": {"type": "PREDEFINED", "name": "MEMBER"},
        "invite_mode": "EMAIL_LINK",
    }


@pytest.fixture
def assert_problem():
    """Checks that a reply is a problem document with this status, and that its detail contains these words."""

    def check(response: requests.Response, status: int, words: str) -> None:
        document = response.json()

        assert status == response.status_code
        assert "application/problem+json" == response.headers["Content-Type"]
        assert {"status", "title", "type", "detail", "instance"} == set(document)
        assert status == document["status"]
        assert words in document["detail"]

    return check
