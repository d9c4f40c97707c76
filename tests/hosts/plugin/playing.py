"""An engine's resource monitor, as far as a component needs it: it plays the life of each custom resource."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from tests.hosts.plugin.conftest import Requests, plain
from tests.provider_process import struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hosts.plugin.conftest import Plugin

TOKEN = "arize:index:Roster"


@dataclass
class Remembered:
    """What a state keeps of a resource."""

    id: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]


class PlayingMonitor(resource_pb2_grpc.ResourceMonitorServicer):
    """Registers resources, and calls the plugin for them as an engine does.

    Attributes:
        state: what is remembered, by URN.
        registered: the registrations of the run, by type.
        completed: the outputs of components, by URN.
        replaced: the URN of each resource that is to be deleted at the end of the run.
    """

    def __init__(self) -> None:
        self.state: dict[str, Remembered] = {}
        self.registered: dict[str, Any] = {}
        self.completed: dict[str, dict[str, Any]] = {}
        self.replaced: list[str] = []
        self._plugin: Plugin | None = None
        self._preview = False
        self.address = ""

    def begin(self, plugin: Plugin, *, preview: bool = False) -> None:
        """Begin another run."""
        self._plugin, self._preview = plugin, preview
        self.registered, self.replaced = {}, []

    def RegisterResource(self, request: Any, context: Any) -> Any:  # noqa: N802 - the name of the call
        """Play a resource up to its outputs."""
        self.registered[request.type] = request
        parents = request.parent.split("::")[2] if request.parent else "pulumi:pulumi:Stack"
        types = [part for part in parents.split("$") if part != "pulumi:pulumi:Stack"]
        urn = f"urn:pulumi:prod::team::{'$'.join([*types, request.type])}::{request.name}"
        if not request.custom:
            return resource_pb2.RegisterResourceResponse(urn=urn)
        played = self._play(
            urn, Requests("$".join([*types, request.type]), request.name), plain(request.object), context
        )
        if not self._preview:
            self.state[urn] = played
        return resource_pb2.RegisterResourceResponse(urn=urn, id=played.id, object=struct(played.outputs))

    def RegisterResourceOutputs(self, request: Any, _context: Any) -> Empty:  # noqa: N802 - as above
        """Note what a component has for programs."""
        self.completed[request.urn] = plain(request.outputs)
        return Empty()

    def _play(self, urn: str, requests: Requests, news: dict[str, Any], context: Any) -> Remembered:
        assert self._plugin is not None
        old = self.state.get(urn)
        checked = self._plugin.call("Check", requests.check(old.inputs if old else {}, **news))
        if checked.failures:
            context.abort(grpc.StatusCode.UNKNOWN, checked.failures[0].reason)
        inputs = plain(checked.inputs)
        if old is None:
            return self._create(requests, inputs)
        difference = self._plugin.call("Diff", requests.diff(old.id, old.outputs, old.inputs, **inputs))
        if difference.replaces:
            self.replaced.append(urn)
            return self._create(requests, plain(self._plugin.call("Check", requests.check(**news)).inputs))
        if difference.changes == difference.DIFF_NONE:
            return Remembered(old.id, inputs, old.outputs)
        updated = self._plugin.call("Update", requests.update(old.id, old.outputs, preview=self._preview, **inputs))
        return Remembered(old.id, inputs, plain(updated.properties))

    def _create(self, requests: Requests, inputs: dict[str, Any]) -> Remembered:
        assert self._plugin is not None
        created = self._plugin.call("Create", requests.create(preview=self._preview, **inputs))
        return Remembered(created.id, inputs, plain(created.properties))


@contextmanager
def playing_monitor() -> Iterator[PlayingMonitor]:
    """A monitor that serves."""
    monitor, server = PlayingMonitor(), grpc.server(ThreadPoolExecutor(4))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
    monitor.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield monitor
    finally:
        server.stop(0).wait()


def construct(
    monitor: PlayingMonitor, *, preview: bool = False, options: dict[str, Any] | None = None, **said: Any
) -> Any:
    """The request that constructs a roster."""
    return provider_pb2.ConstructRequest(
        project="team",
        stack="prod",
        dryRun=preview,
        monitorEndpoint=monitor.address,
        type=TOKEN,
        name="team",
        parent="urn:pulumi:prod::team::pulumi:pulumi:Stack::team-prod",
        inputs=struct(said),
        **(options or {}),
    )
