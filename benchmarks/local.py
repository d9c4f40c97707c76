"""Workloads on the package's local runner, which keeps its state in one process of its own from first to last."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.processes import Cost, Watch
from benchmarks.running import Done

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typing_extensions import Self

    from benchmarks.declared import Declared
    from benchmarks.running import Options
    from benchmarks.workloads import Workload


class LocalRunner:
    """Runs a program on the local runner, as long as the `with` block lasts.

    Args:
        program: the program's folder.
        environment: the variables of the program and its providers.
        options: how it runs.
    """

    def __init__(self, program: Path, environment: Mapping[str, str], options: Options) -> None:
        self._worker = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.local_worker", str(program), str(options.concurrency)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # The end of its input is the end of the worker.
        self._worker.communicate()

    def run(self, workload: Workload, declared: Declared) -> Done:
        """Do a workload."""
        with Watch(self._worker.pid) as watch:
            self._order(workload, declared)
            wall, cpu, failure = self._answer()
        return Done(Cost(wall, cpu, watch.peak_bytes, watch.provider_bytes), failure)

    def _order(self, workload: Workload, declared: Declared) -> None:
        assert self._worker.stdin is not None, "it was opened as a pipe"  # noqa: S101 - narrows the type
        self._worker.stdin.write(json.dumps([workload.operation, declared.environment()]) + "\n")
        self._worker.stdin.flush()

    def _answer(self) -> tuple[float, float, str]:
        line = self._worker.stdout.readline() if self._worker.stdout else ""
        if not line:
            raise RuntimeError("The local runner's process has ended; what it said is above.")
        wall, cpu, failure = json.loads(line)
        return float(wall), float(cpu), str(failure)
