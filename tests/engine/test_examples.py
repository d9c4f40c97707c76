"""The examples run as their README says, and end as they promise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["without the CLI", pytest.param("with the CLI", marks=pytest.mark.cli)])
def environment(request):
    """A machine without the Pulumi CLI, and this one if it has it."""
    folders = os.environ["PATH"].split(os.pathsep)
    if request.param == "with the CLI":
        if shutil.which("pulumi") is None:
            pytest.skip("the Pulumi CLI (`pulumi`) is not on PATH")
    else:
        folders = [folder for folder in folders if not (Path(folder) / "pulumi").exists()]
    return {**os.environ, "PATH": os.pathsep.join(folders), "NO_COLOR": "1"}


@pytest.mark.long
def test_the_demo_tells_its_story_to_the_end(environment):
    """Every step comes to what it must: exit code 0, plain text in a pipe, and no traceback anywhere."""
    ran = subprocess.run(
        [sys.executable, "examples/demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert 0 == ran.returncode, ran.stdout
    assert "\x1b" not in ran.stdout
    assert "Traceback" not in ran.stdout
    assert 12 == len(re.findall(r"^\d+\. ", ran.stdout, re.MULTILINE))
    assert "In Arize, ada@example.com is now INACTIVE." in ran.stdout
    assert "In Arize, grace@example.com is now INVITED." in ran.stdout
    assert "Roster 'team' has 3 mistakes, and nothing is done:" in ran.stdout
    assert "In Arize, charles@example.com is now INACTIVE." in ran.stdout
    assert "In Arize, barbara@example.com is now INVITED." in ran.stdout
    assert "demo-key" not in ran.stdout


def test_the_picture_of_the_demo_is_as_the_demo_is_now(environment, tmp_path):
    """`python examples/demo --record docs/images/demo.svg`, without the CLI, makes it anew."""
    if "with the CLI" in os.environ["PYTEST_CURRENT_TEST"]:
        pytest.skip("the picture shows the local runner")
    command = [sys.executable, "examples/demo", "--record", str(tmp_path / "demo.svg")]

    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)

    kept, made = (picture.read_text() for picture in (ROOT / "docs/images/demo.svg", tmp_path / "demo.svg"))
    assert told_in(kept) == told_in(made)
    assert "url(http" not in kept


def told_in(picture):
    """The pieces of text in a picture, in no order, without what differs each time: ids, and counts after a failure."""
    pieces = re.findall(r"<text[^>]*>(.*?)</text>", picture)
    counts = re.compile(r"\d+&#160;(?:create|update|delete|same)")
    return sorted(re.sub(r"(?:VXNl|QWNj|T3Jn)\w+=*", "id", piece) for piece in pieces if not counts.match(piece))


def test_the_quickstart_goes_from_preview_to_destroy(engine, arize):
    """The quickstart creates, converges, and can be destroyed once its people say how."""
    arize.add_organization("ML Platform")
    settings = {"arize:baseUrl": arize.url}
    with engine.stack(
        ROOT / "examples/quickstart", config=settings, secrets={"arize:apiKey": arize.api_key}
    ) as quickstart:
        quickstart.up().raise_for_errors()
        again = quickstart.preview().raise_for_errors()
        exported = quickstart.outputs()

    assert {"same": 5} == dict(again.changes)
    assert {"ada_status": "INVITED"} == exported


@pytest.fixture
def a_roster(engine, arize, settings, tmp_path):
    """A stack of a copy of the team's roster, and the file that a test may change."""
    for organization in ("ML Platform", "Research"):
        arize.add_organization(organization)
    folder = shutil.copytree(ROOT / "examples/team_roster", tmp_path / "team")
    with engine.stack(folder, config=settings, secrets={"arize:apiKey": arize.api_key}) as stack:
        yield stack, folder / "people.yaml"


def without(text, *people):
    """The file without the lines of these people."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if line.strip().partition("@")[0] not in people)


def test_the_team_comes_about_and_converges(arize, a_roster):
    """Twelve people in two organizations, whose ids and statuses the program can use."""
    team, _file = a_roster

    created = team.up().raise_for_errors()
    again = team.preview().raise_for_errors()

    exported = team.outputs()
    assert {"create": 3} == dict(created.changes)
    assert {"same": 3} == dict(again.changes)
    assert arize.user("grace@example.com")["id"] == exported["admin_id"]
    assert 12 == len(exported["waiting"])


@pytest.mark.long
def test_somebody_leaves_the_team_and_nobody_else(arize, a_roster):
    """As the comments of the file say: blocked or forgotten, as was applied before; and only one of twelve at once."""
    team, file = a_roster
    everybody = file.read_text()
    team.up().raise_for_errors()
    arize.clear_requests()

    file.write_text(without(everybody, "charles", "barbara"))
    too_many = team.preview()
    file.write_text(without(everybody, "emmy"))
    not_chosen = team.preview()
    refused = arize.writes
    file.write_text(without(everybody, "charles"))
    team.up().raise_for_errors()
    file.write_text(without(everybody, "charles", "barbara"))
    team.up().raise_for_errors()

    assert any("would remove 2 of 12 people, but max_removals is 10%" in error.message for error in too_many.errors)
    assert any(
        'emmy@example.com was not removed, because on_destroy is "refuse"' in e.message for e in not_chosen.errors
    )
    assert [] == refused
    assert "INACTIVE" == arize.user("charles@example.com")["status"]
    assert "INVITED" == arize.user("barbara@example.com")["status"]
    assert arize.user("barbara@example.com")["id"] not in arize.members(str(arize.organizations()[0]["id"]))
