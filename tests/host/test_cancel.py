"""The engine's Cancel, which it calls on every provider at the first interrupt."""

import time
from contextlib import suppress

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty

from pulumi_arize_users.hosts.dynamic import cancellation
from pulumi_arize_users.simulator import Fault

ADA = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
LONG_PAUSE = Fault("status", method="POST", status=429, retry_after="60", times=None)
SECONDS_TO_END = 10


def _until_it_waits(host, call):
    """Wait until the host says that it waits."""
    deadline = time.monotonic() + SECONDS_TO_END
    while not any("Arize asks for 60 s of patience" in line for line in host.said()):
        assert time.monotonic() < deadline
        assert not call.done()
        with suppress(grpc.FutureTimeoutError):
            call.exception(timeout=0.05)


@pytest.mark.parametrize("people", [1, 4], ids=["one call waits", "as many as are served wait"])
def test_a_cancel_ends_every_wait(start, person, arize, people):
    """A pause of a minute ends at once, also when every worker is in one; nothing is sent afterwards."""
    host = start(concurrency=str(people), maxRetries="5")
    arize.fail(LONG_PAUSE)
    everybody = [{**ADA, "email": f"person{number}@example.com"} for number in range(people)]
    host.call("Check", person.make("Check", **everybody[0]))
    waiting = [host.start("Create", person.make("Create", **declared)) for declared in everybody]
    _until_it_waits(host, waiting[0])
    began = time.monotonic()

    host.call("Cancel", Empty())
    failures = [call.exception() for call in waiting]

    assert SECONDS_TO_END > time.monotonic() - began
    assert [grpc.StatusCode.UNKNOWN] * people == [failure.code() for failure in failures]
    assert all("The run was cancelled before this was begun." in failure.details() for failure in failures)
    sent = len(arize.requests)
    late = host.failure("Create", person.make("Create", **ADA))
    assert "The run was cancelled" in late.details()
    assert sent == len(arize.requests)


def test_elsewhere_nothing_is_listened_to():
    """In a test, a program or an unknown host, the answer is no and nothing is touched."""
    assert False is cancellation.listen_for_cancel()


class Servicer:
    """A host's servicer, as far as a cancel is concerned."""

    def Cancel(self, request, context):  # noqa: N802 - the name of the call
        return request, context


@pytest.mark.parametrize("change", ["other parameters", "free variables", "another module", "nothing to answer with"])
def test_a_host_that_is_not_as_expected_keeps_its_answer(monkeypatch, change):
    """Whatever differs, the function is left alone."""
    outer = 1

    def free(self, request, context):
        return outer, self, request, context

    def fewer(self, request):
        return self, request

    host = type("Host", (), {})()
    host.DynamicResourceProviderServicer = Servicer
    other = {"other parameters": fewer, "free variables": free}.get(change, Servicer.Cancel)
    monkeypatch.setattr(Servicer, "Cancel", other)
    code = other.__code__
    monkeypatch.setattr(cancellation, "host_module", lambda: host)

    assert False is cancellation.listen_for_cancel()
    assert code is Servicer.Cancel.__code__
