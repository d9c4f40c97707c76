"""The path /_simulator/…, by which other processes look into a running simulator and edit it from outside.

`GET /_simulator/users` reads, `POST /_simulator/add_user` with a JSON object calls the method of that name with these
keyword arguments, `POST /_simulator/set` with {"caller_role": "MEMBER"} sets. The answer is {"result": …} or
{"error": "…"}. It needs no API key: the server is reachable from its own machine only, and by no other name.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator.faults import Fault
from pulumi_arize_users.simulator.replies import Reply, json_reply

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.simulator import Simulator

_CALLABLE = frozenset(
    [
        "user",
        "users",
        "organizations",
        "members",
        "spaces",
        "space_members",
        "add_user",
        "edit_user",
        "block_user",
        "accept_invitation",
        "expire_invitation",
        "forget_user",
        "add_organization",
        "rename_organization",
        "remove_organization",
        "add_space",
        "remove_space",
        "add_member",
        "remove_member",
        "add_role",
        "fail",
        "clear_faults",
        "lag",
        "clear_requests",
    ]
)
_READABLE = frozenset(["requests", "writes", "most_in_flight", "users", "organizations", "caller_role", "dialect"])
_SETTABLE = frozenset(["api_key", "caller_role", "dialect", "latency_ms", "reinvite_changes_id"])


def answer(simulator: Simulator, method: str, name: str, body: bytes) -> Reply:
    """The reply to a request to the control path."""
    try:
        return json_reply(200, {"result": _result(simulator, method, name, body)})
    except LookupError as unknown:
        return json_reply(404, {"error": str(unknown)})
    except (TypeError, ValueError) as wrong:
        return json_reply(400, {"error": str(wrong)})


def _result(simulator: Simulator, method: str, name: str, body: bytes) -> object:
    if method == "GET" and name in _READABLE:
        return _read(simulator, name)
    if method == "POST" and name in (*_CALLABLE, "set"):
        return _call(simulator, name, _arguments(body))
    raise LookupError(f"There is no {method} /_simulator/{name}.")


def _read(simulator: Simulator, name: str) -> object:
    value = getattr(simulator, name)
    if callable(value):
        return value()
    return [asdict(request) for request in value] if name in ("requests", "writes") else value


def _arguments(body: bytes) -> dict[str, Any]:
    arguments = json.loads(body or b"{}")
    if not isinstance(arguments, dict):
        raise TypeError("The arguments must be a JSON object.")
    return arguments


def _call(simulator: Simulator, name: str, arguments: dict[str, Any]) -> object:
    if name == "set":
        return _set(simulator, arguments)
    if name == "fail":
        arguments = {"fault": Fault(**{name: _hashable(value) for name, value in arguments.items()})}
    return getattr(simulator, name)(**arguments)


def _hashable(value: object) -> Any:  # noqa: ANN401 - a field of a fault
    return tuple(value) if isinstance(value, list) else value


def _set(simulator: Simulator, values: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(values) - _SETTABLE)
    if unknown:
        raise LookupError(f"The simulator has no setting {unknown[0]!r}.")
    for name, value in values.items():
        setattr(simulator, name, value)
    return {}
