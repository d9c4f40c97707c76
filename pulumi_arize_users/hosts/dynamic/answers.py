"""Better answers from the process in which the engine runs a provider.

The stock host answers every exception with a traceback, and cannot say "created, but not finished". Nothing here
changes the host: the one gRPC call that is being served on this thread is found by looking at the caller's frame, and
only that call is answered differently. Where things are not exactly as expected (a unit test, another host, a later
SDK) nothing is done, and the stock behaviour stays.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.hosts.dynamic.stored import PROVIDER_KEY
from pulumi_arize_users.providers.failures import Told
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.results import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, ModuleType

    import grpc
    from pulumi.dynamic import CreateResult, UpdateResult

HOST = "pulumi.dynamic.__main__"

Provider = TypeVar("Provider")
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Local = TypeVar("Local")

_TOLD = Told()


def errors_as_sentences(
    method: Callable[Concatenate[Provider, Arguments], Result],
) -> Callable[Concatenate[Provider, Arguments], Result]:
    """Let an error of this package reach the user as its sentence; real bugs keep their traceback.

    "Created, but not finished" lets the engine store the object and its outputs, show the reason, and call update in
    the next `up`. A host that cannot be answered like this gets the result as if all had gone well, and the user a
    warning: the object must not be lost.
    """

    @functools.wraps(method)
    def wrapper(self: Provider, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return method(self, *args, **kwargs)
        except ArizeError as error:
            _answer(error, args[-1] if args else None, sys._getframe(1))  # noqa: SLF001 - the only way to the caller
            if not isinstance(error, Unfinished):
                raise
            log.warning("%s The next `pulumi up` tries again.", error)
            return cast("Result", _as_if_finished(error, method.__name__))

    return wrapper


def _answer(error: ArizeError, properties: object, caller: FrameType) -> None:
    context = _call_being_served(caller)
    if context is None:
        return
    import grpc  # noqa: PLC0415 - a program that only declares resources never needs it here

    if isinstance(error, Unfinished):
        try:
            metadata = _metadata(error, cast("dict[str, Any]", properties)[PROVIDER_KEY])
        except (TypeError, KeyError, ValueError):  # not a call that stores an object, or outputs that are not JSON
            return
        context.set_trailing_metadata(metadata)
    abort = context.abort

    def keep_first_answer(_code: object, _details: object) -> None:
        # Newer hosts abort once more, with the traceback.
        raise error

    context.abort = keep_first_answer
    abort(grpc.StatusCode.UNKNOWN, str(error) if isinstance(error, Unfinished) else _TOLD.shorten(str(error)))


def _call_being_served(frame: FrameType | None) -> grpc.ServicerContext | None:
    host = host_module()
    if host is None:
        return None
    import grpc  # noqa: PLC0415 - as above

    return of_the_call(frame, host, grpc.ServicerContext)


def of_the_call(frame: FrameType | None, host: ModuleType, kind: type[Local]) -> Local | None:
    """What the host's frames, of which this is the last, know of the call that they serve; None if it is not there."""
    while frame is not None and frame.f_globals is vars(host):
        for value in frame.f_locals.values():
            if isinstance(value, kind):
                return value
        frame = frame.f_back
    return None


def host_module() -> ModuleType | None:
    """The module of the engine's host of dynamic providers, if this is its process."""
    main = sys.modules.get("__main__")
    return main if getattr(getattr(main, "__spec__", None), "name", None) == HOST else None


def _as_if_finished(error: Unfinished, method: str) -> CreateResult | UpdateResult:
    from pulumi.dynamic import CreateResult, UpdateResult  # noqa: PLC0415 - as above

    return CreateResult(error.id, error.outputs) if method == "create" else UpdateResult(error.outputs)


def _metadata(error: Unfinished, provider: str) -> tuple[tuple[str, bytes], ...]:
    from google.protobuf.struct_pb2 import Struct  # noqa: PLC0415 - as above

    from pulumi_arize_users.hosts.unfinished import unfinished_metadata  # noqa: PLC0415 - as above

    outputs = Struct()
    # Only a successful call gets the provider added by the host; without it, refresh and destroy cannot load it.
    outputs.update({**error.outputs, PROVIDER_KEY: provider})
    return unfinished_metadata(error, outputs)
