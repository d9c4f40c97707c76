"""Workloads on the Pulumi CLI, with its state in a temporary folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import processes
from benchmarks.plugin import with_plugin
from benchmarks.running import Done, last_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.contenders import Peer
    from benchmarks.declared import Declared
    from benchmarks.running import Options
    from benchmarks.workloads import Workload

PROJECT: Final = {"name": "benchmark", "runtime": {"name": "python", "options": {"toolchain": "pip"}}}
STACK: Final = "benchmark"
# What a person would write in a pipeline; a preview has nothing to confirm.
FLAGS: Final = {operation: ["--yes", "--skip-preview"] for operation in ("up", "refresh", "destroy")}


class CliRunner:
    """Runs a program on the CLI.

    Args:
        program: the program's folder.
        home: an empty folder for the CLI.
        environment: the variables of the program and its providers.
        options: how it runs.
        peer: whose program it is.
    """

    def __init__(self, program: Path, home: Path, environment: Mapping[str, str], options: Options, peer: Peer) -> None:
        self._program = program
        self._parallel = options.parallel
        self._environment = {
            **environment,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")]),
            "PULUMI_BACKEND_URL": f"file://{home}",
            "PULUMI_HOME": str(home / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "only-for-benchmarks",
            "PULUMI_PYTHON_CMD": sys.executable,
            "PULUMI_SKIP_CHECKPOINTS": "true",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            # Nothing here needs a plugin, and looking for one on the network would be part of every measurement.
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        }
        self._peer = peer
        if peer.is_plugin:
            self._environment = with_plugin(home / "plugin", self._environment)
        (program / "Pulumi.yaml").write_text(json.dumps(PROJECT))
        config = {"arize:concurrency": str(options.concurrency)}
        (program / f"Pulumi.{STACK}.yaml").write_text(json.dumps({"config": config}))
        subprocess.run(
            ["pulumi", "stack", "init", STACK, "--non-interactive"],  # noqa: S607 - wherever PATH has it
            cwd=program,
            env=self._environment,
            capture_output=True,
            check=True,
        )

    def run(self, workload: Workload, declared: Declared) -> Done:
        """Do a workload."""
        if self._peer.is_yaml:
            resources = import_module(self._peer.module).resources(declared)
            project = {"name": PROJECT["name"], "runtime": "yaml", "resources": resources}
            (self._program / "Pulumi.yaml").write_text(json.dumps(project))
        flags = [*FLAGS.get(workload.operation, []), "--parallel", str(self._parallel)]
        command = ["pulumi", workload.operation, *flags, "--non-interactive", "--color", "never"]
        ended = processes.run(command, self._program, {**self._environment, **declared.environment()})
        return Done(ended.cost, last_words(ended.text) if ended.code else "")
