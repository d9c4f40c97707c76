"""The provider instances of one run, each with its own host process, started when first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.host import DynamicHost, ProviderFailed
from pulumi_arize_users.testing.values import Unknown, contains

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typing_extensions import Self

    from pulumi_arize_users.testing.journal import Journal
    from pulumi_arize_users.testing.ledger import Ledger
    from pulumi_arize_users.testing.values import Properties


class Hosts:
    """Provider URN to running host. A context manager: leaving it ends every process."""

    def __init__(self, directory: Path, env: Mapping[str, str], ledger: Ledger, journal: Journal) -> None:
        self._directory = directory
        self._env = env
        self._ledger = ledger
        self._journal = journal
        self._lock = threading.Lock()
        self._hosts: dict[str, DynamicHost] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            for host in self._hosts.values():
                host.close()
            self._hosts.clear()

    def cancel(self) -> None:
        """Ask the providers of every running host to stop."""
        with self._lock:
            for host in self._hosts.values():
                host.cancel()

    def of(self, reference: str) -> DynamicHost:
        """The host that serves the resources with this provider reference.

        Raises:
            RunStopped: it could not be started or configured; the run has failed.
        """
        urn = urns.of_reference(reference)
        with self._lock:
            return self._hosts.get(urn) or self._start(urn)

    def _start(self, urn: str) -> DynamicHost:
        settings = self._settings(urn)
        try:
            host = DynamicHost(self._directory, self._env, lambda line: self._journal.tell("info", line))
            # From here on it is closed with the others, whatever becomes of it.
            self._hosts[urn] = host
            host.configure(settings)
        except ProviderFailed as error:
            self._journal.fail("", str(error))
        return host

    def _settings(self, urn: str) -> Properties:
        """What the instance was declared with in this run, else in the run that is remembered in state."""
        prior = self._ledger.prior(urn)
        instance = self._ledger.current(urn) or (prior.state if prior else None)
        if instance is None:
            self._journal.fail("", f"the state has no provider {urn}, so its resources cannot be reached")
        if contains(instance.inputs, Unknown):
            self._journal.refuse(f"a provider ({instance.name}) whose settings are not known in a preview")
        return instance.inputs
