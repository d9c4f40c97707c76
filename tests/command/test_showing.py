"""`arize-users show`: everything about people."""

from __future__ import annotations

import csv
import json

import pytest

from pulumi_arize_users.simulator.faults import Fault


@pytest.fixture
def graphql(arize):
    """The variables with which memberships are read."""
    return {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}


@pytest.fixture
def ada(arize):
    """The id of somebody who is in one of two organizations, and in one of its two spaces."""
    ml = arize.add_organization("ML Platform")
    research = arize.add_organization("Research")
    fraud, _other = arize.add_space(ml, "Fraud"), arize.add_space(ml, "Ads")
    arize.add_space(research, "Theory")
    identifier = arize.add_user("ada@example.com", name="Ada", role="MEMBER", status="INVITED")
    arize.add_member(ml, "ada@example.com", "ADMIN")
    arize.add_member(fraud, "ada@example.com", "READ_ONLY")
    arize.clear_requests()
    return identifier


@pytest.mark.usefixtures("ada")
def test_a_person_with_memberships(arize_users, graphql):
    """A line for each value; the address in any letter case."""
    shown = arize_users("show", "ADA@example.com", **graphql)

    words = [line.split() for line in shown.stdout.splitlines()]
    assert (0, "") == (shown.code, shown.stderr)
    assert ["Address", "ada@example.com"] == words[0]
    for line in (["Role", "MEMBER"], ["Status", "INVITED"], ["Organizations", "ML", "Platform"]):
        assert line in words
    assert ["Spaces", "ML", "Platform/Fraud", "(READ_ONLY)"] in words


def test_several_at_once_as_json(arize, arize_users, graphql, ada):
    """By id and by address, each once; places with ids, and nothing is written."""
    shown = arize_users("show", ada, "owner@example.com", "ada@example.com", "--format", "json", **graphql)

    first, second = json.loads(shown.stdout)
    assert ("ada@example.com", "owner@example.com") == (first["email"], second["email"])
    assert [("ML Platform", None)] == [(place["name"], place["role"]) for place in first["organizations"]]
    assert [("ML Platform/Fraud", "READ_ONLY")] == [(place["name"], place["role"]) for place in first["spaces"]]
    assert [] == second["organizations"] == second["spaces"]
    assert set() == {request.path for request in arize.writes} - {"/graphql"}


@pytest.mark.usefixtures("ada")
def test_without_graphql_memberships_are_not_known(arize_users):
    """Which is not the same as none."""
    as_csv = arize_users("show", "ada@example.com", "--format", "csv")
    as_json = arize_users("show", "ada@example.com", "--format", "json")

    (row,) = csv.DictReader(as_csv.stdout.splitlines())
    assert ("not known", "not known") == (row["organizations"], row["spaces"])
    assert json.loads(as_json.stdout)[0]["organizations"] is None
    assert "ARIZE_VERIFY_MEMBERSHIPS=graphql" in as_csv.stderr


@pytest.mark.usefixtures("ada")
def test_where_graphql_refuses_the_person_is_shown_all_the_same(arize, arize_users, graphql):
    """With the reason, on stderr."""
    arize.fail(Fault("status", path="/graphql", status=403))

    shown = arize_users("show", "ada@example.com", **graphql)

    assert 0 == shown.code
    assert "ada@example.com" in shown.stdout
    assert "not known" in shown.stdout
    assert shown.stderr.startswith("Memberships are not shown. ")


@pytest.mark.usefixtures("ada")
def test_people_of_a_file_and_some_who_are_not_there(arize_users, tmp_path):
    """Those who are found are shown; the others are named, and the exit code is 1."""
    (tmp_path / "who.txt").write_text("ada@example.com\n# a comment\nnobody@example.com\nVXNlcjo5OQ==\n")

    shown = arize_users("show", "--file", "who.txt", "--format", "json")

    assert 1 == shown.code
    assert ["ada@example.com"] == [person["email"] for person in json.loads(shown.stdout)]
    assert shown.stderr.endswith(
        "Error: Not in the account, blocked, or not visible to this key: nobody@example.com and VXNlcjo5OQ==.\n"
    )


def test_nobody_is_wrong_usage(arize_users):
    """Nobody means everybody by saying nothing."""
    refused = arize_users("show")

    assert (2, "") == (refused.code, refused.stdout)
    assert "Say who: ids or addresses" in refused.stderr
