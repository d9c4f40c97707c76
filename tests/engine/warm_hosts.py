"""Hosts of dynamic providers that start in no time, for tests that need thousands of them.

Nearly all of a host's life goes into importing Pulumi's SDK and this package. Here one interpreter has done so before,
and each host is a fork of it: a process of its own, which runs the real host as `python -m pulumi.dynamic` does.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.hosts.plugin import __main__ as plugin
from pulumi_arize_users.testing import host

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection

    import pytest

IMPORTED_BEFORE = [
    "pulumi.dynamic",
    "grpc",
    "dill",
    "pulumi_arize_users.api.client",
    "pulumi_arize_users.api.directory",
    "pulumi_arize_users.hosts.dynamic.providers",
    "pulumi_arize_users.hosts.plugin.__main__",
    "pulumi_arize_users.providers.organization_membership",
    "pulumi_arize_users.providers.roster",
    "pulumi_arize_users.providers.roster_removals",
    "pulumi_arize_users.providers.user",
    "grpc._server",
    # What a fork is told to do has to be found there.
    "tests.engine.warm_hosts",
    "tests.engine.settled",
]

# Where the engine is that a host of the native plugin tells its messages to; other hosts have none.
ENGINE = "TESTS_ENGINE_ADDRESS"

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(IMPORTED_BEFORE)


class WarmHost:
    """What a host needs of `subprocess.Popen`."""

    def __init__(self, command: Sequence[str], *, cwd: object, env: Mapping[str, str], **_: Any) -> None:
        assert ["-m", "pulumi.dynamic"] == list(command)[2:4], "only hosts are started warm"
        out, child_out = _forks.Pipe(duplex=False)
        err, child_err = _forks.Pipe(duplex=False)
        self._process = _forks.Process(target=_serve, args=(str(cwd), dict(env), child_out, child_err), daemon=True)
        self._process.start()
        child_out.close()
        child_err.close()
        self.pid = self._process.pid
        self.stdout, self.stderr = _text(out), _text(err)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for the end of the process."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("the host of the dynamic providers", timeout or 0)


def start_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every host of this test be a warm one."""
    stand_in = SimpleNamespace(Popen=WarmHost, PIPE=None, DEVNULL=None, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(host, "subprocess", stand_in)


def _text(connection: Connection) -> Any:
    with connection:
        return os.fdopen(os.dup(connection.fileno()), encoding="utf-8")


def _serve(directory: str, env: Mapping[str, str], out: Connection, err: Connection) -> None:
    os.setsid()
    for stream, connection in ((sys.stdout, out), (sys.stderr, err)):
        os.dup2(connection.fileno(), stream.fileno())
        connection.close()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(directory)
    sys.path[:0] = [directory, *filter(None, env.get("PYTHONPATH", "").split(os.pathsep))]
    engine = os.environ.pop(ENGINE, None)
    sys.argv = ["the host", engine or "127.0.0.1:0"]
    if engine:
        plugin.main()
    else:
        runpy.run_module("pulumi.dynamic", run_name="__main__", alter_sys=True)
