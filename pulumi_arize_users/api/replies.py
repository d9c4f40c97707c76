"""From the bytes of a reply to its JSON, or to the one error that explains it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from pulumi_arize_users.api.errors import NoReply, UnreadableReply
from pulumi_arize_users.api.problems import refusal
from pulumi_arize_users.api.texts import valid

if TYPE_CHECKING:
    import requests
    from urllib3 import BaseHTTPResponse

    from pulumi_arize_users.api.connection import Connection
    from pulumi_arize_users.api.texts import Secrets

LARGEST_REPLY = 10 * 1024 * 1024
CHUNK = 64 * 1024
# The only one that is asked for, and read: more of them, or several upon each other, are only more ways to be bombed.
COMPRESSION = "gzip"
# The only successes of the API; 202 is what the vendor's client says of one call.
WITH_CONTENT = {HTTPStatus.OK, HTTPStatus.CREATED}
WITHOUT_CONTENT = {HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED}
PASSWORD = "temporary_password"  # noqa: S105 - the name of a field


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
        raise refusal(response, content, json_in(content, connection.secrets), connection)
    if response.status_code in WITHOUT_CONTENT and not content:
        return Reply(response.status_code, {})
    body = json_in(content, connection.secrets)
    if response.status_code not in WITH_CONTENT or not isinstance(body, dict):
        raise _not_the_apis(response, content, connection)
    return Reply(response.status_code, body)


def _not_the_apis(response: requests.Response, content: bytes, connection: Connection) -> UnreadableReply:
    kind = connection.secrets.line(response.headers.get("Content-Type", "no content type"))
    return UnreadableReply(
        f"Arize answered {response.status_code}, but not with the JSON of its API (it is {kind}, {len(content)} "
        "bytes). Check that arize:baseUrl is the address of the API; if it is, run again."
    )


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
    except HTTPError:
        message = f"Arize's answer broke off after {len(content)} bytes. Run again."
        raise NoReply(message, maybe_done=True) from None  # its own text has the server's in it
    return bytes(content)


def json_in(content: bytes, secrets: Secrets) -> Any:  # noqa: ANN401 - JSON is anything
    """The JSON of a reply, with every text in it valid and without secrets; None if it is no JSON."""
    try:
        document = json.loads(content)
        password = document.pop(PASSWORD, None) if isinstance(document, dict) else None
        # Before anything else is read, because the same password may stand in another text.
        secrets.add(password)
        if not _is_clean(content, secrets):
            document = _discreet(document, secrets)
    except (ValueError, RecursionError):
        return None
    # It has to arrive as it was sent, and whoever reads it knows that it is a secret.
    return (
        document
        if password is None
        else {**document, PASSWORD: valid(password) if isinstance(password, str) else password}
    )


def _is_clean(content: bytes, secrets: Secrets) -> bool:
    # Nearly always, and to look at each text of a list would take longer than all the rest of reading it.
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    # Behind an escape, or in another encoding than UTF-8, anything may hide.
    return "\\" not in text and "\0" not in text and secrets.hidden(text) == text


def _discreet(value: Any, secrets: Secrets) -> Any:  # noqa: ANN401 - the same
    if isinstance(value, str):
        return secrets.hidden(value)
    if isinstance(value, list):
        return [_discreet(item, secrets) for item in value]
    if isinstance(value, dict):
        return {secrets.hidden(name): _discreet(item, secrets) for name, item in value.items()}
    return value
