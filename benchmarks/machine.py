"""On what machine, and under which load, something was measured."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

GIBIBYTE: Final = 2**30
CPU_LIST: Final = Path("/proc/cpuinfo")


def description() -> str:
    """Machine and versions, in one line."""
    memory = psutil.virtual_memory().total / GIBIBYTE
    machine = f"{os.cpu_count()} x {_processor()}, {memory:.0f} GiB, {platform.system()}"
    return f"{machine}; Python {platform.python_version()}, Pulumi SDK {version('pulumi')}, CLI {_cli()}"


def load() -> str:
    """The average number of processes that wanted to run during the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    if CPU_LIST.exists():
        for line in CPU_LIST.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cli() -> str:
    if shutil.which("pulumi") is None:
        return "none"
    said = subprocess.run(["pulumi", "version"], capture_output=True, text=True, check=True)  # noqa: S607 - on PATH
    return said.stdout.strip()
