"""The engine's Cancel, which the stock host answers without passing it on.

At the first Ctrl-C the engine calls Cancel on every provider and waits for what is under way. gRPC hands each call to
the host's pool of threads, where it would wait behind all others. So the pool is listened to as it is handed a call:
the host's Cancel asks this process to stop, and is then answered as usual. Only an attribute of this one pool changes,
and only in the real host; where things are not as expected, a run ends when its work is done.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts.dynamic.pool import CHANGING, serving_pool

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

SERVICER = "DynamicResourceProviderServicer"
CALL = "Cancel"
LISTENING = "arize_listens"

# A process serves one run of the engine, which is cancelled as a whole.
CANCELLATION: Final = Cancellation()


def listen_for_cancel() -> bool:
    """Let the engine's Cancel reach `CANCELLATION`; False, and nothing changed, if the host is not as expected."""
    pool = serving_pool()
    if pool is None:
        return False
    with CHANGING:
        if not getattr(pool.submit, LISTENING, False):
            pool.submit = _listening(pool.submit)  # type: ignore[method-assign]
    return True


def is_cancel(argument: object) -> bool:
    """Whether what is handed to a pool is the host's own method for a cancel."""
    if not isinstance(argument, MethodType):
        return False
    return argument.__name__ == CALL and type(argument.__self__).__name__ == SERVICER


def _listening(submit: Callable[..., Future[Any]]) -> Callable[..., Future[Any]]:
    def listening(*arguments: Any, **options: Any) -> Future[Any]:  # noqa: ANN401 - whatever gRPC hands over
        if any(map(is_cancel, arguments)):
            CANCELLATION.request()
        return submit(*arguments, **options)

    setattr(listening, LISTENING, True)
    return listening
