"""One Arize account as the providers of one run share it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.api.connection import load_connection
from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.lag import Lag
from pulumi_arize_users.api.single_flight import SingleFlight
from pulumi_arize_users.people.plan import ABSENT, Planner
from pulumi_arize_users.providers.known_settings import refuse_unknown
from pulumi_arize_users.providers.permits import RemovalPermits
from pulumi_arize_users.providers.policy_settings import load_policy
from pulumi_arize_users.providers.presence import Presence
from pulumi_arize_users.providers.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.connection import Connection
    from pulumi_arize_users.api.sources import Sources
    from pulumi_arize_users.people.plan import Seen
    from pulumi_arize_users.people.policy import Policy


class Account:
    """An account, and the run that works on it.

    Args:
        connection: where the account is.
        policy: how its people are treated.
        cancellation: says when to stop; without one, nothing does.

    Attributes:
        connection: the same.
        policy: the same.
        cancellation: the same.
        lag: looks again for as long as the account may show the past.
        directory: what this run has learnt about the account so far.
        run: what the program declares, and what was done in this run.
        permits: permits removals, one at a time.
        presence: judges whether those who are not seen are gone.
    """

    def __init__(self, connection: Connection, policy: Policy, cancellation: Cancellation | None = None) -> None:
        self.connection = connection
        self.policy = policy
        self.cancellation = cancellation or Cancellation()
        self.lag = Lag(connection.lag_seconds, self.cancellation.sleep)
        self.directory = Directory(lambda: self.client, self.lag)
        self.run = Run()
        self.permits = RemovalPermits(policy, self.directory)
        self.presence = Presence(connection.base_url, self.directory, self.run.remembered_people)
        self._client: SingleFlight[ArizeClient] = SingleFlight()

    @property
    def client(self) -> ArizeClient:
        """The API, opened when it is first needed."""
        return self._client.get("", self._connect)

    @property
    def is_verified(self) -> bool:
        """Whether the server can be asked who the members of an organization are."""
        return self.connection.graphql_url is not None

    def planner(self, ids: Mapping[str, str] | None = None, *, of_inputs: bool = False) -> Planner:
        """Plans for people of this account.

        Args:
            ids: by the names that a program uses for organizations and spaces.
            of_inputs: what is recorded is taken from inputs, which a refresh turns into what the account holds.
        """
        return Planner(
            self.policy,
            ids or {},
            self.run.ownership,
            refuses_moved_addresses=of_inputs,
            blocked=self.run.blocked,
        )

    def seen(self, address: str) -> Seen:
        """What this run has seen of an address so far, without asking."""
        return self.directory.known_email(address) or (ABSENT if self.run.was_absent(address) else None)

    def _connect(self) -> ArizeClient:
        # A preview in which nothing is new never gets here, and saves the time that requests and pydantic take.
        from pulumi_arize_users.api.client import ArizeClient  # noqa: PLC0415

        return ArizeClient(self.connection, cancellation=self.cancellation, name_of=self.run.name_of)


_LOCK = threading.Lock()
_ACCOUNTS: dict[tuple[Connection, Policy], Account] = {}


def load_account(sources: Sources, cancellation: Cancellation | None = None) -> Account:
    """The account that settings describe.

    Args:
        sources: where the settings are.
        cancellation: says when to stop.

    Raises:
        SettingsError: a setting cannot be used, or there is no such setting.
    """
    refuse_unknown(sources)
    return Account(load_connection(sources), load_policy(sources), cancellation)


def shared_account(sources: Sources, cancellation: Cancellation | None = None) -> Account:
    """The account of this process with these settings, shared by all providers that have them.

    Args:
        sources: as for `load_account`.
        cancellation: as for `load_account`.

    Raises:
        SettingsError: a setting cannot be used.
    """
    account = load_account(sources, cancellation)
    with _LOCK:
        return _ACCOUNTS.setdefault((account.connection, account.policy), account)
