"""What a process costs, together with all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from typing_extensions import Self

SECONDS_BETWEEN_LOOKS: Final = 0.1
PROVIDER_PROCESSES: Final = frozenset({"pulumi.dynamic", "pulumi_arize_users.hosts.plugin"})


@dataclass(frozen=True)
class Cost:
    """What something cost.

    Attributes:
        wall_seconds: time from beginning to end.
        cpu_seconds: user and system time of all processes of the tree.
        peak_bytes: the most that was resident at once, summed over the tree; pages that processes share count in each.
        provider_bytes: the most that was resident in a process in which providers ran; 0 where there was none.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    provider_bytes: int


@dataclass(frozen=True)
class Ended:
    """A command that has ended: what it cost, its exit code, and all that it printed."""

    cost: Cost
    code: int
    text: str


class Watch:
    """Looks at a process and its descendants, ten times a second, as long as the `with` block lasts.

    Args:
        root: id of the process at the top.

    Attributes:
        peak_bytes: see `Cost`.
        provider_bytes: see `Cost`.
    """

    def __init__(self, root: int) -> None:
        self.peak_bytes = 0
        self.provider_bytes = 0
        self._root = root
        self._seconds: dict[int, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_until_the_end, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def cpu_seconds(self) -> float:
        """What was seen of the processes' own time: never too much, but too little by what came after the last look."""
        return sum(self._seconds.values())

    def _look_until_the_end(self) -> None:
        while True:
            with suppress(psutil.NoSuchProcess):
                self._look()
            if self._ended.wait(SECONDS_BETWEEN_LOOKS):
                return

    def _look(self) -> None:
        root = psutil.Process(self._root)
        resident = [self._resident(process) for process in (root, *root.children(recursive=True))]
        self.peak_bytes = max(self.peak_bytes, sum(resident))

    def _resident(self, process: psutil.Process) -> int:
        try:
            with process.oneshot():
                resident, times = process.memory_info().rss, process.cpu_times()
                command = process.cmdline()
        except (psutil.NoSuchProcess, psutil.AccessDenied):  # it has just ended
            return 0
        self._seconds[process.pid] = times.user + times.system
        if PROVIDER_PROCESSES & {*command}:
            self.provider_bytes = max(self.provider_bytes, resident)
        return int(resident)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ended:
    """Run a command to its end, and measure it."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        with Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    # The system counts a descendant only if its parent has waited for it; the looks count it in any case.
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu_seconds)
    return Ended(Cost(wall, cpu, watch.peak_bytes, watch.provider_bytes), process.returncode, text)
