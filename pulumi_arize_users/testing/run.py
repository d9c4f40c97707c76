"""One preview, up, refresh or destroy: what every part of it shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.testing.host import InitFailed, ProviderFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pulumi_arize_users.testing.hosts import Hosts
    from pulumi_arize_users.testing.journal import Journal
    from pulumi_arize_users.testing.ledger import Ledger

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Settings:
    """What a run is given.

    Attributes:
        config: with namespaced keys (`arize:apiKey`).
        secret_keys: which of these are secret.
        parallel: how many operations at a time the program is told it may have; it has four threads for each.
    """

    project: str
    stack: str
    config: Mapping[str, str]
    secret_keys: frozenset[str]
    directory: Path
    env: Mapping[str, str]
    dry_run: bool = False
    parallel: int = 16
    organization: str = "organization"


@dataclass(frozen=True)
class Run:
    """Settings, state, providers and record of a run in progress."""

    settings: Settings
    ledger: Ledger
    hosts: Hosts
    journal: Journal

    def cancel(self) -> None:
        """Do what the engine does at the first Ctrl-C: begin nothing, and ask the providers to stop."""
        self.journal.cancel()
        self.hosts.cancel()

    def ask(self, urn: str, method: Callable[..., Answer], *arguments: object) -> Answer:
        """What a provider method answers.

        Raises:
            InitFailed: the resource exists but is not finished; the caller has to store it.
            RunStopped: the method failed; the run has failed with its text.
        """
        try:
            return method(*arguments)
        except InitFailed:
            raise
        except ProviderFailed as error:
            self.journal.fail(urn, str(error))
