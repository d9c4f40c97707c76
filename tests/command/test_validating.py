"""`arize-users validate` and `schema`: the files of a roster, without an account."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from pulumi_arize_users.schema import roster_schema

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
GOOD = "defaults: {role: MEMBER}\npeople:\n  ada@example.com: {name: Ada}\n"
OTHER = "people:\n  alan@example.com: {name: Alan, role: ADMIN}\n"
BAD = "people:\n  ada@example.com: {nam: Ada, role: MEMBR}\n  bo: {name: Bo, role: MEMBER}\n"
PLACE = re.compile(r"people\.yaml:\d+:\d+: \S.*")


@pytest.fixture
def roster(tmp_path):
    """Writes files of a roster into the folder of the test."""

    def write(**files):
        for name, text in files.items():
            file = tmp_path / (name.replace("__", "/") + ".yaml")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")

    return write


def test_a_roster_without_mistakes(arize, arize_users, roster):
    """It ends with 0, needs no key, and asks no account."""
    roster(people=GOOD)

    validated = arize_users("validate", "people.yaml", ARIZE_API_KEY="")

    assert (0, "") == (validated.code, validated.stderr)
    assert "No mistakes: the roster declares 1 person.\n" == validated.stdout
    assert [] == arize.requests


def test_every_mistake_is_a_line_that_begins_with_its_place(arize_users, roster):
    """Editors jump there; the exit code says that something was found."""
    roster(people=BAD)

    validated = arize_users("validate", "people.yaml")

    assert (3, "") == (validated.code, validated.stderr)
    assert [] == [line for line in validated.stdout.splitlines() if not PLACE.fullmatch(line)]
    assert (
        "people.yaml:2:21: ada@example.com: nam is not a valid key of a person. Did you mean name?\n"
        in validated.stdout
    )
    assert "people.yaml:3:3: 'bo' is not an e-mail address" in validated.stdout


@pytest.mark.parametrize("number", [25, 200])
def test_no_mistake_is_left_out(arize_users, roster, number):
    """A program's error names twenty and counts the rest; here somebody means to correct them all."""
    roster(people="people:\n" + "".join(f"  p{each}@example.com: {{name: P, role: R}}\n" for each in range(number)))

    validated = arize_users("validate", "people.yaml")

    assert number == len(validated.stdout.splitlines())


@pytest.mark.parametrize(
    "files",
    [["team/ml.yaml", "team/data.yaml"], ["team"], ["team/*.yaml"], ["team/*.yaml", "team"]],
    ids=["files", "folder", "pattern", "some twice"],
)
def test_several_files_are_one_roster(arize_users, roster, files):
    """As Roster(file=[…]) takes them."""
    roster(team__ml=GOOD, team__data=OTHER)

    assert "No mistakes: the roster declares 2 people.\n" == arize_users("validate", *files).stdout


def test_what_two_files_say_differently_has_places(arize_users, roster):
    """Somebody in both, and a rule for everybody."""
    roster(a=GOOD + "max_removals: 1\n", b=GOOD + "max_removals: 2\n")

    lines = arize_users("validate", "a.yaml", "b.yaml").stdout.splitlines()

    assert ["b.yaml:3:3", "b.yaml:4:1"] == [line.partition(": ")[0] for line in lines]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("nobody.yaml", "Error: The roster cannot read nobody.yaml: there is no such file in {folder}.\n"),
        ("*.json", "Error: The roster has no file: no file matches *.json in {folder}.\n"),
    ],
)
def test_a_file_that_is_not_there_is_an_error(arize_users, tmp_path, file, why):
    """It is no finding: nothing was looked at."""
    refused = arize_users("validate", file)

    assert (1, "", why.format(folder=tmp_path)) == (refused.code, refused.stdout, refused.stderr)


def test_mistakes_as_rows(arize_users, roster):
    """For a program that reads them."""
    roster(people=BAD)

    validated = arize_users("validate", "people.yaml", "--format", "json")

    assert 3 == validated.code
    assert all(PLACE.fullmatch(row["sentence"]) for row in json.loads(validated.stdout))


def test_without_mistakes_there_are_no_rows(arize_users, roster):
    """An empty list, so that a program may count."""
    roster(people=GOOD)

    assert [] == json.loads(arize_users("validate", "people.yaml", "--format", "json").stdout)


def test_the_hook_for_pre_commit_runs(arize_users, roster):
    """Its entry, with the files of `args`, finds what `validate` finds."""
    (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    roster(people__ml=BAD)
    program, *arguments = shlex.split(hook["entry"])

    ran = arize_users(*arguments, "people/")

    assert ("arize-users", "python", [".[command]"]) == (program, hook["language"], hook["additional_dependencies"])
    assert not hook["pass_filenames"]
    assert 3 == ran.code
    assert ran.stdout.startswith("people/ml.yaml:2:3: ")


def test_the_schema_goes_to_stdout_or_to_a_file(arize_users, tmp_path):
    """The same text, which a second call writes again."""
    shown = arize_users("schema").stdout
    codes = [arize_users("schema", "roster.schema.json").code for _ in range(2)]

    assert roster_schema() == shown
    assert [0, 0] == codes
    assert roster_schema() == (tmp_path / "roster.schema.json").read_text(encoding="utf-8")


def test_the_schema_replaces_nothing_else(arize_users, roster, tmp_path):
    """A roster that was named by mistake stays."""
    roster(people=GOOD)

    refused = arize_users("schema", "people.yaml")

    assert (1, "") == (refused.code, refused.stdout)
    assert refused.stderr.startswith("Error: people.yaml is there already and is not the schema of a roster.")
    assert GOOD == (tmp_path / "people.yaml").read_text(encoding="utf-8")
