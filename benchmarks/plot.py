"""Cost against the number of people, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from benchmarks.results import EngineName, Results
    from benchmarks.workloads import Workload

COSTS: Final = {"wall_seconds": "wall time, s", "cpu_seconds": "CPU time, s"}
STYLES: Final[dict[EngineName | None, str]] = {"local": "dotted", "cli": "solid", None: "dashed"}


def write_plot(results: Results, file: Path) -> None:
    """Write a picture: a column for each workload, a line for each peer.

    Lines are solid on the CLI, dotted on the local runner, and dashed for a script.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second of import for the one run in ten that draws

    figure = Figure(figsize=(4 * len(WORKLOADS), 8), layout="constrained")
    axes = figure.subplots(len(COSTS), len(WORKLOADS), sharex=True)
    for row, (cost, label) in zip(axes, COSTS.items(), strict=True):
        for place, workload in zip(row, WORKLOADS, strict=True):
            _draw(place, results, workload, cost)
            place.set_title(workload.name)
        row[0].set_ylabel(label)
    for place in axes[-1]:
        place.set_xlabel("people")
    handles, names = axes[0][0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=6)
    figure.savefig(file, dpi=80)


def _draw(axes: Axes, results: Results, workload: Workload, cost: str) -> None:
    colours = {peer: f"C{number}" for number, peer in enumerate(_everyone(results))}
    for (peer, engine), points in _lines(results, workload, cost).items():
        label = f"{peer} ({engine})" if engine else peer
        people, costs = zip(*points.items(), strict=True)
        axes.plot(people, costs, marker=".", color=colours[peer], linestyle=STYLES[engine], label=label)
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)


def _everyone(results: Results) -> list[str]:
    return list(dict.fromkeys(peer for people in results.sizes() for peer in results.peers(people)))


def _lines(results: Results, workload: Workload, cost: str) -> dict[tuple[str, EngineName | None], dict[int, float]]:
    lines: dict[tuple[str, EngineName | None], dict[int, float]] = {}
    for people in results.sizes():
        for engine in results.engines():
            for peer in results.peers(people):
                one = results.of(engine, people, peer, workload.name)
                if one is not None and not one.failure:
                    lines.setdefault((peer, one.engine), {})[people] = getattr(one.cost, cost)
    return lines
