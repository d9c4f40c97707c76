"""Finding processes that a stack left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

# Inherited by every process of a stack, whoever started it and whatever group or session it moved to.
MARK: Final = "PULUMI_TEST_STACK"
_SECONDS_OF_GRACE: Final = 2.0


def processes_of(mark: str) -> list[str]:
    """The command lines of running processes that carry the mark; none where there is no /proc to look into."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:  # it has just ended, or is none of ours
            continue
        if f"{MARK}={mark}".encode() in environment and process.name != str(os.getpid()):
            found.append(f"{process.name}: {command}")
    return found


def left_behind(mark: str) -> list[str]:
    """The processes with the mark that are still there after a moment: the CLI does not wait for its plugins."""
    deadline = time.monotonic() + _SECONDS_OF_GRACE
    while (found := processes_of(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found
