"""`arize-users import`: the account becomes code, and neither that nor the first run of the code sends a write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from pulumi_arize_users.testing import CliEngine
from pulumi_arize_users.testing.cli import CliStack
from tests.engine.conftest import API_KEY, only_the_cli
from tests.engine.crowd import told

ROSTER = 'from pulumi_arize_users import Roster\n\nRoster("people", file="people.yaml")\n'
ADOPTING = "  adopt: true\n  adopt_memberships: true\n"


@pytest.fixture
def account(arize):
    """An account of people whose names and roles are hard to write, in an organization and a space."""
    ml, research = arize.add_organization("ML Platform"), arize.add_organization("Research: #1")
    fraud = arize.add_space(ml, "Fraud")
    arize.add_user("Ada@example.com", name='Ada "the 1st" O\'Byron', role="ADMIN")
    arize.add_user("ada@example.org", name="<script>alert(1)</script>", role="MEMBER", status="EXPIRED")
    arize.add_user("yes@example.com", name="on", role="ANNOTATOR", status="INVITED")
    arize.add_user("zoë@example.com", name="Zoë # ümlaut: yes, {x} 日本", role="MEMBER_UI_ONLY")
    arize.add_user("class@example.com", name="null", role="MEMBER")
    arize.edit_user("class@example.com", role=f"custom:{arize.add_role('Viewer')}")
    for place in (ml, research, fraud):
        arize.add_member(place, "Ada@example.com", "ADMIN")
    arize.add_member(ml, "yes@example.com", "ANNOTATOR")
    arize.add_member(fraud, "yes@example.com", "ANNOTATOR")
    arize.add_member(ml, "class@example.com", "MEMBER")
    return arize


@pytest.fixture
def verified(arize):
    """Settings with which members can be listed."""
    return {"arize:verifyMemberships": "graphql", "arize:graphqlUrl": f"{arize.url}/graphql"}


@pytest.fixture
def imported(arize, tmp_path):
    """Runs the command in the folder of the program."""

    def run(*arguments, **settings):
        environment = {
            "ARIZE_BASE_URL": arize.url,
            "ARIZE_API_KEY": API_KEY,
            "ARIZE_VERIFY_MEMBERSHIPS": "graphql",
            "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql",
            **settings,
        }
        command = [sys.executable, "-m", "pulumi_arize_users.command", "import", *arguments]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, **environment}, check=True, timeout=120)

    return run


@pytest.fixture
def stack(engine, settings, verified, tmp_path):
    """A stack of the program in the folder of the test, in which members are listed."""
    (tmp_path / "__main__.py").write_text("")
    with engine.stack(tmp_path, config={**settings, **verified}, secrets={"arize:apiKey": API_KEY}) as stack:
        yield stack


def test_a_roster_takes_everybody_over_and_stays_the_same(account, imported, stack, tmp_path):
    """No write: not by the import, the first run, or the edit that removes the words that adopt."""
    imported("--roster", "people.yaml", "--membership-role", "MEMBER")
    (tmp_path / "__main__.py").write_text(ROSTER)
    file = tmp_path / "people.yaml"
    text = file.read_text()

    previewed = stack.preview().raise_for_errors()
    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()
    file.write_text(text.replace(ADOPTING, "  {}\n"))
    dropped = stack.preview().raise_for_errors()
    stack.up().raise_for_errors()
    at_last = stack.preview().raise_for_errors()

    assert [] == account.every_write
    assert 1 == text.count(ADOPTING)
    assert "taken over" in told(previewed)
    assert {"same": 2} == dict(again.changes) == dict(dropped.changes) == dict(at_last.changes)


@pytest.mark.parametrize("more", [{}, {"arize:managedBy": "sso"}], ids=["unverified", "identity provider"])
def test_roles_of_a_file_are_recorded_and_nothing_is_sent(account, imported, engine, settings, tmp_path, more):
    """Where members cannot be listed, and where accounts come from an identity provider."""
    (tmp_path / "roles.csv").write_text("ada@example.com,ML Platform,ADMIN\nada@example.com,ML Platform/Fraud,ADMIN\n")
    imported("--roster", "people.yaml", "--memberships", "roles.csv", ARIZE_VERIFY_MEMBERSHIPS="off")
    (tmp_path / "__main__.py").write_text(ROSTER)
    text = (tmp_path / "people.yaml").read_text()

    with engine.stack(tmp_path, config={**settings, **more}, secrets={"arize:apiKey": API_KEY}) as stack:
        stack.up().raise_for_errors()
        again = stack.preview().raise_for_errors()

    assert "{ML Platform: ADMIN}, spaces: {ML Platform/Fraud: ADMIN}}  # on trust: ADMIN in ML Platform" in text
    assert [] == account.every_write
    assert {"same": 2} == dict(again.changes)


def test_a_program_takes_everybody_over_and_stays_the_same(account, imported, stack, tmp_path):
    """One constant says so, and may say otherwise afterwards."""
    imported("--program", "imported.py", "--membership-role", "MEMBER", "--is-developer")
    text = (tmp_path / "imported.py").read_text()
    (tmp_path / "imported.py").rename(tmp_path / "__main__.py")

    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()
    (tmp_path / "__main__.py").write_text(text.replace("ADOPT = True", "ADOPT = False"))
    dropped = stack.preview().raise_for_errors()

    assert [] == account.every_write
    assert {"same": 13} == dict(again.changes) == dict(dropped.changes)


def test_pulumi_imports_everybody(account, imported, engine, stack, tmp_path):
    """The engine takes the file, and the program beside it changes nothing; nor does a refresh, nor a run."""
    only_the_cli(engine, "has no import")
    assert isinstance(engine, CliEngine)
    imported("--pulumi-import", "imported.json", "--membership-role", "MEMBER", "--is-developer")
    (tmp_path / "imported.py").rename(tmp_path / "__main__.py")
    stack._write_program()
    stack._write_config()
    account.clear_requests()

    flags = ("--generate-code=false", "--protect=false", "--yes")
    stack._command("import", "--file", str(tmp_path / "imported.json"), *flags)
    asked = account.requests
    stack._command("preview", "--expect-no-changes")
    stack.refresh().raise_for_errors()
    refreshed = stack.preview().raise_for_errors()
    stack.up().raise_for_errors()

    assert [] == account.every_write
    assert [] == [request for request in asked if request.path.startswith("/v2/users")]
    assert {"same": 13} == dict(refreshed.changes)
    stack._command("preview", "--expect-no-changes")


@pytest.mark.dynamic_only("the file is of its resources")
def test_the_file_for_pulumi_holds_what_a_stack_would(account, imported, stack, tmp_path):
    """Had it taken everybody over; but for `adopt`, which a program does not need any more."""
    options = ("--membership-role", "MEMBER", "--is-developer")
    imported("--pulumi-import", "imported.json", *options)
    imported("--program", "imported.py", "--force", *options)
    (tmp_path / "imported.py").rename(tmp_path / "__main__.py")
    entries = json.loads((tmp_path / "imported.json").read_text())["resources"]

    stack.up().raise_for_errors()

    held = {resource.name: resource for resource in stack.state() if "dynamic/arize" in resource.urn}
    assert [] == account.every_write
    assert held.keys() == {entry["name"] for entry in entries}
    for entry in entries:
        resource = held[entry["name"]]
        assert (entry["id"], entry["type"]) == (resource.id, resource.urn.split("::")[-2])
        assert entry["inputs"] == told_without_adopt(resource.inputs)
        assert entry["outputs"] == told_without_adopt(resource.outputs)


def told_without_adopt(properties):
    """What a state holds that is something."""
    return {key: value for key, value in properties.items() if key != "adopt" and value is not None}


@pytest.fixture
def crowd(arize):
    """1,200 people beside the owner: 6 more admins, 120 with an expired invitation, 300 with a membership."""
    places = [arize.add_organization(name) for name in ("ML Platform", "Research")]
    for number in range(1200):
        address = f"person{number:04}@example.com"
        status = "EXPIRED" if number % 10 == 9 else "ACTIVE"
        arize.add_user(address, name=f"Person {number}", role="ADMIN" if number < 6 else "MEMBER", status=status)
        if number % 4 == 0:
            arize.add_member(places[number % 8 // 4], address, "MEMBER")
    return arize


def test_an_account_of_1200_people(crowd, imported, stack, tmp_path):
    """Nothing is sent, nothing differs afterwards, and a deleted line is the person of that line."""
    imported("--roster", "people.yaml", "--membership-role", "MEMBER")
    (tmp_path / "__main__.py").write_text(ROSTER)
    file = tmp_path / "people.yaml"
    lines = file.read_text().splitlines(keepends=True)

    stack.up().raise_for_errors()
    again = stack.preview().raise_for_errors()
    if isinstance(stack, CliStack):
        stack._command("preview", "--expect-no-changes")
    file.write_text("".join(line for line in lines if "person0601@" not in line))
    refused = stack.preview()
    stack.config["arize:onDestroy"] = "retain"
    without = stack.preview().raise_for_errors()

    (step,) = without.steps_of("people")
    assert [] == crowd.every_write
    assert (1201, 300) == (sum("@example.com" in line for line in lines), sum("ML" in s or "Rese" in s for s in lines))
    assert {"same": 2} == dict(again.changes)
    assert ['people["person0601@example.com"]'] == [*step.changed]
    assert {"person0601@example.com"} == set(re.findall(r"person\d+@example.com", str(refused.errors)))
