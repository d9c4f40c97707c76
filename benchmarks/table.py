"""Results and goals as tables, in Markdown, so that they can be taken into a document as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.box import MARKDOWN
from rich.table import Table

from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.account import Traffic
    from benchmarks.goals import Verdict
    from benchmarks.results import EngineName, Measurement, Results

MEBIBYTE: Final = 2**20
COLUMNS: Final = (
    "workload",
    "peer",
    "wall s",
    "CPU s",
    "MiB",
    "requests",
    "at once",
    "429",
    "wall/floor",
    "CPU/floor",
    "wall/naive",
    "requests by route",
)
WORDS: Final = frozenset(["workload", "peer", "requests by route"])


def results_table(results: Results, engine: EngineName, people: int) -> Table:
    """All peers side by side, workload by workload."""
    table = Table(box=MARKDOWN)
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in WORDS else "right", overflow="fold")
    for workload in WORKLOADS:
        floor, naive = (results.of(engine, people, peer, workload.name) for peer in ("floor", "naive"))
        for peer in results.peers(people):
            one = results.of(engine, people, peer, workload.name)
            if one is not None:
                table.add_row(workload.name, peer, *_cells(one, floor, naive))
    return table


def goals_table(verdicts: Iterable[Verdict]) -> Table:
    """Each goal with what was measured, what is allowed, and whether it was met."""
    table = Table("goal", "measured", "allowed", "", box=MARKDOWN)
    for verdict in verdicts:
        allowed = f"{verdict.relation} {verdict.limit:.4g}"
        table.add_row(verdict.text, f"{verdict.measured:.4g}", allowed, _outcome(verdict))
    return table


def _outcome(verdict: Verdict) -> str:
    if verdict.stated_for:
        return f"{'met' if verdict.is_met else 'missed'} (stated for {verdict.stated_for})"
    return "met" if verdict.is_met else "MISSED"


def _cells(one: Measurement, floor: Measurement | None, naive: Measurement | None) -> list[str]:
    cost, traffic = one.cost, one.traffic
    return [
        f"{cost.wall_seconds:.2f}",
        f"{cost.cpu_seconds:.2f}",
        f"{cost.peak_bytes / MEBIBYTE:.0f}",
        str(traffic.requests),
        str(traffic.most_in_flight),
        _share(traffic),
        _ratio(one, floor, "wall_seconds"),
        _ratio(one, floor, "cpu_seconds"),
        _ratio(one, naive, "wall_seconds"),
        f"FAILED: {one.failure}" if one.failure else _routes(traffic),
    ]


def _share(traffic: Traffic) -> str:
    return f"{traffic.refused / traffic.requests:.0%}" if traffic.requests else ""


def _ratio(one: Measurement, other: Measurement | None, what: str) -> str:
    if other is None or other.failure or one.failure:
        return ""
    return f"{getattr(one.cost, what) / getattr(other.cost, what):.2f}"


def _routes(traffic: Traffic) -> str:
    return ", ".join(f"{count} {route}" for route, count in traffic.by_route.items())
