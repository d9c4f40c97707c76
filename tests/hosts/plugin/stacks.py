"""A stack on the Pulumi CLI whose resources of the plugin a test declares."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.testing.cli import CliStack
from tests.hosts.plugin import declaring
from tests.hosts.plugin.on_path import put_plugin_into
from tests.provider_process import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pulumi_arize_users.simulator import Simulator


class Stack:
    """A stack of the program `declaring.declared`.

    Attributes:
        stack: runs the program.
        arize: the account.
    """

    def __init__(self, stack: Any, arize: Simulator) -> None:
        self.stack = stack
        self.arize = arize
        self._resources: dict[str, dict[str, Any]] = {}

    def declare(self, kind: str, name: str, options: dict[str, Any] | None = None, /, **said: Any) -> None:
        """Declare a resource, or change how it is declared."""
        self._resources[name] = {"type": kind, "name": name, "said": said, "options": options or {}}

    def person(self, name: str, options: dict[str, Any] | None = None, /, **said: Any) -> None:
        """Declare a person."""
        defaults = {"email": f"{name}@example.com", "name": name.title(), "role": "MEMBER"}
        self.declare("User", name, options, **{**defaults, **said})

    def forget(self, name: str) -> None:
        """Take a resource out of the program."""
        del self._resources[name]

    def preview(self) -> Any:
        """What an `up` would do."""
        return self._declared().preview()

    def up(self) -> Any:
        """Bring the account to what is declared."""
        return self._declared().up()

    def command(self, *arguments: str) -> str:
        """Run a command of the CLI."""
        self._declared()._write_config()
        return str(self.stack._command(*arguments))

    def resource(self, name: str, kind: str = "User") -> Any:
        """What the stack remembers of a resource."""
        return next(each for each in self.stack.state() if (each.name, each.type) == (name, f"arize:index:{kind}"))

    def _declared(self) -> Any:
        self.stack.config["resources"] = json.dumps([*self._resources.values()])
        return self.stack


class StackWithPlugin(CliStack):
    """A stack on the CLI that finds the plugin of this checkout first."""

    @property
    def plugin(self) -> Path:
        """The folder of the plugin's command."""
        return self._root / "plugin"

    def _environment(self) -> dict[str, str]:
        environment = super()._environment()
        if not self.plugin.exists():
            put_plugin_into(self.plugin)
        # An environment with the package installed has a command of that name as well.
        return {**environment, "PATH": os.pathsep.join([str(self.plugin), environment["PATH"]])}


@contextmanager
def stack_with_plugin(arize: Simulator) -> Iterator[Stack]:
    """A stack with nothing declared yet.

    Args:
        arize: the account.
    """
    with StackWithPlugin("pulumi", declaring.declared, project="test", name="test") as made:
        made.config["arize:baseUrl"] = arize.url
        made.secrets["arize:apiKey"] = KEY
        yield Stack(made, arize)
