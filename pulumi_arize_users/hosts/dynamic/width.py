"""How many calls the host serves at once: as many as are configured, instead of four.

Where things are not exactly as expected (a unit test, another host, a later SDK) nothing is done.
"""

from __future__ import annotations

import sys
import weakref
from concurrent.futures import ThreadPoolExecutor

from pulumi_arize_users.hosts.dynamic.answers import host_module

STOCK_WORKERS = 4
# The engine's Cancel is a call as well, and must be served while all others wait.
FOR_CANCEL = 1


def widen(workers: int) -> bool:
    """Let the host serve more than four calls at a time; False, and nothing changed, if it is not as expected.

    Args:
        workers: how many calls of resources may be served at once.
    """
    frame = sys._getframe() if host_module() else None  # noqa: SLF001 - the pool is only known to the thread it runs
    while frame is not None:
        if frame.f_globals.get("__name__") == "concurrent.futures.thread":
            reference = frame.f_locals.get("executor_reference")
            pool = reference() if isinstance(reference, weakref.ref) else None
            if type(pool) is ThreadPoolExecutor and getattr(pool, "_max_workers", 0) == STOCK_WORKERS:
                wanted = max(workers + FOR_CANCEL, STOCK_WORKERS)
                pool._max_workers = wanted  # noqa: SLF001 - guarded above: another pool keeps its size
                # A pool starts threads when it is given work, and before Python 3.12 hardly any while work is waiting:
                # a destroy hands everything over before the first call gets here.
                for _ in range(wanted - STOCK_WORKERS):
                    pool.submit(_nothing)
                return True
        frame = frame.f_back
    return False


def _nothing() -> None:
    pass
