"""What every provider shares: settings, unknown and secret values, and how a failed step is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pulumi.dynamic import CheckFailure, CheckResult, ConfigureRequest, ResourceProvider
from pulumi.output import Unknown

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.api.settings import load_settings
from pulumi_arize_users.people.declaration import Kind, read_declaration
from pulumi_arize_users.providers.account import Account, shared_account
from pulumi_arize_users.providers.host import PROVIDER_KEY, Unfinished, plain, widen
from pulumi_arize_users.providers.messages import log, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Inputs that start with two underscores never show in a preview.
HIDDEN_ARGUMENTS = "__secret"

Properties = dict[str, Any]


class Lifecycle(ResourceProvider):
    """The part of a provider that knows nothing of people.

    An instance has no attributes until the engine's host configures it: what is pickled into state is the class's name.
    """

    serialize_as_secret_always = False

    _account: Account

    @plain
    def configure(self, req: ConfigureRequest) -> None:
        """Read the settings; the key is only asked for when something has to be sent.

        Raises:
            SettingsError: a setting cannot be used.
        """
        speak()
        self._account = shared_account(load_settings(lambda key: req.config.get(f"arize:{key}")))
        workers = self._account.settings.concurrency
        if not widen(workers):
            log.debug("The engine's host serves as many calls at once as it did before, not %d.", workers)


class StepFailed(ArizeError):
    """Raised when a step of a resource's life fails: what was being done, what went wrong, what to do next."""


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Name what is being done in the errors that come out of it."""
    try:
        yield
    except (StepFailed, Unfinished, Refused):  # their sentences name the person already
        raise
    except ArizeError as error:
        message = f"{what} failed. {error}"
        raise StepFailed(message) from error


def own(properties: Mapping[str, Any]) -> Properties:
    """A resource's properties without what the host adds."""
    return {key: value for key, value in properties.items() if key != PROVIDER_KEY}


def unknown_keys(properties: Mapping[str, Any]) -> set[str]:
    """The properties whose value a preview cannot know yet."""
    return {key for key, value in properties.items() if _holds_unknown(value)}


def known(properties: Mapping[str, Any]) -> Properties:
    """The properties whose value is known."""
    return {key: value for key, value in properties.items() if not _holds_unknown(value)}


def hidden_keys(properties: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments whose values are secrets of the program, and must not stand in a message."""
    return tuple(known(properties).get(HIDDEN_ARGUMENTS) or ())


def read_inputs(kind: Kind, news: Mapping[str, Any]) -> tuple[Properties, list[str]]:
    """The declared inputs in this package's spelling, unknown ones as they are, and a sentence for each mistake."""
    declared = own(news)
    values, mistakes = read_declaration(
        kind, known(declared), unknown=unknown_keys(declared), secret=hidden_keys(declared)
    )
    return {**declared, **values}, mistakes


def checked(inputs: Properties, who: str, sentences: list[str]) -> CheckResult:
    """The engine's answer to check."""
    # Without a property's name: with it, the engine would print the value, and a secret one in the clear.
    failures = [CheckFailure("", sentence if who in sentence else f"{who}: {sentence}") for sentence in sentences]
    return CheckResult(inputs, failures)


def _holds_unknown(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_unknown, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_unknown, value))
    return isinstance(value, Unknown)
