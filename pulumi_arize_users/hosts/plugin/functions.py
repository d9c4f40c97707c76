"""The functions of the plugin: what programs in every language can ask about the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers import questions
from pulumi_arize_users.providers.failures import naming_step
from pulumi_arize_users.providers.wire_format import to_wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.questions import Asked

MODULE = "arize:index:"


@dataclass(frozen=True)
class _Function:
    """A function.

    Attributes:
        takes: the names of its arguments.
        asked: the question that they make.
        keys: of which of them exactly one has to be given.
        answers: the name of the list that it answers with; empty if it answers with one thing.
    """

    takes: tuple[str, ...]
    asked: Callable[[Mapping[str, Any]], Asked[Any]]
    keys: tuple[str, ...] = ()
    answers: str = ""


def _statuses(given: Mapping[str, Any]) -> set[str]:
    return questions.statuses_of(given.get("status") or ())


FUNCTIONS: Mapping[str, _Function] = {
    "getUser": _Function(
        ("id", "email"), lambda given: questions.one_user(given.get("id"), given.get("email")), ("id", "email")
    ),
    "listUsers": _Function(
        ("email", "status"), lambda given: questions.all_users(given.get("email"), _statuses(given)), answers="users"
    ),
    "getOrganization": _Function(
        ("id", "name"), lambda given: questions.one_organization(given.get("id"), given.get("name")), ("id", "name")
    ),
    "listOrganizations": _Function((), lambda _given: questions.all_organizations(), answers="organizations"),
    "getSpace": _Function(
        ("id", "name"), lambda given: questions.one_space(given.get("id"), given.get("name")), ("id", "name")
    ),
    "listSpaces": _Function(
        ("organizationId",), lambda given: questions.all_spaces(given.get("organizationId")), answers="spaces"
    ),
}
LISTS = frozenset({"status"})


def call(account: Account, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a question.

    Args:
        account: the account that is asked.
        token: the function, such as `arize:index:getUser`.
        arguments: what it is given, under the names that programs write; what is None counts as not given.

    Raises:
        Refused: there is no such function, it cannot be asked so, or there is no answer.
        ArizeError: the request failed.
    """
    function = FUNCTIONS.get(token.removeprefix(MODULE))
    if function is None:
        raise Refused(f"There is no function {token} in the package arize; it has {', '.join(FUNCTIONS)}.")
    name = token.removeprefix(MODULE)
    given = {key: value for key, value in arguments.items() if value is not None}
    _require_arguments(name, function, given)
    asked = function.asked(given)
    with naming_step(asked.what):
        found = asked.ask(account.directory)
    return {function.answers: [_answer(each) for each in found]} if function.answers else _answer(found)


def _require_arguments(name: str, function: _Function, given: Mapping[str, Any]) -> None:
    """Refuse what would be ignored: whoever misspells a key asks for somebody else."""
    unknown = ", ".join(sorted(given.keys() - {*function.takes}))
    if unknown:
        raise Refused(f"{name} does not take {unknown}, but {' and '.join(function.takes) or 'no arguments'}.")
    for key, value in given.items():
        wanted = "a list of texts" if key in LISTS else "a text"
        texts = value if key in LISTS and isinstance(value, list) else [value]
        if isinstance(value, list) != (key in LISTS) or not all(isinstance(each, str) for each in texts):
            raise Refused(f"{key} of {name} must be {wanted}.")
    if function.keys:
        questions.require_one_key(name, {key: given.get(key) for key in function.keys})


def _answer(found: Any) -> dict[str, Any]:  # noqa: ANN401 - one of the models
    said: dict[str, Any] = found.model_dump(exclude_none=True)
    return {to_wire(key): value for key, value in said.items()}
