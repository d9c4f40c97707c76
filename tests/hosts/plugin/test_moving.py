"""From the dynamic resources of a Python program to those of the plugin, and back, as docs/languages.md says."""

from __future__ import annotations

import os

import pytest

from pulumi_arize_users.testing import CliEngine
from tests.hosts.plugin.on_path import ROOT, put_plugin_into, require
from tests.provider_process import KEY

pytestmark = pytest.mark.cli
DYNAMIC = (ROOT / "examples/quickstart/__main__.py").read_text()
PLUGIN = """
import pulumi

from tests.hosts.plugin.declaring import Declared


def declare(kind, name, /, **said):
    return Declared(f"arize:index:{kind}", name, {"userId": None, **said, **ADOPTING}, pulumi.ResourceOptions())


ml = pulumi.runtime.invoke("arize:index:getOrganization", {"name": "ML Platform"}).value["id"]
ada = declare("User", "ada", email="ada@example.com", name="Ada Lovelace", role="MEMBER")
grace = declare("User", "grace", email="grace@example.com", name="Grace Hopper", role="ADMIN", onDestroy="retain")
declare("OrganizationMembership", "ada-ml", organizationId=ml, userId=ada.userId, role="ADMIN")
declare("OrganizationMembership", "grace-ml", organizationId=ml, userId=grace.userId, role="READ_ONLY")
"""


@pytest.fixture
def stack(arize, tmp_path, monkeypatch):
    """A stack of an empty program, with the plugin on PATH."""
    require("pulumi", "pulumi-language-python")
    arize.add_organization("ML Platform")
    monkeypatch.setenv("PATH", f"{put_plugin_into(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    program = tmp_path / "program"
    program.mkdir()
    (program / "__main__.py").touch()
    with CliEngine().stack(program, config={"arize:baseUrl": arize.url}, secrets={"arize:apiKey": KEY}) as made:
        yield made


def test_people_move_to_the_plugin_and_back_without_a_write(stack, arize):
    """The state forgets them, the other program takes over who is there, and nobody gets an invitation twice."""
    adopting = DYNAMIC.replace('role="MEMBER")', 'role="MEMBER", adopt=True)').replace(
        'on_destroy="retain")', 'on_destroy="retain", adopt=True)'
    )
    adopting = adopting.replace('role="ADMIN")\nO', 'role="ADMIN", adopt=True)\nO')
    adopting = adopting.replace('role="READ_ONLY")', 'role="READ_ONLY", adopt=True)')
    run(stack, DYNAMIC)
    created = len(arize.writes)

    forget(stack)
    run(stack, "ADOPTING = {'adopt': True}\n" + PLUGIN)
    run(stack, "ADOPTING = {}\n" + PLUGIN)
    on_the_plugin = stack.preview().raise_for_errors()
    kinds = {resource.type for resource in stack.state() if resource.name in {"ada", "ada-ml"}}
    forget(stack)
    run(stack, adopting)
    run(stack, DYNAMIC)
    back_again = stack.preview().raise_for_errors()

    assert 4 == adopting.count("adopt=True")
    assert 4 == created == len(arize.writes)
    assert {"arize:index:User", "arize:index:OrganizationMembership"} == kinds
    assert [{"same": 5}] * 2 == [dict(on_the_plugin.changes), dict(back_again.changes)]


ROSTER = 'import pulumi\nfrom pulumi_arize_users import Roster\nRoster("team", file="people.yaml")\n'
PLUGIN_ROSTER = """
import pulumi

from tests.hosts.plugin.declaring import DeclaredRoster

DeclaredRoster("team", {"file": "people.yaml"}, pulumi.ResourceOptions())
"""
PEOPLE = """
people:
  ada@example.com: {name: Ada Lovelace, role: MEMBER, organizations: {ML Platform: ADMIN}}
  grace@example.com: {name: Grace Hopper, role: ADMIN, on_destroy: block, organizations: {ML Platform: READ_ONLY}}
"""
ADOPTING = "defaults: {adopt: true, adopt_memberships: true}" + PEOPLE


def test_a_roster_moves_to_the_plugin_and_back_without_a_write(stack, arize):
    """With the two settings for one run, as between single resources and a roster."""
    run(stack, ROSTER, PEOPLE)
    created = len(arize.writes)

    forget(stack)
    run(stack, PLUGIN_ROSTER, ADOPTING)
    run(stack, PLUGIN_ROSTER, PEOPLE)
    on_the_plugin = stack.preview().raise_for_errors()
    kinds = {resource.type for resource in stack.state() if resource.name == "team"}
    forget(stack)
    run(stack, ROSTER, ADOPTING)
    run(stack, ROSTER, PEOPLE)
    back_again = stack.preview().raise_for_errors()

    assert 4 == created == len(arize.writes)
    assert {"arize:index:Roster", "arize:index:RosterPeople"} == kinds
    assert [{"same": 4}, {"same": 3}] == [dict(on_the_plugin.changes), dict(back_again.changes)]


def run(stack, program, people=""):
    """Bring a program about, with the file of its roster if it has one."""
    (stack.program / "__main__.py").write_text(program)
    (stack.program / "people.yaml").write_text(people)
    stack.up().raise_for_errors()


def forget(stack):
    """Let the state forget everything; nothing is done to anybody."""
    stack._command("state", "delete", "--all", "--yes")
