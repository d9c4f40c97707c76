"""Run a Pulumi program with dynamic providers in a test: on the local runner, or on the real CLI.

Nothing is imported before it is used, because pytest imports this package for its plugin in every run.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pulumi_arize_users.testing.cli import CliEngine, CliFailed
    from pulumi_arize_users.testing.engine import Engine, StackUnderTest
    from pulumi_arize_users.testing.local import LocalEngine
    from pulumi_arize_users.testing.programs import NotRunnable, Program
    from pulumi_arize_users.testing.results import Diagnostic, Refused, ResourceState, Result, RunFailed, Step
    from pulumi_arize_users.testing.values import UNKNOWN, Properties, Secret, Unknown, Value

__all__ = [
    "UNKNOWN",
    "CliEngine",
    "CliFailed",
    "Diagnostic",
    "Engine",
    "LocalEngine",
    "NotRunnable",
    "Program",
    "Properties",
    "Refused",
    "ResourceState",
    "Result",
    "RunFailed",
    "Secret",
    "StackUnderTest",
    "Step",
    "Unknown",
    "Value",
]

_HOMES: Final = {
    "cli": ("CliEngine", "CliFailed"),
    "engine": ("Engine", "StackUnderTest"),
    "local": ("LocalEngine",),
    "programs": ("NotRunnable", "Program"),
    "results": ("Diagnostic", "Refused", "ResourceState", "Result", "RunFailed", "Step"),
    "values": ("UNKNOWN", "Properties", "Secret", "Unknown", "Value"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
