"""Reaching the services from a program: as an object in the same interpreter, or over gRPC from another one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import grpc
import pulumi
from google.protobuf.message_factory import GetMessageClass
from pulumi.runtime.proto import engine_pb2, resource_pb2

from pulumi_arize_users.testing.journal import RunStopped
from pulumi_arize_users.testing.results import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
    from google.protobuf.message import Message

    from pulumi_arize_users.testing.monitor import Handler

# The SDK's own words for a monitor that takes no more requests.
TERMINATED: Final = "Resource monitor has terminated, shutting down"
_NO_LIMIT: Final = [("grpc.max_receive_message_length", -1)]


class InProcess:
    """Both services as one object whose methods take the request alone, as the SDK calls them."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers

    def __getattr__(self, method: str) -> Handler:
        if method.startswith("_"):
            raise AttributeError(method)
        handler = self._handlers.get(method) or self._handlers["*"]

        def call(request: Message) -> object:
            try:
                return handler(request)
            except RunStopped:
                raise pulumi.RunError(TERMINATED) from None

        return call


@contextmanager
def served(handlers: Mapping[str, Handler], threads: int) -> Iterator[str]:
    """Serve both services on a free loopback port; yields the address."""
    server = grpc.server(ThreadPoolExecutor(threads), options=_NO_LIMIT)
    for file, name in ((resource_pb2, "ResourceMonitor"), (engine_pb2, "Engine")):
        server.add_generic_rpc_handlers([_service(file.DESCRIPTOR.services_by_name[name], handlers)])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(grace=None).wait()


def _service(service: ServiceDescriptor, handlers: Mapping[str, Handler]) -> grpc.GenericRpcHandler:
    """Every method that this SDK's protocol has, so that none has to be listed; streaming ones stay unanswered."""
    methods = {
        method.name: grpc.unary_unary_rpc_method_handler(
            _answering(handlers.get(method.name) or handlers["*"]),
            request_deserializer=GetMessageClass(method.input_type).FromString,
            response_serializer=GetMessageClass(method.output_type).SerializeToString,
        )
        for method in service.methods
        if not _streams(method)
    }
    return grpc.method_handlers_generic_handler(service.full_name, methods)


def _streams(method: MethodDescriptor) -> bool:
    return bool(method.server_streaming or method.client_streaming)


def _answering(handler: Handler) -> Callable[[Message, grpc.ServicerContext], object]:
    def answer(request: Message, context: grpc.ServicerContext) -> object:
        try:
            return handler(request)
        except RunStopped:
            return context.abort(grpc.StatusCode.UNAVAILABLE, "the run has failed")
        except Refused as error:
            return context.abort(grpc.StatusCode.UNIMPLEMENTED, str(error))

    return answer
