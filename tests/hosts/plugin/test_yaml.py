"""Programs in YAML on the real CLI: what is imported is written as code that previews without a change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from tests.hosts.plugin.on_path import put_plugin_into
from tests.provider_process import KEY

TOOLS = ("pulumi", "pulumi-language-yaml")
pytestmark = [
    pytest.mark.cli,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"{' and '.join(TOOLS)} are not on PATH"),
]
PEOPLE = 30
PROJECT = {"name": "team", "runtime": "yaml"}
QUICKSTART = """
variables:
  ml:
    fn::invoke: {function: "arize:getOrganization", arguments: {name: ML Platform}, return: id}
resources:
  ada:
    type: arize:User
    properties: {email: ada@example.com, name: Ada Lovelace, role: MEMBER, onDestroy: block}
  ada-ml:
    type: arize:OrganizationMembership
    properties: {organizationId: "${ml}", userId: "${ada.userId}", role: ADMIN}
  team:
    type: arize:Roster
    properties: {file: team.yaml}
  grace-ml:
    type: arize:OrganizationMembership
    properties: {organizationId: "${ml}", userId: '${team.users["grace@example.com"].id}', role: READ_ONLY}
outputs:
  status: ${ada.status}
"""


@pytest.fixture
def pulumi(arize, tmp_path):
    """Runs a command of the CLI in a project in YAML, with the plugin of this checkout."""
    folder, plugin = tmp_path / "project", put_plugin_into(tmp_path / "plugin")
    for place in (folder, tmp_path / "state"):
        place.mkdir()
    environment = os.environ | {
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_BACKEND_URL": f"file://{tmp_path / 'state'}",
        "PULUMI_CONFIG_PASSPHRASE": "only-for-tests",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    project = Project(folder, plugin, environment)
    project("stack", "init", "test", program="")
    project("config", "set", "arize:baseUrl", arize.url)
    project("config", "set", "--secret", "arize:apiKey", KEY)
    return project


class Project:
    """A project in YAML.

    Attributes:
        folder: where it is.
    """

    def __init__(self, folder, plugin, environment):
        self.folder = folder
        self._own = {**PROJECT, "plugins": {"providers": [{"name": "arize", "path": str(plugin)}]}}
        self._environment = environment

    def __call__(self, *arguments, program=None):
        """Run a command of the CLI, with another program if one is given."""
        if program is not None:
            own = "".join(f"{key}: {json.dumps(value)}\n" for key, value in self._own.items())
            (self.folder / "Pulumi.yaml").write_text(own + program)
        return subprocess.run(
            [str(shutil.which("pulumi")), *arguments, "--non-interactive", "--color", "never"],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )


def test_a_program_goes_through_its_life(pulumi, arize):
    """Functions, resources and a roster of a file beside the program, from preview to destroy."""
    organization = arize.add_organization("ML Platform")
    (pulumi.folder / "team.yaml").write_text(
        "people:\n  grace@example.com: {name: Grace, role: member, on_destroy: block}\n"
    )

    planned = pulumi("preview", program=QUICKSTART)
    before = arize.writes
    done = pulumi("up", "--yes", "--skip-preview")
    again = pulumi("preview", "--expect-no-changes")
    changed = pulumi("preview", "--diff", program=QUICKSTART.replace("Ada Lovelace", "Ada King"))
    members = arize.members(organization)
    gone = pulumi("destroy", "--yes", "--skip-preview")

    assert [0] * 5 == [each.returncode for each in (planned, done, again, changed, gone)], gone.stdout + gone.stderr
    assert "ada@example.com will be invited." in planned.stdout
    assert [] == before
    assert '~ name: "Ada Lovelace" => "Ada King"' in changed.stdout
    assert {"ADMIN", "READ_ONLY"} <= set(members.values())
    assert {"INACTIVE"} == {arize.user(f"{name}@example.com")["status"] for name in ("ada", "grace")}


def test_many_people_are_imported_with_code_that_changes_nothing(pulumi, arize):
    """People by address and memberships by names; nothing is written into the account, then or later."""
    organization = arize.add_organization("ML Platform")
    for number in range(PEOPLE):
        arize.add_user(f"person{number}@example.com", name=f"Person {number}")
        arize.add_member(organization, f"person{number}@example.com", "READ_ONLY")
    people = [("User", f"p{number}", f"person{number}@example.com") for number in range(PEOPLE)]
    memberships = [
        ("OrganizationMembership", f"m{number}", f"ML Platform/person{number}@example.com:READ_ONLY")
        for number in range(PEOPLE)
    ]
    listed = [{"type": f"arize:index:{kind}", "name": name, "id": said} for kind, name, said in [*people, *memberships]]
    (pulumi.folder / "all.json").write_text(json.dumps({"resources": listed}))

    imported = pulumi(
        "import", "--file", "all.json", "--yes", "--skip-preview", "--protect=false", "--out", "code.yaml"
    )
    code = (pulumi.folder / "code.yaml").read_text()
    same = pulumi("preview", "--expect-no-changes", program=code)
    unchanged = pulumi("up", "--yes", "--skip-preview")

    assert (0, 0, 0) == (imported.returncode, same.returncode, unchanged.returncode), same.stdout + imported.stdout
    assert f"= {2 * PEOPLE} imported" in imported.stdout
    assert "userId: ${p7.id}" in code
    assert [] == arize.writes
