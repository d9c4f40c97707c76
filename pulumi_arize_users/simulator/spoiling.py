"""Replies that a fault makes up or spoils."""

from __future__ import annotations

import functools
import json
import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator import queries
from pulumi_arize_users.simulator.mixups import about_somebody_else
from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.replies import Reply, json_reply, problem_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.simulator.faults import Fault
    from pulumi_arize_users.simulator.state import Account

_HTML = "text/html; charset=utf-8"
_FIRST_SERVER_ERROR = 500


def spoil(fault: Fault, serve: Callable[[], Reply], path: str, account: Account) -> Reply:
    """The reply that the fault leaves for a request to the encoded `path`; `serve` serves it if the fault lets it."""
    reply = serve() if fault.serves_first else Reply(200)
    if fault.kind == "status":
        return _status(fault, path)
    if fault.kind == "redirect":
        return Reply(302, headers={"Location": fault.location})
    if fault.kind == "somebody-else":
        return about_somebody_else(fault, reply, account)
    if fault.kind == "echo":
        return _echo(fault, path)
    return _CHANGES[fault.kind](fault, reply) if fault.kind in _CHANGES else reply


def _status(fault: Fault, path: str) -> Reply:
    reply = _status_body(fault, path)
    headers = dict(reply.headers)
    if fault.retry_after is not None:
        headers["Retry-After"] = fault.retry_after
    if fault.content_type is not None:
        headers["Content-Type"] = fault.content_type
    return replace(reply, headers=headers)


def _status_body(fault: Fault, path: str) -> Reply:
    if fault.body is not None:
        kind = _HTML if fault.body.lstrip().startswith("<") else "application/problem+json"
        return Reply(fault.status, fault.body.encode(), {"Content-Type": kind})
    if fault.status >= _FIRST_SERVER_ERROR:
        return Reply(fault.status, _page(fault.status), {"Content-Type": _HTML})
    return problem_reply(ProblemError(fault.status, "The simulator was told to answer so."), path)


def _page(status: int) -> bytes:
    title = f"{status} {HTTPStatus(status).phrase}" if status in list(HTTPStatus) else str(status)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>".encode()


def _echo(fault: Fault, path: str) -> Reply:
    said = f"Not understood: {fault.text}"
    if path == "/graphql":
        return json_reply(200, {"errors": [{"message": said}]})
    document = {"status": fault.status, "title": said, "type": "about:blank", "detail": said, "instance": path}
    shown = ("x-request-id", "Retry-After", "Location", "Content-Type", "Content-Language")
    headers = dict.fromkeys(shown, said.replace("\n", " "))
    return Reply(fault.status, json.dumps(document).encode(), headers, reason=headers["Location"])


def _middlebox(fault: Fault, _reply: Reply) -> Reply:
    page = fault.body.encode() if fault.body is not None else _page(fault.status)
    return Reply(fault.status, page, {"Content-Type": _HTML})


def _success(fault: Fault, _reply: Reply) -> Reply:
    status = fault.status if HTTPStatus.OK <= fault.status < HTTPStatus.MULTIPLE_CHOICES else HTTPStatus.OK
    body = b"" if status == HTTPStatus.NO_CONTENT else (fault.body or "{}").encode()
    return Reply(status, body, {"Content-Type": "application/json"})


def _odd(fault: Fault, reply: Reply) -> Reply:
    if not reply.body:
        return reply
    document = json.loads(reply.body)
    items = next((value for value in document.values() if isinstance(value, list)), [document])
    for item in items if fault.entry is None else items[fault.entry : fault.entry + 1]:
        for name, value in fault.values.items():
            *path, last = name.split(".")
            functools.reduce(lambda place, key: place.setdefault(key, {}), path, item)[last] = value
    return replace(reply, body=json.dumps(document).encode())


def _malformed(_fault: Fault, reply: Reply) -> Reply:
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def _oversized(fault: Fault, _reply: Reply) -> Reply:
    before, after = b'{"padding": "', b'"}'
    padding = b"x" * (fault.bytes - len(before) - len(after))
    return Reply(200, before + padding + after, {"Content-Type": "application/json"})


def _mislabelled(_fault: Fault, reply: Reply) -> Reply:
    return replace(reply, headers={**reply.headers, "Content-Type": _HTML})


def _portal(_fault: Fault, _reply: Reply) -> Reply:
    return Reply(200, b"<html><body>Please log in.</body></html>", {"Content-Type": _HTML})


def _incomplete(fault: Fault, reply: Reply) -> Reply:
    if not reply.body:
        return reply
    document = json.loads(reply.body)
    for name in fault.drop:
        _drop(document, name.split("."))
    return replace(reply, body=json.dumps(document).encode())


def _endless(fault: Fault, reply: Reply) -> Reply:
    document = json.loads(reply.body) if reply.body else {}
    cursor = queries.cursor(queries.BEHIND_EVERYBODY if fault.empty else 0, uuid.uuid4().hex)
    if "pagination" in document:
        document["pagination"] = {"has_more": True, "next_cursor": cursor}
    node = (document.get("data") or {}).get("node") or {}
    for members in node.values():
        members["pageInfo"] = {"hasNextPage": True, "endCursor": cursor}
    return replace(reply, body=json.dumps(document).encode()) if document else reply


_CHANGES = {
    "malformed": _malformed,
    "oversized": _oversized,
    "wrong-content-type": _mislabelled,
    "html": _portal,
    "missing-field": _incomplete,
    "endless-pages": _endless,
    "odd-values": _odd,
    "middlebox": _middlebox,
    "success": _success,
}


def _drop(document: object, path: list[str]) -> None:
    if isinstance(document, list):
        for item in document:
            _drop(item, path)
    elif isinstance(document, dict):
        for items in [value for value in document.values() if isinstance(value, list)]:
            _drop(items, path)
        if len(path) == 1:
            document.pop(path[0], None)
        else:
            _drop(document.get(path[0]), path[1:])
