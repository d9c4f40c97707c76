"""A stand-in for the commands of `pulumi` that the README uses, on the local runner.

It keeps the stack in a file of the current folder from one command to the next, which the local runner never does.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from pulumi_arize_users.testing import LocalEngine

KEPT = Path("local-stack.pickle")


def main(command: str, *arguments: str) -> int:
    """Carry out one command; returns the exit code."""
    before = pickle.loads(KEPT.read_bytes()) if KEPT.exists() else {"config": {}, "secrets": {}, "resources": []}  # noqa: S301 - our own file
    if command == "config":
        _set, *flags, key, value = arguments
        before["secrets" if "--secret" in flags else "config"][key] = value
    if command in ("preview", "up"):
        return _run(command, before)
    KEPT.write_bytes(pickle.dumps(before))
    return 0


def _run(command: str, kept: dict) -> int:
    with LocalEngine().stack(Path(), project="people", config=kept["config"], secrets=kept["secrets"]) as stack:
        stack._resources = kept["resources"]
        result = getattr(stack, command)()
        KEPT.write_bytes(pickle.dumps({**kept, "resources": stack._resources}))
    for told in result.diagnostics:
        print(f"{told.severity}: {told.message}")
    for operation, number in result.changes.items():
        print(number, "unchanged" if operation == "same" else operation)
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
