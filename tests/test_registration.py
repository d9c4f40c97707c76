"""How resources are registered: quickly, and without a word fewer from anything else of the program."""

from __future__ import annotations

import asyncio
import contextvars
import logging
from pathlib import Path
from types import SimpleNamespace

import pulumi
import pytest
from pulumi import runtime
from pulumi.runtime import stack
from pulumi.runtime.proto import engine_pb2, resource_pb2

from pulumi_arize_users import ArizeUser, OrganizationMembership
from pulumi_arize_users.resources.registration import QuietEngine, _begin_with_registrations, _quiet_down

PEOPLE = 40


class Engine:
    """What the SDK says to the engine goes to a logger; nothing is registered anywhere."""

    def Log(self, request):  # noqa: N802 - the name of the call
        logging.getLogger("engine").log(10 * (request.severity + 1), request.message)

    def RequirePulumiVersion(self, request):  # noqa: N802 - as above
        return request


class Monitor:
    """Registers resources, and keeps what it was asked."""

    def __init__(self):
        self.requests = []

    def SupportsFeature(self, _request):  # noqa: N802 - as above
        return SimpleNamespace(hasSupport=False)

    def RegisterResource(self, request):  # noqa: N802 - as above
        self.requests.append(request)
        urn = f"urn:pulumi:test::team::{request.type}::{request.name}"
        return resource_pb2.RegisterResourceResponse(urn=urn, id="U1", object=request.object)

    def RegisterResourceOutputs(self, _request):  # noqa: N802 - as above
        return None

    def SignalAndWaitForShutdown(self, _request):  # noqa: N802 - as above
        return None


def run(program, monitor=None):
    """Run a program to its end, as the SDK does it, with settings that end with it."""

    async def to_its_end():
        runtime.configure(runtime.Settings("team", "test", engine=Engine(), monitor=monitor))
        await stack.run_pulumi_func(program)

    contextvars.copy_context().run(asyncio.run, to_its_end())


def everybody():
    """Declare people who are members of an organization."""
    for number in range(PEOPLE):
        person = ArizeUser(f"p{number}", email=f"p{number}@example.com", name="P", role="MEMBER")
        OrganizationMembership(f"m{number}", organization_id="O1", role="MEMBER", user=person)


@pytest.fixture
def heard(caplog):
    """What the engine hears."""
    caplog.set_level(logging.DEBUG, logger="engine")
    return caplog


def test_the_debug_lines_of_a_registration_are_not_sent(heard):
    """The SDK would wait for each of them."""
    run(everybody)

    assert [] == [text for text in heard.messages if "arize" in text or "resource registration" in text]


def test_other_resources_of_the_program_log_as_before(heard):
    """Even one that is declared after ours: what is changed is changed for ours alone."""

    def program():
        everybody()
        pulumi.ComponentResource("other:index:Team", "team")

    run(program)

    assert "registering resource: ty=other:index:Team, name=team, custom=False, remote=False" in heard.messages


def test_the_program_logs_as_before(heard):
    """Debug lines of its own and warnings reach the engine."""

    def program():
        everybody()
        pulumi.log.debug("all are declared")
        pulumi.log.warn("nobody leads the team")

    run(program)

    assert {"all are declared", "nobody leads the team"} <= {*heard.messages}


def test_a_resource_is_found_where_the_program_declares_it():
    """The line that the engine stores is the author's, and not one of this package."""
    monitor = Monitor()

    run(everybody, monitor)

    found = {request.sourcePosition.uri for request in monitor.requests if "arize" in request.type}
    assert 2 * PEOPLE == sum("arize" in request.type for request in monitor.requests)
    assert {Path(__file__).as_uri()} == found


def test_with_debug_every_line_is_sent(heard, monkeypatch):
    """Who looks for a fault sees what the SDK does."""
    monkeypatch.setenv("ARIZE_LOG", "debug")

    run(everybody)

    assert PEOPLE == sum(
        "registering resource: ty=pulumi-python:dynamic/arize:ArizeUser" in it for it in heard.messages
    )


def test_everything_but_debug_lines_passes(heard):
    """A failed registration is reported, and the engine can be asked for more than to listen."""
    quiet = QuietEngine(Engine())

    for word in ("debug", "info", "warning", "error"):
        quiet.Log(engine_pb2.LogRequest(severity=engine_pb2.LogSeverity.Value(word.upper()), message=word))

    assert ["info", "warning", "error"] == heard.messages
    assert ">=3" == quiet.RequirePulumiVersion(">=3")


def test_outputs_are_looked_through_once_and_not_again_for_each_that_is_known(monkeypatch):
    """What a program waits for at its end does not grow with the square of its resources."""
    looked_at = []

    patient = asyncio.wait

    async def wait(pending, **how):
        looked_at.extend(pending)
        return await patient(pending, **how)

    monkeypatch.setattr(asyncio, "wait", wait)
    run(everybody)

    assert len(looked_at) <= 2 * len(set(looked_at))


@pytest.mark.parametrize(
    "sdk", [None, SimpleNamespace(), SimpleNamespace(engine=None, rpc_manager=SimpleNamespace(rpcs=None))]
)
def test_an_sdk_that_has_changed_is_left_alone(sdk):
    """Slower is better than broken."""
    before = str(sdk)

    _quiet_down(sdk)
    _begin_with_registrations(sdk)

    assert before == str(sdk)
