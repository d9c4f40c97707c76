"""What belongs to the process in which a Pulumi program runs."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import WeakKeyDictionary

import pulumi

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.providers.protocol import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LANGUAGE_HOST = "pulumi-language-python-exec"
# Python's own 700 costs a program of a thousand resources a fifth of its time.
OBJECTS_BETWEEN_COLLECTIONS = 100_000

Value = TypeVar("Value")

_LOCK = threading.Lock()
# A process may run many programs, one after the other or side by side; each has a stack resource of its own.
_RUNS: WeakKeyDictionary[pulumi.Resource, dict[str, object]] = WeakKeyDictionary()


class ProgramError(ArizeError, pulumi.RunError):
    """Raised in a program for what its author can act on; Pulumi shows its sentence without a traceback."""


def once_per_run(key: str, make: Callable[[], Value]) -> Value:
    """What `make` returned when this run of a program first asked for `key`; called each time where no program runs."""
    stack = pulumi.runtime.get_root_resource()
    if stack is None:
        return make()
    with _LOCK:
        made = _RUNS.setdefault(stack, {})
        if key not in made:
            made[key] = make()
        return cast("Value", made[key])


def hidden(arguments: Mapping[str, Any]) -> dict[str, pulumi.Input[list[str] | None]]:
    """Which arguments are secrets, as an input: a provider sees their values in the clear, and must not show them."""
    outputs = {key: value for key, value in arguments.items() if isinstance(value, pulumi.Output)}

    async def secrets() -> list[str] | None:
        # None rather than an empty list: an argument may be an output in previews alone, and inputs stay the same.
        return [key for key, value in outputs.items() if await value.is_secret()] or None

    # Not an Output: a program of 300 memberships was a tenth slower with one for each.
    return {SECRET: asyncio.ensure_future(secrets())} if outputs else {}


def prepare_process() -> None:
    """Prepare the process in which Pulumi runs a program; never a user's own.

    An interrupt ends it without a traceback: after any failure the engine interrupts the program, and Python's answer
    would be 26 lines that bury the sentence which explains the failure. And it looks for garbage less often: a program
    makes thousands of objects that live to its end.
    """
    if not _called_by_language_host():
        return
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _called_by_language_host() -> bool:
    # While a program runs it is `__main__` itself, so only the stack tells who runs it.
    frame = sys._getframe()  # noqa: SLF001 - inspect.stack() reads every source file on the way
    while frame.f_back is not None:
        frame = frame.f_back
    return PurePath(frame.f_code.co_filename).name == LANGUAGE_HOST
