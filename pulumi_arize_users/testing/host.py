"""The real host of dynamic providers (`python -m pulumi.dynamic`), driven over gRPC as the engine drives it."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, TypedDict, TypeVar

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from pulumi_arize_users.testing.values import Properties, for_provider, from_struct, marked_like, to_struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from google.protobuf.message import Message

    from pulumi_arize_users.testing.results import ResourceState

# What a provider holds when it is not finished comes as metadata, of which the engine takes as much.
_METADATA_BYTES: Final = 16 * 1024 * 1024
_NO_LIMIT: Final = [("grpc.max_receive_message_length", -1), ("grpc.max_metadata_size", _METADATA_BYTES)]
_SECONDS_TO_END: Final = 5
Answer = TypeVar("Answer")
_running: set[subprocess.Popen[str]] = set()


class ProviderFailed(Exception):
    """A provider method raised; the text is the whole of what the host reported."""


@dataclass(frozen=True)
class Checked:
    """The answer to check: the inputs to go on with, and (property, reason) of each failure."""

    inputs: Properties
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Diffed:
    """The answer to diff. `changes` is None when the provider leaves the comparison to the engine."""

    changes: bool | None
    replaces: tuple[str, ...]
    delete_before_replace: bool


@dataclass(frozen=True)
class Found:
    """The answer to read. An empty id says that the resource is gone; inputs are None if the provider gave none."""

    id: str
    outputs: Properties
    inputs: Properties | None


class InitFailed(ProviderFailed):
    """A provider created or changed the resource but could not finish it: what exists must go into state."""

    def __init__(self, reasons: Sequence[str], found: Found) -> None:
        self.reasons = tuple(reasons)
        self.found = found
        count = f"{len(reasons)} error{'' if len(reasons) == 1 else 's'} occurred:"
        super().__init__("\n".join([count, *(f"\t* {reason}" for reason in reasons)]))


class DynamicHost:
    """One host process. Ended by `close`, and when this interpreter exits.

    The host never learns of our death by itself, so a runner killed with SIGKILL leaves it behind.
    """

    def __init__(self, directory: Path, env: Mapping[str, str], relay: Callable[[str], None]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            cwd=directory,
            env=dict(env),
            start_new_session=True,
        )
        _running.add(self._process)
        self._readers = [self._relay(self._process.stderr, relay)]
        port = self._port(self._process.stdout)
        self._readers.append(self._relay(self._process.stdout, relay))
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=_NO_LIMIT)
        self._stub = provider_pb2_grpc.ResourceProviderStub(self._channel)

    def _port(self, stdout: IO[str] | None) -> str:
        line = stdout.readline().strip() if stdout else ""
        if not line.isdigit():
            self._end()
            raise ProviderFailed("the host of the dynamic providers did not start; its messages are above")
        return line

    def _relay(self, lines: IO[str] | None, relay: Callable[[str], None]) -> threading.Thread:
        def pump() -> None:
            for line in lines or ():
                relay(line.rstrip("\n"))

        thread = threading.Thread(target=pump, daemon=True)
        thread.start()
        return thread

    def configure(self, settings: Properties) -> None:
        """Give the providers their configuration."""
        self._call(
            self._stub.Configure,
            provider_pb2.ConfigureRequest(args=to_struct(settings), acceptSecrets=True, acceptResources=True),
        )

    def check(self, resource: ResourceState, olds: Properties, news: Properties) -> Checked:
        """Ask whether these inputs are acceptable."""
        answer = self._call(
            self._stub.Check,
            provider_pb2.CheckRequest(
                olds=for_provider(olds), news=for_provider(news), randomSeed=os.urandom(32), **_about(resource)
            ),
        )
        failures = tuple((failure.property, failure.reason) for failure in answer.failures)
        return Checked(marked_like(from_struct(answer.inputs), news), failures)

    def diff(self, resource: ResourceState, news: Properties, ignore: Sequence[str] = ()) -> Diffed:
        """Ask what a change from the resource's state to these inputs would mean."""
        answer = self._call(
            self._stub.Diff,
            provider_pb2.DiffRequest(
                id=resource.id,
                olds=for_provider(resource.outputs),
                old_inputs=for_provider(resource.inputs),
                news=for_provider(news),
                ignoreChanges=ignore,
                **_about(resource),
            ),
        )
        changes = {answer.DIFF_SOME: True, answer.DIFF_NONE: False}.get(answer.changes)
        return Diffed(changes, tuple(answer.replaces), answer.deleteBeforeReplace)

    def create(self, resource: ResourceState) -> tuple[str, Properties]:
        """Create the resource; returns its id and outputs.

        Raises:
            InitFailed: it exists, but is not finished.
        """
        properties = for_provider(resource.inputs)
        answer = self._call(
            self._stub.Create, provider_pb2.CreateRequest(properties=properties, **_about(resource)), resource.inputs
        )
        if not answer.id:
            raise ProviderFailed(f"plugin returned empty resource.ID from create '{resource.urn}'")
        return answer.id, marked_like(from_struct(answer.properties), resource.inputs)

    def update(self, old: ResourceState, new: ResourceState) -> Properties:
        """Change the resource in place; returns its outputs.

        Raises:
            InitFailed: the change is not finished.
        """
        answer = self._call(
            self._stub.Update,
            provider_pb2.UpdateRequest(
                id=old.id,
                olds=for_provider(old.outputs),
                old_inputs=for_provider(old.inputs),
                news=for_provider(new.inputs),
                ignoreChanges=new.ignore_changes,
                **_about(new),
            ),
            new.inputs,
        )
        return marked_like(from_struct(answer.properties), new.inputs)

    def read(self, resource: ResourceState, known: Properties) -> Found:
        """Read the resource as it is now; `known` is what is remembered of it.

        Raises:
            InitFailed: it exists, but is not healthy.
        """
        answer = self._call(
            self._stub.Read,
            provider_pb2.ReadRequest(
                id=resource.id,
                properties=for_provider(known),
                inputs=for_provider(resource.inputs),
                **_about(resource),
            ),
            known,
        )
        inputs = marked_like(from_struct(answer.inputs), resource.inputs) if answer.HasField("inputs") else None
        return Found(answer.id, marked_like(from_struct(answer.properties), known), inputs)

    def delete(self, resource: ResourceState) -> None:
        """Delete the resource."""
        self._call(
            self._stub.Delete,
            provider_pb2.DeleteRequest(
                id=resource.id,
                properties=for_provider(resource.outputs),
                old_inputs=for_provider(resource.inputs),
                **_about(resource),
            ),
        )

    def _call(self, method: Callable[..., Answer], request: Message, pattern: Properties | None = None) -> Answer:
        """Call the host; `pattern` tells which outputs of an unfinished resource are secret."""
        try:
            return method(request)
        except grpc.RpcError as error:
            failure = None if pattern is None else _init_failure(error, pattern)
            raise failure or ProviderFailed(_explained(error)) from None

    def cancel(self) -> None:
        """Ask the providers to stop; one that is gone, or hangs, is not waited for."""
        with suppress(grpc.RpcError):
            self._stub.Cancel(empty_pb2.Empty(), timeout=_SECONDS_TO_END)

    def close(self) -> None:
        """End the process, after it has had time to print its last lines."""
        self.cancel()
        self._channel.close()
        self._end()

    def _end(self) -> None:
        end_process(self._process)
        for reader in self._readers:
            reader.join(_SECONDS_TO_END)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        _running.discard(self._process)


def end_process(process: subprocess.Popen[str]) -> None:
    """End a process that leads its own session, and whatever it started in its group."""
    _signal_group(process.pid, signal.SIGTERM)
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()


class _Names(TypedDict):
    urn: str
    name: str
    type: str


def _about(resource: ResourceState) -> _Names:
    return {"urn": resource.urn, "name": resource.name, "type": resource.type}


def _explained(error: grpc.RpcError) -> str:
    if error.code() == grpc.StatusCode.UNAVAILABLE:
        return f"the host of the dynamic providers ended during the call ({error.details()})"
    return str(error.details())


def _init_failure(error: grpc.RpcError, pattern: Properties) -> InitFailed | None:
    """The unfinished resource that a failed call describes in its trailer, if it does."""
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in status_pb2.Status.FromString(value).details:
            failure = provider_pb2.ErrorResourceInitFailed()
            if detail.Unpack(failure):
                inputs = from_struct(failure.inputs) if failure.HasField("inputs") else None
                outputs = marked_like(from_struct(failure.properties), pattern)
                return InitFailed(failure.reasons, Found(failure.id, outputs, inputs))
    return None


def _signal_group(leader: int, number: int) -> None:
    with suppress(ProcessLookupError):  # every process of the group has ended
        os.killpg(leader, number)


@atexit.register
def _end_all() -> None:
    for process in list(_running):
        end_process(process)
