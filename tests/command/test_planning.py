"""`arize-users plan`: what a roster would do to the account, before it is in any stack."""

from __future__ import annotations

import json

import pytest

ROSTER = """\
defaults: {role: MEMBER, organizations: {ML Platform: MEMBER}}
people:
  ada@example.com: {name: Ada Lovelace, adopt: true}
  alan@example.com: {name: Alan}
"""


@pytest.fixture
def roster(tmp_path):
    """Writes people.yaml into the folder of the test."""

    def write(text=ROSTER):
        (tmp_path / "people.yaml").write_text(text, encoding="utf-8")

    return write


def test_everybody_in_words(arize, arize_users, roster):
    """A newcomer, and somebody who is there already; nothing is written."""
    arize.add_organization("ML Platform")
    arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    roster()

    planned = arize_users("plan", "people.yaml", "--format", "json")

    ada, alan = json.loads(planned.stdout)
    member = "will be MEMBER in the organization ML Platform"
    assert (0, "", []) == (planned.code, planned.stderr, arize.writes)
    assert {"email": "alan@example.com", "steps": ["will be invited as MEMBER", member]} == alan
    assert ["name will be 'Ada Lovelace'", member] == ada["steps"][1:]
    assert ada["steps"][0].startswith("will be taken over (id ")


def test_a_table_begins_with_a_count(arize, arize_users, roster):
    """As a preview counts."""
    arize.add_organization("ML Platform")
    roster()

    lines = arize_users("plan", "people.yaml").stdout.splitlines()

    assert "2 people will be invited." == lines[0]
    assert ["alan@example.com", "will", "be", "invited", "as", "MEMBER;"] == lines[-1].split()[:6]


def test_something_to_do_may_be_a_finding(arize, arize_users, roster):
    """For a pipeline in which nothing is to change; an empty roster changes nothing."""
    arize.add_organization("ML Platform")
    roster()
    expected = arize_users("plan", "people.yaml", "--expect-no-changes")
    roster("people: {}\n")

    nothing = arize_users("plan", "people.yaml", "--expect-no-changes")

    assert 3 == expected.code
    assert (0, "Nothing would be done: the account is as the roster declares.\n") == (nothing.code, nothing.stdout)


def test_what_would_be_refused_ends_with_3(arize, arize_users, roster):
    """Each reason is a line, with its place in the file, and nobody is planned for."""
    arize.add_organization("ML Platform")
    arize.add_user("alan@example.com", name="Alan", role="MEMBER")
    roster(ROSTER.replace("{name: Alan}", "{name: Alan, organizations: {ML Platfrm: MEMBER}}"))

    refused = arize_users("plan", "people.yaml")

    misspelt, exists = refused.stdout.splitlines()
    assert (3, "") == (refused.code, refused.stderr)
    assert misspelt.startswith("people.yaml:4:50: There is no organization 'ML Platfrm'")
    assert exists.startswith("people.yaml:4:3: alan@example.com already exists in the Arize account")


def test_mistakes_of_the_file_and_names_that_the_account_lacks_come_together(arize, arize_users, roster):
    """One round of corrections is enough."""
    arize.add_organization("ML Platform")
    roster(ROSTER.replace("ML Platform: MEMBER", "ML Platfrm: MEMBER").replace("name: Alan", "nam: Alan"))

    lines = arize_users("plan", "people.yaml").stdout.splitlines()

    assert "people.yaml:1:42: There is no organization 'ML Platfrm'" in lines[0]
    assert 3 == len(lines)


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"ARIZE_API_KEY": ""}, "Error: There is no Arize API key"),
        ({"ARIZE_API_KEY": "wrong-key-wrong-key"}, "Error: Arize answered 401"),
        ({"ARIZE_BASE_URL": "http://127.0.0.1:9", "ARIZE_MAX_RETRIES": "0"}, "cannot be reached. Check arize:baseUrl"),
    ],
)
def test_without_a_look_at_the_account_there_is_no_plan(arize_users, roster, environment, why):
    """A preview can do without one; a plan that knows nothing is none."""
    roster()

    refused = arize_users("plan", "people.yaml", **environment)

    assert (1, "") == (refused.code, refused.stdout)
    assert why in refused.stderr


@pytest.mark.parametrize(
    ("export", "code", "why"),
    [
        ("not json", 1, "Error: export.json is not what `pulumi stack export` writes.\n"),
        ("[]", 1, "Error: export.json is not what `pulumi stack export` writes.\n"),
        ('{"deployment": {"resources": [7]}}', 1, "Error: export.json is not what `pulumi stack export` writes.\n"),
        ('{"deployment": {}}', 2, "Error: There is no roster in export.json.\n"),
    ],
)
def test_an_export_that_is_none(arize_users, roster, tmp_path, export, code, why):
    """One sentence, before the account is asked."""
    roster()
    (tmp_path / "export.json").write_text(export, encoding="utf-8")

    refused = arize_users("plan", "people.yaml", "--stack", "export.json", ARIZE_API_KEY="")

    assert (code, "") == (refused.code, refused.stdout)
    assert refused.stderr.endswith(why)


def test_an_export_whose_values_are_encrypted(arize_users, roster, tmp_path):
    """It says how to export them, and shows nothing of them."""
    roster()
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:canary"}
    resource = {"urn": "a::b", "type": "pulumi-python:dynamic/arize:Roster", "id": "r", "outputs": {"record": secret}}
    (tmp_path / "export.json").write_text(json.dumps({"deployment": {"resources": [resource]}}), encoding="utf-8")

    refused = arize_users("plan", "people.yaml", "--stack", "export.json")

    assert 1 == refused.code
    assert "Export the stack with --show-secrets" in refused.stderr
    assert "canary" not in refused.stderr


@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_a_roster_that_a_later_version_has_written(arize_users, roster, tmp_path, side):
    """It may mean something else than it seems to, so there is no plan."""
    roster()
    resource = {"urn": "a::team", "type": "pulumi-python:dynamic/arize:Roster", "id": "r", side: {"__format": "2"}}
    (tmp_path / "export.json").write_text(json.dumps({"deployment": {"resources": [resource]}}), encoding="utf-8")

    refused = arize_users("plan", "people.yaml", "--stack", "export.json")

    assert (1, "") == (refused.code, refused.stdout)
    assert "Error: Roster team: The state of this resource is in format 2" in refused.stderr
    assert "Update pulumi-arize-users" in refused.stderr


def test_a_roster_of_no_stack_is_wrong_usage(arize_users, roster):
    """--roster needs --stack."""
    roster()

    assert 2 == arize_users("plan", "people.yaml", "--roster", "team").code


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("pulumi-python:dynamic/arize:Roster", "max_removals"), ("arize:index:RosterPeople", "maxRemovals")],
)
def test_limits_that_the_file_does_not_set_are_those_of_the_stack(arize, arize_users, roster, tmp_path, kind, limit):
    """A guard that only the program sets guards here too, whatever language the program is in."""
    ids = [arize.add_user(f"p{number}@example.com", name="P", role="MEMBER") for number in range(3)]
    people = {f"p{number}@example.com": {"name": "P", "role": "MEMBER", "on_destroy": "block"} for number in range(3)}
    lines = [
        json.dumps([key, {**person, "user_id": identifier, "status": "ACTIVE", "adopted": False, "organizations": {}}])
        for (key, person), identifier in zip(people.items(), ids, strict=True)
    ]
    resource = {
        "urn": "urn:pulumi:dev::team::x::people",
        "type": kind,
        "id": "roster-1",
        "inputs": {"people": people, limit: "1"},
        "outputs": {"record": "\n".join(lines), "account": arize.url, limit: "1"},
    }
    (tmp_path / "export.json").write_text(json.dumps({"deployment": {"resources": [resource]}}), encoding="utf-8")
    roster("people: {p0@example.com: {name: P, role: MEMBER, on_destroy: block}}\n")

    refused = arize_users("plan", "people.yaml", "--stack", "export.json")

    assert (3, "") == (refused.code, refused.stderr)
    assert "2" in refused.stdout
    assert "max_removals" in refused.stdout
    assert [] == arize.writes
