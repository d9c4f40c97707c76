"""What this package promises to cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.goals import Goal, NotMeasured
from benchmarks.workloads import CHANGE, CREATE, DESTROY, PREVIEW, REFRESH, WORKLOADS, renamed_of

if TYPE_CHECKING:
    from benchmarks.goals import Case
    from benchmarks.workloads import Workload

MEBIBYTE: Final = 2**20
MILLISECONDS: Final = 1000
RENAMING: Final = "PATCH users/*"
OURS: Final = "ours"
PLUGIN: Final = "plugin-yaml"


def titled(workload: Workload, of: str) -> str:
    """A workload as goals name it; only other peers than ours are named."""
    return workload.name if of == OURS else f"{of}, {workload.name}"


def wall(workload: Workload, peer: str, most: float, of: str = OURS, concurrency: int | None = None) -> Goal:
    """How long one peer takes, ours unless given, over the time of another."""
    return Goal(
        f"{titled(workload, of)}: wall time over that of {peer}",
        lambda case: case.of(workload, of).cost.wall_seconds / case.of(workload, peer).cost.wall_seconds,
        "<=",
        lambda _: most,
        people=500,
        latency_ms=50,
        concurrency=concurrency,
    )


def _cpu(workload: Workload, peer: str, most: float, of: str = OURS, people: int | None = None) -> Goal:
    return Goal(
        f"{titled(workload, of)}: CPU time over that of {peer}",
        lambda case: case.of(workload, of).cost.cpu_seconds / case.of(workload, peer).cost.cpu_seconds,
        "<=",
        lambda _: most,
        people=people,
    )


def _done(case: Case) -> float:
    found = [case.results.of(case.engine, case.people, "ours", workload.name) for workload in WORKLOADS]
    if not any(found):
        raise NotMeasured
    return sum(one is not None and not one.failure for one in found)


def _peak(case: Case, peer: str) -> float:
    return max(case.of(workload, peer).cost.peak_bytes for workload in WORKLOADS)


def provider_mebibytes(case: Case, of: str = OURS) -> float:
    """The most memory of a peer's provider process."""
    return max(case.of(workload, of).cost.provider_bytes for workload in WORKLOADS) / MEBIBYTE


def _destroy_over_its_bound(case: Case) -> float:
    """The wall time of a destroy, over the least it can be with so many requests on their way at once."""
    waiting = case.of(DESTROY).traffic.requests * case.conditions.latency_ms / MILLISECONDS / case.concurrency
    return case.of(DESTROY).cost.wall_seconds / (case.of(DESTROY, "floor").cost.wall_seconds + waiting)


def _in_flight(case: Case) -> float:
    if not case.conditions.latency_ms:  # then a request has hardly begun when it is over
        raise NotMeasured
    return case.of(DESTROY).traffic.most_in_flight


def renamings(case: Case, of: str = OURS) -> float:
    """How many names a peer changed."""
    return case.of(CHANGE, of).traffic.by_route.get(RENAMING, 0)


def _cpu_per_person(case: Case, people: int) -> float:
    return case.of(CREATE, people=people).cost.cpu_seconds / people


def _own_cpu_per_person(case: Case, people: int) -> float:
    return _cpu_per_person(case, people) - case.of(CREATE, "floor", people).cost.cpu_seconds / people


PROMISES: Final = (
    Goal("workloads done", _done, "=", lambda _: len(WORKLOADS)),
    Goal("create: writes", lambda case: case.of(CREATE).traffic.writes, "=", lambda case: 2 * case.people),
    Goal("create: look-ups", lambda case: case.of(CREATE).traffic.lookups, "<=", lambda case: case.pages + 2),
    Goal("preview: requests", lambda case: case.of(PREVIEW).traffic.requests, "=", lambda _: 0),
    Goal("refresh: requests", lambda case: case.of(REFRESH).traffic.requests, "<=", lambda case: case.pages + 2),
    Goal("change: PATCH requests", renamings, "=", lambda case: renamed_of(case.people)),
    Goal("change: requests", lambda case: case.of(CHANGE).traffic.requests, "=", lambda case: renamed_of(case.people)),
    # Before somebody is blocked, it is looked who it is.
    Goal(
        "destroy: requests",
        lambda case: case.of(DESTROY).traffic.requests,
        "<=",
        lambda case: 2 * case.people + case.pages + 2,
    ),
    # A few people cannot keep all connections busy.
    Goal("destroy: requests at once", _in_flight, ">=", lambda case: 0.9 * min(case.most_at_once, case.people)),
    wall(CREATE, "floor", 1.25),
    Goal(
        "destroy: wall time over floor + requests x latency / concurrency", _destroy_over_its_bound, "<=", lambda _: 1.3
    ),
    wall(CREATE, "naive", 0.5),
    wall(REFRESH, "naive", 0.4),
    wall(DESTROY, "naive", 0.3),
    _cpu(PREVIEW, "floor", 1.1),
    _cpu(CHANGE, "floor", 1.15),
    Goal(
        "create: CPU time per person over that at half as many",
        lambda case: _cpu_per_person(case, case.people) / _cpu_per_person(case, case.people // 2),
        "<=",
        lambda _: 1.15,
        people=1000,
    ),
    Goal(
        "create: CPU time per person above floor, over that at a tenth as many",
        lambda case: _own_cpu_per_person(case, case.people) / _own_cpu_per_person(case, case.people // 10),
        "<=",
        lambda _: 1.3,
        people=2000,
    ),
    Goal(
        "peak memory over that of floor", lambda case: _peak(case, "ours") / _peak(case, "floor"), "<=", lambda _: 1.1
    ),
    Goal("provider process: MiB", provider_mebibytes, "<=", lambda _: 200),
    *(_cpu(workload, OURS, 0.9, PLUGIN, people=500) for workload in (CREATE, PREVIEW, REFRESH)),
)
