"""What the local runner and the real CLI have in common, so that one test runs on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

    from pulumi_arize_users.testing.programs import Program
    from pulumi_arize_users.testing.results import ResourceState, Result
    from pulumi_arize_users.testing.values import Value


class StackUnderTest(Protocol):
    """One stack of one program. A context manager: leaving it ends its processes and forgets it, without a destroy.

    Attributes:
        program: what is run; may be replaced between two steps, as may the next three.
        config: configuration; a key without namespace belongs to the project.
        secrets: configuration that is secret.
        env: environment variables of the program and its providers.
    """

    program: Program
    config: dict[str, str]
    secrets: dict[str, str]
    env: dict[str, str]

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def preview(self) -> Result:
        """Run the program and return what an `up` would do."""

    def up(self) -> Result:
        """Run the program and bring its resources to what it declares, without a preview before."""

    def refresh(self) -> Result:
        """Bring the state to what the providers find; nothing else is changed and the program is not run."""

    def destroy(self) -> Result:
        """Delete every resource of the stack; the program is not run."""

    def state(self) -> list[ResourceState]:
        """The resources of the stack, dependencies first."""

    def outputs(self, *, show_secrets: bool = False) -> dict[str, Value]:
        """The program's exports. Secrets are `[secret]` unless asked for."""


class Engine(Protocol):
    """Something that runs Pulumi programs: `LocalEngine` or `CliEngine`."""

    name: str

    def stack(
        self,
        program: Program,
        *,
        project: str = "test",
        stack: str = "test",
        config: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> StackUnderTest:
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
