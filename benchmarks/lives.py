"""The life of a peer: everybody is created, looked at, changed and removed, on an account of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.account import served
from benchmarks.declared import Declared
from benchmarks.engines import runner_of
from benchmarks.results import Measurement
from benchmarks.workloads import DESTROY, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.account import Arize, Conditions
    from benchmarks.contenders import Peer
    from benchmarks.results import EngineName
    from benchmarks.running import Options
    from benchmarks.workloads import Workload


def live(
    peer: Peer, engine: EngineName, people: int, conditions: Conditions, options: Options
) -> Iterator[Measurement]:
    """Measure one workload after the other; a failure ends the life.

    Args:
        peer: who does it.
        engine: on what, unless the peer is a script.
        people: how many people there are to be.
        conditions: how the account answers.
        options: how Pulumi runs.
    """
    with served(conditions) as arize, runner_of(peer, engine, options, arize.environment) as runner:
        first = Declared(people, arize.organization)
        for workload in WORKLOADS:
            arize.forget_traffic()
            done = runner.run(workload, workload.declared(first))
            if done is None:
                continue
            failure = done.failure or ("" if peer.is_idle else _left_undone(arize, workload, people))
            ran_on = None if peer.is_script else engine
            yield Measurement(ran_on, people, peer.name, workload.name, done.cost, arize.traffic(), failure)
            if failure:
                return


def _left_undone(arize: Arize, workload: Workload, people: int) -> str:
    """What a peer that reports success has not done."""
    wanted, found = 0 if workload is DESTROY else people, len(arize.invited_at())
    return "" if found == wanted else f"{found} people are in the account, not {wanted}"
