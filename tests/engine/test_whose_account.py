"""An account that already exists: whose is it? Each answer has its own sentence, and says what to do."""

from __future__ import annotations

import pytest

from pulumi_arize_users.testing import CliEngine
from tests.engine.crowd import people, told


def test_a_replacement_on_request_is_refused_as_that(a_team):
    """With replace_on_changes: the person is this stack's own, and cannot be created twice."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.person("ada", name="Countess", opts={"replace_on_changes": ["name"]})

    refused = a_team.preview()

    assert not refused.ok
    assert "ada@example.com is already managed by this stack." in told(refused)
    assert "replace_on_changes" in told(refused)
    assert "another address" not in told(refused)
    assert [] == a_team.writes()


@pytest.mark.parametrize("way", ["a taint", "--replace"])
@pytest.mark.parametrize("many", [False, True], ids=["person", "roster"])
def test_a_replacement_hidden_from_providers_is_refused(a_team, engine, way, many):
    """The engine presents the resource as a new one: nothing is lost, and the sentence names the way back."""
    if not isinstance(engine, CliEngine):
        pytest.skip("the local runner has neither taints nor --replace")
    a_team.roster("ada", people=people(3, on_destroy="block")) if many else a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    before = a_team.stack.state()
    a_team.requests()

    if way == "a taint":
        a_team.stack._command("state", "taint", a_team.resource("ada").urn, "--yes")
        refused = a_team.preview()
    else:
        refused = a_team.stack._operate("preview", "--replace", a_team.resource("ada").urn)

    assert not refused.ok
    assert "this run knows of no resource that manages" in told(refused)
    assert "run without the replacement (`pulumi state untaint`" in told(refused)
    assert [] == a_team.writes()
    assert before == a_team.stack.state()


def test_an_account_that_moved_is_recognized_as_ones_own(a_team):
    """Ada's address was changed elsewhere, and the program declares the new one as somebody else."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", email="countess@example.com")
    a_team.person("countess", adopt=True)
    a_team.requests()

    refused = a_team.up()

    assert not refused.ok
    assert "countess@example.com is the account that this stack manages as ada@example.com" in told(refused)
    assert "Run `pulumi refresh`" in told(refused)
    assert [] == a_team.writes()


@pytest.mark.dynamic_only("it names an option of Python")
def test_strangers_in_a_roster_are_one_message(a_team):
    """With everybody's id, status and role, and what to do, once."""
    for address in people(30):
        a_team.arize.add_user(address, role="MEMBER", status="ACTIVE")
    a_team.roster("people", people=people(30))

    refused = a_team.preview()

    assert not refused.ok
    assert "30 people already exist in the Arize account, and this run knows of no resource" in told(refused)
    assert "and 10 more" in told(refused)
    assert 1 == told(refused).count("aliases=[pulumi.Alias(name=")


@pytest.mark.dynamic_only("adopt is spelt as Python spells it")
def test_a_preview_recognizes_what_an_interrupted_run_left_behind(a_team):
    """People who are invited with just the declared name and role: one line says what happened and how to fix it."""
    for number, address in enumerate(people(3)):
        a_team.arize.add_user(address, name=f"Person {number}", role="MEMBER", status="INVITED")
    a_team.arize.add_user("person003@example.com", name="Stranger", role="MEMBER", status="ACTIVE")
    a_team.roster("people", people=people(4))

    refused = a_team.preview()

    (line,) = [line for line in told(refused).splitlines() if "interrupted before its work was recorded" in line]
    assert "3 people of these are already invited with the declared name and role" in line
    assert "adopt: true" in line


@pytest.mark.parametrize("operation", ["destroy", "up"])
def test_a_secret_address_is_in_no_sentence_about_its_memberships(a_team, an_organization, operation):
    """Neither when they begin nor when they cannot end."""
    a_team.person("ada", email="canary@example.com", secret=True)
    a_team.membership("ada-ml", organization_id=an_organization, user="ada")
    said = [told(a_team.up().raise_for_errors())]
    a_team.people.clear()
    a_team.memberships.clear()

    refused = a_team.destroy() if operation == "destroy" else a_team.up()

    assert not refused.ok
    assert "The membership of the person " in told(refused)
    assert not any("canary@example.com" in text for text in [*said, told(refused)])
