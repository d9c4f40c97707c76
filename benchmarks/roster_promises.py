"""What this package promises a roster to cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.goals import Goal
from benchmarks.promises import OURS, provider_mebibytes, renamings, titled, wall
from benchmarks.workloads import CHANGE, CREATE, PREVIEW, REFRESH, renamed_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.goals import Case, Relation
    from benchmarks.results import Measurement
    from benchmarks.workloads import Workload

ROSTER: Final = "roster"
LARGE: Final = 5000
# With fewer requests at once an account of such latency is what everybody waits for.
AT_ONCE: Final = 64


def _goal(
    workload: Workload,
    what: str,
    measured: Callable[[Measurement], float],
    relation: Relation,
    limit: Callable[[Case], float],
    *,
    people: int | None = None,
) -> Goal:
    text = f"{titled(workload, ROSTER)}: {what}"
    return Goal(text, lambda case: measured(case.of(workload, ROSTER)), relation, limit, people)


def _create_limit(case: Case) -> float:
    bare = case.of(CREATE, f"bare:{case.concurrency}")
    return 1.3 * bare.cost.wall_seconds + 6


ROSTER_PROMISES: Final = (
    _goal(CREATE, "writes", lambda it: it.traffic.writes, "=", lambda case: 2 * case.people),
    _goal(CREATE, "look-ups", lambda it: it.traffic.lookups, "<=", lambda case: case.pages + 4),
    _goal(PREVIEW, "requests", lambda it: it.traffic.requests, "=", lambda _: 0),
    _goal(REFRESH, "requests", lambda it: it.traffic.requests, "<=", lambda case: case.pages + 4),
    Goal(
        f"{titled(CHANGE, ROSTER)}: PATCH requests",
        lambda case: renamings(case, ROSTER),
        "=",
        lambda case: renamed_of(case.people),
    ),
    wall(CREATE, OURS, 0.5, ROSTER, AT_ONCE),
    wall(CREATE, "floor", 0.5, ROSTER, AT_ONCE),
    Goal(
        f"{titled(CREATE, ROSTER)}: seconds, against 1.3 times those of bare requests and 6",
        lambda case: case.of(CREATE, ROSTER).cost.wall_seconds,
        "<=",
        _create_limit,
        people=LARGE,
        latency_ms=50,
        concurrency=AT_ONCE,
    ),
    _goal(PREVIEW, "seconds", lambda it: it.cost.wall_seconds, "<=", lambda _: 6, people=LARGE),
    Goal("roster, provider process: MiB", lambda case: provider_mebibytes(case, ROSTER), "<=", lambda _: 250),
)
