"""A stand-in for the commands of `pulumi` that the README uses, on the local runner.

It keeps the stack in a file of the current folder from one command to the next, which the local runner never does.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

from pulumi_arize_users.testing import LocalEngine

KEPT = Path("local-stack.pickle")


def main(command: str, *arguments: str) -> int:
    """Carry out one command; returns the exit code."""
    before: dict[str, Any] = {"config": {}, "secrets": {}, "resources": []}
    if KEPT.exists():
        before = pickle.loads(KEPT.read_bytes())  # noqa: S301 - what was written here
    if command == "config":
        _set, *flags, key, value = arguments
        before["secrets" if "--secret" in flags else "config"][key] = value
    if command in ("preview", "up"):
        return _run(command, before)
    KEPT.write_bytes(pickle.dumps(before))
    return 0


def _run(command: str, kept: dict[str, Any]) -> int:
    with LocalEngine().stack(Path(), project="people", config=kept["config"], secrets=kept["secrets"]) as stack:
        stack._resources = kept["resources"]
        result = getattr(stack, command)()
        KEPT.write_bytes(pickle.dumps({**kept, "resources": stack._resources}))
    lines = [f"{diagnostic.severity}: {diagnostic.message}" for diagnostic in result.diagnostics]
    lines += [f"{number} {'unchanged' if kind == 'same' else kind}" for kind, number in result.changes.items()]
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
