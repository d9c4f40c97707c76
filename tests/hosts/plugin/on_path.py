"""The plugin as Pulumi's commands find it, and what the machine has to work with it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "pulumi_arize_users/hosts/plugin/schema.json"
EXAMPLES = ROOT / "examples/languages"


def put_plugin_into(folder: Path) -> Path:
    """Write the command that starts the plugin of this checkout; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    plugin = folder / "pulumi-resource-arize"
    plugin.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {sys.executable} -m pulumi_arize_users.hosts.plugin "$@"\n')
    plugin.chmod(0o755)
    return folder


def require(*commands: str) -> None:
    """Skip the test on a machine that lacks one of the commands."""
    for command in commands:
        if shutil.which(command) is None:
            pytest.skip(f"`{command}` is not on PATH")
