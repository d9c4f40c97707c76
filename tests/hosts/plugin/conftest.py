"""The real plugin, driven over gRPC with requests shaped as the engine shapes them, and an engine that listens."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, provider_pb2_grpc

from pulumi_arize_users.simulator import Simulator
from tests.provider_process import KEY, NO_LIMIT, ProviderProcess, struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from google.protobuf.struct_pb2 import Struct

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def secret(value: object) -> dict[str, object]:
    """A secret, as it travels."""
    return {SIGNATURE: SECRET, "value": value}


class ListeningEngine(engine_pb2_grpc.EngineServicer):
    """An engine, as far as a plugin calls it.

    Attributes:
        messages: severity, URN and text of what it was told.
    """

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, str]] = []

    def Log(self, request: engine_pb2.LogRequest, _context: object) -> Empty:  # noqa: N802 - the name of the call
        """Note a message."""
        self.messages.append((engine_pb2.LogSeverity.Name(request.severity), request.urn, request.message))
        return Empty()


class Plugin(ProviderProcess):
    """One running plugin and the calls that the engine makes of it.

    Attributes:
        engine: what listens to its messages.
    """

    def __init__(
        self, stub: provider_pb2_grpc.ResourceProviderStub, process: subprocess.Popen[str], engine: ListeningEngine
    ) -> None:
        super().__init__(stub, process)
        self.engine = engine

    def said(self, severity: str, urn: str = "") -> list[str]:
        """What the engine was told so far, with this severity; about one resource, if one is named."""
        return [text for level, of, text in self.engine.messages if level == severity and urn in {"", of}]

    def told(self) -> list[str]:
        """Every message, of whatever severity."""
        return [text for _level, _urn, text in self.engine.messages]


class Requests:
    """Requests about one resource, with all that the engine says in them.

    Args:
        token: the resource's type.
        name: its name in the program.
    """

    def __init__(self, token: str, name: str) -> None:
        self.urn = f"urn:pulumi:prod::team::{token}::{name}"
        self._of: dict[str, Any] = {"urn": self.urn, "name": name, "type": token}

    def check(self, olds: Mapping[str, Any] | None = None, /, **news: Any) -> Any:
        """The request of a check."""
        return provider_pb2.CheckRequest(olds=struct(olds or {}), news=struct(news), randomSeed=b"7", **self._of)

    def diff(self, id: str, olds: Mapping[str, Any], old_inputs: Mapping[str, Any], /, **news: Any) -> Any:
        """The request of a comparison."""
        return provider_pb2.DiffRequest(
            id=id, olds=struct(olds), old_inputs=struct(old_inputs), news=struct(news), **self._of
        )

    def create(self, *, preview: bool = False, **news: Any) -> Any:
        """The request of a creation."""
        return provider_pb2.CreateRequest(properties=struct(news), preview=preview, **self._of)

    def read(self, id: str, outputs: Mapping[str, Any] | None = None, inputs: Mapping[str, Any] | None = None) -> Any:
        """The request of a refresh, or of an import if there is nothing but an id."""
        return provider_pb2.ReadRequest(
            id=id, properties=struct(outputs or {}), inputs=struct(inputs or {}), **self._of
        )

    def update(self, id: str, olds: Mapping[str, Any], *, preview: bool = False, **news: Any) -> Any:
        """The request of an update."""
        return provider_pb2.UpdateRequest(
            id=id, olds=struct(olds), news=struct(news), old_inputs=struct(olds), preview=preview, **self._of
        )

    def delete(self, id: str, outputs: Mapping[str, Any], inputs: Mapping[str, Any] | None = None) -> Any:
        """The request of a deletion."""
        return provider_pb2.DeleteRequest(
            id=id, properties=struct(outputs), old_inputs=struct(outputs if inputs is None else inputs), **self._of
        )


def plain(message: Struct) -> dict[str, Any]:
    """Properties as JSON has them, secrets as they travel."""
    return dict(MessageToDict(message))


@contextmanager
def running_engine() -> Iterator[tuple[ListeningEngine, str]]:
    """An engine, and its address."""
    engine, server = ListeningEngine(), grpc.server(ThreadPoolExecutor(2))
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield engine, f"127.0.0.1:{port}"
    finally:
        server.stop(0).wait()


@contextmanager
def running_plugin(folder: Path, **variables: str) -> Iterator[Plugin]:
    """A plugin's process, started as the engine starts it; it is ended in any case."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARIZE_")}
    environment |= {"ARIZE_LAG_SECONDS": "0"} | variables
    with running_engine() as (engine, address), (folder / "stderr").open("w") as errors:
        command = [sys.executable, "-m", "pulumi_arize_users.hosts.plugin", address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True) as process:
            try:
                assert process.stdout is not None
                port = process.stdout.readline().strip()
                with grpc.insecure_channel(f"127.0.0.1:{port}", options=NO_LIMIT) as channel:
                    yield Plugin(provider_pb2_grpc.ResourceProviderStub(channel), process, engine)
            finally:
                process.kill()


@pytest.fixture
def arize() -> Iterator[Simulator]:
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def bare(tmp_path) -> Iterator[Plugin]:
    """A plugin that the engine has not called yet."""
    with running_plugin(tmp_path) as plugin:
        yield plugin


@pytest.fixture
def start(arize, tmp_path) -> Iterator[Callable[..., Plugin]]:
    """Starts the plugin of a new run, with arguments of the provider; None takes a value out of them."""
    with ExitStack() as plugins:

        def run(**arguments: Any) -> Plugin:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            plugin = plugins.enter_context(running_plugin(folder))
            values = {"baseUrl": arize.url, "apiKey": secret(KEY), "maxRetries": "0"} | arguments
            plugin.call("Configure", configuration(**values))
            return plugin

        yield run


def configuration(**arguments: Any) -> provider_pb2.ConfigureRequest:
    """The request that configures a provider."""
    urn = "urn:pulumi:prod::team::pulumi:providers:arize::default"
    args = struct({key: value for key, value in arguments.items() if value is not None})
    return provider_pb2.ConfigureRequest(args=args, acceptSecrets=True, urn=urn, id="provider-id", name="default")


@pytest.fixture
def plugin(start: Callable[..., Plugin]) -> Plugin:
    return start()


@pytest.fixture
def person() -> Requests:
    return Requests("arize:index:User", "ada")


@pytest.fixture
def membership() -> Requests:
    return Requests("arize:index:OrganizationMembership", "ada-ml")


@pytest.fixture
def space_membership() -> Requests:
    return Requests("arize:index:SpaceMembership", "ada-prod")


@pytest.fixture
def add(start, person):
    """An earlier run that checks and creates a person; returns inputs, id and outputs."""

    def up(**declared: Any) -> tuple[dict[str, Any], str, dict[str, Any]]:
        plugin = start()
        said = {"email": "ada@example.com", "name": "Ada Lovelace", "role": "MEMBER"} | declared
        checked = plugin.call("Check", person.check(**said))
        assert not checked.failures
        inputs = plain(checked.inputs)
        created = plugin.call("Create", person.create(**inputs))
        return inputs, created.id, plain(created.properties)

    return up
