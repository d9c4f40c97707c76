"""Refusals, as the problem documents (RFC 9457) that Arize answers with."""

from __future__ import annotations

_TYPES = "https://arize.com/docs/ax/rest-reference/errors#"

# Status: (last part of the problem's type, its title). The API names no type for the last five.
_KNOWN = {
    400: ("invalid-request", "Invalid request parameters"),
    401: ("authentication-required", "Authentication required"),
    403: ("access-forbidden", "Access forbidden"),
    404: ("resource-not-found", "Resource not found"),
    409: ("resource-conflict", "Resource conflict"),
    422: ("unprocessable-entity", "Unprocessable entity"),
    429: ("rate-limit-exceeded", "Rate limit exceeded"),
    503: ("service-unavailable", "Service unavailable"),
    405: (None, "Method not allowed"),
    413: (None, "Request body too large"),
    421: (None, "Misdirected request"),
    500: (None, "Internal server error"),
    502: (None, "Bad gateway"),
}


class ProblemError(Exception):
    """A request is refused; the server answers with the problem document.

    Attributes:
        status: the HTTP status.
        detail: what is wrong with this request, for a person.
        headers: further headers of the reply.
    """

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem_document(status: int, detail: str, instance: str) -> dict[str, object]:
    """The JSON of a problem with the request to the encoded path `instance`."""
    kind, title = _KNOWN.get(status, (None, "Error"))
    return {
        "status": status,
        "title": title,
        "type": f"{_TYPES}{kind}" if kind else "about:blank",
        "detail": detail,
        "instance": instance,
    }
