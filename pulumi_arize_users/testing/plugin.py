"""The pytest plugin: fixtures for testing a program on the local runner or on the Pulumi CLI.

Nothing of Pulumi is imported before a test asks for a fixture: pytest loads this module in every run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_arize_users.simulator import Simulator
    from pulumi_arize_users.testing import Engine, Program, StackUnderTest

_OPTION = "--pulumi-engine"
_SHELL = pytest.StashKey[Mapping[str, str]]()
# The package refuses every other machine where it is set (`LOOPBACK_ONLY` of `api/addresses.py`).
_LOOPBACK_ONLY = "ARIZE_LOOPBACK_ONLY"


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


def pytest_sessionstart(session: pytest.Session) -> None:
    """Note what the shell says of an Arize account, before any test or fixture says something else."""
    session.config.stash[_SHELL] = {name: value for name, value in os.environ.items() if name.startswith("ARIZE_")}


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
def pulumi_stack(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, pulumi_engine: Engine
) -> Iterator[StackFactory]:
    """`pulumi_stack`: a function that makes a stack; takes what `Engine.stack` takes.

    A stack takes no `ARIZE_*` variable from the shell that started pytest, and reaches only this machine: any other
    address of Arize is refused, whoever gives it. Settings of a test are given by `config`, `secrets` and `env`.

    Stacks are closed when the test ends, without a destroy. A process that is left then fails the test.
    """
    from pulumi_arize_users.testing import strays  # noqa: PLC0415 - only for tests that ask for it

    _stay_at_home(request.config.stash[_SHELL], monkeypatch)
    mark = os.urandom(16).hex()
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


def _stay_at_home(shell: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    # In this process rather than in the stack's `env`, which a test may replace between two steps.
    for name, value in shell.items():
        if os.environ.get(name) == value:
            monkeypatch.delenv(name)
    monkeypatch.setenv(_LOOPBACK_ONLY, "true")
