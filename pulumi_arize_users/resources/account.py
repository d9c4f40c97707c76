"""The account as a program may look at it while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.policy_settings import load_policy
from pulumi_arize_users.resources.program import once_per_run

if TYPE_CHECKING:
    from pulumi_arize_users.providers.account import Account


def programs_account() -> Account:
    """The account of the program's own settings: one connection in a run, whose answers are remembered.

    Raises:
        SettingsError: a setting cannot be used.
    """
    return once_per_run("account", lambda: load_account(Sources(pulumi.Config("arize").get)))


def programs_policy() -> Policy:
    """What the program's own settings say of removals; a setting that cannot be used is for the provider to refuse."""
    try:
        return load_policy(Sources(pulumi.Config("arize").get))
    except SettingsError:
        return Policy()
