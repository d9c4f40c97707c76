"""What the engine passes to a read and a removal, and the stock host does not pass on: the inputs of the last run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.dynamic.answers import host_module, of_the_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from google.protobuf.struct_pb2 import Struct


class _Stored(Mapping[str, Any]):
    """Inputs as they travel: a look at one of them does not cost a translation of all."""

    def __init__(self, message: Struct) -> None:
        self._message = message

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever the state holds
        from pulumi.runtime import rpc  # noqa: PLC0415 - only the host needs it

        value = rpc.deserialize_property(self._message[name]) if name in self._message else None
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._message)

    def __len__(self) -> int:
        return len(self._message)


def inputs_before() -> Mapping[str, Any]:
    """The inputs that the state has of what this thread reads or removes; empty where nobody knows them."""
    host = host_module()
    if host is None:
        return {}
    from pulumi.runtime.proto.provider_pb2 import DeleteRequest, ReadRequest  # noqa: PLC0415 - only the host needs them

    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to the caller
    while frame and frame.f_globals is not vars(host):
        frame = frame.f_back
    read, removal = of_the_call(frame, host, ReadRequest), of_the_call(frame, host, DeleteRequest)
    message = read.inputs if read is not None else removal.old_inputs if removal is not None else None
    return {} if message is None else _Stored(message)
