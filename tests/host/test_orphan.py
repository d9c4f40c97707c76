"""A host whose engine was killed: it begins nothing further, and ends."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import grpc
import pytest
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts import orphan
from pulumi_arize_users.hosts.dynamic.providers import ArizeUserProvider
from pulumi_arize_users.simulator import Fault

ADA = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
SECONDS_TO_END = 20


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN], ids=["in front", "in a shell's background"])
def _interrupts(request):
    """Whether the host is started where interrupts are ignored."""
    before = signal.signal(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts")
@pytest.mark.parametrize("people", [1, 12], ids=["one call waits", "more wait than are served"])
def test_a_host_without_an_engine_ends(start, person, arize, people):
    """Nobody reads what it writes any more: waits end, nobody further is invited, and the process is gone."""
    host = start(concurrency="4", maxRetries="5")
    arize.fail(Fault("status", method="POST", status=429, retry_after="60", times=None))
    everybody = [{**ADA, "email": f"person{number}@example.com"} for number in range(people)]
    waiting = [host.start("Create", person.make("Create", **declared)) for declared in everybody]
    host.wait_until_it_pauses(waiting[0])

    host.process.stdout.close()

    assert host.process.wait(SECONDS_TO_END) is not None
    assert all(isinstance(call.exception(), grpc.RpcError) for call in waiting)
    assert 4 >= len(arize.writes)


def test_a_host_whose_output_is_read_goes_on(start, person, arize):
    """An engine that is there is not taken for gone."""
    host = start()

    host.call("Create", person.make("Create", **ADA))
    host.call("Create", person.make("Create", **{**ADA, "email": "grace@example.com"}))

    assert host.process.poll() is None
    assert 3 == len(arize.users())


def test_a_host_may_end_by_itself_before_it_is_forced(monkeypatch):
    """Its own way waits for what is under way; only where that is ignored does it end otherwise."""
    done, cancellation = [], Cancellation()
    monkeypatch.setattr(os, "kill", lambda _process, number: done.append(number))
    monkeypatch.setattr(time, "sleep", done.append)
    reader, output = os.pipe()
    os.close(reader)

    orphan._end_after([output], cancellation)

    os.close(output)
    assert cancellation.requested
    assert [signal.SIGINT, orphan.SECONDS_TO_END, signal.SIGTERM] == done


def test_elsewhere_nobody_is_watched():
    """In a test, a program or an unknown host, a provider begins no thread that would end the process."""
    ArizeUserProvider().configure(ConfigureRequest(Config({}, "team")))

    assert orphan.THREAD not in {thread.name for thread in threading.enumerate()}


def test_all_readers_have_to_be_gone():
    """A closed standard output alone is no dead engine."""
    (one_read, one), (two_read, two) = os.pipe(), os.pipe()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(orphan.wait_until_unread, [one, two])
        os.close(one_read)
        assert not wait([waiting], timeout=0.1).done
        os.close(two_read)
        waiting.result(timeout=SECONDS_TO_END)
    os.close(one)
    os.close(two)
