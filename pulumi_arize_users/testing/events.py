"""The CLI's event log: what the engine reports of a run, one JSON document on each line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.differences import both_sides, compare, visible
from pulumi_arize_users.testing.results import Diagnostic, Result, Severity, Step
from pulumi_arize_users.testing.values import Properties, from_state_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLOUR: Final = re.compile(r"<\{%.*?%\}>")
_SEVERITIES: Final[dict[str, Severity]] = {
    "info": "info",
    "info#err": "info",
    "warning": "warning",
    "error": "error",
}


def result_of(log: Path, *, ok: bool, text: str) -> Result:
    """What a run did, by the events it wrote and what it printed."""
    events = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    diagnostics = list(_diagnostics(events))
    if not ok and not any(diagnostic.severity == "error" for diagnostic in diagnostics):
        diagnostics.append(Diagnostic("error", text.strip()))
    return Result(ok, _changes(events), tuple(_steps(events)), tuple(diagnostics), text)


def _changes(events: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for event in events:
        counts |= event.get("summaryEvent", {}).get("resourceChanges") or {}
    return {op: count for op, count in counts.items() if count}


def _diagnostics(events: list[dict[str, Any]]) -> Iterator[Diagnostic]:
    for event in events:
        diagnostic = event.get("diagnosticEvent", {})
        severity = _SEVERITIES.get(diagnostic.get("severity", ""))
        if severity and not diagnostic.get("ephemeral"):
            yield Diagnostic(severity, _COLOUR.sub("", diagnostic["message"]).rstrip("\n"), diagnostic.get("urn", ""))


def _steps(events: list[dict[str, Any]]) -> Iterator[Step]:
    begun = [event["resourcePreEvent"]["metadata"] for event in events if "resourcePreEvent" in event]
    ended = [event["resOutputsEvent"]["metadata"] for event in events if "resOutputsEvent" in event]
    failed = [_key(event["resOpFailedEvent"]["metadata"]) for event in events if "resOpFailedEvent" in event]
    # What a refresh means to a resource is known only when it has been read.
    read = {metadata["urn"] for metadata in begun if metadata["op"] == "refresh"}
    known = [metadata for metadata in begun if metadata["urn"] not in read and _key(metadata) not in failed]
    for metadata in [*known, *(metadata for metadata in ended if metadata["urn"] in read)]:
        if not urns.is_default_provider(metadata["urn"]):
            yield _step(metadata)


def _key(metadata: dict[str, Any]) -> tuple[str, str]:
    return metadata["urn"], metadata["op"]


def _step(metadata: dict[str, Any]) -> Step:
    old, new = (_inputs(metadata.get(side)) for side in ("old", "new"))
    detail = {path: _kind(change) for path, change in (metadata.get("detailedDiff") or {}).items()}
    if metadata["op"] in {"delete", "delete-replaced", "same", "read"}:
        return Step(metadata["op"], metadata["urn"])
    changed = both_sides({**compare(old, new), **detail}, old, new)
    return Step(metadata["op"], metadata["urn"], visible(detail), tuple(metadata.get("keys") or ()), changed)


def _inputs(state: dict[str, Any] | None) -> Properties:
    return {key: from_state_file(value) for key, value in ((state or {}).get("inputs") or {}).items()}


def _kind(change: dict[str, Any]) -> str:
    return str(change["diffKind"]).removesuffix("-replace")
