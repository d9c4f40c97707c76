"""The engine's real host of dynamic providers, driven over gRPC with requests shaped as the engine shapes them."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from pulumi_arize_users.hosts.dynamic.providers import ArizeUserProvider, OrganizationMembershipProvider
from pulumi_arize_users.simulator import Simulator
from tests.provider_process import KEY, NO_LIMIT, ProviderProcess, struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from google.protobuf.struct_pb2 import Struct

    Properties = Mapping[str, Any]

SECRET_SIGNATURE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


class Host(ProviderProcess):
    """One running host and the calls the engine makes of it."""

    def __init__(
        self, stub: provider_pb2_grpc.ResourceProviderStub, stderr: Path, process: subprocess.Popen[str]
    ) -> None:
        super().__init__(stub, process)
        self._stderr = stderr

    def configure(self, **config: str) -> None:
        """Send the stack's configuration, the key as the secret it is."""
        args: dict[str, object] = {f"arize:{key}": value for key, value in config.items()}
        if "apiKey" in config:
            args["arize:apiKey"] = {**SECRET_SIGNATURE, "value": config["apiKey"]}
        self.call("Configure", provider_pb2.ConfigureRequest(args=struct(args), acceptSecrets=True))

    def said(self) -> list[str]:
        """The lines on stderr so far."""
        return self._stderr.read_text().splitlines()

    told = said


class Requests:
    """Requests about one resource, with all that the engine says in them.

    Args:
        provider: the serialized provider.
        kind: the last part of the type token.
    """

    def __init__(self, provider: str, kind: str) -> None:
        self._provider = provider
        self._type = f"pulumi-python:dynamic/arize:{kind}"

    def make(self, method: str, id: str = "T1", *, olds: Properties | None = None, **news: Any) -> Any:
        """The request of a method; `news` are the properties where there is only one set of them."""
        return getattr(self, f"_{method.lower()}")(id, self._struct(olds or {}), self._struct(news))

    def _check(self, _id: str, olds: Struct, news: Struct) -> Any:
        return provider_pb2.CheckRequest(olds=olds, news=news, randomSeed=b"7", **self._resource())

    def _diff(self, id: str, olds: Struct, news: Struct) -> Any:
        return provider_pb2.DiffRequest(id=id, olds=olds, news=news, old_inputs=olds, **self._resource())

    def _create(self, _id: str, _olds: Struct, news: Struct) -> Any:
        return provider_pb2.CreateRequest(properties=news, timeout=0, preview=False, **self._resource())

    def _read(self, id: str, _olds: Struct, news: Struct) -> Any:
        return provider_pb2.ReadRequest(id=id, properties=news, inputs=news, **self._resource())

    def _update(self, id: str, olds: Struct, news: Struct) -> Any:
        return provider_pb2.UpdateRequest(id=id, olds=olds, news=news, old_inputs=olds, **self._resource())

    def _delete(self, id: str, _olds: Struct, news: Struct) -> Any:
        return provider_pb2.DeleteRequest(id=id, properties=news, old_inputs=news, **self._resource())

    def _resource(self) -> dict[str, Any]:
        return {"urn": f"urn:pulumi:prod::team::{self._type}::ada", "name": "ada", "type": self._type}

    def _struct(self, properties: Properties) -> Struct:
        return struct({"__provider": self._provider, **properties})


@contextmanager
def running_host(folder: Path) -> Iterator[Host]:
    """A host process with this folder's rehearsal on its path; it is ended in any case."""
    stderr = folder / "stderr"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARIZE_")}
    environment |= {
        "PYTHONPATH": str(Path(__file__).parent),
        "PULUMI_PROJECT": "team",
        "PULUMI_CONFIG": "{}",
        "ARIZE_LAG_SECONDS": "0",
    }
    command = [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:0"]
    with (
        stderr.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            with grpc.insecure_channel(f"127.0.0.1:{port}", options=NO_LIMIT) as channel:
                yield Host(provider_pb2_grpc.ResourceProviderStub(channel), stderr, process)
        finally:
            process.kill()


@pytest.fixture(scope="session")
def stage(tmp_path_factory) -> Iterator[Host]:
    """One host for all that is only rehearsed."""
    with running_host(tmp_path_factory.mktemp("stage")) as host:
        yield host


@pytest.fixture
def arize() -> Iterator[Simulator]:
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def start(arize, tmp_path) -> Iterator[Callable[..., Host]]:
    """Starts the host of a new run, with the stack's configuration; None takes a value out of it."""
    with ExitStack() as hosts:

        def run(**config: str | None) -> Host:
            folder = tmp_path / str(len(list(tmp_path.iterdir())))
            folder.mkdir()
            host = hosts.enter_context(running_host(folder))
            values = {"baseUrl": arize.url, "apiKey": KEY, "maxRetries": "0"} | config
            host.configure(**{key: value for key, value in values.items() if value is not None})
            return host

        yield run


@pytest.fixture
def host(start: Callable[..., Host]) -> Host:
    return start()


@pytest.fixture
def person() -> Requests:
    return Requests(serialize_provider(ArizeUserProvider()), "ArizeUser")


@pytest.fixture
def membership() -> Requests:
    return Requests(serialize_provider(OrganizationMembershipProvider()), "OrganizationMembership")


@pytest.fixture
def rehearsal(monkeypatch):
    """Requests for a provider of the module `rehearsal`, by class name."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    module = importlib.import_module("rehearsal")
    return lambda name="Rehearsal": Requests(serialize_provider(getattr(module, name)()), name)
