"""`arize-users` without the time that Python and the libraries take to start: a fork of a process that has them.

Each command is a process of its own with its own environment, folder and streams; `started` in `conftest.py` runs it as
a shell does.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

READ, WRITTEN = os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC
STREAMS = (("stdin", READ), ("stdout", WRITTEN), ("stderr", WRITTEN))


class Forks:
    """Runs commands, one after the other.

    Args:
        folder: for what is passed to the commands, and what they print.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {stream: folder / stream for stream, _ in STREAMS}
        command = [sys.executable, "-m", "tests.command.forks"]
        # With pytest's own folders to import from, wherever this process was started.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(
        self, arguments: Sequence[object], *, stdin: str, folder: Path, environment: Mapping[str, str]
    ) -> tuple[int, str, str]:
        """Run a command; returns exit code, stdout and stderr."""
        self._files["stdin"].write_text(stdin, encoding="utf-8")
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "folder": str(folder),
            "environment": dict(environment),
            "files": {stream: str(file) for stream, file in self._files.items()},
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        printed = [self._files[stream].read_bytes().decode() for stream in ("stdout", "stderr")]
        return code, printed[0], printed[1]

    def close(self) -> None:
        """End the process that is forked."""
        self._server.communicate(timeout=60)


def _serve() -> None:
    from pulumi_arize_users.api import client, directory  # noqa: F401, PLC0415 - so that no fork imports them
    from pulumi_arize_users.command.group import COMMANDS, arize_users  # noqa: PLC0415 - for the forks alone

    group: Any = arize_users
    for name in COMMANDS:
        group.get_command(None, name)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_run(json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(asked: dict[str, Any]) -> int:
    from pulumi_arize_users.command.__main__ import main  # noqa: PLC0415 - as above

    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    for number, (stream, mode) in enumerate(STREAMS):
        os.dup2(os.open(asked["files"][stream], mode, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the old one has read ahead
    sys.argv = ["arize-users", *asked["arguments"]]
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except Exception:  # noqa: BLE001 - as at the end of an interpreter, a bug shows its traceback
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        sys.stderr.write(code + "\n")
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()  # what the end of an interpreter does
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(bool(code))


if __name__ == "__main__":
    _serve()
