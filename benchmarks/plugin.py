"""The native plugin as the CLI finds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[1]
COMMAND: Final = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {sys.executable} -m pulumi_arize_users.hosts.plugin "$@"\n'


def with_plugin(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of a program that finds the plugin of this checkout.

    Args:
        folder: where its command is put.
        environment: the variables until now.
    """
    folder.mkdir()
    plugin = folder / "pulumi-resource-arize"
    plugin.write_text(COMMAND)
    plugin.chmod(0o755)
    return {**environment, "PATH": os.pathsep.join([str(folder), environment["PATH"]])}
