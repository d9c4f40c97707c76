"""The local runner: a stack in memory, without the Pulumi CLI."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pulumi_arize_users.testing.child import fewer_collections
from pulumi_arize_users.testing.deletes import delete_leftovers
from pulumi_arize_users.testing.hosts import Hosts
from pulumi_arize_users.testing.journal import Journal, RunStopped
from pulumi_arize_users.testing.ledger import Ledger
from pulumi_arize_users.testing.monitor import Monitor
from pulumi_arize_users.testing.planner import Planner
from pulumi_arize_users.testing.programs import Program, directory_of, run_program, search_path
from pulumi_arize_users.testing.refresh import refresh
from pulumi_arize_users.testing.results import exports_of
from pulumi_arize_users.testing.run import Run, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typing_extensions import Self

    from pulumi_arize_users.testing.results import ResourceState, Result
    from pulumi_arize_users.testing.values import Value


class LocalEngine:
    """Runs Pulumi Python programs with dynamic providers in memory, in a fraction of the CLI's time.

    It imitates the Pulumi engine's decisions, drives the real host of dynamic providers, and refuses loudly what it
    does not imitate. It is for tests and demonstrations only and must not manage anything real: the state lives in
    memory, without locking, encryption at rest, history or recovery after a crash. It is no promise that the CLI
    behaves the same in every corner (order among siblings, timing, wording): what was seen only here is not proven.

    A program is a module-level function, which runs in this interpreter, or a directory with a `__main__.py`, which
    runs in a child. Functions share this process's environment, so two stacks with different `env` must not run at the
    same time.
    """

    name = "local"

    def stack(
        self,
        program: Program,
        *,
        project: str = "test",
        stack: str = "test",
        config: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> LocalStack:
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
        """
        directory_of(program)
        made = LocalStack(program, project=project, name=stack)
        made.config.update(config or {})
        made.secrets.update(secrets or {})
        made.env.update(env or {})
        return made


class LocalStack:
    """One stack on the local runner. `program`, `config`, `secrets` and `env` may be changed between steps."""

    def __init__(self, program: Program, *, project: str, name: str) -> None:
        self.program = program
        self.project = project
        self.name = name
        self.config: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self.env: dict[str, str] = {}
        self._resources: list[ResourceState] = []
        self._under_way: Run | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Every operation ends its own processes, so there is nothing left to close."""

    def preview(self) -> Result:
        """Run the program and return what an `up` would do."""
        return self._deploy(dry_run=True)

    def up(self) -> Result:
        """Run the program and bring its resources to what it declares, without a preview before."""
        return self._deploy(dry_run=False)

    def refresh(self) -> Result:
        """Bring the state to what the providers find; nothing else is changed and the program is not run."""
        with self._run() as run:
            self._resources = refresh(run)
        return run.journal.result()

    def destroy(self) -> Result:
        """Delete every resource of the stack; the program is not run."""
        with self._run() as run:
            try:
                delete_leftovers(run)
            finally:
                self._resources = run.ledger.snapshot()
        return run.journal.result()

    def cancel(self) -> None:
        """Cancel the operation that another thread runs, as the first Ctrl-C does; without one, nothing happens.

        The providers are asked to stop and no further step begins. A step that is under way ends, and what came of it
        is in the state. The operation itself then returns a result that is not `ok`.
        """
        if self._under_way is not None:
            self._under_way.cancel()

    def state(self) -> list[ResourceState]:
        """The resources of the stack, dependencies first."""
        return list(self._resources)

    def outputs(self, *, show_secrets: bool = False) -> dict[str, Value]:
        """The program's exports. Secrets are `[secret]` unless asked for."""
        return exports_of(self._resources, show_secrets=show_secrets)

    def _deploy(self, *, dry_run: bool) -> Result:
        with self._run(dry_run=dry_run) as run:
            try:
                self._run_program(run)
            finally:
                if not dry_run:
                    self._resources = run.ledger.snapshot()
        return run.journal.result()

    def _run_program(self, run: Run) -> None:
        monitor = Monitor(run, Planner(run))
        run_program(self.program, run, monitor.handlers())
        if not run.journal.stopped:
            delete_leftovers(run)
        monitor.finish()

    @contextmanager
    def _run(self, *, dry_run: bool = False) -> Iterator[Run]:
        config, secrets = (self._qualified(values) for values in (self.config, self.secrets))
        env = search_path(self.program, {**os.environ, **self.env})
        settings = Settings(
            project=self.project,
            stack=self.name,
            config={**config, **secrets},
            secret_keys=frozenset(secrets),
            directory=directory_of(self.program),
            env=dict(self.env),
            dry_run=dry_run,
        )
        journal, ledger = Journal(), Ledger(self._resources)
        host_env = {**env, "PULUMI_PROJECT": self.project, "PULUMI_CONFIG": "{}"}
        # A run that stops early has its reason in the journal.
        with (
            fewer_collections(),
            Hosts(settings.directory, host_env, ledger, journal) as hosts,
            suppress(RunStopped),
        ):
            self._under_way = Run(settings, ledger, hosts, journal)
            try:
                yield self._under_way
            finally:
                self._under_way = None

    def _qualified(self, values: Mapping[str, str]) -> dict[str, str]:
        return {key if ":" in key else f"{self.project}:{key}": value for key, value in values.items()}
