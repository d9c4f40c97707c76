"""The programs a stack can run, and how the local runner reaches them."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pulumi

from pulumi_arize_users.testing import child
from pulumi_arize_users.testing.host import end_process
from pulumi_arize_users.testing.journal import RunStopped
from pulumi_arize_users.testing.results import Refused
from pulumi_arize_users.testing.transports import TERMINATED, InProcess, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pulumi_arize_users.testing.monitor import Handler
    from pulumi_arize_users.testing.run import Run

Program: TypeAlias = "Callable[[], object] | Path"


class NotRunnable(ValueError):
    """The program is neither a function that can be imported by name nor a directory with a Pulumi program."""


@dataclass(frozen=True)
class Importable:
    """A function by its name, and the folder from which a fresh interpreter can import it."""

    module: str
    name: str
    root: Path
    file: str


def importable(function: Callable[[], object]) -> Importable:
    """How another interpreter finds the function.

    Raises:
        NotRunnable: it is a closure, a lambda or part of a script, which another interpreter cannot import.
    """
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    found = getattr(sys.modules.get(module), name, None) if name.isidentifier() else None
    file = getattr(sys.modules.get(module), "__file__", None)
    if found is not function or not file or module == "__main__" or inspect.iscoroutinefunction(function):
        raise NotRunnable(
            f"{name or function!r} cannot be called by another interpreter: a program has to be a function at the top "
            "level of a module, not asynchronous and without arguments bound to it, or a directory with a __main__.py"
        )
    path = Path(file).with_suffix("")
    parts = module.split(".")
    if path.name == "__init__":
        path = path.parent
    if list(path.parts[-len(parts) :]) != parts:
        raise NotRunnable(f"module {module} cannot be imported from {file}: the names do not match")
    return Importable(module, name, path.parents[len(parts) - 1], file)


def directory_of(program: Program) -> Path:
    """The folder in which the program and its providers run.

    Raises:
        NotRunnable: there is no such program.
    """
    if not isinstance(program, Path):
        return importable(program).root
    if not (program / "__main__.py").is_file():
        raise NotRunnable(f"{program} holds no Pulumi program: there is no __main__.py in it")
    return program.resolve()


def search_path(program: Program, env: Mapping[str, str]) -> dict[str, str]:
    """The environment in which a function's module can be imported, from wherever this interpreter found it."""
    if isinstance(program, Path):
        return dict(env)
    folders = [str(importable(program).root), *filter(None, sys.path), *filter(None, [env.get("PYTHONPATH")])]
    return {**env, "PYTHONPATH": os.pathsep.join(dict.fromkeys(folders))}


def run_program(program: Program, run: Run, handlers: Mapping[str, Handler]) -> None:
    """Run the program against the services, to its end. What goes wrong in it is in the journal afterwards."""
    if isinstance(program, Path):
        _run_directory(run, handlers)
    else:
        _run_function(program, run, handlers)


def _run_function(function: Callable[[], object], run: Run, handlers: Mapping[str, Handler]) -> None:
    """In a fresh thread: the SDK keeps everything in context variables, so nothing of an earlier run is left."""
    with _environment(run.settings.env):
        thread = threading.Thread(target=_in_thread, args=(function, run, handlers))
        thread.start()
        thread.join()


def _in_thread(function: Callable[[], object], run: Run, handlers: Mapping[str, Handler]) -> None:
    settings = run.settings
    services = InProcess(handlers)
    try:
        child.run_in_stack(
            function,
            settings.config,
            settings.secret_keys,
            monitor=services,
            engine=services,
            project=settings.project,
            stack=settings.stack,
            dry_run=settings.dry_run,
            parallel=settings.parallel,
            organization=settings.organization,
            root_directory=str(settings.directory),
        )
    except pulumi.RunError as error:
        _program_failed(run, str(error))
    except Refused:
        pass  # it is in the journal, with what to do about it
    except SystemExit as error:
        if error.code:
            _program_failed(run, f"the program ended with exit code {error.code}")
    except BaseException:  # noqa: BLE001 - whatever the program raises is reported to its author
        _program_failed(run, child.program_traceback(importable(function).file))


def _program_failed(run: Run, message: str) -> None:
    """Report what the program raised, unless it is only the echo of a step that failed."""
    if run.journal.stopped and message.endswith(TERMINATED):
        return
    with suppress(RunStopped):  # it has ended by itself
        run.journal.fail("", message)


@contextmanager
def _environment(env: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _run_directory(run: Run, handlers: Mapping[str, Handler]) -> None:
    with served(handlers, threads=run.settings.parallel * 8) as address:
        code = _run_child(run, address)
    if code == child.MESSAGE_WAS_SHOWN:
        with suppress(RunStopped):  # it has ended by itself
            run.journal.stop()
    elif code:
        _program_failed(run, f"the program ended with exit code {code}")


def _run_child(run: Run, address: str) -> int:
    """Run the directory in a child interpreter; what it prints goes into the journal. Returns its exit code."""
    with subprocess.Popen(  # noqa: S603 - this interpreter, on the program under test
        [sys.executable, "-u", child.__file__, *_arguments(run, address)],
        cwd=run.settings.directory,
        env=_child_environment(run),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                run.journal.tell("info", line.rstrip("\n"))
            return process.wait()
        finally:
            end_process(process)


def _arguments(run: Run, address: str) -> list[str]:
    settings = run.settings
    flags = [str(settings.dry_run).lower(), str(settings.parallel)]
    return [address, settings.project, settings.stack, *flags, settings.organization, str(settings.directory)]


def _child_environment(run: Run) -> dict[str, str]:
    config, secret_keys = dict(run.settings.config), sorted(run.settings.secret_keys)
    given = {"PULUMI_CONFIG": json.dumps(config), "PULUMI_CONFIG_SECRET_KEYS": json.dumps(secret_keys)}
    return {**os.environ, **run.settings.env, **given}
