"""How a promise about cost is judged, side by side with the other peers of the same run."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.account import Conditions
    from benchmarks.results import EngineName, Measurement, Results
    from benchmarks.workloads import Workload

Relation: TypeAlias = Literal["<=", "=", ">="]

PAGE: Final = 100
_COMPARED: Final[dict[Relation, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
}


class NotMeasured(LookupError):
    """A goal compares with something that this run has not measured."""


@dataclass(frozen=True)
class Case:
    """The measurements of one engine at one number of people, as goals look at them.

    Attributes:
        results: everything measured.
        engine: on what.
        people: how many.
        conditions: how the account answered.
        concurrency: calls that our providers serve at once.
        parallel: operations that the engine does at once.
    """

    results: Results
    engine: EngineName
    people: int
    conditions: Conditions
    concurrency: int
    parallel: int

    def of(self, workload: Workload, peer: str = "ours", people: int | None = None) -> Measurement:
        """A measurement, at this case's number of people unless another one is given.

        Raises:
            NotMeasured: there is none, or it failed.
        """
        found = self.results.of(self.engine, self.people if people is None else people, peer, workload.name)
        if found is None or found.failure:
            raise NotMeasured
        return found

    @property
    def pages(self) -> int:
        """Requests that list the whole account: everybody declared, those nobody declares, and the key's owner."""
        return math.ceil((self.people + self.conditions.seed_users + 1) / PAGE)

    @property
    def most_at_once(self) -> int:
        """Requests that can be on their way at once."""
        return min(self.parallel, self.concurrency)


@dataclass(frozen=True)
class Goal:
    """One promise, in words and as two numbers to compare.

    Attributes:
        text: what is compared.
        measured: what it came to.
        relation: how it is compared.
        limit: with what.
        people: the number of people for which the goal is stated; None for any.
        latency_ms: the same for the account's latency.
        concurrency: the same for the calls that our providers serve at once.
    """

    text: str
    measured: Callable[[Case], float]
    relation: Relation
    limit: Callable[[Case], float]
    people: int | None = None
    latency_ms: float | None = None
    concurrency: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of a goal; `stated_for` says under which other conditions it was stated, if it was."""

    text: str
    measured: float
    relation: Relation
    limit: float
    stated_for: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the promise was kept."""
        return _COMPARED[self.relation](self.measured, self.limit)


def verdicts(case: Case, goals: Sequence[Goal]) -> Iterator[Verdict]:
    """The goals that can be judged by what was measured."""
    for goal in goals:
        try:
            yield Verdict(goal.text, goal.measured(case), goal.relation, goal.limit(case), _stated_for(goal, case))
        except (NotMeasured, ZeroDivisionError):
            continue


def _stated_for(goal: Goal, case: Case) -> str:
    stated = {
        f"{goal.people} people": goal.people in (None, case.people),
        f"{goal.latency_ms} ms": goal.latency_ms in (None, case.conditions.latency_ms),
        f"{goal.concurrency} at once": goal.concurrency in (None, case.concurrency),
    }
    return " and ".join(words for words, is_so in stated.items() if not is_so)
