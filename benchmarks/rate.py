"""What this package makes of an account that lets through so many requests per second and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.account import served
from benchmarks.contenders import find
from benchmarks.declared import Declared
from benchmarks.engines import runner_of
from benchmarks.goals import Verdict
from benchmarks.workloads import CREATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.account import Conditions, Traffic
    from benchmarks.results import EngineName
    from benchmarks.running import Options

LEAST_OF_ALLOWED: Final = 0.9
MOST_REFUSED: Final = 0.05


@dataclass(frozen=True)
class Throttled:
    """A first `up` of many people, slowed down by the account.

    Attributes:
        people: how many were declared, without memberships.
        arrived: how many came into the account.
        seconds: from the first to the last of them.
        traffic: what was asked.
        failure: why it failed; empty if it did not.
    """

    people: int
    arrived: int
    seconds: float
    traffic: Traffic
    failure: str


def throttled(engine: EngineName, people: int, conditions: Conditions, options: Options) -> Throttled:
    """Create so many people under a rate limit."""
    with served(conditions) as arize, runner_of(find("ours"), engine, options, arize.environment) as runner:
        done = runner.run(CREATE, Declared(people, arize.organization, memberships=False))
        times = arize.invited_at()
        seconds = (times[-1] - times[0]).total_seconds() if times else 0.0
        return Throttled(people, len(times), seconds, arize.traffic(), done.failure if done else "")


def rate_verdicts(run: Throttled, allowed: float) -> Iterator[Verdict]:
    """Nobody is missing, the allowed rate is used, and few requests are refused.

    Args:
        run: what happened.
        allowed: requests per second.
    """
    yield Verdict("rate limit: people created", run.arrived, "=", run.people)
    if run.seconds:
        yield Verdict(
            "rate limit: people per second", (run.arrived - 1) / run.seconds, ">=", LEAST_OF_ALLOWED * allowed
        )
    yield Verdict(
        "rate limit: share of 429 answers", run.traffic.refused / max(run.traffic.requests, 1), "<=", MOST_REFUSED
    )
