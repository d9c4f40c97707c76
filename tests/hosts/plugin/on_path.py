"""The plugin as Pulumi's commands find it, and what the machine has to work with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "pulumi_arize_users/hosts/plugin/schema.json"
EXAMPLES = ROOT / "examples/languages"
# Nothing is fetched, neither plugins nor modules of Go.
OFFLINE = {
    "GOFLAGS": "-mod=mod",
    "GOPROXY": "off",
    "GOTOOLCHAIN": "local",
    "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    "PULUMI_SKIP_UPDATE_CHECK": "true",
}


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


def run(*command: object, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command without the network; what it prints is one text."""
    name, *arguments = map(str, command)
    return subprocess.run(
        [shutil.which(name) or name, *arguments],
        cwd=cwd,
        env={**os.environ, **OFFLINE, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def make_sdk(language: str, out: Path, schema: Path = SCHEMA) -> Path:
    """Make the SDK of the current schema, as `pulumi package add` does; returns its folder."""
    require("pulumi", f"pulumi-language-{language}")
    ran = run("pulumi", "package", "gen-sdk", schema, "--local", "--language", language, "--out", out)
    assert 0 == ran.returncode, ran.stdout
    assert "warning" not in ran.stdout.lower()
    return out / language


def give_go_its_sdk(program: Path) -> None:
    """Put the SDK where the program's `go.mod` says that it is."""
    require("go")
    if run("go", "mod", "download", "github.com/pulumi/pulumi/sdk/v3", cwd=program).returncode:
        pytest.skip("the Go modules of Pulumi are not on this machine: `pulumi install` in the example brings them")
    shutil.move(make_sdk("go", program / "made"), program / "sdks/arize")
    lines = (program / "go.mod").read_text().splitlines()
    pulumi = next(line.strip() for line in lines if "github.com/pulumi/pulumi/sdk/v3 " in line)
    module = f"module example.com/pulumi-arize/sdk/go\n\ngo 1.25\n\nrequire {pulumi}\n"
    (program / "sdks/arize/go.mod").write_text(module)
