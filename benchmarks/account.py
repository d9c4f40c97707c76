"""A local Arize in a process of its own, so that what it costs is not counted."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

API_KEY: Final = "benchmark-key"
SECONDS_TO_WAIT: Final = 60


@dataclass(frozen=True)
class Conditions:
    """How the account answers.

    Attributes:
        latency_ms: milliseconds that each request waits.
        seed_users: people whom nobody declares.
        rate_limit: requests per second above which the answer is 429; None is no limit.
    """

    latency_ms: float
    seed_users: int = 0
    rate_limit: float | None = None


@dataclass(frozen=True)
class Traffic:
    """What was asked of the account.

    Attributes:
        by_route: number of requests by method and path.
        refused: how many were answered with 429.
        most_in_flight: how many were being served at once, at most.
    """

    by_route: Mapping[str, int] = field(default_factory=dict)
    refused: int = 0
    most_in_flight: int = 0

    @property
    def requests(self) -> int:
        """All requests."""
        return sum(self.by_route.values())

    @property
    def lookups(self) -> int:
        """The requests that only read."""
        return sum(count for route, count in self.by_route.items() if route.startswith("GET "))

    @property
    def writes(self) -> int:
        """The requests that do not only read."""
        return self.requests - self.lookups


@contextmanager
def served(conditions: Conditions) -> Iterator[Arize]:
    """An account with one organization, as long as the `with` block lasts."""
    command = [sys.executable, "-m", "pulumi_arize_users.simulator", *_arguments(conditions)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line.startswith("READY "):
                raise RuntimeError("The local Arize did not start; what it said is above.")
            yield Arize(line.split()[1])
        finally:
            process.terminate()


class Arize:
    """A running account.

    Args:
        url: where it is served.

    Attributes:
        environment: the variables that point a client at it.
        organization: id of its one organization.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self.environment = {"ARIZE_BASE_URL": url, "ARIZE_API_KEY": API_KEY}
        self.organization = str(self._control("POST", "add_organization", name="Benchmarks"))

    def forget_traffic(self) -> None:
        """Count again from here."""
        self._control("POST", "clear_requests")

    def traffic(self) -> Traffic:
        """What was asked since the counting began."""
        log = self._control("GET", "requests")
        return Traffic(
            by_route=dict(Counter(f"{request['method']} {_route(request['path'])}" for request in log).most_common()),
            refused=sum(request["status"] == HTTPStatus.TOO_MANY_REQUESTS for request in log),
            most_in_flight=self._control("GET", "most_in_flight"),
        )

    def invited_at(self) -> list[datetime]:
        """When each of those who are invited was invited, in that order."""
        users = self._control("GET", "users")
        times = [user["created_at"].replace("Z", "+00:00") for user in users if user["status"] == "INVITED"]
        return [datetime.fromisoformat(time) for time in times]

    def _control(self, method: str, what: str, /, **arguments: object) -> Any:  # noqa: ANN401 - whatever JSON the answer is
        url = f"{self._url}/_simulator/{what}"
        response = requests.request(method, url, json=arguments, timeout=SECONDS_TO_WAIT)
        response.raise_for_status()
        return response.json()["result"]


def _arguments(conditions: Conditions) -> list[str]:
    arguments = ["--api-key", API_KEY, "--latency-ms", f"{conditions.latency_ms:g}"]
    arguments += ["--seed-users", str(conditions.seed_users)]
    return arguments + (["--rate-limit", f"{conditions.rate_limit:g}"] if conditions.rate_limit else [])


def _route(path: str) -> str:
    """The path below the version, with a star for each id."""
    return re.sub(r"(users|organizations)/[^/]+", r"\1/*", path.removeprefix("/v2/"))
