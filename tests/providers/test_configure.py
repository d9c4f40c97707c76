"""Where the providers of a run get their settings."""

import json
import logging
import subprocess
import sys

import pytest

from pulumi_arize_users.api.errors import SettingsError
from pulumi_arize_users.api.sources import Sources
from pulumi_arize_users.providers import account
from pulumi_arize_users.providers.messages import log
from tests.providers.conftest import ADA

MEMBERSHIP = {"organization_id": "O1", "user_id": "U1", "role": "MEMBER"}
ROSTER = {"people": {"ada@example.com": {"name": "Ada", "role": "MEMBER"}}}
RECORD = '["ada@example.com",{"adopted":false,"name":"Ada","role":"MEMBER","status":"ACTIVE","user_id":"U1"}]'
EMPTY_PREVIEW = """
import json, sys
from importlib import import_module
from pulumi.dynamic import Config, ConfigureRequest
name, inputs, outputs = json.loads(sys.argv[1])
provider = getattr(import_module("pulumi_arize_users.hosts.dynamic.providers"), name)()
provider.configure(ConfigureRequest(config=Config(raw_config={"arize:apiKey": "k"}, project_name="team")))
inputs = provider.check(inputs, inputs).inputs
print(provider.diff("id", outputs, inputs).changes, *sys.modules)
"""


def test_a_setting_that_cannot_be_used_is_named(start):
    """The error says which setting it is, what it is, and what it may be."""
    with pytest.raises(SettingsError, match=r"arize:onDestroy is 'delete', but must be one of: refuse, block, retain"):
        start(onDestroy="delete")


def test_a_missing_key_is_reported_when_something_has_to_be_sent(start):
    """A run without a key can start, but an invitation says how to set one."""
    run = start(apiKey=None)

    with pytest.raises(
        Exception, match=r"^Inviting ada@example.com failed. There is no Arize API key: run `pulumi con"
    ):
        run.person.create(run.inputs())


def test_providers_with_the_same_settings_share_one_connection(run):
    """What one provider learns of the account, the other knows."""
    assert run.person._life._life._account is run.membership._life._life._account


def test_providers_with_another_policy_have_an_account_of_their_own(monkeypatch):
    """Each counts the removals that its own limit allows."""
    monkeypatch.setattr(account, "_ACCOUNTS", {})

    unlimited, limited, again = (
        account.shared_account(Sources(config.get, {})) for config in ({}, {"maxRemovals": "1"}, {})
    )

    assert unlimited.connection == limited.connection
    assert unlimited is not limited
    assert unlimited is again


def test_the_environment_is_asked_where_the_configuration_is_silent(start, monkeypatch, arize):
    """A key in the environment serves a stack that has none."""
    monkeypatch.setenv("ARIZE_API_KEY", arize.api_key)

    state = start(apiKey=None).add()

    assert arize.user("ada@example.com")["id"] == state.id


def test_what_a_host_does_not_offer_is_shown_to_whoever_debugs(start, said):
    """Anywhere but in the engine's host: more calls at once, a cancel, and the end of the engine."""
    log.setLevel(logging.DEBUG)

    start(concurrency="7")

    assert {
        "arize: debug: The engine's host serves as many calls at once as it did before, not 7.",
        "arize: debug: The engine's host does not pass a cancel on.",
        "arize: debug: Whether the engine is gone cannot be seen here; a killed run may go on for a while.",
    } == set(said())


@pytest.mark.parametrize(
    ("provider", "inputs", "seen"),
    [
        ("ArizeUserProvider", ADA, {"user_id": "U1", "status": "ACTIVE"}),
        ("OrganizationMembershipProvider", MEMBERSHIP, {"membership_id": "M1"}),
        ("RosterProvider", ROSTER, {"record": RECORD, "organization_ids": {}}),
    ],
)
def test_a_preview_in_which_nothing_is_new_needs_no_http_client(provider, inputs, seen):
    """It sends nothing, and requests and pydantic would cost it more time than all its own work."""
    said = json.dumps([provider, inputs, {**inputs, **seen}])

    changes, *loaded = subprocess.run(
        [sys.executable, "-c", EMPTY_PREVIEW, said], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "False" == changes
    assert set() == {"requests", "urllib3", "pydantic"} & set(loaded)
