"""On what a peer runs: the Pulumi CLI, the package's local runner, or nothing but Python."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.cli import CliRunner
from benchmarks.local import LocalRunner
from benchmarks.running import ScriptRunner, write_program
from pulumi_arize_users.testing.run import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.contenders import Peer
    from benchmarks.results import EngineName
    from benchmarks.running import Options, Runner

ROOT: Final = Path(__file__).parents[1]


def engines_here() -> list[EngineName]:
    """The engines that this machine has."""
    return ["local", "cli"] if shutil.which("pulumi") else ["local"]


def parallel_of(engine: EngineName, options: Options) -> int:
    """How many operations an engine does at once."""
    return options.parallel if engine == "cli" else Settings.parallel


@contextmanager
def runner_of(peer: Peer, engine: EngineName, options: Options, environment: Mapping[str, str]) -> Iterator[Runner]:
    """What carries out a peer's workloads.

    Args:
        peer: who it is; a script runs without the engine.
        engine: on what a program runs.
        options: how it runs.
        environment: the variables that point it at the account.
    """
    with tempfile.TemporaryDirectory(prefix="arize-benchmark-") as temporary:
        program, home = Path(temporary) / "program", Path(temporary) / "home"
        program.mkdir()
        home.mkdir()
        everything = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
        if peer.is_script:
            yield ScriptRunner(peer, program, everything)
            return
        if not peer.is_yaml:
            write_program(peer, program)
        if engine == "cli":
            yield CliRunner(program, home, everything, options, peer)
        else:
            with LocalRunner(program, everything, options) as local:
                yield local
