"""The process that the engine starts: it prints the port where it serves, and ends with the engine."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts.orphan import end_with_the_engine
from pulumi_arize_users.hosts.plugin.calls import CancelListener
from pulumi_arize_users.hosts.plugin.engine import EngineLog
from pulumi_arize_users.hosts.plugin.servicer import ArizeServicer
from pulumi_arize_users.providers.messages import speak

if TYPE_CHECKING:
    from collections.abc import Sequence

# More than an engine calls at once. How many of them ask Arize is a setting, and a thread begins when it is needed.
WORKERS = 256
NO_LIMIT = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
# What is under way when the process is to end may be answered for so long.
SECONDS_TO_END = 5.0


def serve(arguments: Sequence[str], cancellation: Cancellation) -> grpc.Server:
    """Begin to serve.

    Args:
        arguments: the address of the engine, if the engine has started this process.
        cancellation: what the engine's Cancel asks to stop.
    """
    log = EngineLog()
    speak(log)
    log.connect(arguments[0] if arguments else "")
    server = grpc.server(ThreadPoolExecutor(WORKERS), interceptors=[CancelListener(cancellation)], options=NO_LIMIT)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(ArizeServicer(cancellation, log), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)  # noqa: T201 - how the engine learns of it
    server.start()
    return server


def main() -> None:
    """Serve until the engine, or somebody else, ends it."""
    cancellation = Cancellation()
    server = serve([argument for argument in sys.argv[1:] if not argument.startswith("-")], cancellation)

    def end(*_signal: object) -> None:
        cancellation.request()
        server.stop(SECONDS_TO_END)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    end_with_the_engine(cancellation)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
