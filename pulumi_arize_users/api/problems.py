"""What an error reply says, in its own words, and who may have said it: the API, or something on the way to it."""

from __future__ import annotations

import html
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import ApiError, Problem, ServerError, error_for
from pulumi_arize_users.api.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    from pulumi_arize_users.api.connection import Connection

_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
# Where servers that are not Arize's put the words that a problem document has in its detail.
_OTHER_PLACES = ("detail", "message", "error_description", "error", "errors")
_STRANGER = (
    "The answer does not have the form in which Arize's API refuses: something on the way, such as a proxy or a "
    "firewall, may have sent it."
)
# Enough of a page to find its title, and of a title to recognize it.
_HEAD = 8 * 1024
_ENOUGH = 120


def refusal(response: requests.Response, content: bytes, body: object, connection: Connection) -> ApiError:
    """The error in a reply.

    Args:
        response: the reply.
        content: what is in it.
        body: its JSON, without secrets; None if it has none.
        connection: how it was asked for.
    """
    described = body if isinstance(body, dict) else {}
    line = connection.secrets.line
    reason = line(response.reason)
    problem = Problem(
        status=response.status_code,
        title=line(described.get("title")) or reason or "no reason given",
        detail=words_in(described) or line(_undescribed(response, content, body, line)),
        request_id=line(response.headers.get("x-request-id")),
        retry_after=line(response.headers.get("Retry-After")),
        is_from_the_api=_is_from_the_api(described),
    )
    return error_for(problem, _next_step(problem, response, connection))


def words_in(body: dict[str, Any]) -> str:
    """What a JSON object says went wrong, wherever its server puts that; empty if it says nothing."""
    return next(filter(None, (_words(body.get(place)) for place in _OTHER_PLACES)), "")


def _words(value: object) -> str:
    if isinstance(value, list) and value:
        return _words(value[0])
    if isinstance(value, dict):
        return one_line(value.get("message"))
    return one_line(value)


def _is_from_the_api(described: dict[str, Any]) -> bool:
    # The documentation promises a title. Frameworks and gateways answer {"detail": "Not Found"}, {"message":
    # "Forbidden"} or a page: a person is never believed to be gone, nor a write to be refused, because of one of these.
    return any(isinstance(described.get(field), str) and described[field] for field in ("title", "type"))


def _undescribed(response: requests.Response, content: bytes, body: object, line: Callable[[object], str]) -> str:
    if isinstance(body, dict):
        return ""
    location = response.headers.get("Location", "")
    if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST and location:
        # What follows may be a ticket of somebody's session.
        return f"it leads to {re.split('[?#]', location)[0]}"
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    return f"the answer is {kind or 'empty'}{_quoted(kind, content, line)}, not the API's JSON"


def _quoted(kind: str, content: bytes, line: Callable[[object], str]) -> str:
    text = content[:_HEAD].decode(errors="replace")
    title = _TITLE.search(text)
    if title:
        return f', titled "{line(html.unescape(title[1]))[:_ENOUGH]}"'
    return f': "{line(text)[:_ENOUGH]}"' if kind == "text/plain" and text.strip() else ""


def _next_step(problem: Problem, response: requests.Response, connection: Connection) -> str:
    advice = _advice(problem, connection)
    if problem.is_from_the_api or response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS}:
        return advice
    return f"{_STRANGER} {advice or ServerError.next_step}"


def _advice(problem: Problem, connection: Connection) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= problem.status < HTTPStatus.BAD_REQUEST:
        return "Arize's API never redirects: check that arize:baseUrl is the address of the API."
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return (
            f"The API key came from {connection.key_source}. After a rotation, set the new one "
            "(`pulumi config set --secret arize:apiKey`, or ARIZE_API_KEY) and run `pulumi up` once, or add "
            "--run-program: refresh and destroy use the key of the last `up`."
        )
    if problem.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return "A proxy wants its user and password: set arize:proxyUrl to http://user:password@host:port."
    if problem.is_from_the_api or problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ""
    if problem.status == HTTPStatus.NOT_FOUND:
        return "Nobody is believed to be gone: check that arize:baseUrl is the address of the API."
    return "Check the network and arize:baseUrl, and run again."
