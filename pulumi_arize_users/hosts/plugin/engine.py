"""The engine's own log, which shows a message with the resource that it is about."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from pulumi_arize_users.providers.messages import one_line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# The engine may be gone, and no message is worth waiting for.
SECONDS_TO_WAIT = 10
SEVERITIES = {
    # Only whoever sets ARIZE_LOG=debug has such lines, and wants to see them; the engine shows none of its DEBUG.
    logging.DEBUG: engine_pb2.INFO,
    logging.INFO: engine_pb2.INFO,
    logging.WARNING: engine_pb2.WARNING,
    logging.ERROR: engine_pb2.ERROR,
}

_SUBJECT: ContextVar[str] = ContextVar("the resource that this thread serves", default="")


@contextmanager
def speaking_of(urn: str) -> Iterator[None]:
    """Let what this thread says be shown with a resource.

    Args:
        urn: the resource's.
    """
    before = _SUBJECT.set(urn)
    try:
        yield
    finally:
        _SUBJECT.reset(before)


class EngineLog(logging.Handler):
    """Shows messages by the engine; on stderr for as long as no engine is known, or when it does not answer."""

    def __init__(self) -> None:
        super().__init__()
        self._engine: engine_pb2_grpc.EngineStub | None = None

    def connect(self, address: str) -> None:
        """Show messages by the engine at an address from now on."""
        if address:
            self._engine = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def emit(self, record: logging.LogRecord) -> None:
        """Show a message."""
        request = engine_pb2.LogRequest(
            severity=SEVERITIES.get(record.levelno, engine_pb2.INFO), message=one_line_of(record), urn=_SUBJECT.get()
        )
        try:
            if self._engine is not None:
                self._engine.Log(request, timeout=SECONDS_TO_WAIT)
                return
        except grpc.RpcError:
            pass
        print(f"arize: {record.levelname.lower()}: {request.message}", file=sys.stderr, flush=True)  # noqa: T201 - see above
