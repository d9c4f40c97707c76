"""How a reply reaches the client: whole, or as a fault has it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import TYPE_CHECKING

from aiohttp import web

from pulumi_arize_users.simulator.endless import deliver_without_end

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.faults import Fault
    from pulumi_arize_users.simulator.replies import Reply

_SECONDS_BETWEEN_LOOKS = 0.02


async def deliver(
    request: web.Request, reply: Reply, fault: Fault | None, closing: asyncio.Event
) -> web.StreamResponse:
    """Send a reply, or start it and leave the rest to the server.

    Args:
        request: what is being answered.
        reply: the answer.
        fault: what goes wrong with it.
        closing: set when the server stops, which ends whatever is still going on.
    """
    kind = None if fault is None else fault.kind
    if kind == "hang":
        await _wait_for_the_end(request, closing)
    if kind in ("hang", "reset"):
        _reset(request)
    # A reply without a body has nothing to cut or to drip.
    if kind == "truncated" and reply.body:
        return await _truncated(request, reply)
    if fault is not None and kind == "drip" and fault.place:
        return await deliver_without_end(request, fault, closing)
    if fault is not None and kind == "drip" and reply.body:
        return await _drip(request, reply, fault.seconds, closing)
    if kind == "two-lengths":
        return _two_lengths(request, reply)
    return web.Response(status=reply.status, reason=reply.reason, body=reply.body or None, headers=reply.headers)


async def _wait_for_the_end(request: web.Request, closing: asyncio.Event) -> None:
    # aiohttp tells no handler that its client is gone, except by cancelling it; then no write would outlive a client.
    while request.transport is not None and not closing.is_set():
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(closing.wait(), _SECONDS_BETWEEN_LOOKS)


def _reset(request: web.Request) -> None:
    if request.transport is None:
        return
    # Without lingering, closing sends RST at once, as a crashed load balancer does.
    no_lingering = struct.pack("ii", 1, 0)
    request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_lingering)
    request.transport.abort()


async def _truncated(request: web.Request, reply: Reply) -> web.StreamResponse:
    response = await _started(request, reply)
    await response.write(reply.body[: len(reply.body) // 2])
    response.force_close()
    return response


def _two_lengths(request: web.Request, reply: Reply) -> web.StreamResponse:
    # The server's own library refuses to send this, so it is written past it.
    lengths = f"Content-Length: {len(reply.body)}\r\nContent-Length: {len(reply.body) + 1}\r\n"
    if request.transport is not None:
        request.transport.write(f"HTTP/1.1 {reply.status} OK\r\n{lengths}\r\n".encode() + reply.body)
        request.transport.close()
    return web.Response()


async def _drip(request: web.Request, reply: Reply, seconds: float, closing: asyncio.Event) -> web.StreamResponse:
    response = await _started(request, reply)
    for position in range(len(reply.body)):
        if request.transport is None or closing.is_set():
            break
        await response.write(reply.body[position : position + 1])
        await asyncio.sleep(seconds)
    return response


async def _started(request: web.Request, reply: Reply) -> web.StreamResponse:
    response = web.StreamResponse(status=reply.status, headers=reply.headers)
    response.content_length = len(reply.body)
    await response.prepare(request)
    return response
