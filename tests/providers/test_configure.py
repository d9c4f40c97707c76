"""Where the providers of a run get their settings."""

import pytest

from pulumi_arize_users.api.errors import SettingsError


def test_a_setting_that_cannot_be_used_is_named(start):
    """The error says which setting it is, what it is, and what it may be."""
    with pytest.raises(SettingsError, match=r"arize:onDestroy is 'delete', but must be one of: refuse, block, retain"):
        start(onDestroy="delete")


def test_a_missing_key_is_told_when_something_has_to_be_sent(start):
    """A run without a key can start, but an invitation says how to set one."""
    run = start(apiKey=None)

    with pytest.raises(
        Exception, match=r"^Inviting ada@example.com failed. There is no Arize API key: run `pulumi con"
    ):
        run.person.create(run.inputs())


def test_providers_with_the_same_settings_share_one_connection(run):
    """What one provider learns of the account, the other knows."""
    assert run.person._account is run.membership._account


def test_the_environment_is_asked_where_the_configuration_is_silent(start, monkeypatch, arize):
    """A key in the environment serves a stack that has none."""
    monkeypatch.setenv("ARIZE_API_KEY", arize.api_key)

    state = start(apiKey=None).add()

    assert arize.user("ada@example.com")["id"] == state.id
