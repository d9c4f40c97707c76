"""How `arize-users audit` shows what it found, and what it refuses."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from pulumi_arize_users.command.auditing.document import published_schema, schema
from pulumi_arize_users.command.auditing.findings import KINDS, MEANING
from pulumi_arize_users.command.auditing.summary import MOST_CHARACTERS
from tests.command.auditing.conftest import OWNER
from tests.command.exports import person, write_export


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "Say what manages the people: --roster FILE, --stack EXPORT"),
        (["--stack", "x.json", "--fail-on", "unmanged"], "Did you mean unmanaged?"),
        (["--stack", "x.json", "--fail-on", ","], "is not a list of kinds of findings"),
        (["--stack", "x.json", "--except", "*"], "which is neither an address nor such as '*@bots.example.com'"),
        (["--stack", "x.json", "--invited-days", "-1"], "--invited-days"),
    ],
)
def test_wrong_usage(arize_users, arguments, what):
    """It ends with 2, and says what is meant."""
    refused = arize_users("audit", *arguments)

    assert (2, "") == (refused.code, refused.stdout)
    assert what in " ".join(refused.stderr.split())


def test_mistakes_in_a_roster_are_errors_with_their_places(arize, arize_users, roster_file):
    """Half a roster would make everybody else unmanaged."""
    file = roster_file({"ada@example.com": {"name": "Ada", "role": "KING"}, "bob": {"name": "Bob", "role": "MEMBER"}})

    refused = arize_users("audit", "--roster", file)

    assert (1, "") == (refused.code, refused.stdout)
    assert f"Error: {file} has 2 mistakes, and the account was not audited:" in refused.stderr
    assert [] == arize.requests


def test_csv_and_table_say_the_same(arize, arize_users, roster_file):
    """A line for each finding."""
    arize.add_user("eve@example.com", name='Eve, "x"', role="ADMIN")

    in_csv = list(
        csv.DictReader(
            arize_users("audit", "--roster", roster_file({}), "--format", "csv", **OWNER).stdout.splitlines()
        )
    )
    table = arize_users("audit", "--roster", roster_file({}), **OWNER).stdout.splitlines()

    assert [("unmanaged-admin", "eve@example.com", 'Eve, "x"')] == [
        (row["kind"], row["email"], row["name"]) for row in in_csv
    ]
    assert ["unmanaged-admin", "eve@example.com", "ADMIN", "ACTIVE"] == table[-1].split()[:4]


def test_the_summary_of_5000_findings_fits_into_a_comment(arize, arize_users, roster_file):
    """The counts are whole, the first of each kind are named, and how many more there are."""
    for number in range(5000):
        arize.add_user(f"p{number:04}{'x' * 40}@example.com", name="_<|>_" * 40)

    ran = arize_users("audit", "--roster", roster_file({}), "--format", "markdown", **OWNER)

    assert (3, "") == (ran.code, ran.stderr)
    assert len(ran.stdout) <= MOST_CHARACTERS
    assert "| People whom no code declares | 5000 |" in ran.stdout
    assert "… and 4900 more." in ran.stdout


def test_fewer_are_named_where_they_are_long(arize, arize_users, roster_file):
    """The summary keeps its length, whatever people are called."""
    people = {f"p{number:03}@example.com": {"name": "&" * 200, "role": "MEMBER"} for number in range(300)}
    for email in people:
        arize.add_user(email, name="<" * 200)

    ran = arize_users("audit", "--roster", roster_file(people), "--format", "markdown", **OWNER)

    assert len(ran.stdout) <= MOST_CHARACTERS
    assert "| Another name than declared | 300 |" in ran.stdout
    assert "… and 280 more." in ran.stdout


def test_an_export_may_come_from_a_pipe(arize, arize_users, tmp_path):
    """Nothing of a state has to be written to a disk."""
    ada = arize.add_user("ada@example.com", name="Ada")
    export = write_export(tmp_path / "dev.json", [person("ada", ada)]).read_text()

    ran = arize_users("audit", "--stack", "-", stdin=export, **OWNER)

    assert (0, "") == (ran.code, ran.stdout)


def test_names_are_no_markup_in_the_summary(arize, arize_users, roster_file):
    """People choose their names, and a summary shows them to others."""
    arize.add_user("eve@example.com", name="<img src=x> | @all")

    ran = arize_users(
        *("audit", "--roster", roster_file({"eve@example.com": {"name": "Eve", "role": "MEMBER"}})),
        *("--format", "markdown"),
        **OWNER,
    )

    assert r"has &lt;img src=x> \| &#64;all." in ran.stdout


def test_the_published_schema_is_that_of_the_models(arize_users):
    """After a change of the models, `python -m pulumi_arize_users.command.auditing.document` prints it."""
    assert json.dumps(schema(), indent=2) + "\n" == published_schema()
    assert (0, published_schema()) == ((ran := arize_users("audit", "--schema")).code, ran.stdout)


def test_every_kind_of_finding_is_explained():
    """In the documents, and as a heading of the summary."""
    page = (Path(__file__).parents[3] / "docs" / "command.md").read_text(encoding="utf-8")
    first_cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]

    assert {*KINDS} <= set(re.findall(r"`([a-z-]+)`", " ".join(first_cells)))
    assert {*KINDS} == MEANING.keys()
