"""Exports of stacks, written as `pulumi stack export` writes them, and files of rosters."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

DYNAMIC = "pulumi-python:dynamic/arize:"
SINCE = "2026-01-02T03:04:05.678901Z"
_SIGNATURE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def gone(number: int) -> str:
    """The id of somebody who is not in the account."""
    return b64encode(f"User:{90_000 + number}:gone".encode()).decode()


def encrypted(_value: object = None) -> dict[str, Any]:
    """A secret without `--show-secrets`."""
    return {**_SIGNATURE, "ciphertext": "v1:4F0WAEPlcSDxRkfc:Iu0yLEf5l07AlYc4kCCWtJ8Y"}


def shown(value: object) -> dict[str, Any]:
    """A secret with `--show-secrets`."""
    return {**_SIGNATURE, "plaintext": json.dumps(value)}


def resource(
    kind: str, name: str, id: str, inputs: dict[str, Any], outputs: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """A resource of a stack.

    Args:
        kind: its type; one of the dynamic resources without what they share.
        name: its name in the program.
        id: its id.
        inputs: what the program said.
        outputs: what the stack remembers.
        more: what the engine notes beside it.
    """
    token = kind if ":" in kind else DYNAMIC + kind
    entry = {"urn": f"urn:pulumi:dev::acme::{token}::{name}", "custom": True, "id": id, "type": token}
    return {**entry, "inputs": inputs, "outputs": outputs, "created": SINCE, **more}


def person(label: str, user_id: str, **said: Any) -> dict[str, Any]:
    """A person with a resource of their own; `on` is what the engine notes beside it, `out` what outputs have more."""
    on, out = said.pop("on", {}), said.pop("out", {})
    inputs = {"email": f"{label}@example.com", "name": label.title(), "role": "MEMBER", **said}
    outputs = {**inputs, "user_id": user_id, "status": "ACTIVE", "adopted": False, "account": "http://arize", **out}
    return resource("ArizeUser", label, user_id, inputs, outputs, **on)


def roster(people: dict[str, dict[str, Any]], ids: dict[str, str], **more: Any) -> dict[str, Any]:
    """A roster; who has no id in `ids` is declared and not there yet."""
    lines = [json.dumps([key, {**people[key], "user_id": ids[key], "adopted": False}]) for key in people if key in ids]
    outputs = {"record": "\n".join(lines), "account": "http://arize", **more}
    return resource("Roster", "team", "roster-1", {"people": people}, outputs)


def write_export(file: Path, resources: list[dict[str, Any]], **deployment: Any) -> Path:
    """Write the export of a stack to a file, and return that."""
    exported = {"version": 3, "deployment": {"manifest": {}, "resources": resources, **deployment}}
    file.write_text(json.dumps(exported), encoding="utf-8")
    return file


def write_roster(folder: Path, people: dict[str, dict[str, Any]], name: str = "people.json", **rules: Any) -> Path:
    """Write the file of a roster into a folder, and return that."""
    file = folder / name
    file.write_text(json.dumps({"people": people, **rules}), encoding="utf-8")
    return file
