"""The examples in other languages on the real CLI, with the plugin of this checkout and an SDK of its schema."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.hosts.plugin.on_path import EXAMPLES, ROOT, give_go_its_sdk, make_sdk, put_plugin_into, require, run
from tests.provider_process import KEY

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from pulumi_arize_users.simulator import Simulator

pytestmark = pytest.mark.cli
REFUSED = "The account role of ada@example.com is MEMBER, and the program now says ADMIN."


class Project:
    """A copy of an example, in a stack of its own.

    Args:
        example: the example's folder.
        place: where to work.
        arize: the account.
    """

    def __init__(self, example: Path, place: Path, arize: Simulator) -> None:
        left_out = shutil.ignore_patterns("node_modules", "sdks", ".venv", "Pulumi.*.yaml")
        self.folder = shutil.copytree(example, place / "a/b/c/program", ignore=left_out)
        shutil.copytree(ROOT / "examples/team_roster", place / "a/team_roster")
        description = yaml.safe_load((self.folder / "Pulumi.yaml").read_text())
        del description["packages"]  # which would install the plugin from the network
        if example.parent.name == "python":
            description["runtime"] = "python"  # of this environment, not of one that would have to be installed
        plugin = {"name": "arize", "path": str(put_plugin_into(place / "plugin"))}
        (self.folder / "Pulumi.yaml").write_text(yaml.safe_dump({**description, "plugins": {"providers": [plugin]}}))
        (place / "state").mkdir()
        self._environment = {
            "ARIZE_API_KEY": KEY,
            "ARIZE_BASE_URL": arize.url,
            "ARIZE_LAG_SECONDS": "0",
            "PULUMI_BACKEND_URL": f"file://{place / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "only-for-tests",
            "PULUMI_HOME": str(place / "home"),
            "PULUMI_PYTHON_CMD": sys.executable,
            "PYTHONPATH": str(self.folder / "sdks/arize"),
        }
        assert 0 == self.run("stack", "init", "test").returncode

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the CLI."""
        return run("pulumi", *command, "--non-interactive", "--color", "never", cwd=self.folder, **self._environment)

    def up(self) -> str:
        """Bring the program about; returns what was printed."""
        ran = self.run("up", "--yes", "--skip-preview")
        assert 0 == ran.returncode, ran.stdout
        return ran.stdout

    def outputs(self) -> dict[str, Any]:
        """What the program exports."""
        exported: dict[str, Any] = json.loads(self.run("stack", "output", "--json").stdout)
        return exported

    def replace(self, old: str, new: str) -> None:
        """Change the program."""
        for file in ("Pulumi.yaml", "index.ts", "main.go", "__main__.py"):
            if (path := self.folder / file).exists():
                path.write_text(path.read_text().replace(old, new))


@pytest.fixture(params=["yaml", "typescript", "go", "python"])
def language(request) -> str:
    """A language whose host and libraries are there."""
    host = {"typescript": "nodejs"}.get(request.param, request.param)
    require("pulumi", f"pulumi-language-{host}")
    return str(request.param)


@pytest.fixture
def project(language, tmp_path, arize):
    """Makes a project of an example, with what its language needs."""
    for organization in ("ML Platform", "Research"):
        arize.add_organization(organization)

    def make(program: str) -> Project:
        made = Project(EXAMPLES / language / program, tmp_path, arize)
        if language == "typescript":
            give_typescript_its_sdk(made.folder, EXAMPLES / language / program / "node_modules")
        elif language == "go":
            give_go_its_sdk(made.folder)
        elif language == "python":
            give_python_its_sdk(made.folder)
        return made

    return make


def give_typescript_its_sdk(folder: Path, installed: Path) -> None:
    """The libraries beside the example, and a compiled SDK of the current schema."""
    if not (installed / "typescript").is_dir():
        pytest.skip(f"`pulumi install` in {installed.parent.relative_to(ROOT)} has not installed its libraries")
    libraries, sdk = folder / "node_modules", folder / "sdks/arize"
    libraries.mkdir()
    for library in installed.iterdir():
        if library.name != "@pulumi":
            (libraries / library.name).symlink_to(library)
    (libraries / "@pulumi").mkdir()
    (libraries / "@pulumi/pulumi").symlink_to(installed / "@pulumi/pulumi")
    (libraries / "@pulumi/arize").symlink_to(sdk)
    shutil.move(make_sdk("nodejs", folder / "made"), sdk)
    compiled = run("node", installed / "typescript/bin/tsc", "-p", sdk)
    assert 0 == compiled.returncode, compiled.stdout
    shutil.copy(sdk / "package.json", sdk / "bin")  # as the SDK's own script does


def give_python_its_sdk(folder: Path) -> None:
    """An SDK of the current schema, which asks for its own version as for that of an installed package."""
    shutil.move(make_sdk("python", folder / "made"), folder / "sdks/arize")
    installed = folder / "sdks/arize/pulumi_arize-0.1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: pulumi_arize\nVersion: 0.1.0\n")


def test_the_quickstart_lives_as_the_one_in_python_does(project, arize):
    """Preview, up, an empty preview, a change, drift, a refused role, and an end that takes nothing away."""
    quickstart = project("quickstart")

    planned, asked = quickstart.run("preview"), list(arize.writes)
    quickstart.up()
    again = quickstart.run("preview", "--expect-no-changes")
    exported = quickstart.outputs()
    quickstart.replace("Ada Lovelace", "Ada King")
    changed = quickstart.run("preview", "--diff")
    quickstart.up()
    arize.edit_user("ada@example.com", name="Somebody")
    drifted = quickstart.run("refresh", "--yes", "--skip-preview", "--diff")
    quickstart.up()
    quickstart.replace("MEMBER", "ADMIN")
    quickstart.replace("AccountRoleMember", "AccountRoleAdmin")
    refused = quickstart.run("preview")
    ended = quickstart.run("destroy", "--yes", "--skip-preview")

    assert (0, []) == (planned.returncode, asked)
    assert 0 == again.returncode, again.stdout
    assert {"adaStatus": "INVITED"} == exported
    assert '~ name: "Ada Lovelace" => "Ada King"' in changed.stdout
    assert '~ name: "Ada King" => "Somebody"' in drifted.stdout
    assert REFUSED in refused.stdout
    assert "a refused removal takes nothing away" in ended.stdout
    assert {"ada@example.com": "INVITED", "grace@example.com": "INVITED"}.items() <= statuses(arize).items()
    assert not any(KEY in ran.stdout for ran in (planned, changed, drifted, refused, ended))


def test_the_roster_lives_as_the_one_in_python_does(project, arize):
    """Everybody of the file comes in, the ids are known, and the second preview is empty."""
    roster = project("roster")

    roster.up()
    again = roster.run("preview", "--expect-no-changes")
    people = yaml.safe_load((ROOT / "examples/team_roster/people.yaml").read_text())["people"]

    assert 0 == again.returncode, again.stdout
    assert {"adminId": arize.user("grace@example.com")["id"]} == roster.outputs()
    assert set(people) <= set(statuses(arize))


def statuses(arize):
    """The status of everybody in the account, by address."""
    return {user["email"]: user["status"] for user in arize.users()}
