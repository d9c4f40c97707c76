"""How the plugin answers a call: errors as sentences, messages with the resource that they are about, and Cancel."""

from __future__ import annotations

import functools
import traceback
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import grpc

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.hosts.plugin.engine import speaking_of
from pulumi_arize_users.hosts.plugin.properties import to_engine
from pulumi_arize_users.hosts.plugin.sentences import in_wire_names
from pulumi_arize_users.hosts.unfinished import unfinished_metadata
from pulumi_arize_users.providers.failures import Told
from pulumi_arize_users.providers.results import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from threading import Semaphore

    from pulumi_arize_users.api.cancellation import Cancellation

CANCEL = "/pulumirpc.ResourceProvider/Cancel"

Servicer = TypeVar("Servicer", bound="Serving")
Request = TypeVar("Request")
Reply = TypeVar("Reply")

_TOLD = Told()


class Serving(Protocol):
    """What a servicer has for its calls."""

    def turn(self, urn: str) -> AbstractContextManager[Any]:
        """Held while a call about a resource is served: as many at once as are configured."""

    def always_secret(self, urn: str) -> frozenset[str]:
        """The outputs of a resource that are secrets whatever a program says."""


class GivenBack:
    """Gives the turn of a call to others while it waits for one of them.

    Args:
        turns: how many calls are served at once.
    """

    def __init__(self, turns: Semaphore) -> None:
        self._turns = turns

    def __enter__(self) -> None:
        self._turns.release()

    def __exit__(self, *_: object) -> None:
        self._turns.acquire()


def answered(
    method: Callable[[Servicer, Request], Reply],
) -> Callable[[Servicer, Request, grpc.ServicerContext], Reply]:
    """A call whose errors reach the user as sentences; real bugs keep their traceback.

    "Created, but not finished" lets the engine store the object and its outputs, show the reason, and call update in
    the next `up`.
    """

    @functools.wraps(method)
    def served(self: Servicer, request: Request, context: grpc.ServicerContext) -> Reply:
        urn = getattr(request, "urn", "")
        with speaking_of(urn):
            try:
                with self.turn(urn):
                    return method(self, request)
            except Unfinished as error:
                outputs = to_engine(error.outputs, self.always_secret(urn))
                context.set_trailing_metadata(unfinished_metadata(_in_wire_names(error), outputs))
                sentence = in_wire_names(str(error))
            except ArizeError as error:
                sentence = _TOLD.shorten(in_wire_names(str(error)))
            except Exception:  # noqa: BLE001 - the engine shows it, as it does for its own hosts
                sentence = traceback.format_exc()
        context.abort(grpc.StatusCode.UNKNOWN, sentence)
        raise AssertionError(sentence)  # abort has raised

    return served


def _in_wire_names(error: Unfinished) -> Unfinished:
    return Unfinished(error.id, error.outputs, in_wire_names(str(error)))


class CancelListener(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Hears the engine's Cancel before it is queued: behind calls that wait, it would come too late.

    Args:
        cancellation: what stops.
    """

    def __init__(self, cancellation: Cancellation) -> None:
        self._cancellation = cancellation

    def intercept_service(self, continuation: Callable[[Any], Any], handler_call_details: Any) -> Any:  # noqa: ANN401 - grpc's own
        """Pass every call on."""
        if handler_call_details.method == CANCEL:
            self._cancellation.request()
        return continuation(handler_call_details)
