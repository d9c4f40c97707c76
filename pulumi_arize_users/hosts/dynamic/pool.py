"""The pool of threads in which the engine's host of dynamic providers serves calls."""

from __future__ import annotations

import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from pulumi_arize_users.hosts.dynamic.answers import host_module

# Held by whoever changes something of the pool: providers may be configured at once.
CHANGING: Final = threading.Lock()


def serving_pool() -> ThreadPoolExecutor | None:
    """The pool whose thread this is; None if this is not the host, or its pool is not as expected."""
    frame = sys._getframe() if host_module() else None  # noqa: SLF001 - the pool is only known to the thread it runs
    while frame is not None:
        if frame.f_globals.get("__name__") == "concurrent.futures.thread":
            reference = frame.f_locals.get("executor_reference")
            pool = reference() if isinstance(reference, weakref.ref) else None
            if type(pool) is ThreadPoolExecutor:
                return pool
        frame = frame.f_back
    return None
