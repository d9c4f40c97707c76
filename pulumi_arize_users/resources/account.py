"""The account as a program may look at it while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
from pulumi.runtime import config as sdk_config

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.providers.account import load_account
from pulumi_arize_users.providers.known_settings import NAMESPACE, refuse_unknown, unread_variables
from pulumi_arize_users.providers.policy_settings import load_policy
from pulumi_arize_users.resources.program import ProgramError, once_per_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.providers.account import Account


def programs_account() -> Account:
    """The account of the program's own settings: one connection in a run, whose answers are remembered.

    Raises:
        SettingsError: a setting cannot be used.
    """
    require_known_settings()
    return once_per_run("account", lambda: load_account(_programs_sources()))


def account_of(provider: pulumi.ProviderResource, settings: Mapping[str, object]) -> Account:
    """The account of a provider that the program declares: one connection in a run, as above.

    Args:
        provider: the provider.
        settings: what it was declared with.

    Raises:
        SettingsError: a setting cannot be used.
    """
    require_known_settings()
    sources = Sources(lambda key: settings.get(f"{NAMESPACE}:{key}"), keys=settings, project=pulumi.get_project())
    # Together with the provider, so that no other one gets its id while the run lasts.
    _provider, account = once_per_run(("account", id(provider)), lambda: (provider, load_account(sources)))
    return account


def programs_policy() -> Policy:
    """What the program's own settings say of removals; a setting that cannot be used is for the provider to refuse."""
    try:
        return load_policy(_programs_sources())
    except SettingsError:
        return Policy()


def require_known_settings() -> None:
    """Refuse settings that nothing would read, and warn of variables that are like ours; once in a run.

    Raises:
        ProgramError: the stack's configuration has a key in our namespace that is not a setting.
    """
    once_per_run("settings", _look_at_settings)


def _look_at_settings() -> None:
    sources = _programs_sources()
    try:
        refuse_unknown(sources)
    except SettingsError as error:
        raise ProgramError(str(error)) from error
    for sentence in unread_variables(sources.environment):
        pulumi.log.warn(sentence)


def _programs_sources() -> Sources:
    keys = {*sdk_config.get_config_env(), *sdk_config.CONFIG.get()}
    return Sources(pulumi.Config(NAMESPACE).get, keys=keys, project=pulumi.get_project())
