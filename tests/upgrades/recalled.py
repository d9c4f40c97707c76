"""Recorded state in memory, for the local runner and for a plugin that is called without an engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.testing.cli import _resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.testing import ResourceState
    from tests.upgrades.recording import Recording

SIGNATURE = "4dabf18193072939515e22adb298388d"


def states_of(recording: Recording) -> list[ResourceState]:
    """The resources of a recording, with their secrets."""
    return [_resource(entry) for entry in _decrypted(recording.export["deployment"]["resources"], recording.opened)]


def travelling(entry: Mapping[str, Any], side: str, opened: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs or outputs of a resource as the engine sends them to a plugin."""
    sent: dict[str, Any] = _sent(entry.get(side, {}), opened)
    return sent


def _decrypted(value: Any, opened: Mapping[str, Any]) -> Any:
    if isinstance(value, dict) and "ciphertext" in value:
        return {SIGNATURE: value[SIGNATURE], "plaintext": json.dumps(opened[value["ciphertext"]])}
    if isinstance(value, dict):
        return {key: _decrypted(each, opened) for key, each in value.items()}
    return [_decrypted(each, opened) for each in value] if isinstance(value, list) else value


def _sent(value: Any, opened: Mapping[str, Any]) -> Any:
    if isinstance(value, dict) and "ciphertext" in value:
        return {SIGNATURE: value[SIGNATURE], "value": opened[value["ciphertext"]]}
    if isinstance(value, dict):
        return {key: _sent(each, opened) for key, each in value.items()}
    return [_sent(each, opened) for each in value] if isinstance(value, list) else value
