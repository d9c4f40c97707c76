"""What the engine passes to a read and a removal, and the stock host does not pass on: the inputs of the last run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.dynamic.answers import host_module, of_the_call

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType


def inputs_before() -> Mapping[str, Any]:
    """The inputs that the state has of what this thread reads or removes; empty where nobody knows them."""
    host = host_module()
    if host is None:
        return {}
    from pulumi.runtime import rpc  # noqa: PLC0415 - only the host needs these
    from pulumi.runtime.proto.provider_pb2 import DeleteRequest, ReadRequest  # noqa: PLC0415 - as above

    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to the caller
    while frame and frame.f_globals is not vars(host):
        frame = frame.f_back
    read, removal = of_the_call(frame, host, ReadRequest), of_the_call(frame, host, DeleteRequest)
    message = read.inputs if read is not None else removal.old_inputs if removal is not None else {}
    inputs: Mapping[str, Any] = rpc.deserialize_properties(message) if message else {}
    return inputs
