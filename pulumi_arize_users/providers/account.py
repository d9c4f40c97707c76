"""One Arize account as the providers of one run share it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_arize_users.providers.removals import Removals

if TYPE_CHECKING:
    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.api.settings import Settings


@dataclass(frozen=True)
class Account:
    """A connection and what this run knows.

    Attributes:
        settings: where the account is and how it is treated.
        client: the API.
        directory: what was learnt of the account so far.
        kept: ids of people and memberships that this run created or took over: whatever their old resource was called,
            deleting them in the same run would undo what the program asks for.
        declared: folded addresses of people, and ids of memberships, that the program declares, for the same reason:
            another resource of theirs may be left over from a run that was cut short.
        absent: folded addresses that nobody had when this run looked.
        removals: permits removals, one at a time.
        unavailable: what was found not to work in this run and is not tried again.
    """

    settings: Settings
    client: ArizeClient
    directory: Directory
    removals: Removals
    kept: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    unavailable: set[str] = field(default_factory=set)


def open_account(settings: Settings) -> Account:
    """A new connection to an account."""
    # A program that only declares resources never gets here, and is spared a quarter of a second.
    from pulumi_arize_users.api.client import ArizeClient  # noqa: PLC0415
    from pulumi_arize_users.api.directory import Directory  # noqa: PLC0415

    client = ArizeClient(settings)
    directory = Directory(client)
    return Account(settings, client, directory, Removals(settings, directory))


_LOCK = threading.Lock()
_ACCOUNTS: dict[Settings, Account] = {}


def shared_account(settings: Settings) -> Account:
    """The connection of this process to an account: one for all providers that have the same settings."""
    with _LOCK:
        if settings not in _ACCOUNTS:
            _ACCOUNTS[settings] = open_account(settings)
        return _ACCOUNTS[settings]
