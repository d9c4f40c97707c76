"""What the package offers, and what its import costs."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

import pytest

import pulumi_arize_users


def test_the_public_names_are_these():
    """A name that appears or disappears is a decision, made here."""
    expected = (
        "ApiError ArizeClient ArizeError ArizeUser Cancelled Conflict Connection CustomRole Forbidden InvalidRequest "
        "NoReply NotFound Organization OrganizationMembership ProgramError RateLimited Refused Roster RosterPerson "
        "ServerError SettingsError Space SpaceMembership Unauthorized UnreadableReply User UserDeletion find_user "
        "find_user_output find_users find_users_output get_organization get_organization_output get_space "
        "get_space_output get_user get_user_output list_organizations list_organizations_output list_spaces "
        "list_spaces_output list_users list_users_output load_connection"
    )

    assert expected == " ".join(pulumi_arize_users.__all__)


@pytest.mark.parametrize("name", pulumi_arize_users.__all__)
def test_every_public_name_is_there_and_documented(name):
    """Names are imported on demand, so a wrong home would only show when somebody uses it."""
    assert getattr(pulumi_arize_users, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    """Importing on demand must not hide a misspelt name."""
    with pytest.raises(AttributeError, match="has no attribute 'ArizeUsr'"):
        _ = pulumi_arize_users.ArizeUsr


@pytest.mark.parametrize(
    ("statement", "spared"),
    [
        ("from pulumi_arize_users import ArizeUser, OrganizationMembership", {"requests", "pydantic", "aiohttp"}),
        ("import pulumi_arize_users.testing.plugin", {"pulumi", "grpc", "requests", "pydantic", "aiohttp"}),
        ("import pulumi_arize_users.simulator", {"pulumi", "grpc", "requests", "pydantic"}),
    ],
)
def test_an_import_costs_only_what_it_uses(statement, spared):
    """A program that only declares resources needs no HTTP client, and a pytest run no Pulumi."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert set() == spared & set(loaded)


def test_the_package_is_no_plugin():
    """Its name begins as those of plugins do, and without this file the CLI looks for one on the network each time."""
    said = json.loads(files(pulumi_arize_users).joinpath("pulumi-plugin.json").read_text(encoding="utf-8"))

    assert {"resource": False} == said
