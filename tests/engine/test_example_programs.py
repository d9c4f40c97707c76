"""The programs of examples/two_accounts and examples/component: they converge, replace nobody, and end as they say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pulumi_arize_users.simulator import Simulator
from tests.engine.conftest import API_KEY

EXAMPLES = Path(__file__).parents[2] / "examples"
BEFORE = """
from pulumi_arize_users import ArizeUser, OrganizationMembership, get_organization

ada = ArizeUser("ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER", on_destroy="retain")
ml = get_organization(name="ML Platform").id
OrganizationMembership("ada-ml", organization_id=ml, user=ada, role="MEMBER")
"""
RENAMED = """"emma",
    opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="emmy")]),
"""


def statuses(account):
    """What became of the people of an account, its owner apart."""
    return {user["email"]: user["status"] for user in account.users() if user["email"] != "owner@example.com"}


@pytest.fixture
def eu():
    """Another account, with ids and a key of its own."""
    with Simulator(api_key="eu-canary-key-20d7", first_number=1000) as simulator:
        simulator.add_organization("Research")
        yield simulator


@pytest.fixture
def two_accounts(engine, arize, eu):
    """The stack of the program with two providers."""
    config = {"usUrl": arize.url, "euUrl": eu.url, "usOrganization": str(arize.add_organization("ML Platform"))}
    secrets = {"usKey": API_KEY, "euKey": "eu-canary-key-20d7"}
    with engine.stack(EXAMPLES / "two_accounts", config=config, secrets=secrets) as stack:
        yield stack


def test_each_account_gets_its_own_people(arize, eu, two_accounts):
    """Ada is in both under two ids, nothing differs afterwards, and each account is asked with its own key."""
    two_accounts.up().raise_for_errors()
    again = two_accounts.preview().raise_for_errors()

    exported = two_accounts.outputs()
    assert {"same"} == set(again.changes)
    assert {"ada@example.com": "INVITED"} == statuses(arize)
    assert {"ada@example.com": "INVITED", "emmy@example.com": "INVITED"} == statuses(eu)
    assert {where: a.user("ada@example.com")["id"] for where, a in (("us", arize), ("eu", eu))} == exported["ada"]
    assert exported["ada"]["us"] != exported["ada"]["eu"]


def test_a_destroy_ends_in_each_account_what_its_people_say(arize, eu, two_accounts):
    """Emmy is blocked; Ada keeps both accounts, without the memberships."""
    two_accounts.up().raise_for_errors()

    two_accounts.destroy().raise_for_errors()

    assert [] == two_accounts.state()
    assert {"ada@example.com": "INVITED"} == statuses(arize)
    assert {"ada@example.com": "INVITED", "emmy@example.com": "INACTIVE"} == statuses(eu)
    assert {} == arize.members(str(arize.organizations()[0]["id"]))


@pytest.fixture
def component(engine, arize, settings, tmp_path):
    """A stack of a copy of the program with the component, and the copy's program."""
    for name in ("ML Platform", "Research"):
        arize.add_organization(name)
    folder = shutil.copytree(EXAMPLES / "component", tmp_path / "component")
    with engine.stack(folder, config=settings, secrets={"arize:apiKey": API_KEY}) as stack:
        yield stack, folder / "__main__.py"


def test_somebody_moves_into_the_component_and_nothing_is_written_about_them(arize, component):
    """Ada keeps her account and her membership; only Emmy is new. Afterwards `was` may go."""
    stack, program = component
    shown = program.read_text()
    program.write_text(BEFORE)
    stack.up().raise_for_errors()
    ada = arize.user("ada@example.com")
    arize.clear_requests()

    program.write_text(shown)
    moved = stack.up().raise_for_errors()
    written = len(arize.writes)
    program.write_text(shown.replace('    was="ada",\n', ""))
    again = stack.preview().raise_for_errors()

    assert not {"delete", "replace"} & set(moved.changes)
    assert not [step for step in moved.steps if step.op not in {"same", "create"}]
    assert 3 == written  # Emmy, and her two memberships
    assert {"same"} == set(again.changes)
    assert ada == arize.user("ada@example.com")


def test_a_renamed_component_replaces_nobody(arize, component):
    """The alias of the component is enough: its children follow."""
    stack, program = component
    stack.up().raise_for_errors()
    arize.clear_requests()

    program.write_text(program.read_text().replace('"emmy",\n', RENAMED))
    renamed = stack.up().raise_for_errors()

    assert "emma" in program.read_text()
    assert {"same"} == set(renamed.changes)
    assert [] == arize.writes


def test_a_rename_without_an_alias_is_refused(arize, component):
    """The preview says it before anybody is touched."""
    stack, program = component
    stack.up().raise_for_errors()
    arize.clear_requests()

    program.write_text(program.read_text().replace('"emmy",\n', '"emma",\n'))
    refused = stack.preview()

    assert not refused.ok
    assert any("emmy@example.com" in str(error) for error in refused.errors)
    assert [] == arize.writes


def test_the_component_ends_as_it_says(arize, component):
    """Emmy is blocked and Ada keeps her account; nobody is a member any more."""
    stack, _program = component
    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()

    stack.destroy().raise_for_errors()

    assert {"same"} == set(again.changes)
    assert {"ada@example.com": "INVITED", "emmy@example.com": "INACTIVE"} == statuses(arize)
    assert [{}, {}] == [arize.members(str(organization["id"])) for organization in arize.organizations()]
    assert [] == stack.state()
