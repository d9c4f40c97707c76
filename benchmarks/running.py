"""What carries out the workloads of a peer, each in processes of its own."""

from __future__ import annotations

import inspect
import re
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from benchmarks import processes
from benchmarks.workloads import PREVIEW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.contenders import Peer
    from benchmarks.declared import Declared
    from benchmarks.processes import Cost
    from benchmarks.workloads import Workload

LAST_LINES: Final = 4
ERROR: Final = re.compile(r"\berror\b|Error:")


@dataclass(frozen=True)
class Options:
    """How Pulumi runs.

    Attributes:
        parallel: the CLI's `--parallel`; the local runner has its own.
        concurrency: the configuration `arize:concurrency`.
    """

    parallel: int = 64
    concurrency: int = 16


@dataclass(frozen=True)
class Done:
    """A workload that has ended: what it cost, and why it failed if it did."""

    cost: Cost
    failure: str = ""


class Runner(Protocol):
    """Carries out the workloads of one peer, one after the other."""

    def run(self, workload: Workload, declared: Declared) -> Done | None:
        """Do a workload; None if the peer has no such thing."""


class ScriptRunner:
    """Runs a script, a process for each workload."""

    def __init__(self, peer: Peer, folder: Path, environment: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-m", "benchmarks.script", peer.module, str(peer.width)]
        self._folder = folder
        self._environment = environment

    def run(self, workload: Workload, declared: Declared) -> Done | None:
        """Do a workload; a script has no previews."""
        if workload is PREVIEW:
            return None
        environment = {**self._environment, **declared.environment()}
        ended = processes.run([*self._command, workload.name], self._folder, environment)
        return Done(ended.cost, last_words(ended.text) if ended.code else "")


def write_program(peer: Peer, folder: Path) -> None:
    """Make the folder that of a Pulumi program which declares what the peer does."""
    call = "program()\n"
    if peer.is_inline:
        text = f"{inspect.getsource(import_module(peer.module))}\n\n{call}"
    else:
        text = f"from {peer.module} import program\n\n{call}"
    (folder / "__main__.py").write_text(text)


def last_words(text: str) -> str:
    """The last error in what was printed, else the end of it, as one line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if ERROR.search(line)]
    return " / ".join(errors[-1:] or lines[-LAST_LINES:])
