"""A local Arize AX account over HTTP, for tests, demonstrations and benchmarks.

It knows nothing of the rest of this package: its JSON and its rules are written from the documentation of the API.
"""

from pulumi_arize_users.simulator.faults import Fault
from pulumi_arize_users.simulator.request_log import RecordedRequest
from pulumi_arize_users.simulator.simulator import Simulator
from pulumi_arize_users.simulator.state import UnknownRecordError

__all__ = ["Fault", "RecordedRequest", "Simulator", "UnknownRecordError"]
