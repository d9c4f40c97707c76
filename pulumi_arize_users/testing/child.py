"""Running a Pulumi program in an interpreter, and the entry of a child interpreter that runs a directory.

As a script this file is started with the addresses of the services, like the CLI's own launcher. It imports nothing
else of this package, so that the program finds the interpreter as it would under the CLI.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pulumi
from pulumi import runtime

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

_THREADS_PER_OPERATION = 4
_ROUNDS_OF_CANCELLING = 5
_OBJECTS_BETWEEN_COLLECTIONS = 100_000
# The exit code after an error was logged, as the CLI's launcher has it.
MESSAGE_WAS_SHOWN = 32


def run_in_stack(
    program: Callable[[], object],
    config: Mapping[str, str],
    secret_keys: Collection[str],
    *,
    parallel: int,
    **settings: object,
) -> None:
    """Run a program in this thread with its own Pulumi settings, until all its resources are registered."""
    runtime.set_all_config(dict(config), list(secret_keys))
    known = inspect.signature(runtime.Settings.__init__).parameters
    given: dict[str, Any] = {"parallel": parallel, **settings}
    runtime.configure(runtime.Settings(**{key: value for key, value in given.items() if key in known}))

    def run() -> None:
        program()

    with _event_loop(parallel * _THREADS_PER_OPERATION) as loop:
        loop.run_until_complete(runtime.run_in_stack(run))


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Look for garbage less often: nearly all objects of a run live to its end.

    A fifth of the time of a run of some hundred resources went into it.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _event_loop(threads: int) -> Iterator[asyncio.AbstractEventLoop]:
    """A loop with threads of its own. What a failed program left waiting is ended with it."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # After a failure some of the program's futures are never awaited; asyncio would complain about each.
    loop.set_exception_handler(lambda *_: None)
    executor = ThreadPoolExecutor(threads)
    loop.set_default_executor(executor)
    try:
        yield loop
    finally:
        executor.shutdown(wait=True)
        _end_tasks(loop)
        asyncio.set_event_loop(None)
        loop.close()


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what is waiting, and what that starts in turn; a task that will not be cancelled is left alone."""
    for _ in range(_ROUNDS_OF_CANCELLING):
        tasks = asyncio.all_tasks(loop)
        if not tasks:
            return
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.wait(tasks, timeout=1))


def program_traceback(file: str) -> str:
    """The traceback of the exception being handled, without what is not the program's."""
    frames = traceback.extract_tb(sys.exc_info()[2])
    first = next((index for index, frame in enumerate(frames) if frame.filename.startswith(file)), 0)
    return "Program failed with an unhandled exception:\n" + traceback.format_exc(limit=first - len(frames))


def main() -> int:
    """Run the program in a directory, as the arguments say; returns the exit code."""
    address, project, stack, dry_run, parallel, organization, directory = sys.argv[1:]
    here = Path(__file__).resolve().parent
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != here]
    sys.argv = [directory]
    # What a failed program leaves unawaited is of no interest to anyone.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    try:
        run_in_stack(
            lambda: runpy.run_path(directory, run_name="__main__") and None,
            runtime.get_config_env(),
            runtime.get_config_secret_keys_env(),
            monitor=address,
            engine=address,
            project=project,
            stack=stack,
            dry_run=dry_run == "true",
            parallel=int(parallel),
            organization=organization,
            root_directory=directory,
        )
    except pulumi.RunError as error:
        pulumi.log.error(str(error))
        return MESSAGE_WAS_SHOWN
    except Exception:  # noqa: BLE001 - whatever the program raises is reported to its author
        pulumi.log.error(program_traceback(directory))
        return MESSAGE_WAS_SHOWN
    return 0


if __name__ == "__main__":
    with fewer_collections():
        exit_code = main()
    sys.exit(exit_code)
