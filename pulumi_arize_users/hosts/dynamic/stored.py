"""What the engine's state holds of a provider, made without Pulumi: for files that the engine imports.

The state of a dynamic resource holds its provider as Python pickles it. One without attributes is the name of its
class, and these classes never change their names (`providers.py`).
"""

from __future__ import annotations

import base64

PROVIDER_KEY = "__provider"
_MODULE = "pulumi_arize_users.hosts.dynamic.providers"
_PROTOCOL, _FRAME, _TEXT, _NOTE, _CLASS, _NEW = b"\x80\x04", b"\x95", b"\x8c", b"\x94", b"\x93", b")\x81"


def type_token(resource: str) -> str:
    """The type of a resource in the state.

    Args:
        resource: its class in a program, such as ArizeUser.
    """
    return f"pulumi-python:dynamic/arize:{resource}"


def stored_provider(resource: str) -> str:
    """The provider of a resource as the state holds it.

    Args:
        resource: its class in a program, such as ArizeUser.
    """
    names = b"".join(_text(name) + _NOTE for name in (_MODULE, f"{resource}Provider"))
    frame = names + _CLASS + _NOTE + _NEW + _NOTE + b"."
    pickled = _PROTOCOL + _FRAME + len(frame).to_bytes(8, "little") + frame
    return base64.b64encode(pickled).decode()


def _text(text: str) -> bytes:
    return _TEXT + bytes([len(text)]) + text.encode()
