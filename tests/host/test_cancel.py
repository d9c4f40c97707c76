"""The engine's Cancel, which it calls on every provider at the first interrupt."""

import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts.dynamic import cancellation, pool
from pulumi_arize_users.simulator import Fault

ADA = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
LONG_PAUSE = Fault("status", method="POST", status=429, retry_after="60", times=None)
SECONDS_TO_END = 10


@pytest.mark.parametrize("people", [1, 4, 12], ids=["one call waits", "as many as are served wait", "more wait"])
def test_a_cancel_ends_every_wait(start, person, arize, people):
    """A pause of a minute ends at once, also when every worker is in one; nothing is sent afterwards."""
    host = start(concurrency="4", maxRetries="5")
    arize.fail(LONG_PAUSE)
    everybody = [{**ADA, "email": f"person{number}@example.com"} for number in range(people)]
    host.call("Check", person.make("Check", **everybody[0]))
    waiting = [host.start("Create", person.make("Create", **declared)) for declared in everybody]
    host.wait_until_it_pauses(waiting[0])
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


class DynamicResourceProviderServicer:
    """A host's servicer, as far as a cancel is concerned."""

    def Cancel(self, request, context):  # noqa: N802 - the name of the call
        return request, context

    def Create(self, request, context):  # noqa: N802 - as above
        return request, context


class AnotherServicer(DynamicResourceProviderServicer):
    """Somebody else's."""


def test_only_the_hosts_own_cancel_is_one():
    """Other calls, other hosts and anything else that a pool is given do not count as a cancel."""
    host, other = DynamicResourceProviderServicer(), AnotherServicer()

    assert cancellation.is_cancel(host.Cancel)
    assert not any(map(cancellation.is_cancel, [host.Create, other.Cancel, len, "Cancel", None, type(host).Cancel]))


def test_a_pool_is_listened_to_once(monkeypatch):
    """Every call of a run asks for it; calls are answered as usual, and only a cancel stops the run."""
    monkeypatch.setattr(cancellation, "CANCELLATION", Cancellation())
    host = DynamicResourceProviderServicer()
    with ThreadPoolExecutor(1) as workers:
        monkeypatch.setattr(cancellation, "serving_pool", lambda: workers)

        assert True is cancellation.listen_for_cancel()
        listening = workers.submit
        assert True is cancellation.listen_for_cancel()

        assert listening is workers.submit
        assert ("request", "context") == workers.submit(host.Create, "request", "context").result()
        assert not cancellation.CANCELLATION.requested
        assert ("request", "context") == workers.submit(host.Cancel, "request", "context").result()
        assert cancellation.CANCELLATION.requested


class AnotherPool(ThreadPoolExecutor):
    """A pool that a later host might have."""


@pytest.mark.parametrize(("kind", "expected"), [(ThreadPoolExecutor, True), (AnotherPool, False)])
def test_a_pool_that_is_not_as_expected_is_left_alone(monkeypatch, kind, expected):
    """The calls it is given are not observed, and the answer is no."""
    monkeypatch.setattr(pool, "host_module", object)
    with kind(1) as workers:
        heard = workers.submit(cancellation.listen_for_cancel).result()

        assert expected is heard
        assert expected is ("submit" in vars(workers))
