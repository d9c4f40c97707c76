"""Properties as a stack export writes them: secrets are encrypted, or in the clear with `--show-secrets`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pulumi_arize_users.providers.wire_format import SECRET_MARK, SIGNATURE, core_properties, to_core

if TYPE_CHECKING:
    from collections.abc import Mapping

# The native plugin writes names as programs of every language know them, in camel case.
NATIVE: Final = "arize:"


class Encrypted:
    """A secret that the export holds only in encrypted form."""

    def __repr__(self) -> str:
        return "[encrypted]"


ENCRYPTED: Final = Encrypted()


def properties_of(written: object, token: str) -> dict[str, Any]:
    """The properties of a resource, under the names of the Python package.

    Args:
        written: what the export holds.
        token: the type of the resource.
    """
    if not isinstance(written, dict):
        return {}
    plain = {str(key): _plain(value) for key, value in written.items()}
    return core_properties(plain) if token.startswith(NATIVE) else plain


def secrets_in(written: object, token: str) -> frozenset[str]:
    """The names of the properties that the export marks as secrets."""
    if not isinstance(written, dict):
        return frozenset()
    names = {str(key) for key, value in written.items() if _is_secret(value)}
    return frozenset(map(to_core, names)) if token.startswith(NATIVE) else frozenset(names)


def text(properties: Mapping[str, Any], name: str) -> str:
    """A property that is a string; empty if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, str) else ""


def mapping(properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A property that is a mapping; empty if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, dict) else {}


def flag(properties: Mapping[str, Any], name: str) -> bool | None:
    """A property that is a boolean; None if it is absent, encrypted or something else."""
    value = properties.get(name)
    return value if isinstance(value, bool) else None


def _is_secret(value: object) -> bool:
    return isinstance(value, dict) and value.get(SIGNATURE) == SECRET_MARK


def _plain(value: Any) -> Any:  # noqa: ANN401 - any property's value
    if _is_secret(value):
        try:
            return _plain(json.loads(value["plaintext"]))
        except (KeyError, TypeError, ValueError):
            return ENCRYPTED
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
