"""A roster's state that somebody edited, a default that somebody leaves out, and a look before one leaps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pulumi_arize_users.testing.cli import CliStack
from tests.engine import looking
from tests.engine.crowd import people, told

ONE, TWO = people(2)


def edit_record(stack, record):
    """Write something else into the state in place of the record of the only roster."""
    if isinstance(stack, CliStack):
        exported = json.loads(stack._command("stack", "export", "--show-secrets"))
        for resource in exported["deployment"]["resources"]:
            if resource["type"].endswith(":Roster"):
                resource["outputs"]["record"] = record
        stack._command("stack", "import", stdin=json.dumps(exported))
        return
    stack._resources = [
        replace(each, outputs={**each.outputs, "record": record}) if each.type.endswith(":Roster") else each
        for each in stack._resources
    ]


@pytest.mark.parametrize("operation", ["preview", "up", "refresh", "destroy"])
@pytest.mark.parametrize("record", ["{}", '["person000@example.com",', None], ids=["no record", "cut off", "missing"])
def test_a_state_that_was_edited_by_hand_is_refused_with_the_way_out(a_team, record, operation):
    """At every verb, and nothing is done; a destroy does not say that anybody was deleted."""
    a_team.roster("people", people=people(2, on_destroy="block"))
    a_team.up().raise_for_errors()
    edit_record(a_team.stack, record)
    a_team.requests()

    refused = getattr(a_team, operation)()

    assert not refused.ok
    assert "The state of this roster was edited by hand or cut off" in told(refused)
    assert "`pulumi state delete`" in told(refused)
    assert [] == a_team.writes()


def test_a_person_leaves_an_organization_of_the_defaults_out(a_team, an_organization):
    """With none in place of a role; everybody else has it."""
    crowd = people(2)
    crowd[ONE]["organizations"] = {"ML Platform": "none"}
    a_team.roster("people", people=crowd, defaults={"organizations": {"ML Platform": "MEMBER"}})

    a_team.up().raise_for_errors()

    assert [a_team.arize.user(TWO)["id"]] == list(a_team.arize.members(an_organization))
    assert {"same"} == set(a_team.preview().raise_for_errors().changes)


def test_a_program_may_ask_whether_somebody_is_there(a_team):
    """Nobody is an answer, and no error; several are looked up at once."""
    a_team.stack.program = looking.declared
    a_team.arize.add_user("ada@example.com")
    a_team.requests()

    a_team.up().raise_for_errors()

    assert {"grace": "nobody", "who": ["ada@example.com"]} == a_team.stack.outputs()
    assert ["GET users"] == a_team.requests()
