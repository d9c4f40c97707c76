"""How a question of a program is answered: by which account, at once or as an output, or by a unit test's mocks."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pulumi

from pulumi_arize_users.api.errors import ArizeError, SettingsError
from pulumi_arize_users.providers.known_settings import NAMESPACE
from pulumi_arize_users.providers.questions import Unanswerable
from pulumi_arize_users.resources.account import account_of, programs_account
from pulumi_arize_users.resources.claims import provider_of
from pulumi_arize_users.resources.mocked import answer_of_mocks
from pulumi_arize_users.resources.program import ProgramError, is_mocked, once_per_run
from pulumi_arize_users.resources.question_options import after, checked
from pulumi_arize_users.resources.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.questions import Asked

Answer = TypeVar("Answer")
NO_KEY = "there is no Arize API key"
NO_SETTINGS = "the settings of its provider are not known yet"


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """A question about the account.

    Attributes:
        function: which function asks it.
        asked: what is asked of the account.
        arguments: what the function was given, as mocks see it.
        read: reads what mocks answer.
        unknown: makes the answer of a preview that cannot ask, given the reason.
    """

    function: str
    asked: Asked[Answer]
    arguments: Mapping[str, Any]
    read: Callable[[Mapping[str, Any]], Answer]
    unknown: Callable[[str], Answer]


def answer(question: Question[Answer], opts: pulumi.InvokeOptions | None) -> Answer:
    """Answer at once; a preview that has no key goes on with an unknown answer.

    Raises:
        ProgramError: an option cannot be honoured, the settings cannot be used, or the request failed.
    """
    checked(question.function, opts, has_output=False)
    if is_mocked():
        return answer_of_mocks(question)
    provider = provider_of(opts)
    with _asking(question.asked.what):
        why, account = _account(provider, _now(_settings(provider)))
        return question.asked.ask(account.directory) if account else question.unknown(why)


def answer_later(
    make: Callable[..., Question[Answer]],
    arguments: Mapping[str, pulumi.Input[Any]],
    opts: pulumi.InvokeOptions | None,
    function: str,
) -> pulumi.Output[Answer]:
    """Answer as an output, once the arguments and what the options name are there; the program does not wait.

    Args:
        make: makes the question of the known arguments.
        arguments: of the function.
        opts: of the function.
        function: its name without `_output`.

    Raises:
        ProgramError: an option cannot be honoured.
    """
    checked(function, opts, has_output=True)
    provider = provider_of(opts)

    async def ask(given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the answer, or an output that is not known
        question = make(**given["arguments"])
        if is_mocked():
            return answer_of_mocks(question)
        with _asking(question.asked.what):
            settings = await pulumi.Output.from_input(_settings(provider)).future(with_unknowns=True)
            _why, account = _account(provider, settings or {})
            return await _in_thread(lambda: question.asked.ask(account.directory)) if account else unknown()

    # A key is a secret, and what was asked with it is none; so the settings are not among what the output is made of.
    asked = {"arguments": pulumi.Output.from_input(dict(arguments)), "after": after(opts)}
    return pulumi.Output.all(**asked).apply(ask)


def _account(provider: pulumi.ProviderResource | None, settings: Mapping[str, Any]) -> tuple[str, Account | None]:
    """The account to ask; none, and why, if a preview has to do without."""
    if any(isinstance(value, pulumi.output.Unknown) for value in settings.values()):
        if str(settings.get(f"{NAMESPACE}:requireLookup")).lower() == "true":
            raise SettingsError(f"It could not be asked, because {NO_SETTINGS}, and {NAMESPACE}:requireLookup is set.")
        return _without(NO_SETTINGS), None
    account = account_of(provider, settings) if provider else programs_account()
    if account.connection.api_key or account.connection.require_lookup or not pulumi.runtime.is_dry_run():
        return "", account
    return _without(NO_KEY), None


def _without(why: str) -> str:
    def warn() -> None:
        pulumi.log.warn(
            f"What the program asks the account is not known in this preview, because {why}. "
            f"Where such a preview has to fail, set {NAMESPACE}:requireLookup."
        )

    once_per_run(why, warn)
    return why


def _settings(provider: pulumi.ProviderResource | None) -> dict[str, pulumi.Output[Any]]:
    # The SDK makes an attribute of each property that a resource was declared with.
    declared = vars(provider) if provider else {}
    outputs = {key: value for key, value in declared.items() if isinstance(value, pulumi.Output)}
    return {key: value for key, value in outputs.items() if key not in {"urn", "id"}}


def _now(settings: dict[str, pulumi.Output[Any]]) -> Mapping[str, Any]:
    """The values of settings, for which the program waits as it does for every invoke of Pulumi's SDK."""
    if not settings:
        return {}
    from pulumi.runtime.sync_await import _sync_await  # noqa: PLC0415 - private, and needed only here

    return _sync_await(pulumi.Output.all(**settings).future(with_unknowns=True)) or {}


async def _in_thread(ask: Callable[[], Answer]) -> Answer:
    # A program goes on registering resources while the account is asked.
    return await asyncio.get_running_loop().run_in_executor(None, copy_context().run, ask)


@contextmanager
def _asking(what: str) -> Iterator[None]:
    try:
        yield
    except ProgramError:
        raise
    except Unanswerable as error:
        raise ProgramError(str(error)) from error
    except ArizeError as error:
        message = f"{what} failed. {error}"
        raise ProgramError(message) from error
