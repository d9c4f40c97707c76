"""What was measured, and the medians of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

from benchmarks.processes import Cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.account import Traffic

EngineName: TypeAlias = Literal["local", "cli"]


@dataclass(frozen=True)
class Measurement:
    """One workload of one peer.

    Attributes:
        engine: what it ran on; None for a script, which needs none.
        people: how many were declared.
        peer: the peer's name.
        workload: the workload's name.
        cost: what it cost.
        traffic: what it asked of the account.
        failure: why it failed; empty if it did not.
    """

    engine: EngineName | None
    people: int
    peer: str
    workload: str
    cost: Cost
    traffic: Traffic
    failure: str = ""


class Results:
    """All measurements of a run of the benchmarks, one for each round."""

    def __init__(self) -> None:
        self._measurements: list[Measurement] = []

    def add(self, measurement: Measurement) -> None:
        """Take in a measurement."""
        self._measurements.append(measurement)

    def engines(self) -> list[EngineName]:
        """The engines on which something ran."""
        return list(dict.fromkeys(one.engine for one in self._measurements if one.engine))

    def sizes(self) -> list[int]:
        """The numbers of people, the smallest first."""
        return sorted({one.people for one in self._measurements})

    def peers(self, people: int) -> list[str]:
        """The peers that were measured with so many people, in the order in which they ran first."""
        return list(dict.fromkeys(one.peer for one in self._measurements if one.people == people))

    def of(self, engine: EngineName, people: int, peer: str, workload: str) -> Measurement | None:
        """The median of a measurement's rounds; None if there was none."""
        key = (people, peer, workload)
        rounds = [
            one
            for one in self._measurements
            if one.engine in (engine, None) and (one.people, one.peer, one.workload) == key
        ]
        return _median(rounds) if rounds else None


def _median(rounds: Sequence[Measurement]) -> Measurement:
    """Medians of the costs; of the traffic the worst, for a request too many is one too many even if it is rare."""
    first = rounds[0]
    return Measurement(
        first.engine,
        first.people,
        first.peer,
        first.workload,
        _median_cost([one.cost for one in rounds]),
        max((one.traffic for one in rounds), key=lambda traffic: traffic.requests),
        next((one.failure for one in rounds if one.failure), ""),
    )


def _median_cost(costs: Iterable[Cost]) -> Cost:
    costs = list(costs)
    return Cost(**{field.name: median(getattr(cost, field.name) for cost in costs) for field in fields(Cost)})
