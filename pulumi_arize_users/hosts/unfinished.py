"""How an engine learns of an object that was created, but not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.any_pb2 import Any as Packed
from pulumi.runtime.proto.provider_pb2 import ErrorResourceInitFailed

if TYPE_CHECKING:
    from google.protobuf.struct_pb2 import Struct

    from pulumi_arize_users.providers.results import Unfinished

# The engine looks for the details of an error there.
METADATA = "grpc-status-details-bin"
UNKNOWN_STATUS = 2


def unfinished_metadata(error: Unfinished, outputs: Struct) -> tuple[tuple[str, bytes], ...]:
    """The trailing metadata of an answer with which the engine stores the object, and calls update in the next run.

    Args:
        error: why it is not finished.
        outputs: what exists of it, as it travels.
    """
    packed = Packed()
    packed.Pack(ErrorResourceInitFailed(id=error.id, reasons=[str(error)], properties=outputs))
    return ((METADATA, status_bytes(str(error), packed.SerializeToString())),)


def status_bytes(message: str, detail: bytes) -> bytes:
    """A google.rpc.Status by hand: its generated module exists in two copies that cannot be loaded together.

    Args:
        message: what the engine shows.
        detail: a packed message.
    """
    return b"\x08" + bytes([UNKNOWN_STATUS]) + _field(2, message.encode()) + _field(3, detail)


def _field(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2]) + _varint(len(value)) + value


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - protobuf's seven bits
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
