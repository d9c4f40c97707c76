"""Under which conditions an account is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.faults import FaultQueue
from pulumi_arize_users.simulator.lag import Lag
from pulumi_arize_users.simulator.request_log import RequestLog

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.rate_limit import RateLimit


@dataclass
class Conditions:
    """How requests are served; everything here may change while the server runs.

    Attributes:
        api_key: the key that is accepted.
        latency_ms: milliseconds that each request waits before it is served.
        rate_limit: what is let through per second.
        log: what was asked.
        faults: what is to go wrong.
        lag: what reads see of the account.
    """

    api_key: str = field(repr=False)
    latency_ms: float
    rate_limit: RateLimit
    log: RequestLog = field(default_factory=RequestLog)
    faults: FaultQueue = field(default_factory=FaultQueue)
    lag: Lag = field(default_factory=Lag)

    def clear_faults(self) -> None:
        """Forget all faults."""
        self.faults.clear()
        self.lag.end()
