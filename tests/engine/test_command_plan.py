"""`arize-users plan --stack` says what a preview of the stack says, without Pulumi and without a write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pulumi_arize_users.simulator.faults import Fault
from pulumi_arize_users.testing.cli import CliStack
from pulumi_arize_users.testing.values import Secret
from tests.engine.conftest import API_KEY
from tests.engine.crowd import people, told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engine.conftest import Team

ENCRYPTED = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}


@pytest.fixture
def plan(a_team: Team, tmp_path: Path) -> Any:
    """Runs the command with what the stack remembers and a file with these people."""

    def run(declared: dict[str, Any], *options: str, **rules: Any) -> Any:
        (tmp_path / "people.yaml").write_text(json.dumps({"people": declared, **rules}))
        (tmp_path / "export.json").write_text(exported(a_team.stack))
        a_team.requests()
        arguments = ["plan", "people.yaml", "--stack", "export.json", "--format", "json", *options]
        return subprocess.run(
            [sys.executable, "-m", "pulumi_arize_users.command", *arguments],
            cwd=tmp_path,
            env={**os.environ, "ARIZE_BASE_URL": a_team.arize.url, "ARIZE_API_KEY": API_KEY},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def exported(stack: Any) -> str:
    """What `pulumi stack export` writes; of a stack of the local runner, the same form."""
    if isinstance(stack, CliStack):
        return stack._command("stack", "export")
    resources = [
        {"urn": one.urn, "type": one.type, "id": one.id, "inputs": one.inputs, "outputs": one.outputs}
        for one in stack.state()
    ]
    return json.dumps({"deployment": {"resources": resources}}, default=_encrypted)


def _encrypted(value: object) -> object:
    assert isinstance(value, Secret)
    return ENCRYPTED


@pytest.mark.usefixtures("an_organization")
def test_a_plan_beside_a_stack_says_what_its_preview_says(a_team, plan):
    """Somebody comes, somebody is renamed, somebody leaves the organization, and somebody is blocked: nobody else."""
    crowd = people(4, on_destroy="block", organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    one, two, three, four = crowd
    changed = {one: crowd[one], two: {**crowd[two], "name": "Grace"}, three: {**crowd[three], "organizations": {}}}
    changed["new@example.com"] = {"name": "New", "role": "ADMIN"}

    planned = plan(changed)
    writes = a_team.writes()
    a_team.roster("people", people=changed)
    preview = told(a_team.preview().raise_for_errors())

    assert (0, []) == (planned.returncode, writes)
    assert {
        four: ["will be blocked permanently, and can never be invited again"],
        "new@example.com": ["will be invited as ADMIN"],
        two: ["name will be 'Grace'"],
        three: ["will lose the membership in the organization ML Platform"],
    } == {row["email"]: row["steps"] for row in json.loads(planned.stdout)}
    for said in (f"{four} will be blocked", "new@example.com will be invited", f"{three} will lose the membership"):
        assert said in preview


def test_as_the_stack_remembers_it_there_is_nothing_to_do(a_team, plan):
    """And `--expect-no-changes` holds."""
    crowd = people(3)
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()

    planned = plan(crowd, "--expect-no-changes")

    assert (0, []) == (planned.returncode, json.loads(planned.stdout))


@pytest.mark.dynamic_only("the command speaks Python's words, which have no exact way back")
def test_what_the_preview_refuses_is_a_finding(a_team, plan):
    """The sentences of the check, and of what only the record can tell."""
    crowd = people(3)
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    one, two, three = crowd
    smaller = {one: {**crowd[one], "role": "ADMIN"}, two: crowd[two]}

    planned = plan(smaller)
    a_team.roster("people", people=smaller)
    preview = told(a_team.preview())

    assert 3 == planned.returncode
    sentences = [row["sentence"] for row in json.loads(planned.stdout)]
    assert any(one in sentence and "role" in sentence for sentence in sentences)
    assert any(three in sentence for sentence in sentences)
    # The program has a mapping, and the command a file: only places differ.
    assert all(sentence.partition("example.com")[2] in preview for sentence in sentences)


def test_people_of_the_stacks_other_resources_are_declared_as_well(a_team, plan):
    """They are no strangers, for a roster that refuses those."""
    a_team.person("ada")
    a_team.roster("people", people=people(1))
    a_team.roster("bots", people={"bot@example.com": {"name": "Bot", "role": "MEMBER"}})
    a_team.up().raise_for_errors()
    a_team.arize.add_user("stranger@example.com")

    planned = plan(people(1), "--roster", "people", unmanaged={"policy": "fail", "except": ["owner@example.com"]})

    assert 3 == planned.returncode
    (sentence,) = [row["sentence"] for row in json.loads(planned.stdout)]
    assert "stranger@example.com" in sentence
    assert not {"ada@example.com", "bot@example.com"} & set(sentence.split())


def test_several_rosters_have_to_be_told_apart(a_team, plan):
    """By their names in the program."""
    a_team.roster("people", people=people(1))
    a_team.roster("bots", people={"bot@example.com": {"name": "Bot", "role": "MEMBER"}})
    a_team.up().raise_for_errors()

    unclear, misspelt = plan(people(1)), plan(people(1), "--roster", "peeple")

    assert (2, 2) == (unclear.returncode, misspelt.returncode)
    assert "say with --roster which one is meant of bots, people." in unclear.stderr
    assert "Did you mean people?" in misspelt.stderr


def test_what_the_last_run_left_undone_is_said(a_team, plan):
    """With the reason, as a preview says it; the plan holds just what is missing."""
    crowd = people(2)
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    one, _two = crowd
    changed = {**crowd, one: {**crowd[one], "name": "Grace"}}
    a_team.roster("people", people=changed)
    a_team.arize.fail(Fault("status", method="PATCH", status=403))
    assert not a_team.up().ok

    planned = plan(changed)

    assert [{"email": one, "steps": ["name will be 'Grace'"]}] == json.loads(planned.stdout)
    assert "Arize answered 403" in planned.stderr
