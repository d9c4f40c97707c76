"""The engine's Cancel, which the stock host answers without telling anybody.

At the first Ctrl-C the engine calls Cancel on every provider and waits for what is under way. gRPC holds a bound method
of the host's servicer, so replacing that method would change nothing. The function it is bound to is given other code
instead, which answers as before and asks this process to stop. That is done only in the real host, and only if the
function is exactly as expected; otherwise the stock answer stays, and a run ends when its work is done.
"""

from __future__ import annotations

import inspect
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Final

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts.dynamic.answers import host_module

if TYPE_CHECKING:
    from types import ModuleType

SERVICER = "DynamicResourceProviderServicer"
PARAMETERS = ["self", "request", "context"]
# What the other code needs of the host's module.
ANSWER = "empty_pb2"

# A process serves one run of the engine, which is cancelled as a whole.
CANCELLATION: Final = Cancellation()


def listen_for_cancel() -> bool:
    """Let the engine's Cancel reach `CANCELLATION`; False, and nothing changed, if the host is not as expected."""
    host = host_module()
    cancel = _stock_answer(host) if host else None
    if cancel is None:
        return False
    cancel.__code__ = _cancel.__code__
    return True


def _stock_answer(host: ModuleType) -> FunctionType | None:
    cancel = vars(vars(host).get(SERVICER, object)).get("Cancel")
    if not isinstance(cancel, FunctionType) or cancel.__globals__ is not vars(host) or not hasattr(host, ANSWER):
        return None
    if cancel.__code__.co_freevars or list(inspect.signature(cancel).parameters) != PARAMETERS:
        return None
    return cancel


def _cancel(self, request, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, ARG001 - the host's own signature
    # Runs with the globals of the host's module, so it finds this one by its name.

    module = sys.modules.get("pulumi_arize_users.hosts.dynamic.cancellation")
    if module is not None:
        module.CANCELLATION.request()
    return empty_pb2.Empty()  # type: ignore[name-defined]  # noqa: F821 - a name of the host's module
