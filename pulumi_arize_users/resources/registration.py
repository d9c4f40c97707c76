"""How this package's resources are registered with the engine: without four costs of the SDK, which halve its speed.

For each resource the SDK sends four debug lines, each in a call of its own for which the whole program waits. It keeps
its connection to the engine in a context variable, so a resource is registered in a context of its own, where that
connection drops debug lines. Everything else in the program logs as before.

At its end a program waits for its registrations, and then for its outputs. If it has not waited for anything before,
none of its registrations has begun by then, and the SDK goes on to the outputs: it looks through all of them whenever
one is known, which grows with the square of their number. One registration that is over at once makes the SDK begin
with the registrations.

It evaluates the annotations of a class again for each resource (`outputs_as_they_come`).

It pickles the provider again for each resource. What comes of that is always the same (`stored.py`), so it is passed as
it is, to the class behind the SDK's own one for dynamic resources. That also lets the SDK find the line of the program
that declares the resource, where it would find one in here.

Nothing is changed where the SDK is not as expected, nor with ARIZE_LOG=debug.
"""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi import CustomResource
from pulumi.runtime import settings
from pulumi.runtime.proto import engine_pb2

from pulumi_arize_users.hosts.dynamic.stored import PROVIDER_KEY, stored_provider
from pulumi_arize_users.providers.messages import is_talkative
from pulumi_arize_users.resources.account import require_known_settings
from pulumi_arize_users.resources.program import ProgramError, prepare_process

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pulumi
    from pulumi.dynamic import Resource

Declared = TypeVar("Declared", bound="Resource")

# Every resource of this package imports this module.
prepare_process()


class QuietEngine:
    """The engine as the SDK calls it, without debug lines.

    Args:
        engine: the SDK's own connection.
    """

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - a gRPC stub, which has no type
        self._engine = engine

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        return getattr(self._engine, name)

    def Log(self, request: engine_pb2.LogRequest) -> object:  # noqa: N802 - the name of the call
        """Pass a message on, unless it is a debug line."""
        return None if request.severity == engine_pb2.DEBUG else self._engine.Log(request)


def outputs_as_they_come(cls: type[Declared], whole_numbers: Collection[str] = ()) -> type[Declared]:
    """Let a class keep its annotations from the SDK, which would evaluate all of them again for each resource.

    That took a fifteenth of what some hundred people cost in a program. The SDK reads them to make objects of maps, and
    whole numbers of those that arrive as floats; texts and flags come as they are.

    Args:
        cls: a class of resources.
        whole_numbers: the attributes that the SDK has to read nevertheless.
    """
    cls.__annotations__ = {name: kind for name, kind in cls.__annotations__.items() if name in whole_numbers}
    return cls


class Registered:
    """A registration that is over."""

    def __await__(self) -> Iterator[None]:
        return iter(())


def register(
    resource: Resource,
    kind: str,
    resource_name: str,
    properties: dict[str, Any],
    opts: pulumi.ResourceOptions | None,
) -> None:
    """Register a resource, if the stack's settings are ones that something reads.

    Args:
        resource: what is being constructed.
        kind: the class of this package that it is of.
        resource_name: name in the program.
        properties: inputs, and None for each output.
        opts: Pulumi's resource options.

    Raises:
        ProgramError: a setting is misspelt, or the resource is to be imported, which Pulumi's host of dynamic providers
            cannot do.
    """
    require_known_settings()
    if opts and opts.import_:
        raise ProgramError(_not_imported(type(resource).__name__, resource_name))
    context = copy_context()
    sdk = getattr(settings, "SETTINGS", None)
    if not is_talkative():
        context.run(_quiet_down, sdk)
        _begin_with_registrations(sdk)
    stored = {**properties, PROVIDER_KEY: stored_provider(kind)}
    token = f"pulumi-python:{resource._resource_type_name}"  # noqa: SLF001 - as the SDK's class for dynamic resources
    context.run(CustomResource.__init__, resource, token, resource_name, stored, opts)


def _not_imported(kind: str, resource_name: str) -> str:
    return (
        f"{kind} {resource_name!r} cannot be imported: import_ does not work for dynamic resources. Remove it and set "
        "adopt=True (adopt: true in a file), which takes over what exists and invites nobody; adopt can be removed "
        "after one `pulumi up`. `arize-users import` writes this for a whole account."
    )


def _quiet_down(sdk: Any) -> None:  # noqa: ANN401 - whatever the SDK has there
    engine = getattr(sdk, "engine", None)
    if engine is not None and not isinstance(engine, QuietEngine):
        sdk.engine = QuietEngine(engine)


def _begin_with_registrations(sdk: Any) -> None:  # noqa: ANN401 - as above
    begun = getattr(getattr(sdk, "rpc_manager", None), "rpcs", None)
    if begun == []:
        begun.append(Registered())
