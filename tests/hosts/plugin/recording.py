"""Records what the real engine asks of the plugin, and what the plugin answers.

`python -m tests.hosts.plugin.recording` plays a short life of two people and a roster on the Pulumi CLI, and writes
`exchanges.json`, which `test_exchanges.py` replays without the CLI.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import provider_pb2_grpc

from pulumi_arize_users.simulator import Simulator
from tests.hosts.plugin.on_path import put_plugin_into
from tests.hosts.plugin.stacks import Stack, stack_with_plugin
from tests.provider_process import KEY, NO_LIMIT

EXCHANGES = Path(__file__).with_name("exchanges.json")
# What a replay sends; the rest concerns processes and the schema alone.
RECORDED = (
    "CheckConfig",
    "DiffConfig",
    "Configure",
    "Check",
    "Diff",
    "Create",
    "Read",
    "Update",
    "Delete",
    "Construct",
)
LOG = "RECORD_INTO"
RUN = "RECORDED_RUN"


class Recorder(provider_pb2_grpc.ResourceProviderServicer):
    """Passes each call on to the plugin, and notes it.

    Args:
        stub: the plugin.
        log: where to note it, a line for each call.
    """

    def __init__(self, stub: provider_pb2_grpc.ResourceProviderStub, log: Path) -> None:
        self._stub = stub
        self._log = log
        self._lock = threading.Lock()

    def passed_on(self, method: str, request: Any, context: grpc.ServicerContext) -> Any:
        """Ask the plugin; an error goes back as it came."""
        try:
            reply = getattr(self._stub, method)(request)
        except grpc.RpcError as error:
            self._note(method, request, {"error": error.details()})
            context.set_trailing_metadata(error.trailing_metadata())
            context.abort(error.code(), error.details())
        self._note(method, request, {"reply": MessageToDict(reply)})
        return reply

    def _note(self, method: str, request: Any, answer: dict[str, Any]) -> None:
        if method not in RECORDED:
            return
        line = {"run": os.environ[RUN], "method": method, "request": MessageToDict(request), **answer}
        with self._lock, self._log.open("a") as log:
            log.write(json.dumps(line) + "\n")


def _method(name: str) -> Any:
    def called(self: Recorder, request: Any, context: grpc.ServicerContext) -> Any:
        return self.passed_on(name, request, context)

    return called


for _name in vars(provider_pb2_grpc.ResourceProviderServicer):
    if _name[0].isupper():
        setattr(Recorder, _name, _method(_name))


def stand_between(engine: str) -> None:
    """Be the plugin for an engine: start the real one, and pass everything on until it ends.

    Args:
        engine: the engine's address.
    """
    command = [sys.executable, "-m", "pulumi_arize_users.hosts.plugin", engine]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as plugin:
        assert plugin.stdout is not None
        channel = grpc.insecure_channel(f"127.0.0.1:{plugin.stdout.readline().strip()}", options=NO_LIMIT)
        recorder = Recorder(provider_pb2_grpc.ResourceProviderStub(channel), Path(os.environ[LOG]))
        server = grpc.server(ThreadPoolExecutor(16), options=NO_LIMIT)
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(recorder, server)
        print(server.add_insecure_port("127.0.0.1:0"), flush=True)  # noqa: T201 - how the engine learns of it
        server.start()
        plugin.wait()


def record() -> None:
    """Play a life on the CLI, and write what was asked and answered."""
    with tempfile.TemporaryDirectory() as temporary, Simulator(api_key=KEY) as arize:
        log = Path(temporary) / "log"
        with stack_with_plugin(arize) as stack:
            command = put_plugin_into(stack.stack.plugin) / "pulumi-resource-arize"
            command.write_text(command.read_text().replace("pulumi_arize_users.hosts.plugin", __spec__.name))
            stack.stack.env[LOG] = str(log)
            play(stack, arize)
        exchanges = [json.loads(line) for line in log.read_text().splitlines()]
        names = {KEY: "<key>"} | {str(each["id"]): f"<{each['email']}>" for each in arize.users()}
        names |= {str(each["id"]): f"<{each['name']}>" for each in arize.organizations()}
        text = json.dumps(exchanges, indent=1, sort_keys=True)
        for id_, name in {**names, arize.url: "<arize>"}.items():
            text = text.replace(id_, name)
        EXCHANGES.write_text(re.sub(r"127\.0\.0\.1:\d+", "<engine>", text) + "\n")


def play(stack: Stack, arize: Simulator) -> None:
    """A person and their membership, a roster, a change, a refresh after an outside change, a refusal, and the end."""
    organization = arize.add_organization("ML Platform")
    stack.person("ada", onDestroy="block", name={"secret": "Ada Lovelace"})
    membership = {"organizationId": organization, "userId": {"of": "ada", "output": "userId"}, "role": "MEMBER"}
    stack.declare("OrganizationMembership", "ada-ml", **membership)
    grace = {"name": "Grace", "role": "MEMBER", "onDestroy": "block"}
    stack.declare("Roster", "team", people={"grace@example.com": grace})
    _run(stack, "preview", stack.preview)
    _run(stack, "up", stack.up)
    stack.declare("OrganizationMembership", "ada-ml", **membership | {"role": "ADMIN"})
    _run(stack, "change", stack.up)
    arize.edit_user("ada@example.com", name="Somebody")
    _run(stack, "refresh", stack.stack.refresh)
    stack.person("ada", role="ADMIN", onDestroy="block", name={"secret": "Ada Lovelace"})
    _run(stack, "refused", stack.preview)
    _run(stack, "destroy", stack.stack.destroy)


def _run(stack: Stack, name: str, operation: Any) -> None:
    stack.stack.env[RUN] = name
    operation()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        stand_between(sys.argv[1])
    else:
        record()
