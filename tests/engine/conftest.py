"""Whole programs on the local runner and, where `pulumi` is on PATH, on the real CLI."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pulumi_arize_users.testing import CliEngine, LocalEngine
from tests.engine import team
from tests.engine.bystanders import WatchedSimulator
from tests.engine.plugin_engine import PluginEngine
from tests.engine.served_plugin import EVERY_CASE, engine_with_plugins
from tests.engine.warm_hosts import start_warm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_arize_users.simulator import Simulator
    from pulumi_arize_users.testing import Engine, ResourceState, Result, StackUnderTest

API_KEY = "canary-key-5e1f"


class Team:
    """A stack of the program `team.declared`, whose people and memberships a test declares and changes.

    Attributes:
        stack: runs the program.
        arize: the account it manages.
    """

    def __init__(self, stack: StackUnderTest, arize: Simulator) -> None:
        self.stack = stack
        self.arize = arize
        self.people: dict[str, dict[str, Any]] = {}
        self.memberships: dict[str, dict[str, Any]] = {}
        self.rosters: dict[str, dict[str, Any]] = {}
        self.ever_declared: set[str] = set()

    def person(self, resource: str, **arguments: Any) -> None:
        """Declare a person, or change how they are declared."""
        defaults = {"email": f"{resource}@example.com", "name": resource.title(), "role": "MEMBER"}
        self.people[resource] = {**defaults, **self.people.get(resource, {}), **arguments}

    def membership(self, resource: str, **arguments: Any) -> None:
        """Declare a membership, or change how it is declared."""
        self.memberships[resource] = {"role": "MEMBER", **self.memberships.get(resource, {}), **arguments}

    def roster(self, resource: str, **arguments: Any) -> None:
        """Declare a roster, or change how it is declared."""
        self.rosters[resource] = {**self.rosters.get(resource, {}), **arguments}

    def preview(self) -> Result:
        """What an `up` would do."""
        return self._declared().preview()

    def up(self) -> Result:
        """Bring the account to what is declared."""
        return self._declared().up()

    def refresh(self) -> Result:
        """Bring the state to what the account holds."""
        return self.stack.refresh()

    def destroy(self) -> Result:
        """Remove everything."""
        return self.stack.destroy()

    def resource(self, name: str) -> ResourceState | None:
        """What the stack remembers of a resource; None if it remembers nothing."""
        return next((resource for resource in self.stack.state() if resource.name == name), None)

    def requests(self) -> list[str]:
        """Method and kind of path of the requests since the last call, in the order of their arrival."""
        seen = [f"{request.method} {_kind(request.path)}" for request in self.arize.requests]
        self.arize.clear_requests()
        return seen

    def writes(self) -> list[str]:
        """Those of `requests` that do not only read."""
        return [request for request in self.requests() if not request.startswith("GET ")]

    def _declared(self) -> StackUnderTest:
        self.ever_declared |= set(_named(self.people, self.memberships, self.rosters))
        self.stack.config.update(
            people=json.dumps(self.people),
            memberships=json.dumps(self.memberships),
            rosters=json.dumps(self.rosters),
        )
        return self.stack


def _named(*declarations: Any) -> Iterator[str]:
    """Every text of a declaration: keys, values, and what is in the files that it names."""
    for declaration in declarations:
        if isinstance(declaration, dict):
            yield from _named(*declaration.keys(), *declaration.values())
        elif isinstance(declaration, list):
            yield from _named(*declaration)
        elif isinstance(declaration, str):
            yield declaration.strip()
            files = Path(declaration).glob("*.yaml") if os.path.isdir(declaration) else [Path(declaration)]  # noqa: PTH112 - texts may be longer than names
            for file in files:
                if file.suffix in {".yaml", ".yml", ".json"} and file.is_file():
                    yield from re.findall(r"[^\s\"',:]+@[^\s\"',:]+", file.read_text())


def _kind(path: str) -> str:
    if not path.startswith("/v2/"):
        return path.strip("/")
    parts = path.removeprefix("/v2/").split("/")
    return "/".join("*" if index % 2 else part for index, part in enumerate(parts))


def pytest_generate_tests(metafunc):
    """Each test that asks for an engine runs on both, and a test of both hosts with the plugin on both.

    With EVERY_CASE, the plugin is put on the runner for all the others as well, unless one says why not.
    """
    if "engine" not in metafunc.fixturenames:
        return
    engines: list[Any] = ["local", pytest.param("cli", marks=pytest.mark.cli)]
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "dynamic_only" not in marks:
        engines += ["local plugin"] if EVERY_CASE or "both_hosts" in marks else []
        engines += [pytest.param("plugin", marks=pytest.mark.cli)] if "both_hosts" in marks else []
    metafunc.parametrize("engine", engines, indirect=True)


@pytest.fixture
def engine(request, monkeypatch) -> Engine:
    """What runs a test's programs."""
    if request.param in {"local", "local plugin"}:
        return _local_engine(request.param.removeprefix("local "), monkeypatch)
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
    return PluginEngine() if request.param == "plugin" else CliEngine()


def only_the_cli(engine: Engine, why: str) -> Engine:
    """The engine, if it is the real CLI; otherwise the test is skipped, for this reason."""
    if not isinstance(engine, CliEngine):
        pytest.skip(f"the local runner {why}")
    return engine


@pytest.fixture(params=["dynamic", "plugin"])
def local_engine(request, monkeypatch) -> LocalEngine:
    """The local runner, with either host for what it declares."""
    return _local_engine(request.param, monkeypatch)


def _local_engine(host: str, monkeypatch: pytest.MonkeyPatch) -> LocalEngine:
    if host == "plugin":
        return engine_with_plugins(monkeypatch)
    start_warm(monkeypatch)
    return LocalEngine()


@pytest.fixture(params=["upper"])
def arize(request) -> Iterator[WatchedSimulator]:
    """A fresh account, and a server that speaks upper case unless a test asks for another dialect."""
    with WatchedSimulator(api_key=API_KEY, dialect=request.param) as simulator:
        yield simulator


@pytest.fixture
def settings(arize) -> dict[str, str]:
    """Plain configuration of a stack for the account."""
    return {"arize:baseUrl": arize.url}


@pytest.fixture
def an_organization(arize) -> str:
    """The id of the only organization of the account, whose name is ML Platform."""
    return str(arize.add_organization("ML Platform"))


@pytest.fixture
def a_team(engine, arize, settings) -> Iterator[Team]:
    """A stack of `team.declared`, with nobody declared yet; whatever happens, nobody undeclared is written to."""
    with engine.stack(team.declared, config=settings, secrets={"arize:apiKey": API_KEY}) as stack:
        a_team = Team(stack, arize)
        yield a_team
    assert [] == arize.bystanders_written_to(a_team.ever_declared)
