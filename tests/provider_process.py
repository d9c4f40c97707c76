"""A provider that runs in a process of its own, called over gRPC as the engine calls it, whichever host it is."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable, Mapping

    from pulumi.runtime.proto import provider_pb2_grpc

KEY = "key-canary-51aa"
SECONDS_TO_WAIT = 30
NO_LIMIT = [("grpc.max_receive_message_length", -1), ("grpc.max_metadata_size", 16 * 1024 * 1024)]


def struct(properties: Mapping[str, Any]) -> Struct:
    """Properties as they travel."""
    message = Struct()
    message.update(dict(properties))
    return message


class ProviderProcess:
    """One running provider and the calls that the engine makes of it.

    Attributes:
        process: what the engine started.
    """

    def __init__(self, stub: provider_pb2_grpc.ResourceProviderStub, process: subprocess.Popen[str]) -> None:
        self._stub = stub
        self.process = process

    def call(self, method: str, request: object) -> Any:
        """Send a request and wait for the answer."""
        return getattr(self._stub, method)(request, timeout=SECONDS_TO_WAIT)

    def start(self, method: str, request: object) -> Any:
        """Send a request, and return a future."""
        return getattr(self._stub, method).future(request, timeout=SECONDS_TO_WAIT)

    def failure(self, method: str, request: object) -> grpc.RpcError:
        """Send a request that is expected to fail; returns the error."""
        with pytest.raises(grpc.RpcError) as failure:
            self.call(method, request)
        return failure.value

    def told(self) -> Iterable[str]:
        """Everything that it has said so far, wherever it says it."""
        raise NotImplementedError

    def wait_until_it_pauses(self, call: Any) -> None:
        """Wait until it says that it waits for a minute, which a call under way is to meet."""
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while not any("Arize asks to wait 60 s" in text for text in self.told()):
            assert time.monotonic() < deadline
            assert not call.done()
            with suppress(grpc.FutureTimeoutError):
                call.exception(timeout=0.05)
