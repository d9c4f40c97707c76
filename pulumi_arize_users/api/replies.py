"""From the bytes of a reply to its JSON, or to the one error that explains it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from pulumi_arize_users.api.errors import ApiError, NoReply, Problem, UnreadableReply, error_for

if TYPE_CHECKING:
    import requests
    from urllib3 import BaseHTTPResponse

    from pulumi_arize_users.api.connection import Connection

LARGEST_REPLY = 10 * 1024 * 1024
CHUNK = 64 * 1024
# The only one that is asked for, and read: more of them, or several upon each other, are only more ways to be bombed.
COMPRESSION = "gzip"


@dataclass(frozen=True)
class Reply:
    """A successful answer.

    Attributes:
        status: the HTTP status, 200 to 299.
        body: the JSON object; empty for an answer without content.
    """

    status: int
    body: dict[str, Any]


def read_reply(response: requests.Response, connection: Connection) -> Reply:
    """The reply in a response whose body has not been read yet.

    Raises:
        NoReply: the body did not arrive whole.
        UnreadableReply: it is too large, or not the API's JSON.
        ApiError: the server answered with an error.
    """
    content = _content(response)
    if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
        raise _error(response, content, connection)
    if response.status_code == HTTPStatus.NO_CONTENT:
        return Reply(response.status_code, {})
    body = _json(content)
    if not isinstance(body, dict):
        kind = _text(response.headers.get("Content-Type", "no content type"), connection)
        message = (
            f"Arize answered {response.status_code}, but not with the JSON of its API (it is {kind}, "
            f"{len(content)} bytes). Check that arize:baseUrl is the address of the API; if it is, run again."
        )
        raise UnreadableReply(message)
    return Reply(response.status_code, body)


def _content(response: requests.Response) -> bytes:
    # Read first and decompressed then: a compressed body may go on without end and without ever becoming any text.
    content = _read(response.raw, decompress=False)
    # Any other label was not asked for; if what is under it is compressed, it is not the API's JSON.
    if response.headers.get("Content-Encoding", "").strip().lower() != COMPRESSION:
        return content
    headers = {"Content-Encoding": COMPRESSION}
    return _read(HTTPResponse(BytesIO(content), headers, preload_content=False), decompress=True)


def _read(body: BaseHTTPResponse, *, decompress: bool) -> bytes:
    content = bytearray()
    try:
        while part := body.read1(CHUNK, decode_content=decompress):
            content += part
            if len(content) > LARGEST_REPLY:
                message = (
                    f"Arize's answer is larger than {LARGEST_REPLY // 1024 // 1024} MiB and was not read. Run again."
                )
                raise UnreadableReply(message)
    except HTTPError as error:
        message = f"Arize's answer broke off after {len(content)} bytes. Run again."
        raise NoReply(message, maybe_done=True) from error
    return bytes(content)


def _json(content: bytes) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _error(response: requests.Response, content: bytes, connection: Connection) -> ApiError:
    body = _json(content)
    described = body if isinstance(body, dict) else {}
    problem = Problem(
        status=response.status_code,
        title=_text(described.get("title"), connection) or _text(response.reason, connection) or "no reason given",
        detail=_text(described.get("detail"), connection) or _text(_undescribed(response, body), connection),
        request_id=_text(response.headers.get("x-request-id"), connection),
        retry_after=response.headers.get("Retry-After", ""),
    )
    if response.status_code == HTTPStatus.NOT_FOUND and not isinstance(body, dict):
        # A proxy's page, or a wrong address: nobody may count as gone because of it.
        return ApiError(problem, "Check that arize:baseUrl is the address of the API.")
    return error_for(problem, _next_step(response, connection))


def _text(value: object, connection: Connection) -> str:
    # A server that echoes the request must not make an error message carry the key.
    text = value if isinstance(value, str) else ""
    return text.replace(connection.api_key, "[secret]") if connection.api_key else text


def _undescribed(response: requests.Response, body: object) -> str:
    if isinstance(body, dict):
        return ""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return f"the answer is {kind or 'empty'}, not the API's JSON"


def _next_step(response: requests.Response, connection: Connection) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
        return "Arize's API never redirects: check that arize:baseUrl is the address of the API."
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        return (
            f"The API key came from {connection.key_source}. After a rotation, set the new one "
            "(`pulumi config set --secret arize:apiKey`, or ARIZE_API_KEY) and run `pulumi up` once, or add "
            "--run-program: refresh and destroy use the key of the last `up`."
        )
    return ""
