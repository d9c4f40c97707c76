"""One run of the benchmarks: it measures, collects and reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.engines import parallel_of
from benchmarks.goals import Case, verdicts
from benchmarks.lives import live
from benchmarks.machine import load
from benchmarks.promises import PROMISES
from benchmarks.rate import rate_verdicts, throttled
from benchmarks.results import Results
from benchmarks.roster_promises import ROSTER_PROMISES
from benchmarks.table import goals_table, results_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from benchmarks.account import Conditions
    from benchmarks.contenders import Peer
    from benchmarks.results import EngineName
    from benchmarks.running import Options

TITLES: dict[EngineName, str] = {"cli": "Pulumi CLI", "local": "Local runner"}


class Session:
    """Measures under the same conditions and options from first to last.

    Args:
        console: where everything is printed.
        conditions: how the account answers.
        options: how Pulumi runs.

    Attributes:
        results: everything measured so far.
    """

    def __init__(self, console: Console, conditions: Conditions, options: Options) -> None:
        self.results = Results()
        self._console = console
        self._conditions = conditions
        self._options = options

    def measure(self, peers: Sequence[Peer], engines: Sequence[EngineName], people: int, rounds: int) -> None:
        """Let each peer live once in each round, so that all of them meet the same load of the machine."""
        for _ in range(rounds):
            for engine in engines:
                for peer in peers:
                    # A script runs on no engine, so once is enough.
                    if peer.runs_on(engine) and (not peer.is_script or engine == engines[0]):
                        self._let_live(peer, engine, people)

    def report(self, engines: Sequence[EngineName], people: int) -> None:
        """Print what was measured for so many people, and what became of the goals."""
        for engine in engines:
            parallel = parallel_of(engine, self._options)
            case = Case(self.results, engine, people, self._conditions, self._options.concurrency, parallel)
            title = f"{TITLES[engine]}, {people} people, {people} memberships, {self._conditions.latency_ms:g} ms"
            self._console.print(f"\n{title}\n", results_table(self.results, engine, people), sep="\n")
            if judged := list(verdicts(case, (*PROMISES, *ROSTER_PROMISES))):
                self._console.print(f"\n{title}: goals\n", goals_table(judged), sep="\n")

    def throttle(self, engine: EngineName, people: int, allowed: float) -> None:
        """Measure and print what happens under a rate limit."""
        run = throttled(engine, people, replace(self._conditions, rate_limit=allowed), self._options)
        title = f"{TITLES[engine]}, {people} people without memberships, {allowed:g} requests per second allowed"
        self._console.print(f"\n{title}\n", goals_table(rate_verdicts(run, allowed)), run.failure, sep="\n")

    def _let_live(self, peer: Peer, engine: EngineName, people: int) -> None:
        where = "" if peer.is_script else f" ({engine})"
        self._console.print(f"{people} people, {peer.name}{where}, {load()}:", end="")
        for one in live(peer, engine, people, self._conditions, self._options):
            self.results.add(one)
            self._console.print(f" {one.workload} {one.cost.wall_seconds:.1f} s", end="")
            if one.failure:
                self._console.print(" failed", end="")
        self._console.print()
