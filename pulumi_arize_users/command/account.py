"""The account that a command works on: the same settings and the same client as everything else."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.api.errors import Cancelled, SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.known_settings import NAMESPACE, warn_of_variables
from pulumi_arize_users.providers.messages import speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from pulumi_arize_users.providers.account import Account


def commands_sources() -> Sources:
    """Where this command's settings are: the file of `--config`, and the environment.

    Raises:
        SettingsError: the file cannot be read.
    """
    settings = {key: value for key, value in _configured().items() if not isinstance(value, dict)}
    return Sources(lambda key: settings.get(f"{NAMESPACE}:{key}"), keys=settings)


def encrypted_settings() -> list[str]:
    """The keys in the file of `--config` whose values are encrypted, which only Pulumi can read.

    Raises:
        SettingsError: the file cannot be read.
    """
    return [key for key, value in _configured().items() if isinstance(value, dict)]


def commands_account(cancellation: Cancellation | None = None) -> Account:
    """The account of this command.

    Args:
        cancellation: says when to stop; a command that only reads does without one.

    Raises:
        SettingsError: a setting cannot be used.
    """
    speak()
    warn_of_variables(os.environ)
    return load_account(commands_sources(), cancellation)


@contextmanager
def until_interrupted(cancellation: Cancellation | None = None) -> Iterator[Cancellation]:
    """Work that writes: the first Ctrl-C, or the end of a pipeline's job, begins nothing more and lets the rest finish.

    A second one ends the process at once.

    Args:
        cancellation: what is requested then; a new one unless given.

    Raises:
        ClickException: the work came to where it would have begun something.
    """
    requested = cancellation or Cancellation()
    before = {int(number): signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: FrameType | None) -> None:
        requested.request()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, stop)
    try:
        yield requested
    except Cancelled:
        message = "Interrupted, and nothing further was begun. Run the same command again to continue."
        raise click.ClickException(message) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _configured() -> Mapping[str, object]:
    file: str | None = click.get_current_context().find_root().obj
    return _configuration(Path(file)) if file else {}


def _configuration(file: Path) -> Mapping[str, object]:
    """What a stack's configuration file says; encrypted values are mappings."""
    import yaml  # noqa: PLC0415 - only with this option

    try:
        said = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        return {**(said.get("config") or {})}
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        message = f"{file} is not the configuration file of a stack: {error}"
        raise SettingsError(message) from error
