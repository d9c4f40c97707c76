"""One Arize account as the providers of one run share it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.single_flight import SingleFlight
from pulumi_arize_users.providers.removals import Removals

if TYPE_CHECKING:
    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.settings import Settings


class Account:
    """An account and what this run knows of it.

    Args:
        settings: where the account is and how it is treated.

    Attributes:
        settings: the same.
        directory: what was learnt of the account so far.
        kept: ids of people and memberships that this run created or took over: whatever their old resource was called,
            deleting them in the same run would undo what the program asks for.
        declared: folded addresses of people, and ids of memberships, that the program declares, for the same reason:
            another resource of theirs may be left over from a run that was cut short.
        leaving: folded addresses of people whom a roster of this run blocks, as far as it knows what is declared.
        absent: folded addresses that nobody had when this run looked.
        removals: permits removals, one at a time.
        unavailable: what was found not to work in this run and is not tried again.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.directory = Directory(lambda: self.client)
        self.kept: set[str] = set()
        self.declared: set[str] = set()
        self.leaving: set[str] = set()
        self.absent: set[str] = set()
        self.removals = Removals(settings, self.directory)
        self.unavailable: set[str] = set()
        self._client: SingleFlight[ArizeClient] = SingleFlight()

    @property
    def client(self) -> ArizeClient:
        """The API, opened when it is first needed."""
        return self._client.get("", self._connect)

    def _connect(self) -> ArizeClient:
        # A preview in which nothing is new never gets here, and is spared the time that requests and pydantic take.
        from pulumi_arize_users.api.client import ArizeClient  # noqa: PLC0415

        return ArizeClient(self.settings)


_LOCK = threading.Lock()
_ACCOUNTS: dict[Settings, Account] = {}


def shared_account(settings: Settings) -> Account:
    """The account of this process with these settings: one for all providers that have the same ones."""
    with _LOCK:
        return _ACCOUNTS.setdefault(settings, Account(settings))
