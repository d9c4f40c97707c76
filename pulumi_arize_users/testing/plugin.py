"""The pytest plugin: fixtures for testing a program on the local runner or on the Pulumi CLI.

Nothing of Pulumi is imported before a test asks for a fixture: pytest loads this module in every run.
"""

from __future__ import annotations

import shutil
import uuid
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi_arize_users.simulator import Simulator
    from pulumi_arize_users.testing import Engine, Program, StackUnderTest

_OPTION = "--pulumi-engine"


class StackFactory(Protocol):
    """What the fixture `pulumi_stack` gives: a function with the arguments of `Engine.stack`."""

    def __call__(
        self,
        program: Program,
        *,
        project: str = "test",
        stack: str = "test",
        config: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> StackUnderTest:
        """A new, empty stack for the program, closed when the test ends."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that chooses the engine."""
    parser.getgroup("pulumi").addoption(
        _OPTION,
        choices=("local", "cli"),
        default="local",
        help="what runs Pulumi programs in tests: the local runner (default) or the Pulumi CLI",
    )


@pytest.fixture
def arize_simulator() -> Iterator[Simulator]:
    """`arize_simulator`: a fresh Arize account on a free loopback port, with the `.url` and `.api_key` to reach it."""
    from pulumi_arize_users.simulator import Simulator  # noqa: PLC0415 - only for tests that ask for it

    with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="session")
def pulumi_engine(request: pytest.FixtureRequest) -> Engine:
    """`pulumi_engine`: what runs programs, chosen by `--pulumi-engine=local|cli`.

    With `cli` the test is skipped where `pulumi` is not on PATH.
    """
    from pulumi_arize_users.testing import CliEngine, LocalEngine  # noqa: PLC0415 - only for tests that ask for it

    if request.config.getoption(_OPTION) == "local":
        return LocalEngine()
    if shutil.which("pulumi") is None:
        pytest.skip(f"{_OPTION}=cli, but the Pulumi CLI (`pulumi`) is not on PATH")
    return CliEngine()


@pytest.fixture
def pulumi_stack(pulumi_engine: Engine) -> Iterator[StackFactory]:
    """`pulumi_stack`: a function that makes a stack; takes what `Engine.stack` takes.

    Stacks are closed when the test ends, without a destroy. A process that is left then fails the test.
    """
    from pulumi_arize_users.testing import strays  # noqa: PLC0415 - only for tests that ask for it

    mark = uuid.uuid4().hex
    with ExitStack() as stacks:

        def make(
            program: Program,
            *,
            project: str = "test",
            stack: str = "test",
            config: Mapping[str, str] | None = None,
            secrets: Mapping[str, str] | None = None,
            env: Mapping[str, str] | None = None,
        ) -> StackUnderTest:
            marked = {**(env or {}), strays.MARK: mark}
            made = pulumi_engine.stack(
                program, project=project, stack=stack, config=config, secrets=secrets, env=marked
            )
            return stacks.enter_context(made)

        yield make
    if left := strays.left_behind(mark):
        pytest.fail("processes were left behind:\n" + "\n".join(left))
