"""What this package promises a roster to cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.goals import Goal
from benchmarks.promises import MEBIBYTE, RENAMING
from benchmarks.workloads import CHANGE, CREATE, PREVIEW, REFRESH, WORKLOADS, renamed_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.goals import Case, Relation
    from benchmarks.results import Measurement
    from benchmarks.workloads import Workload

ROSTER: Final = "roster"
LARGE: Final = 5000


def _requests(
    workload: Workload,
    what: str,
    relation: Relation,
    limit: Callable[[Case], float],
    measured: Callable[[Measurement], float],
) -> Goal:
    text = f"roster, {workload.name}: {what}"
    return Goal(text, lambda case: measured(case.of(workload, ROSTER)), relation, limit)


def _half_of(peer: str) -> Goal:
    return Goal(
        f"roster, create: wall time over that of {peer}",
        lambda case: case.of(CREATE, ROSTER).cost.wall_seconds / case.of(CREATE, peer).cost.wall_seconds,
        "<=",
        lambda _: 0.5,
        people=500,
        latency_ms=50,
    )


def _create_limit(case: Case) -> float:
    bare = case.of(CREATE, f"bare:{case.concurrency}")
    return 1.3 * bare.cost.wall_seconds + 6


def _provider_mebibytes(case: Case) -> float:
    return max(case.of(workload, ROSTER).cost.provider_bytes for workload in WORKLOADS) / MEBIBYTE


ROSTER_PROMISES: Final = (
    _requests(CREATE, "writes", "=", lambda case: 2 * case.people, lambda it: it.traffic.writes),
    _requests(CREATE, "look-ups", "<=", lambda case: case.pages + 4, lambda it: it.traffic.lookups),
    _requests(PREVIEW, "requests", "=", lambda _: 0, lambda it: it.traffic.requests),
    _requests(REFRESH, "requests", "<=", lambda case: case.pages + 4, lambda it: it.traffic.requests),
    _requests(
        CHANGE,
        "PATCH requests",
        "=",
        lambda case: renamed_of(case.people),
        lambda it: it.traffic.by_route.get(RENAMING, 0),
    ),
    _half_of("ours"),
    _half_of("floor"),
    Goal(
        "roster, create: seconds, against 1.3 times those of bare requests and 6",
        lambda case: case.of(CREATE, ROSTER).cost.wall_seconds,
        "<=",
        _create_limit,
        people=LARGE,
        latency_ms=50,
    ),
    Goal(
        "roster, preview: seconds",
        lambda case: case.of(PREVIEW, ROSTER).cost.wall_seconds,
        "<=",
        lambda _: 6,
        people=LARGE,
    ),
    Goal("roster, provider process: MiB", _provider_mebibytes, "<=", lambda _: 250),
)
