"""Replies that begin and never end, each at another place of what HTTP says."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.faults import Fault

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_CHUNKED = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_GZIP = _OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
_FILE_NAME_FOLLOWS = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03"


def _chunk(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)


# What is said first, and what is then said over and over.
PLACES = {
    "status-line": (b"HTTP/1.1 200 ", b"O"),
    "header": (_OK + b"x-drip: ", b"x"),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunk-extension": (_CHUNKED + b"2;", b"x"),
    "trailers": (_CHUNKED + _chunk(b"{}") + b"0\r\n", b"x-drip: 1\r\n"),
    "gzip-header": (_GZIP + _chunk(_FILE_NAME_FOLLOWS), _chunk(b"x")),
    "gzip-members": (_GZIP, _chunk(gzip.compress(b""))),
}


async def deliver_without_end(request: web.Request, fault: Fault, closing: asyncio.Event) -> web.StreamResponse:
    """Begin a reply, and say more every `seconds` until the client or the server has enough."""
    opening, repeated = PLACES[fault.place]
    transport = request.transport
    if transport is not None:
        transport.write(opening)
    while transport is not None and not transport.is_closing() and not closing.is_set():
        transport.write(repeated)
        await asyncio.sleep(fault.seconds)
    if transport is not None:
        transport.abort()
    return web.Response()
