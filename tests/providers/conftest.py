"""Providers as the engine's host holds them, configured for a simulated account; properties as the host passes them."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from pulumi.dynamic import CheckResult, Config, ConfigureRequest, DiffResult

from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.hosts.dynamic.providers import (
    ArizeUserProvider,
    OrganizationMembershipProvider,
    SpaceMembershipProvider,
)
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.providers import account
from pulumi_arize_users.providers.messages import log, speak
from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Properties = dict[str, Any]

KEY = "key-canary-3f6c"
ADA = {
    "email": "ada@example.com",
    "name": "Ada Lovelace",
    "role": "MEMBER",
    "invite_mode": "EMAIL_LINK",
    "on_expired": "warn",
}


def hosted(properties: Properties) -> Properties:
    """Properties with what the host adds, and without what gRPC drops."""
    return {"__provider": "gASV", **{key: value for key, value in own(properties).items() if value is not None}}


def own(properties: Properties) -> Properties:
    """Properties without what the host adds."""
    return {key: value for key, value in properties.items() if key != "__provider"}


def crowd(arize: Simulator, count: int) -> list[str]:
    """The ids of people who are in the account."""
    return [arize.add_user(f"user-{number}@example.com") for number in range(count)]


def gone(arize: Simulator, count: int) -> list[str]:
    """The ids of people who are no longer in the account."""
    ids = [arize.add_user(f"gone-{number}@example.com") for number in range(count)]
    for user_id in ids:
        arize.forget_user(user_id)
    return ids


def paths(arize: Simulator) -> list[str]:
    """What the account was asked for, in order."""
    return [request.path for request in arize.requests]


@dataclass(frozen=True)
class State:
    """A resource as the engine stores it."""

    id: str
    inputs: Properties
    outputs: Properties


@dataclass(frozen=True)
class Run:
    """What the engine starts for one run: a process with fresh providers, all of one account.

    The methods that have a state or none are about one person, with Ada's values where nothing else is declared.
    """

    person: ArizeUserProvider
    membership: OrganizationMembershipProvider
    in_space: SpaceMembershipProvider

    def check(self, state: State | None = None, **declared: Any) -> CheckResult:
        """Preview the declaration."""
        return self.person.check(state.inputs if state else {}, hosted(ADA | declared))

    def failures(self, state: State | None = None, **declared: Any) -> list[str]:
        """The sentences of a preview; none of them is attached to a property, whose value the engine would print."""
        failures = self.check(state, **declared).failures

        assert {""} >= {failure.property for failure in failures}
        return [failure.reason for failure in failures]

    def inputs(self, state: State | None = None, **declared: Any) -> Properties:
        """The checked inputs."""
        result = self.check(state, **declared)

        assert [] == [failure.reason for failure in result.failures]
        return hosted(result.inputs)

    def add(self, **declared: Any) -> State:
        """Declare a person who is new to the stack."""
        inputs = self.inputs(**declared)
        result = self.person.create(inputs)
        return State(result.id, inputs, hosted(result.outs or {}))

    def diff(self, state: State, **declared: Any) -> DiffResult:
        """What differs from a declaration."""
        return self.person.diff(state.id, state.outputs, self.inputs(state, **declared))

    def change(self, state: State, **declared: Any) -> State:
        """Update a person who is in the stack."""
        inputs = self.inputs(state, **declared)
        result = self.person.update(state.id, state.outputs, inputs)
        return State(state.id, inputs, hosted(result.outs or {}))

    def refresh(self, state: State) -> State:
        """Look at the server."""
        result = self.person.read(state.id, state.outputs)
        return State(str(result.id), hosted(result.inputs or {}), hosted(result.outs or {}))

    def remove(self, state: State) -> None:
        """Delete the resource."""
        self.person.delete(state.id, state.outputs)


@pytest.fixture(autouse=True)
def said(monkeypatch) -> Iterator[Callable[[], list[str]]]:
    """The lines that were said on stderr since the last call."""
    stderr, level = io.StringIO(), log.level
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "propagate", True)
    with redirect_stderr(stderr):
        speak()

    def lines() -> list[str]:
        said = stderr.getvalue().splitlines()
        stderr.seek(0)
        stderr.truncate()
        return said

    yield lines
    log.setLevel(level)


@pytest.fixture
def arize() -> Iterator[Simulator]:
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def start(arize, monkeypatch) -> Callable[..., Run]:
    """Starts a run with the stack's configuration; None takes a value out of it."""

    def run(**config: str | None) -> Run:
        monkeypatch.setattr(account, "_ACCOUNTS", {})
        values = {"baseUrl": arize.url, "apiKey": KEY, "maxRetries": "0"} | config
        raw = {f"arize:{key}": value for key, value in values.items() if value is not None}
        providers = Run(ArizeUserProvider(), OrganizationMembershipProvider(), SpaceMembershipProvider())
        for provider in (providers.person, providers.membership, providers.in_space):
            provider.configure(ConfigureRequest(config=Config(raw_config=raw, project_name="team")))
        return providers

    return run


@pytest.fixture
def run(start: Callable[..., Run]) -> Run:
    return start()


@pytest.fixture
def account_with(arize) -> Callable[..., account.Account]:
    """Makes the account as the core holds it in one run, with a policy."""

    def make(**policy: Any) -> account.Account:
        return account.Account(
            Connection(api_key=KEY, base_url=arize.url, max_retries=0, lag_seconds=0), Policy(**policy)
        )

    return make
