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
    """How requests are served; everything may change while the server runs.

    Attributes:
        api_key: The key that is accepted.
        latency_ms: Milliseconds that each request waits before it is served.
        rate_limit: What is let through per second.
        log: What was asked.
        faults: What is to go wrong.
        lag: What reads see of the account.
    """

    api_key: str = field(repr=False)
    latency_ms: float
    rate_limit: RateLimit
    log: RequestLog = field(default_factory=RequestLog)
    faults: FaultQueue = field(default_factory=FaultQueue)
    lag: Lag = field(default_factory=Lag)

    def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        self.faults.clear()
        self.lag.end()
