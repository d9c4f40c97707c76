"""Situations that hundreds of tests begin with: brought about by runs once in a process, then set up again."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.conftest import Team

# What follows one account from test to test, rather than what it holds.
OF_ITS_SERVER = {"lock"}
DECLARED = ("people", "memberships", "rosters", "ever_declared")


@dataclass(frozen=True)
class Scene:
    """Account, declarations and stack in one moment; those who use it get copies."""

    account: dict[str, Any]
    declared: dict[str, Any]
    stack: dict[str, Any]

    @classmethod
    def of(cls, a_team: Team) -> Scene:
        """What there is now."""
        account = {name: held for name, held in vars(a_team.arize._account).items() if name not in OF_ITS_SERVER}
        declared = {name: getattr(a_team, name) for name in DECLARED}
        stack = {
            "program": a_team.stack.program,
            "config": dict(a_team.stack.config),
            "_resources": a_team.stack.state(),
        }
        return cls(deepcopy(account), deepcopy(declared), stack)

    def set_up(self, a_team: Team) -> None:
        """Let a new team on a new account be as far."""
        vars(a_team.arize._account).update(deepcopy(self.account))
        vars(a_team).update(deepcopy(self.declared))
        stack = {**self.stack, "config": dict(self.stack["config"]), "_resources": list(self.stack["_resources"])}
        vars(a_team.stack).update(stack)


_scenes: dict[tuple[Callable[[Team], object], str], Scene] = {}


def begin(a_team: Team, situation: Callable[[Team], object], engine: str) -> None:
    """Bring a situation about, by its runs if this process has not seen them yet with this engine."""
    key = (situation, engine)
    scene = _scenes.get(key)
    if scene is None:
        situation(a_team)
        _scenes[key] = Scene.of(a_team)
    else:
        scene.set_up(a_team)
