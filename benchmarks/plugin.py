"""The native plugin as the CLI finds it, and the SDK with which a program declares its resources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[1]
SCHEMA: Final = ROOT / "pulumi_arize_users/hosts/plugin/schema.json"
COMMAND: Final = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {sys.executable} -m pulumi_arize_users.hosts.plugin "$@"\n'


def installed(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of a program that finds the plugin and its SDK.

    Args:
        folder: where both are put.
        environment: the variables until now.

    Raises:
        CalledProcessError: the CLI could not make the SDK.
    """
    folder.mkdir()
    plugin = folder / "pulumi-resource-arize"
    plugin.write_text(COMMAND)
    plugin.chmod(0o755)
    arguments = ["gen-sdk", str(SCHEMA), "--local", "--language", "python", "--out", str(folder)]
    subprocess.run(["pulumi", "package", *arguments], env=dict(environment), capture_output=True, check=True)  # noqa: S607 - wherever PATH has it
    return {
        **environment,
        "PATH": os.pathsep.join([str(folder), environment["PATH"]]),
        "PYTHONPATH": os.pathsep.join([environment["PYTHONPATH"], str(folder / "python")]),
    }
