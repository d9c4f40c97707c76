"""The account as a program may look at it while it runs."""

from __future__ import annotations

import pulumi

from pulumi_arize_users.api.settings import load_settings
from pulumi_arize_users.providers.account import Account
from pulumi_arize_users.resources.program import once_per_run


def programs_account() -> Account:
    """The account of the program's own settings: one connection in a run, whose answers are remembered.

    Raises:
        SettingsError: a setting cannot be used.
    """
    return once_per_run("account", lambda: Account(load_settings(pulumi.Config("arize").get)))
