"""Where the providers of a run get their settings."""

import json
import subprocess
import sys

import pytest

from pulumi_arize_users.api.errors import SettingsError
from tests.providers.conftest import ADA

MEMBERSHIP = {"organization_id": "O1", "user_id": "U1", "role": "MEMBER"}
ROSTER = {"people": {"ada@example.com": {"name": "Ada", "role": "MEMBER"}}}
RECORD = """{"adopted":false,"role":"MEMBER"}
["ada@example.com",{"id":"U1","name":"Ada","status":"ACTIVE"}]"""
EMPTY_PREVIEW = """
import json, sys
from importlib import import_module
from pulumi.dynamic import Config, ConfigureRequest
module, name, inputs, outputs = json.loads(sys.argv[1])
provider = getattr(import_module(f"pulumi_arize_users.providers.{module}"), name)()
provider.configure(ConfigureRequest(config=Config(raw_config={"arize:apiKey": "k"}, project_name="team")))
inputs = provider.check(inputs, inputs).inputs
print(provider.diff("id", outputs, inputs).changes, *sys.modules)
"""


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


@pytest.mark.parametrize(
    ("module", "provider", "inputs", "seen"),
    [
        ("user", "ArizeUserProvider", ADA, {"user_id": "U1", "status": "ACTIVE"}),
        ("organization_membership", "OrganizationMembershipProvider", MEMBERSHIP, {"membership_id": "M1"}),
        ("roster", "RosterProvider", ROSTER, {"record": RECORD, "organization_ids": {}}),
    ],
)
def test_a_preview_in_which_nothing_is_new_needs_no_http_client(module, provider, inputs, seen):
    """It asks nobody anything, and requests and pydantic would cost it more time than all its own work."""
    said = json.dumps([module, provider, inputs, {**inputs, **seen}])

    changes, *loaded = subprocess.run(
        [sys.executable, "-c", EMPTY_PREVIEW, said], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "False" == changes
    assert set() == {"requests", "urllib3", "pydantic"} & set(loaded)
