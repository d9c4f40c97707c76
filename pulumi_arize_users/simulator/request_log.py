"""What was asked of the simulator, in order of arrival, for tests to look at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECRET_HEADERS = {"authorization", "x-api-key"}


@dataclass
class RecordedRequest:
    """One request, without its credentials.

    Attributes:
        method: the HTTP method.
        path: the path, decoded.
        target: path and query exactly as they were sent.
        query: every value of each query parameter.
        headers: the headers under lower-case names; those with credentials are left out.
        body: the JSON that was sent, the plain text if it is not JSON, None if nothing was sent.
        authorization_ok: whether it carried a valid API key.
        request_id: the `x-request-id` of the reply.
        status: the status answered; None while it is being served, and for good if no reply was sent.
    """

    method: str
    path: str
    target: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: object | None
    authorization_ok: bool
    request_id: str
    status: int | None = None

    @property
    def is_write(self) -> bool:
        """Whether the request may have changed the account."""
        return self.method not in ("GET", "HEAD", "OPTIONS") and self.path != "/graphql"


class RequestLog:
    """The requests since the last clearing, and how many were served at once."""

    def __init__(self) -> None:
        self._requests: list[RecordedRequest] = []
        self._in_flight = 0
        self.most_in_flight = 0

    @property
    def requests(self) -> list[RecordedRequest]:
        """The requests so far, in order of arrival."""
        return list(self._requests)

    def opened(self, request: RecordedRequest) -> None:
        """Note a request that arrives."""
        self._requests.append(request)
        self._in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self._in_flight)

    def closed(self) -> None:
        """Note that a request has been served."""
        self._in_flight -= 1

    def clear(self) -> None:
        """Forget the requests so far; those being served still count as in flight."""
        self._requests.clear()
        self.most_in_flight = self._in_flight


def without_credentials(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that may be kept, under lower-case names."""
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _SECRET_HEADERS}


def readable_body(raw: bytes) -> object | None:
    """What a request carried, as JSON where it is JSON."""
    if not raw:
        return None
    try:
        return json.loads(raw)  # type: ignore[no-any-return]  # whatever JSON it is
    except (ValueError, RecursionError):
        return raw.decode(errors="replace")
