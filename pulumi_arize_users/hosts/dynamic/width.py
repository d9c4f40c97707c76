"""How many calls the host serves at once: as many as are configured, instead of four.

Where things are not exactly as expected (a unit test, another host, a later SDK) nothing is done.
"""

from __future__ import annotations

from pulumi_arize_users.hosts.dynamic.pool import CHANGING, serving_pool

STOCK_WORKERS = 4


def widen(workers: int) -> bool:
    """Let the host serve more than four calls at a time; False, and nothing changed, if it is not as expected.

    Args:
        workers: how many calls may be served at once.
    """
    pool = serving_pool()
    with CHANGING:
        if pool is None or getattr(pool, "_max_workers", 0) != STOCK_WORKERS:
            return False
        pool._max_workers = max(workers, STOCK_WORKERS)  # noqa: SLF001 - guarded above: another pool keeps its size
    # A pool starts threads when it is given work, and before Python 3.12 hardly any while work is waiting: a destroy
    # hands everything over before the first call gets here.
    for _ in range(workers - STOCK_WORKERS):
        pool.submit(_nothing)
    return True


def _nothing() -> None:
    pass
