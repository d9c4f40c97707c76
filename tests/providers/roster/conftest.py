"""A stack of one roster, whose provider is called as the engine calls it; each step is a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from pulumi.dynamic import Config, ConfigureRequest, DiffResult

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic.providers import HostedProvider, RosterProvider, RosterRemovalsProvider
from pulumi_arize_users.people.roster.record import records_of
from pulumi_arize_users.providers import account
from tests.providers.conftest import KEY, hosted

if TYPE_CHECKING:
    from pulumi_arize_users.simulator import Simulator

    Properties = dict[str, Any]
    People = dict[str, dict[str, Any]]

Provider = TypeVar("Provider", bound=HostedProvider)


class RosterStack:
    """What the engine remembers of a roster, and what it does with it.

    Attributes:
        config: the stack's configuration.
        inputs: those of the last run that succeeded, or what a refresh found.
        outputs: those of the last run.
        id: the roster's.
        listed: the inputs of the resource that stands for the removals.
        is_unfinished: the last run ended with "created, but not finished", so that the next one updates in any case.
    """

    def __init__(self, arize: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        self.config: dict[str, str] = {"baseUrl": arize.url, "apiKey": KEY, "maxRetries": "0"}
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.id = ""
        self.listed: Properties = {}
        self.is_unfinished = False
        self._monkeypatch = monkeypatch

    @property
    def users(self) -> People:
        """The recorded entries by address, without those who have left."""
        everybody = records_of(self.outputs["record"])
        return {key: {**record} for key, record in everybody.items() if "leaving" not in record}

    def process(self) -> RosterProvider:
        """A configured provider that knows nothing yet."""
        self._monkeypatch.setattr(account, "_ACCOUNTS", {})
        return self._configured(RosterProvider())

    def mistakes(self, people: People, **limits: str) -> list[str]:
        """The sentences of a preview's check."""
        news = hosted({"people": people, **limits})
        return [failure.reason for failure in self.process().check(self.inputs, news).failures]

    def diff(self, people: People, **limits: str) -> DiffResult:
        """What a preview finds different."""
        provider = self.process()
        return provider.diff(self.id, self.outputs, self._checked(provider, people, **limits))

    def up(self, people: People, **limits: str) -> str:
        """Bring the account to these people, removals last; returns the step: create, update or same."""
        step = self._update(people, **limits)
        if not self.is_unfinished:
            self._remove(people)
        return step

    def _update(self, people: People, **limits: str) -> str:
        provider = self.process()
        news = self._checked(provider, people, **limits)
        if not self.outputs:
            created = provider.create(news)
            self.id = created.id
            self._remember(created.outs, news)
            return "create"
        if provider.diff(self.id, self.outputs, news).changes is False and not self.is_unfinished:
            self.inputs = news
            return "same"
        self._remember(provider.update(self.id, self.outputs, news).outs, news)
        return "update"

    def _remove(self, people: People) -> None:
        removals = self._configured(RosterRemovalsProvider())
        before, news = self.listed, hosted({"roster": self.id, "people": "\n".join(people)})
        self.listed = _sent(removals.check(before, news).inputs)
        if before and removals.diff("removals", before, self.listed).replaces:
            removals.delete("removals", before)

    def refresh(self) -> DiffResult:
        """See the account; returns what the engine gets when it asks for the way back to the program."""
        provider = self.process()
        read = provider.read(self.id, self.outputs)
        before, self.inputs, self.outputs = self.inputs, _sent(read.inputs or {}), _sent(read.outs or {})
        self.is_unfinished = False
        return provider.diff(self.id, self.outputs, before)

    def destroy(self) -> None:
        """Delete the resource."""
        self.process().delete(self.id, self.outputs)

    def _configured(self, provider: Provider) -> Provider:
        raw = {f"arize:{key}": value for key, value in self.config.items()}
        provider.configure(ConfigureRequest(config=Config(raw_config=raw, project_name="team")))
        return provider

    def _checked(self, provider: RosterProvider, people: People, **limits: str) -> Properties:
        result = provider.check(self.inputs, hosted({"people": people, **limits}))

        if result.failures:
            raise Refused("\n".join(failure.reason for failure in result.failures))
        return _sent(result.inputs)

    def _remember(self, outputs: Properties | None, news: Properties) -> None:
        self.is_unfinished = "unfinished" in (outputs or {})
        # After an update that is not finished the engine keeps the inputs of the last one that was.
        if not (self.is_unfinished and self.outputs):
            self.inputs = news
        self.outputs = _sent(outputs or {})


@pytest.fixture
def stack(arize, monkeypatch) -> RosterStack:
    """A stack whose roster has not been created yet."""
    return RosterStack(arize, monkeypatch)


@pytest.fixture
def organization(arize) -> str:
    """The id of an organization whose name is ML Platform."""
    return str(arize.add_organization("ML Platform"))


def _sent(properties: Properties) -> Properties:
    """Properties after a journey to the engine and back."""
    return hosted(json.loads(json.dumps(properties)))
