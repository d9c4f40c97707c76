"""The engine's resource monitor: where a component registers the resources that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc
from pulumi.runtime.proto import resource_pb2, resource_pb2_grpc

from pulumi_arize_users.api.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from google.protobuf.struct_pb2 import Struct
    from pulumi.runtime.proto.provider_pb2 import ConstructRequest

    Registered = resource_pb2.RegisterResourceResponse

NO_LIMIT = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@dataclass(frozen=True)
class Child:
    """A resource that a component is made of.

    Attributes:
        token: its type.
        name: its name.
        inputs: as they travel.
        secret_outputs: the names of outputs that are secrets whatever a program says.
        depends_on: the URNs of resources that are made before it.
    """

    token: str
    name: str
    inputs: Struct
    secret_outputs: Collection[str] = ()
    depends_on: Collection[str] = ()


class Monitor:
    """Registers what a component is made of, with the options that the program gave the component.

    Args:
        request: what the engine asks for.
        provider: the reference of the provider that manages it.
    """

    def __init__(self, request: ConstructRequest, provider: str) -> None:
        self._request = request
        self._provider = provider
        channel = grpc.insecure_channel(request.monitorEndpoint, options=NO_LIMIT)
        self._engine = resource_pb2_grpc.ResourceMonitorStub(channel)
        self._close = channel.close

    def close(self) -> None:
        """End the connection."""
        self._close()

    def component(self) -> Registered:
        """Register the component itself."""
        request = self._request
        return self._register(
            resource_pb2.RegisterResourceRequest(
                type=request.type,
                name=request.name,
                parent=request.parent,
                aliases=request.aliases,
                providers=request.providers,
                **self._options(),
            )
        )

    def child(self, parent: str, child: Child) -> Registered:
        """Register a resource of the component.

        Args:
            parent: the URN of the resource under which it stands.
            child: the resource.
        """
        request = self._request
        before = [*request.dependencies, *child.depends_on]
        return self._register(
            resource_pb2.RegisterResourceRequest(
                type=child.token,
                name=child.name,
                parent=parent,
                custom=True,
                object=child.inputs,
                provider=self._provider,
                dependencies=sorted({*before, *self._named_in_inputs()}),
                additionalSecretOutputs=child.secret_outputs,
                acceptSecrets=True,
                supportsPartialValues=True,
                ignoreChanges=request.ignoreChanges,
                retainOnDelete=request.retainOnDelete,
                **self._options(),
            )
        )

    def complete(self, urn: str, outputs: Struct) -> None:
        """Say what the component has for programs."""
        self._engine.RegisterResourceOutputs(resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=outputs))

    def _options(self) -> dict[str, Any]:
        request = self._request
        options: dict[str, Any] = {"deletedWith": request.deletedWith, "aliasSpecs": True}
        if request.HasField("protect"):
            options["protect"] = request.protect
        return options

    def _named_in_inputs(self) -> set[str]:
        return {urn for dependencies in self._request.inputDependencies.values() for urn in dependencies.urns}

    def _register(self, request: resource_pb2.RegisterResourceRequest) -> Registered:
        try:
            registered: Registered = self._engine.RegisterResource(request)
        except grpc.RpcError as error:
            # The engine has said why, with the resource.
            raise Refused(f"{request.name} could not be registered: {error.details()}") from error
        return registered
