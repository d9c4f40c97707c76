"""What belongs to the process in which a Pulumi program runs."""

from __future__ import annotations

import asyncio
import gc
import operator
import signal
import sys
import threading
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime import settings
from pulumi.runtime.mocks import MockMonitor

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.providers.protocol import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

LANGUAGE_HOST = "pulumi-language-python-exec"
# Python's own 700 costs a program of a thousand resources a fifth of its time.
OBJECTS_BETWEEN_COLLECTIONS = 100_000

Value = TypeVar("Value")

_LOCK = threading.Lock()
# A process may run many programs, one after the other or side by side; each has a stack resource of its own.
_RUNS: WeakKeyDictionary[pulumi.Resource, _Memory] = WeakKeyDictionary()


class _Memory(NamedTuple):
    """What a run has made so far, and the marks that only this run has."""

    marks: tuple[object, ...]
    made: dict[Hashable, object]


class ProgramError(ArizeError, pulumi.RunError):
    """Raised in a program for what its author can act on; Pulumi shows its sentence without a traceback."""


def once_per_run(key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` returned when this run of a program first asked for `key`; called each time where no program runs."""
    stack = pulumi.runtime.get_root_resource()
    if stack is None:
        return make()
    with _LOCK:
        made = _memory(stack).made
        if key not in made:
            made[key] = make()
        return cast("Value", made[key])


def is_mocked() -> bool:
    """Whether there is no engine: a unit test runs the program with `pulumi.runtime.set_mocks`."""
    return isinstance(getattr(settings.SETTINGS, "monitor", None), MockMonitor)


def _memory(stack: pulumi.Resource) -> _Memory:
    marks = _marks()
    memory = _RUNS.get(stack)
    if memory is None or not all(map(operator.is_, memory.marks, marks)):
        memory = _RUNS[stack] = _Memory(marks, {})
    return memory


def _marks() -> tuple[object, ...]:
    # With mocks one stack resource serves all tests of a process. What is new with each test is the mocks, or the event
    # loop, or the list of registrations, with which `pulumi.runtime.test` begins again.
    if not is_mocked():
        return (None, None, None)
    sdk: Any = settings.SETTINGS
    return sdk.monitor, sdk.rpc_manager.rpcs, _running_loop()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


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
