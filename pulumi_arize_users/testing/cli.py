"""The same harness on the real Pulumi CLI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pulumi_arize_users.testing.events import result_of
from pulumi_arize_users.testing.programs import Program, directory_of, importable, search_path
from pulumi_arize_users.testing.results import ResourceState, Result, exports_of
from pulumi_arize_users.testing.values import Properties, from_state_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

    from pulumi_arize_users.testing.programs import Importable
    from pulumi_arize_users.testing.values import Value

_NOT_COPIED: Final = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", "node_modules", "Pulumi.*.yaml")


class CliFailed(Exception):
    """There is no CLI, or one of its commands that does not run the program failed; the text is what it printed."""


class CliEngine:
    """Runs programs on the Pulumi CLI, each stack with its own home and backend in a temporary folder.

    The CLI and its Python language plugin must be on PATH. Programs and providers run in this interpreter's
    environment. A directory is copied, so that nothing is written into it.
    """

    name = "cli"

    def __init__(self, pulumi: str = "pulumi") -> None:
        self._pulumi = pulumi
        self._kind_of_stack = CliStack

    def stack(
        self,
        program: Program,
        *,
        project: str = "test",
        stack: str = "test",
        config: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> CliStack:
        """A new, empty stack for the program.

        Args:
            program: a module-level function, or a directory with a `__main__.py`.
            project: the project's name.
            stack: the stack's name.
            config: configuration; a key without namespace belongs to the project.
            secrets: configuration that is secret.
            env: environment variables for the program and its providers.

        Raises:
            NotRunnable: there is no such program.
            CliFailed: the CLI could not make the stack.
        """
        directory_of(program)
        made = self._kind_of_stack(self._pulumi, program, project=project, name=stack)
        made.config.update(config or {})
        made.secrets.update(secrets or {})
        made.env.update(env or {})
        return made


class CliStack:
    """One stack on the CLI. `program`, `config`, `secrets` and `env` may be changed between steps."""

    def __init__(self, pulumi: str, program: Program, *, project: str, name: str) -> None:
        self.program = program
        self.project = project
        self.name = name
        self.config: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self.env: dict[str, str] = {}
        self._pulumi = pulumi
        if shutil.which(pulumi) is None:
            raise CliFailed(f"there is no Pulumi CLI to run the stack with: `{pulumi}` is not on PATH")
        self._folder = tempfile.TemporaryDirectory(prefix="pulumi-stack-")
        self._root = Path(self._folder.name)
        self._configured: object = None
        (self._root / "state").mkdir()
        self._write_program()
        self._command("stack", "init", name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def preview(self) -> Result:
        """Run the program and return what an `up` would do."""
        return self._operate("preview")

    def up(self) -> Result:
        """Run the program and bring its resources to what it declares, without a preview before."""
        return self._operate("up", "--skip-preview", "--yes")

    def refresh(self) -> Result:
        """Bring the state to what the providers find; nothing else is changed and the program is not run."""
        return self._operate("refresh", "--skip-preview", "--yes")

    def destroy(self) -> Result:
        """Delete every resource of the stack; the program is not run."""
        return self._operate("destroy", "--skip-preview", "--yes")

    def state(self) -> list[ResourceState]:
        """The resources of the stack, dependencies first."""
        exported = json.loads(self._command("stack", "export", "--show-secrets"))
        return [_resource(entry) for entry in exported["deployment"].get("resources") or ()]

    def outputs(self, *, show_secrets: bool = False) -> dict[str, Value]:
        """The program's exports. Secrets are `[secret]` unless asked for."""
        return exports_of(self.state(), show_secrets=show_secrets)

    def _operate(self, operation: str, *flags: str) -> Result:
        self._write_program()
        self._write_config()
        log = self._root / "events.json"
        log.unlink(missing_ok=True)
        done = self._run(operation, *flags, "--event-log", str(log))
        return result_of(log, ok=done.returncode == 0, text=done.stdout + done.stderr)

    def _write_program(self) -> None:
        """Put the program where the CLI looks for it: a copy of the directory, or a script that calls the function."""
        place = self._root / "program"
        kept = {path.name: path.read_bytes() for path in place.glob("Pulumi.*.yaml")}
        shutil.rmtree(place, ignore_errors=True)
        if isinstance(self.program, Path):
            shutil.copytree(directory_of(self.program), place, ignore=_NOT_COPIED)
        else:
            place.mkdir()
            (place / "__main__.py").write_text(self._script(importable(self.program)))
        runtime = {"name": "python", "options": {"toolchain": "pip"}}
        (place / "Pulumi.yaml").write_text(json.dumps({"name": self.project, "runtime": runtime}))
        for name, content in kept.items():
            (place / name).write_bytes(content)

    @staticmethod
    def _script(found: Importable) -> str:
        return f"from {found.module} import {found.name}\n\n{found.name}()\n"

    def _write_config(self) -> None:
        wanted = (dict(self.config), dict(self.secrets))
        if wanted == self._configured:
            return
        file = self._root / "program" / f"Pulumi.{self.name}.yaml"
        salt = [line for line in file.read_text().splitlines() if line.startswith("encryptionsalt:")]
        file.write_text("\n".join(salt) + "\n")
        for kind, values in (("--plaintext", self.config), ("--secret", self.secrets)):
            for key, value in values.items():
                self._command("config", "set", kind, key, stdin=value)
        self._configured = wanted

    def _command(self, *arguments: str, stdin: str | None = None) -> str:
        done = self._run(*arguments, stdin=stdin)
        if done.returncode:
            raise CliFailed(f"pulumi {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - the CLI, with our own arguments
            [self._pulumi, *arguments, "--non-interactive", "--color", "never"],
            cwd=self._root / "program",
            env=self._environment(),
            input=stdin or "",
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        env = search_path(self.program, {**os.environ, **self.env})
        return {
            **env,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), env.get("PATH", "")]),
            "PULUMI_PYTHON_CMD": sys.executable,
            "PULUMI_HOME": str(self._root / "home"),
            # A file's metadata is not written atomically: after a kill in that moment no command can read the state.
            "PULUMI_BACKEND_URL": f"file://{self._root / 'state'}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "only-for-tests",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # without it there is no event log
        }


def _resource(entry: dict[str, Any]) -> ResourceState:
    """One resource of an exported state."""
    inputs, outputs = (_properties(entry.get(side)) for side in ("inputs", "outputs"))
    by_property = entry.get("propertyDependencies") or {}
    return ResourceState(
        urn=entry["urn"],
        custom=entry.get("custom", False),
        id=entry.get("id", ""),
        inputs=inputs,
        outputs=outputs,
        parent=entry.get("parent", ""),
        dependencies=tuple(entry.get("dependencies") or ()),
        property_dependencies={key: tuple(sources) for key, sources in by_property.items() if sources},
        provider=entry.get("provider", ""),
        protect=entry.get("protect", False),
        external=entry.get("external", False),
        pending_delete=entry.get("delete", False),
        pending_replacement=entry.get("pendingReplacement", False),
        init_errors=tuple(entry.get("initErrors") or ()),
        retain_on_delete=entry.get("retainOnDelete", False),
        deleted_with=entry.get("deletedWith", ""),
        additional_secret_outputs=tuple(entry.get("additionalSecretOutputs") or ()),
        ignore_changes=tuple(entry.get("ignoreChanges") or ()),
        replace_on_changes=tuple(entry.get("replaceOnChanges") or ()),
    )


def _properties(entries: dict[str, Any] | None) -> Properties:
    return {key: from_state_file(value) for key, value in (entries or {}).items()}
