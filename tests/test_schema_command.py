"""The command `python -m pulumi_arize_users.schema`, which puts the schema beside a roster."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pulumi_arize_users.people.roster.schema import schema


@pytest.fixture
def run(tmp_path):
    """Runs the command in the folder of the test."""

    def command(*arguments):
        call = [sys.executable, "-m", "pulumi_arize_users.schema", *arguments]
        return subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30)

    return command


def test_the_schema_is_written_beside_a_roster(run, tmp_path):
    """The file is the schema of this version, and nothing is printed."""
    done = run("roster.schema.json")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert schema() == json.loads((tmp_path / "roster.schema.json").read_text())


def test_without_a_file_it_is_printed(run):
    """For pipes."""
    assert schema() == json.loads(run().stdout)


def test_an_older_schema_is_replaced(run, tmp_path):
    """After an update of the package the same command brings the file up to date."""
    file = tmp_path / "roster.schema.json"
    file.write_text(json.dumps({"$id": schema()["$id"]}))

    done = run("roster.schema.json")

    assert 0 == done.returncode
    assert schema() == json.loads(file.read_text())


@pytest.mark.parametrize("content", ["people: {}\n", '{"$id": "urn:something:else"}', "[]", ""])
def test_nothing_else_is_overwritten(run, tmp_path, content):
    """A name that was mistyped costs nobody their roster."""
    file = tmp_path / "people.yaml"
    file.write_text(content)

    done = run("people.yaml")

    message = "people.yaml is there already and is not the schema of a roster. Choose another file.\n"
    assert (1, "", message) == (done.returncode, done.stdout, done.stderr)
    assert content == file.read_text()


def test_a_folder_that_is_not_there_is_one_sentence(run):
    """No traceback."""
    done = run("missing/roster.schema.json")

    assert 1 == done.returncode
    assert "[Errno 2] No such file or directory: 'missing/roster.schema.json'\n" == done.stderr


def test_help_shows_the_line_that_points_editors_to_it(run):
    """The line that stands first in a roster."""
    assert "# yaml-language-server: $schema=roster.schema.json" in " ".join(run("--help").stdout.split())
