"""A stack on the local runner, running the program of the comparison, with its provider's calls in sight."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pulumi_arize_users.testing import LocalEngine, Result, StackUnderTest
from tests.engine.comparison.variants import main
from tests.engine.warm_hosts import start_warm

if TYPE_CHECKING:
    from pathlib import Path


class Playground:
    """Operations by variant, the calls that reached the provider, and the outside world it keeps."""

    def __init__(self, stack: StackUnderTest, folder: Path) -> None:
        self.stack = stack
        self.remote = folder / "remote"
        self._log = folder / "calls"
        self.remote.mkdir()
        stack.env.update(CALL_LOG=str(self._log), REMOTE=str(self.remote))

    def up(self, variant: str) -> Result:
        """Deploy a variant."""
        self.stack.env["VARIANT"] = variant
        return self.stack.up()

    def preview(self, variant: str) -> Result:
        """Preview a variant."""
        self.stack.env["VARIANT"] = variant
        return self.stack.preview()

    def calls(self) -> list[tuple[str, str]]:
        """The calls since the last question, each with the id or name of its thing."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        self._log.unlink(missing_ok=True)
        calls = [json.loads(line) for line in lines]
        return [(call, _thing(arguments)) for call, arguments in calls if call != "configure"]

    def names(self) -> list[str]:
        """The names of the things in state."""
        return [resource.name for resource in self.stack.state() if resource.type.endswith(":Thing")]


def _thing(arguments: dict[str, dict[str, str] | str]) -> str:
    properties = arguments.get("news") or arguments.get("props") or {}
    assert isinstance(properties, dict)
    return str(arguments.get("id") or properties["name"])


@pytest.fixture
def pulumi_engine():
    """The local runner itself is under test here, whatever the option says."""
    return LocalEngine()


@pytest.fixture
def things(tmp_path, monkeypatch):
    """A playground on an empty stack, whose hosts are warm: what the runner decides is looked at, not their start."""
    start_warm(monkeypatch)
    with LocalEngine().stack(main, secrets={"token": "canary"}) as stack:
        yield Playground(stack, tmp_path)
