"""One reply, before it becomes HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.problems import ProblemError, problem_document

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Reply:
    """What will be answered: status, body and headers, the type of the content among them; perhaps another reason."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None


def json_reply(status: int, document: object) -> Reply:
    """A reply with a JSON document."""
    return Reply(status, json.dumps(document).encode(), {"Content-Type": "application/json"})


def problem_reply(problem: ProblemError, instance: str) -> Reply:
    """A refusal of the request to the encoded path `instance`."""
    document = problem_document(problem.status, problem.detail, instance)
    headers = {"Content-Type": "application/problem+json"} | problem.headers
    return Reply(problem.status, json.dumps(document).encode(), headers)


NO_CONTENT = Reply(204)
