"""`arize-users report`: who is on the page, where they belong, and what manages them."""

from __future__ import annotations

import json
import re

import pytest

from pulumi_arize_users.command.report.review import ABSENT, ALSO_MISSING, NOT_DECLARED
from tests.command.exports import SINCE, encrypted, person, resource, shown, write_export


@pytest.fixture
def reviewed(arize_users, tmp_path):
    """Runs the command; returns what its page holds."""

    def run(*options, **environment):
        done = arize_users("report", "--html", "report.html", *options, **environment)
        assert (0, "") == (done.code, done.stdout), done.stderr
        return data_of((tmp_path / "report.html").read_text(encoding="utf-8"))

    return run


@pytest.fixture
def asking(arize):
    """The settings with which the account is asked for memberships."""
    return {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}


def data_of(page):
    """What a page holds."""
    return json.loads(re.findall(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])


def member(kind, place_id, someone, role):
    """A resource that manages a membership."""
    return resource(f"{kind}Membership", "member", f"{place_id}/{someone['id']}", {"role": role}, {"role": role})


def by_address(data):
    """The people of a page."""
    return {person["email"]: person for person in data["people"]}


def memberships(data, email):
    """Where somebody belongs according to a page: place, role and note."""
    places = data["places"]
    return [
        (places[held["place"]]["name"], held["role"], held["note"]) for held in by_address(data)[email]["memberships"]
    ]


def test_everybody_is_on_the_page(arize, reviewed):
    """With name, role, status and the day on which the account was created; nothing was sent."""
    arize.add_user("ada@example.com", name="Ada </script>", role="ADMIN", status="INVITED")

    data = reviewed()

    ada = by_address(data)["ada@example.com"]
    assert {"owner@example.com", "ada@example.com"} == set(by_address(data))
    assert ("Ada </script>", "ADMIN", "INVITED") == (ada["name"], ada["role"], ada["status"])
    assert arize.user("ada@example.com")["created_at"] == ada["since"]
    assert arize.url == data["account"]
    assert [] == data["sources"] == arize.writes


def test_memberships_come_from_the_account_where_it_can_be_asked(arize, reviewed, asking):
    """In the order of their names, each space below its organization."""
    arize.add_user("ada@example.com")
    research, platform = arize.add_organization("Research"), arize.add_organization("ML Platform")
    fraud = arize.add_space(platform, "Fraud")
    for place in (research, platform, fraud):
        arize.add_member(place, "ada@example.com")

    data = reviewed(**asking)

    assert [("ML Platform", None), ("Fraud", 0), ("Research", None)] == [
        (place["name"], place["of"]) for place in data["places"]
    ]
    assert [("ML Platform", "", ""), ("Fraud", "MEMBER", ""), ("Research", "", "")] == memberships(
        data, "ada@example.com"
    )


def test_a_stack_says_whom_it_manages_since_when(arize, reviewed, tmp_path):
    """People and memberships; what the account was not asked is not called missing."""
    arize.add_user("ada@example.com")
    arize.add_user("bob@example.com")
    platform = arize.add_organization("ML Platform")
    ada = person("ada", arize.user("ada@example.com")["id"])
    export = write_export(tmp_path / "prod.json", [ada, member("Organization", platform, ada, "READ_ONLY")])

    data = reviewed("--stack", export)

    managed = {email: person["managed"] for email, person in by_address(data).items()}
    assert ["acme/dev"] == data["sources"]
    assert [{"source": 0, "resource": "ArizeUser 'ada'", "since": SINCE}] == managed["ada@example.com"]
    assert [] == managed["bob@example.com"]
    assert [("ML Platform", "READ_ONLY", "")] == memberships(data, "ada@example.com")
    assert "the account was not asked" in data["notes"][0]


def test_a_roster_says_whom_it_manages(arize, reviewed, tmp_path):
    """By address in any letter case, with organizations by name."""
    arize.add_user("Ada@example.com")
    arize.add_organization("ML Platform")
    (tmp_path / "people.yaml").write_text(
        "people:\n  ada@example.com: {name: Ada, role: member, organizations: {ML Platform: admin}}\n"
    )

    data = reviewed("--roster", "people.yaml")

    assert [{"source": 0, "resource": "", "since": ""}] == by_address(data)["Ada@example.com"]["managed"]
    assert [("ML Platform", "ADMIN", "")] == memberships(data, "Ada@example.com")


def test_who_may_be_there_undeclared_is_marked(arize, reviewed, tmp_path):
    """As the settings say, and as each roster says."""
    for who in ("bot@bots.example.com", "audit@example.com", "eve@example.com"):
        arize.add_user(who)
    (tmp_path / "people.yaml").write_text("unmanaged: {policy: fail, except: ['*@bots.example.com']}\npeople: {}\n")

    settings = {"ARIZE_UNMANAGED": "warn except audit@example.com", "ARIZE_CALLER_EMAIL": "owner@example.com"}

    data = reviewed("--roster", "people.yaml", **settings)

    excepted = {person["email"] for person in data["people"] if person["excepted"]}
    assert {"bot@bots.example.com", "audit@example.com", "owner@example.com"} == excepted


def test_5000_people_take_a_request_for_each_hundred(arize, reviewed):
    """And one for the organizations and one for the spaces."""
    for number in range(5000):
        arize.add_user(f"p{number}@example.com", name=f"Person {number}", role="MEMBER")

    assert 5001 == len(reviewed()["people"])
    assert 53 == len(arize.requests)


def test_what_differs_from_the_account_is_noted(arize, reviewed, asking, tmp_path):
    """A membership that has ended, one that nobody declares, and another role."""
    arize.add_user("ada@example.com")
    ended, undeclared = arize.add_organization("A ended"), arize.add_organization("B undeclared")
    space = arize.add_space(undeclared, "C other role")
    arize.add_member(undeclared, "ada@example.com")
    arize.add_member(space, "ada@example.com", "MEMBER")
    ada = person("ada", arize.user("ada@example.com")["id"])
    memberships_of_ada = [member("Organization", ended, ada, "MEMBER"), member("Space", space, ada, "ADMIN")]
    export = write_export(tmp_path / "prod.json", [ada, *memberships_of_ada])

    data = reviewed("--stack", export, **asking)

    assert [
        ("A ended", "MEMBER", ALSO_MISSING),
        ("B undeclared", "", NOT_DECLARED),
        ("C other role", "MEMBER", "declared as ADMIN"),
    ] == memberships(data, "ada@example.com")


def test_who_is_managed_and_not_seen_is_on_the_page(arize, reviewed, tmp_path):
    """Without a role, for they have none; a stack nobody of whom is seen may belong elsewhere."""
    arize.add_user("ada@example.com", name="Ada")
    export = write_export(tmp_path / "prod.json", [person("ada", arize.user("ada@example.com")["id"])])
    arize.block_user("ada@example.com")

    data = reviewed("--stack", export)

    ada = by_address(data)["ada@example.com"]
    assert ("Ada", "", ABSENT, "") == (ada["name"], ada["role"], ada["status"], ada["since"])
    assert "Nobody of acme/dev is seen in this account: it may belong to another one." in data["notes"]


def test_an_organization_that_is_not_seen_is_named(arize, reviewed, tmp_path):
    """As the roster calls it, with a sentence that says what may be meant."""
    arize.add_user("ada@example.com")
    arize.add_organization("ML Platform")
    (tmp_path / "people.yaml").write_text(
        "people:\n  ada@example.com: {name: Ada, role: member, organizations: {ML Platfrom: admin}}\n"
    )

    data = reviewed("--roster", "people.yaml")

    assert [("ML Platfrom", "ADMIN", "")] == memberships(data, "ada@example.com")
    assert "ML Platform" in data["notes"][-1]


@pytest.mark.parametrize("written", [encrypted, shown])
def test_a_secret_of_a_stack_is_not_on_the_page(arize, reviewed, tmp_path, written):
    """Whose address is a secret is found and named by id, whether the account shows them or not."""
    resources = []
    for name in ("Ada", "Bob"):
        arize.add_user(f"{name}@example.com", name=name)
        secret = {"email": written(f"{name}@example.com"), "name": written(name), "__secret": ["email", "name"]}
        user_id = arize.user(f"{name}@example.com")["id"]
        resources.append(resource("ArizeUser", name, user_id, secret, {**secret, "user_id": user_id}))
    export = write_export(tmp_path / "prod.json", resources)
    arize.block_user("Bob@example.com")

    data = reviewed("--stack", export)

    managed = [(person["email"], person["name"], person["status"]) for person in data["people"] if person["managed"]]
    ada, bob = (f"the person {found['id']}" for found in resources)
    assert [(ada, "", "ACTIVE"), (bob, "", ABSENT)] == managed
    assert not re.search(r"\b(Ada|Bob)\b(?!')", json.dumps(data))


@pytest.mark.parametrize("content", ["<html><p>Mine.</p>", ""])
def test_only_an_older_report_is_replaced(arize_users, tmp_path, content):
    """Whatever else is in a file stays there."""
    (tmp_path / "mine.html").write_text(content)

    refused = arize_users("report", "--html", "mine.html")
    made = [arize_users("report", "--html", "report.html").code for _ in range(2)]

    assert (1, "") == (refused.code, refused.stdout)
    assert "mine.html is there already and is not a report of this command. Choose another file." in refused.stderr
    assert content == (tmp_path / "mine.html").read_text()
    assert [0, 0] == made


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--html", "no/such/folder/report.html"], "no/such/folder/report.html cannot be written: No such file"),
        (["--html", f"{'a' * 300}.html"], "aaa.html cannot be written: File name too long. Choose another file."),
        (["--html", "report.html", "--stack", "people.yaml"], "people.yaml is not the export of a stack"),
        (["--html", "report.html", "--roster", "nobody.yaml"], "nobody.yaml"),
        (["--html", "report.html", "--roster", "people.yaml"], "people.yaml has 3 mistakes, and no page was written:"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_error(arize_users, tmp_path, options, says):
    """And no page is left behind."""
    (tmp_path / "people.yaml").write_text("people: {ada: {}}\n")

    refused = arize_users("report", *options)

    assert (1, "") == (refused.code, refused.stdout)
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "report.html").exists()


def test_the_page_can_go_to_the_standard_output(arize_users):
    """Where another program takes it on."""
    done = arize_users("report", "--html", "-")

    assert (0, "owner@example.com") == (done.code, data_of(done.stdout)["people"][0]["email"])
