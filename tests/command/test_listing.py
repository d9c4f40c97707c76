"""`arize-users list`, `organizations` and `spaces`: what is in the account, in four forms."""

from __future__ import annotations

import csv
import json


def test_people_are_listed_with_role_and_status(arize, arize_users):
    """A table has a line for each person, which can be searched: it is not folded in a pipe."""
    arize.add_user("ada@example.com", name="Ada Lovelace", role="ADMIN")

    listed = arize_users("list")

    assert (0, "") == (listed.code, listed.stderr)
    assert ["ada@example.com", "Ada", "Lovelace", "ADMIN", "ACTIVE"] == listed.stdout.splitlines()[-1].split()[:5]


def test_json_and_csv_hold_the_same(arize, arize_users):
    """A script reads either."""
    arize.add_user("ada@example.com", name='Ada, "Countess"', role="MEMBER")

    in_json = json.loads(arize_users("list", "--format", "json").stdout)
    in_csv = list(csv.DictReader(arize_users("list", "--format", "csv").stdout.splitlines()))

    assert 'Ada, "Countess"' == in_json[-1]["name"]
    assert [person["name"] for person in in_json] == [person["name"] for person in in_csv]


def test_names_are_no_markdown(arize, arize_users):
    """People choose their names, and a job summary shows them to others."""
    arize.add_user("eve@example.com", name="<img src=x> | [click](http://evil)", role="MEMBER")

    shown = arize_users("list", "--format", "markdown").stdout

    assert r"&lt;img src=x> \| \[click\](http://evil)" in shown


def test_status_and_role_choose(arize, arize_users):
    """Filters can be combined."""
    arize.add_user("ada@example.com", name="Ada", role="ADMIN")
    arize.add_user("bob@example.com", name="Bob", role="MEMBER", status="INVITED")
    arize.add_user("cyd@example.com", name="Cyd", role="ADMIN", status="EXPIRED")

    chosen = arize_users("list", "--status", "invited", "--status", "EXPIRED", "--role", "admin", "--format", "json")

    assert ["cyd@example.com"] == [person["email"] for person in json.loads(chosen.stdout)]


def test_a_wrong_key_is_one_sentence_and_ends_with_1(arize_users):
    """What the server said, and what to do, without a traceback."""
    refused = arize_users("list", ARIZE_API_KEY="wrong-key-wrong-key")

    assert (1, "") == (refused.code, refused.stdout)
    assert refused.stderr.startswith("Error: Arize answered 401")
    assert "ARIZE_API_KEY" in refused.stderr
    assert "wrong-key" not in refused.stderr


def test_spaces_of_an_organization_that_is_not_there(arize, arize_users):
    """A misspelt name is wrong usage, and says what was meant."""
    arize.add_organization("ML Platform")

    refused = arize_users("spaces", "--organization", "ML Platfrom")

    assert 2 == refused.code
    assert "ML Platform" in refused.stderr


def test_5000_people_take_a_request_for_each_hundred(arize, arize_users):
    """Listing is as cheap as the API allows."""
    for number in range(5000):
        arize.add_user(f"p{number}@example.com", name=f"Person {number}", role="MEMBER")

    listed = arize_users("list", "--format", "csv")

    assert 5002 == len(listed.stdout.splitlines())  # the headings, and the owner of the account
    assert len(arize.requests) <= 52
