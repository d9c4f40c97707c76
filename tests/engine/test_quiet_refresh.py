"""What a refresh shows is what was changed elsewhere, and nothing that only providers and programs tell each other."""

from __future__ import annotations

import pytest

from tests.engine.conftest import only_the_cli
from tests.engine.crowd import people, told

ONE, TWO, THREE = people(3)


def inputs_of(a_team, *resources):
    """The inputs that the state has of resources, without the providers themselves."""
    found = {name: dict(a_team.resource(name).inputs) for name in resources}
    return {name: {key: value for key, value in each.items() if key != "__provider"} for name, each in found.items()}


def test_a_refresh_changes_the_inputs_that_were_changed_elsewhere_and_no_others(a_team):
    """The engine shows whatever else is different, hidden inputs as well; a mode of invitation nobody can see."""
    a_team.person("ada", invite_mode="EMAIL_LINK")
    a_team.roster("people", people=people(2, invite_mode="EMAIL_LINK"))
    a_team.up().raise_for_errors()
    a_team.person("ada", invite_mode="NONE")
    a_team.roster("people", people=people(2, invite_mode="NONE"))
    assert {"same": 3} == dict(a_team.up().raise_for_errors().changes)
    before = inputs_of(a_team, "ada", "people")
    for address in ("ada@example.com", TWO):
        a_team.arize.edit_user(address, role="ADMIN")

    a_team.refresh().raise_for_errors()

    before["ada"]["role"] = "ADMIN"
    before["people"]["people"] = {**before["people"]["people"], TWO: {**people(2)[TWO], "invite_mode": "NONE"}}
    before["people"]["people"][TWO]["role"] = "ADMIN"
    assert before == inputs_of(a_team, "ada", "people")


def test_a_role_that_a_refresh_has_found_is_refused_with_both_roles(a_team):
    """What the program had said is known, although no refresh shows it."""
    a_team.roster("people", people={**people(2), THREE: {"name": "Three", "role": "ANNOTATOR"}})
    a_team.up().raise_for_errors()
    a_team.arize.edit_user(THREE, role="MEMBER")
    a_team.arize.edit_user(TWO, role="ADMIN")
    a_team.refresh().raise_for_errors()

    refused = a_team.preview()

    assert not refused.ok
    assert f"The account role of {TWO} was changed outside of this program, from MEMBER to ADMIN." in told(refused)
    assert f"The account role of {THREE} was changed outside of this program, from ANNOTATOR to MEMBER." in told(
        refused
    )


@pytest.mark.parametrize("flags", [(), ("--diff",)], ids=["short", "diff"])
def test_a_refresh_with_the_program_shows_no_change_of_an_unchanged_roster(engine, a_team, flags):
    """The engine compares what the program passes with what the state has."""
    only_the_cli(engine, "does not refresh with a program")
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()

    done = a_team.stack._run("refresh", "--run-program", "--preview-only", *flags)

    assert 0 == done.returncode
    assert "[diff:" not in done.stdout
    assert "__" not in done.stdout
    assert "2 unchanged" in done.stdout


def test_a_refresh_on_the_command_line_shows_no_hidden_input(engine, a_team):
    """Not even with --diff, when a role was changed elsewhere."""
    only_the_cli(engine, "does not show differences")
    a_team.roster("people", people=people(2, invite_mode="NONE"))
    a_team.up().raise_for_errors()
    a_team.arize.edit_user(TWO, role="ADMIN")

    done = a_team.stack._run("refresh", "--preview-only", "--diff")

    assert '~ role: "MEMBER" => "ADMIN"' in done.stdout
    assert "__" not in done.stdout
    assert "invite_mode" not in done.stdout
