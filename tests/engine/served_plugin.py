"""The programs of these tests on the local runner, with the plugin's process in place of the dynamic providers' host.

Programs declare the dynamic resources, and the runner asks what it would ask of their host. Each request is turned into
what an engine sends to the plugin, and each answer back: types, names of properties, and what sentences call them. So
every test of the one host judges the other, also where no CLI is.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from pulumi_arize_users.hosts.dynamic.stored import PROVIDER_KEY
from pulumi_arize_users.providers.known_settings import NAMESPACE
from pulumi_arize_users.providers.membership import PERSON
from pulumi_arize_users.providers.wire_format import HIDDEN, core_properties, to_core, wire_properties
from pulumi_arize_users.testing import LocalEngine, host, hosts
from pulumi_arize_users.testing.host import DynamicHost, Found, InitFailed, ProviderFailed
from pulumi_arize_users.testing.values import from_struct, to_struct
from tests.engine.plugin_engine import COMPONENT, TYPES, in_words_of_python
from tests.engine.warm_hosts import ENGINE, start_warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pytest

# Most of the logic is the core's, which the tests of the other host hold. Without this, the plugin goes through a part.
EVERY_CASE = bool(os.environ.get("EVERY_CASE"))
TOKENS = {dynamic: token for token, dynamic in TYPES.items() if COMPONENT + "$" not in token}
# A roster's program says in hidden inputs what the plugin's component does.
SAYS_MORE = ("RosterPeople", "RosterRemovals")


class ServedPlugin(DynamicHost):
    """One process of the plugin, asked as the runner asks the host of dynamic providers."""

    def __init__(self, directory: Path, env: Mapping[str, str], relay: Callable[[str], None]) -> None:
        self._listening = _listening(relay)
        super().__init__(directory, {**env, ENGINE: self._listening.__enter__()}, relay)

    def close(self) -> None:
        """End the process, and then what listened to it."""
        super().close()
        self._listening.__exit__(None, None, None)

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Give the plugin the settings that a stack has for the package."""
        named = {key.removeprefix(f"{NAMESPACE}:"): value for key, value in settings.items() if ":" in key}
        super().configure(named)

    def _call(self, method: Any, request: Any, pattern: Any = None) -> Any:
        provider = _sent(request)
        try:
            return _received(super()._call(method, request, pattern), provider)
        except InitFailed as error:
            raise _unfinished(error, provider) from None
        except ProviderFailed as error:
            raise ProviderFailed(in_words_of_python(str(error))) from None


class LocalEngineWithPlugins(LocalEngine):
    """The local runner of a test in which the plugin serves whatever is declared."""

    name = "local plugin"


def engine_with_plugins(monkeypatch: pytest.MonkeyPatch) -> LocalEngine:
    """The local runner; in this test the plugin serves whatever is declared."""
    start_warm(monkeypatch)
    monkeypatch.setattr(hosts, "DynamicHost", ServedPlugin)
    monkeypatch.setattr(host, "for_provider", to_struct)
    return LocalEngineWithPlugins()


class _Listener(engine_pb2_grpc.EngineServicer):
    def __init__(self, relay: Callable[[str], None]) -> None:
        self._relay = relay

    def Log(self, request: Any, _context: object) -> Empty:  # noqa: N802 - the name of the call
        severity = engine_pb2.LogSeverity.Name(request.severity).lower()
        self._relay(in_words_of_python(f"arize: {severity}: {request.message}"))
        return Empty()


@contextmanager
def _listening(relay: Callable[[str], None]) -> Iterator[str]:
    server = grpc.server(ThreadPoolExecutor(1))
    engine_pb2_grpc.add_EngineServicer_to_server(_Listener(relay), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


def _sent(request: Any) -> Any:
    """Turn a request into one of the plugin's; returns what the engine stores for the host of dynamic providers."""
    token = TOKENS.get(getattr(request, "type", ""))
    if token is None:
        return None
    provider, is_new = None, request.DESCRIPTOR.name == "CheckRequest"
    request.urn, request.type = request.urn.replace(f"{request.type}::", f"{token}::"), token
    for field, message in request.ListFields():
        if isinstance(message, Struct):
            properties = from_struct(message)
            provider = properties.pop(PROVIDER_KEY, provider)
            if is_new and field.name == "news" and not token.endswith(SAYS_MORE):
                properties = {key: value for key, value in properties.items() if not _is_pythons_own(key)}
            message.CopyFrom(to_struct(wire_properties(properties)))
    return provider


def _is_pythons_own(argument: str) -> bool:
    """Whether a program of another language says nothing of the kind, because the plugin finds it out."""
    return argument.startswith(HIDDEN) or argument == PERSON


def _received(answer: Any, provider: Any) -> Any:
    if getattr(answer, "detailedDiff", None):
        answer.changes = answer.DIFF_UNKNOWN  # the runner compares the inputs itself, and shows the same
    for field, value in answer.ListFields():
        if isinstance(value, Struct):
            value.CopyFrom(to_struct(_of_the_dynamic_resource(from_struct(value), provider)))
        elif field.name == "replaces":
            answer.replaces[:] = [to_core(path) for path in value]
        elif field.name == "failures":
            for failure in value:
                failure.property, failure.reason = to_core(failure.property), in_words_of_python(failure.reason)
    return answer


def _of_the_dynamic_resource(properties: Mapping[str, Any], provider: Any) -> dict[str, Any]:
    return {PROVIDER_KEY: provider, **core_properties(properties)}


def _unfinished(error: InitFailed, provider: Any) -> InitFailed:
    found = error.found
    outputs = _of_the_dynamic_resource(found.outputs, provider)
    inputs = None if found.inputs is None else _of_the_dynamic_resource(found.inputs, provider)
    return InitFailed([in_words_of_python(reason) for reason in error.reasons], Found(found.id, outputs, inputs))
