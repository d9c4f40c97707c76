"""Providers on which the host's answers are rehearsed; what a method does is said by the resource's properties."""

from __future__ import annotations

import threading
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, ResourceProvider, UpdateResult

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.hosts.dynamic.answers import errors_as_sentences
from pulumi_arize_users.providers.results import Unfinished

Properties = dict[str, Any]

WORKERS = 4
SECONDS_TO_MEET = 10
_meeting = threading.Barrier(WORKERS)


def act(properties: Properties) -> None:
    """Do what the properties say: refuse with a sentence, run into a bug, or wait until all workers are busy."""
    if "refusal" in properties:
        raise Refused(properties["refusal"])
    if "bug" in properties:
        raise ValueError(properties["bug"])
    if "meeting" in properties:
        _meeting.wait(SECONDS_TO_MEET)
        if properties["meeting"] == "refused":
            raise Refused(properties["name"])


class Rehearsal(ResourceProvider):
    """Succeeds unless the properties say otherwise."""

    @errors_as_sentences
    def check(self, _olds: Properties, news: Properties) -> CheckResult:
        act(news)
        return CheckResult(news, [])

    @errors_as_sentences
    def diff(self, _id: str, _olds: Properties, news: Properties) -> DiffResult:
        act(news)
        return DiffResult(changes=False)

    @errors_as_sentences
    def create(self, props: Properties) -> CreateResult:
        act(props)
        outs = {"name": props.get("name"), "filling": "x" * int(props.get("size", 0))}
        if "unfinished" in props:
            raise Unfinished("T1", outs, props["unfinished"])
        if "unsendable" in props:
            raise Unfinished("T1", {**outs, "thing": object()}, props["unsendable"])
        if "inner" in props:
            outs["inner"] = self._ask_another_method(props["inner"])
        return CreateResult("T1", outs)

    @errors_as_sentences
    def read(self, id: str, props: Properties) -> ReadResult:
        act(props)
        return ReadResult(id, {})

    @errors_as_sentences
    def update(self, _id: str, _olds: Properties, news: Properties) -> UpdateResult:
        act(news)
        if "unfinished" in news:
            raise Unfinished("T1", {"name": "as before"}, news["unfinished"])
        return UpdateResult({})

    @errors_as_sentences
    def delete(self, _id: str, props: Properties) -> None:
        act(props)

    def _ask_another_method(self, sentence: str) -> str:
        try:
            self.check({}, {"refusal": sentence})
        except Refused as refusal:
            return f"caught: {refusal}"
        return "nothing was raised"


class Unconfigurable(ResourceProvider):
    """Refuses its settings."""

    @errors_as_sentences
    def configure(self, _req: object) -> None:
        raise Refused("The settings cannot be used.\nSecond line: see the manual.")
