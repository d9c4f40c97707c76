"""Whoever follows the README from its first command on, in an empty folder, gets what it says."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installed import first_hour, local_pulumi

pytestmark = pytest.mark.long
README = (Path(__file__).parents[2] / "README.md").read_text()


@pytest.fixture(scope="module", params=["local", pytest.param("cli", marks=pytest.mark.cli)])
def environment(request, tmp_path_factory, clean_environment):
    """Where `pulumi` is the real CLI, which asks nothing, or a stand-in for it on the local runner."""
    if request.param == "cli":
        if shutil.which("pulumi") is None:
            pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
        return {**clean_environment, "PULUMI_SKIP_CONFIRMATIONS": "true", "PULUMI_SKIP_UPDATE_CHECK": "true"}
    stand_in = tmp_path_factory.mktemp("bin") / "pulumi"
    stand_in.write_text(f'#!/bin/sh\nexec python "{local_pulumi.__file__}" "$@"\n')
    stand_in.chmod(0o755)
    return {**clean_environment, "PATH": f"{stand_in.parent}:{clean_environment['PATH']}"}


@pytest.fixture(scope="module")
def a_port():
    """A port that nobody listens on: the one of the README may be taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def followed(tmp_path_factory, distributions, environment, a_port, libraries):
    """The folder in which the README was followed, and what was printed."""
    folder, kept = tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("kept")
    (folder / "arize-users").symlink_to(distributions.parent)
    (kept / "script").write_text(first_hour.script(README, a_port, libraries))
    with (kept / "printed").open("w") as printed:
        ran = subprocess.run(
            ["bash", kept / "script"],  # noqa: S607 - the shell of whoever reads the README
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
    text = (kept / "printed").read_text()
    assert 0 == ran.returncode, text
    return folder / "people", text


def result(folder, name):
    """What the local Arize says at the end."""
    return json.loads((folder / f"{name}.json").read_text())["result"]


def test_the_first_hour_goes_as_the_readme_says(followed):
    """Two people, then a roster that takes them over, invites a third and blocks him; a passing test; nothing else."""
    folder, printed = followed
    people = {user["email"].partition("@")[0]: user for user in result(folder, "users")}
    (organization,) = result(folder, "organizations")
    after = dict(re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", printed, re.MULTILINE))

    members = {name: organization["members"].get(user["id"]) for name, user in people.items()}
    assert {"owner": "ACTIVE", "mary": "ACTIVE", "ada": "INVITED", "grace": "INVITED", "alan": "INACTIVE"} == {
        name: user["status"] for name, user in people.items()
    }
    assert {"owner": None, "mary": "ADMIN", "ada": "ADMIN", "grace": "READ_ONLY", "alan": None} == members
    assert [1, 1, 1] == [people[name]["invitations_sent"] for name in ("ada", "grace", "alan")]
    assert re.findall(r"\d+ \w+$", after["pulumi preview"].strip(), re.MULTILINE)[-1:] == ["5 unchanged"]
    assert "1 passed" in after["python -m pytest"]
    assert (folder / "roster.schema.json").is_file()


def test_nothing_is_sent_but_what_the_readme_says(followed):
    """Moving two people writes nothing; each of three came in by two requests, and one left."""
    folder, _printed = followed
    writes = [(request["method"], request["path"].count("/")) for request in result(folder, "writes")]

    invited, joined, blocked = ("POST", 2), ("POST", 4), ("DELETE", 3)
    assert [3, 3, 1] == [writes.count(kind) for kind in (invited, joined, blocked)]
    assert {invited, joined, blocked, ("DELETE", 5)} >= set(writes)


@pytest.mark.parametrize(("runtime", "works"), [(None, True), ("runtime: python", False)], ids=["named", "not named"])
def test_the_environment_that_the_project_names_is_used_whatever_is_activated(
    followed, environment, tmp_path, runtime, works
):
    """The program and the provider find the package there; without the name, Pulumi takes the Python it is given."""
    if "PULUMI_SKIP_CONFIRMATIONS" not in environment:
        pytest.skip("the local runner runs in the environment that it is installed in")
    folder, _printed = followed
    project = folder / "Pulumi.yaml"
    named = project.read_text()
    backend = {"PULUMI_BACKEND_URL": f"file://{folder}", "PULUMI_CONFIG_PASSPHRASE": "only-to-try"}
    another = {"PULUMI_PYTHON_CMD": str(a_bare_python(tmp_path))}
    try:
        project.write_text(named if runtime is None else f"name: people\n{runtime}\n")
        command = ["pulumi", "preview", "--non-interactive", "--expect-no-changes"]
        ran = subprocess.run(
            command, cwd=folder, env={**environment, **backend, **another}, capture_output=True, text=True, check=False
        )
    finally:
        project.write_text(named)

    assert works == (ran.returncode == 0), ran.stdout + ran.stderr
    assert works != ("ModuleNotFoundError: No module named 'pulumi'" in ran.stdout)


def a_bare_python(folder):
    """The Python of an environment in which nothing is installed."""
    subprocess.run([sys.executable, "-m", "venv", folder / "bare"], check=True, timeout=120)
    return folder / "bare/bin/python"


def test_every_step_of_the_readme_is_taken():
    """A block that the script leaves out only shows something, or has a place for an address."""
    script = first_hour.script(README, int(first_hour.PORT), "")
    shown = [block.commands[0] for block in first_hour.blocks(README) if block.shown and "READY" not in block.text]
    typed = [command for block in first_hour.blocks(README) if not block.shown for command in block.commands]

    assert ["pulumi preview --diff", "pulumi preview", "pulumi preview --diff"] == shown
    assert ["git clone <address> arize-users && make -C arize-users dist"] == [
        command for command in typed if command not in script
    ]
    assert README.count("```") == 2 * len(list(first_hour.blocks(README)))
