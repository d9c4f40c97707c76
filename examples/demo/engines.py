"""What runs the demo's program: the Pulumi CLI where it is on PATH, else the local runner."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pulumi_arize_users.testing import LocalEngine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator import Narrator

    from pulumi_arize_users.simulator import Simulator
    from pulumi_arize_users.testing import StackUnderTest

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "preview": ["preview"],
    "up": ["up", "--yes", "--skip-preview"],
    "refresh": ["refresh", "--yes", "--skip-preview"],
    "destroy": ["destroy", "--yes", "--skip-preview"],
}


class DemoEngine(Protocol):
    """Runs one stack of the program in `folder`."""

    folder: Path

    def run(self, command: str, *, briefly: bool) -> bool:
        """Run preview, up, refresh or destroy, and print what it says; whether it succeeded.

        Args:
            command: one of these four.
            briefly: print which resources, and not each value.
        """


def announce(narrator: Narrator) -> None:
    """Say on what the demo runs."""
    if shutil.which("pulumi"):
        version = subprocess.run(["pulumi", "version"], capture_output=True, text=True, check=True)  # noqa: S607 - wherever PATH has it
        narrator.say(f"This runs on {version.stdout.strip()} of the Pulumi CLI.")
    else:
        narrator.say("The Pulumi CLI is not on PATH, so this runs on the package's local runner, not on Pulumi.")
        narrator.say("To see it on Pulumi, install the CLI (https://www.pulumi.com/docs/install/), and run again.")


@contextmanager
def engine_for(example: str, arize: Simulator, narrator: Narrator) -> Iterator[DemoEngine]:
    """The engine of this machine, with a copy of the example in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="arize-demo-") as temporary:
        folder = Path(temporary) / "program"
        shutil.copytree(ROOT / "examples" / example, folder, ignore=shutil.ignore_patterns("__pycache__"))
        settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": arize.api_key}
        if shutil.which("pulumi"):
            yield Cli(folder, Path(temporary), settings, narrator)
        else:
            with LocalEngine().stack(folder, project="arize", stack="demo", env=settings) as stack:
                yield Local(folder, stack, narrator)


class Local:
    """The local runner."""

    def __init__(self, folder: Path, stack: StackUnderTest, narrator: Narrator) -> None:
        self.folder = folder
        self._stack = stack
        self._narrator = narrator

    def run(self, command: str, *, briefly: bool) -> bool:
        """Run a command on the local runner."""
        self._narrator.command(f"pulumi {command}")
        operations = {
            "preview": self._stack.preview,
            "up": self._stack.up,
            "refresh": self._stack.refresh,
            "destroy": self._stack.destroy,
        }
        result = operations[command]()
        self._narrator.result(result, briefly=briefly)
        return result.ok


class Cli:
    """The Pulumi CLI, with its state in a temporary folder."""

    def __init__(self, folder: Path, temporary: Path, settings: dict[str, str], narrator: Narrator) -> None:
        self.folder = folder
        self._narrator = narrator
        (temporary / "state").mkdir()
        self._environment = {
            **os.environ,
            **settings,
            "PULUMI_BACKEND_URL": f"file://{temporary / 'state'}",
            "PULUMI_HOME": str(temporary / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "demo",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_PYTHON_CMD": sys.executable,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        project = folder / "Pulumi.yaml"
        if not project.exists():
            # The quickstart's stands at the root, where people run it from.
            project.write_text((ROOT / "Pulumi.yaml").read_text().replace("main: examples/quickstart\n", ""))
        self._pulumi("stack", "init", "demo")

    def run(self, command: str, *, briefly: bool) -> bool:
        """Run a command of the CLI."""
        self._narrator.command(f"pulumi {command}")
        colour = "always" if self._narrator.console.is_terminal else "never"
        detail = "--suppress-outputs" if briefly else "--diff"
        done = self._start(*COMMANDS[command], detail, "--color", colour, "--suppress-progress")
        self._narrator.text(done.stdout)
        return done.returncode == 0

    def _pulumi(self, *arguments: str) -> str:
        done = self._start(*arguments)
        if done.returncode:
            raise SystemExit(done.stdout)
        return done.stdout

    def _start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - the command this demo is about
            ["pulumi", *arguments, "--non-interactive"],  # noqa: S607 - wherever PATH has it
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
