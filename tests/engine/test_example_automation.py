"""The program of examples/automation: it looks before it acts, and deletes nothing unasked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import API_KEY, only_the_cli
from tests.module_files import module_at

EXAMPLE = Path(__file__).parents[2] / "examples/automation"
guard = module_at(EXAMPLE / "guard.py")

PEOPLE = {
    "ada": {"email": "ada@example.com", "name": "Ada Lovelace", "role": "MEMBER", "on_destroy": "retain"},
    "alan": {"email": "alan@example.com", "name": "Alan Turing", "role": "MEMBER", "on_destroy": "block"},
}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "nothing"),
        ({"same": 3, "create": 1}, "1 create, 3 same"),
        ({"same": 3, "replace": 1, "delete": 2, "update": 1}, "2 delete, 1 replace, 1 update, 3 same"),
        ({"import": 2, "same": 1}, "1 same, 2 import"),
    ],
)
def test_the_summary_begins_with_what_goes(changes, line):
    """Whoever reads only the first word reads the worst."""
    assert line == guard.summary(changes)


@pytest.mark.parametrize(("most", "is_refused"), [(0, True), (2, True), (3, False), (4, False)])
def test_the_guard_counts_deletions_and_replacements(most, is_refused):
    """A roster shows its removals as a replacement."""
    refused = guard.refusal({"delete": 2, "replace": 1, "create": 9}, most)

    assert is_refused == (refused is not None)
    assert refused is None or f"3 would be deleted or replaced, and {most} may be" in refused
    assert refused is None or "--most-removals 3" in refused


def with_a_version(folder):
    """A folder with a CLI that says a version: one that was built from its source has none, and the API needs one."""
    place = folder / "bin"
    place.mkdir()
    pulumi = str(shutil.which("pulumi"))
    answer = subprocess.run([pulumi, "version"], capture_output=True, text=True, check=True, timeout=60)
    if not answer.stdout.strip():
        (place / "pulumi").write_text(f'#!/bin/sh\n[ "$1" = version ] && exec echo v3.235.0\nexec {pulumi} "$@"\n')
        (place / "pulumi").chmod(0o755)
    return place


@pytest.fixture
def run(engine, arize, tmp_path):
    """Runs the example on a state of its own, with this file of people."""
    only_the_cli(engine, "has no Automation API")
    (tmp_path / "state").mkdir()
    beside = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(with_a_version(tmp_path)), beside, os.environ["PATH"]]),
        "PULUMI_BACKEND_URL": f"file://{tmp_path / 'state'}",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_CONFIG_PASSPHRASE": "only-for-tests",
        "PULUMI_PYTHON_CMD": sys.executable,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "ARIZE_BASE_URL": arize.url,
        "ARIZE_API_KEY": API_KEY,
    }

    def run(action, people, *arguments):
        (tmp_path / "people.json").write_text(json.dumps(people))
        return subprocess.run(
            [sys.executable, str(EXAMPLE), action, "dev", "people.json", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )

    return run


def test_it_invites_and_converges_and_ends_as_the_file_says(arize, run):
    """The look says what the act does; a second look finds nothing; a destroy blocks only who may be."""
    looked = run("preview", PEOPLE)
    written = list(arize.writes)
    acted = run("up", PEOPLE)
    again = run("preview", PEOPLE)
    refused = run("destroy", PEOPLE)
    ended = run("destroy", PEOPLE, "--most-removals", "1")

    assert "It would: 3 create." in looked.stdout, looked.stdout
    assert [] == written
    assert "Done: 3 create." in acted.stdout, acted.stdout
    assert "It would: 3 same." in again.stdout, again.stdout
    assert 1 == refused.returncode
    assert "alan@example.com" in refused.stdout
    assert 0 == ended.returncode, ended.stdout
    assert "INVITED" == arize.user("ada@example.com")["status"]
    assert "INACTIVE" == arize.user("alan@example.com")["status"]


@pytest.mark.parametrize(("who", "ends"), [("alan", "INACTIVE"), ("ada", "INVITED")], ids=["blocked", "forgotten"])
def test_somebody_leaves_only_when_it_is_allowed(arize, run, who, ends):
    """Without the allowance nothing is written; with it, one person leaves as the file said."""
    others = {name: arguments for name, arguments in PEOPLE.items() if name != who}
    run("up", PEOPLE)
    arize.clear_requests()

    refused = run("up", others)
    written = list(arize.writes)
    allowed = run("up", others, "--most-removals", "1")

    assert 1 == refused.returncode
    assert "1 would be deleted or replaced, and 0 may be: nothing was done." in refused.stdout
    assert [] == written
    assert "Done: 1 delete, " in allowed.stdout
    assert ends == arize.user(f"{who}@example.com")["status"]


def test_a_mistake_ends_with_the_reasons_and_no_traceback(arize, run):
    """What the engine refuses is told in its own words."""
    refused = run("up", {**PEOPLE, "eve": {"email": "eve", "name": "Eve", "role": "KING"}})

    assert 1 == refused.returncode
    assert "eve" in refused.stdout
    assert "KING" in refused.stdout
    assert "It was refused; the reasons are above." in refused.stdout
    assert "Traceback" not in refused.stdout
    assert API_KEY not in refused.stdout
    assert [] == arize.writes
