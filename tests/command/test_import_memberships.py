"""`arize-users import`: where people belong, and what is said of roles that nobody can read."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest
import yaml

from pulumi_arize_users.simulator.faults import Fault

PAGE = Path(__file__).parents[2] / "docs" / "command.md"
ON_TRUST = "  # on trust: "


@pytest.fixture
def account(arize):
    """Ada and Bob, an annotator, in an organization with a space; Ada has a role of her own in another one."""
    places = {name: arize.add_organization(name) for name in ("ML", "Research")}
    places["ML/Fraud"] = arize.add_space(places["ML"], "Fraud")
    arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    arize.add_user("bob@example.com", name="Bob", role="ANNOTATOR")
    arize.add_member(places["ML"], "ada@example.com", "ADMIN")
    arize.add_member(places["ML"], "bob@example.com", "ANNOTATOR")
    arize.add_member(places["ML/Fraud"], "ada@example.com", "READ_ONLY")
    return arize


@pytest.fixture
def imported(account, arize_users, tmp_path):
    """Runs the command where members can be listed; answers how it ended, and each person's line of the roster."""

    def run(*options, csv="", verify="graphql"):
        settings = {"ARIZE_VERIFY_MEMBERSHIPS": verify, "ARIZE_GRAPHQL_URL": f"{account.url}/graphql"}
        if csv:
            (tmp_path / "roles.csv").write_text(csv, encoding="utf-8")
            options = (*options, "--memberships", "roles.csv")
        done = arize_users("import", "--roster", "people.yaml", "--except", "owner@example.com", *options, **settings)
        file = tmp_path / "people.yaml"
        lines = file.read_text().splitlines() if file.exists() else []
        return done, {line.split(":")[0].strip(): line for line in lines if "@example.com: " in line}

    return run


def said(line):
    """What YAML reads in the line of a person."""
    ((_address, person),) = yaml.safe_load(line).items()
    return {key: person[key] for key in ("organizations", "spaces") if key in person}


def test_a_role_that_is_unknown_is_not_invented(imported):
    """The membership is left out, with a comment and a warning; a role that was read stands there."""
    done, lines = imported()

    assert {"spaces": {"ML/Fraud": "READ_ONLY"}} == said(lines["ada@example.com"])
    assert lines["ada@example.com"].endswith("}  # left out: ML: the role is unknown")
    assert {} == said(lines["bob@example.com"])
    left_out = "Warning: Left out, because the role is unknown: ada@example.com in ML and bob@example.com in ML."
    assert left_out in done.stderr.splitlines()
    assert "2 people and 1 membership written to people.yaml." in done.stderr


def test_one_role_for_all_is_marked_as_taken_on_trust(imported):
    """And annotators have the only one that they can have."""
    done, lines = imported("--membership-role", "member")

    assert {"organizations": {"ML": "MEMBER"}, "spaces": {"ML/Fraud": "READ_ONLY"}} == said(lines["ada@example.com"])
    assert lines["ada@example.com"].endswith(f"{ON_TRUST}MEMBER in ML (--membership-role)")
    assert {"organizations": {"ML": "ANNOTATOR"}} == said(lines["bob@example.com"])
    assert "Warning: 2 roles are taken on trust; comments in the file mark them." in done.stderr


@pytest.mark.parametrize(
    "csv",
    [
        "Address,Where,Role\nADA@example.com , ML, admin\n",
        "ada@example.com;ML;Admin\n\n",
        "\ufeffada@example.com,ML,ADMIN\r\nada@example.com,ML,admin\r\n",
    ],
    ids=["headings", "semicolons and no headings", "as a spreadsheet writes it, twice"],
)
def test_roles_of_a_file_are_marked_as_taken_on_trust(imported, csv):
    """Before the one role for all."""
    _done, lines = imported("--membership-role", "MEMBER", csv=csv)

    assert {"ML": "ADMIN"} == said(lines["ada@example.com"])["organizations"]
    assert lines["ada@example.com"].endswith(f"{ON_TRUST}ADMIN in ML (roles.csv)")
    assert lines["bob@example.com"].endswith(f"{ON_TRUST}ANNOTATOR in ML (--membership-role)")


def test_what_arize_says_is_not_taken_from_a_file(imported):
    """A role that was read stays, and somebody who is no member does not become one: the first run would add them."""
    csv = "ada@example.com,ML/Fraud,ADMIN\nada@example.com,Research,ADMIN\n"

    done, lines = imported(csv=csv)

    assert {"spaces": {"ML/Fraud": "READ_ONLY"}} == said(lines["ada@example.com"])
    assert "overruled: ML/Fraud: Arize says READ_ONLY, and roles.csv ADMIN" in lines["ada@example.com"]
    no_member = "Arize does not list them as a member, whatever roles.csv says"
    assert f"left out: Research: {no_member}" in lines["ada@example.com"]
    assert f"Warning: Left out, because {no_member}: ada@example.com in Research." in done.stderr


def test_roles_that_do_not_fit_are_left_out(imported):
    """The roster would be refused as a whole."""
    _done, lines = imported(csv="ada@example.com,ML,ANNOTATOR\n")

    assert lines["ada@example.com"].endswith("# left out: ML: the role ANNOTATOR does not fit the account role MEMBER")


def test_where_members_cannot_be_listed_a_file_tells_all(account, imported):
    """Spaces and custom roles as well; without either, nobody's memberships are known, and that is said."""
    role = f"custom:{account.add_role('Viewer')}"
    csv = f"ada@example.com,ML,MEMBER\nada@example.com,ML/Fraud,{role}\nghost@example.com,ML,MEMBER\n"

    done, lines = imported(csv=csv, verify="off")
    nothing, _lines = imported("--force", verify="off")

    assert {"organizations": {"ML": "MEMBER"}, "spaces": {"ML/Fraud": role}} == said(lines["ada@example.com"])
    assert "Warning: Not imported, but named by --memberships: ghost@example.com." in done.stderr
    assert "Warning: Memberships are left out, because none are known: set ARIZE_VERIFY_" in nothing.stderr


def test_mistakes_of_a_file_are_all_listed_with_their_lines(imported, tmp_path):
    """And nothing is written."""
    csv = (
        "ada@example.com,ML,ADMIN\nada@example.com,ML,MEMBER\nada,ML,ADMIN\nada@example.com,LM,ADMIN\n"
        "ada@example.com,ML/Fruad,ADMIN\nada@example.com,ML,BOSS\nada@example.com\n"
    )

    done, _lines = imported(csv=csv)

    heading, *mistakes = done.stderr.splitlines()
    assert (1, "Error: roles.csv cannot be used:") == (done.code, heading)
    assert mistakes[:1] == ["roles.csv:2: 'ada@example.com' has another role in 'ML' above; keep one of them."]
    assert "roles.csv:3: address 'ada' is not an e-mail address" in mistakes[1]
    assert "roles.csv:4: There is no organization 'LM'" in mistakes[2]
    assert "roles.csv:5: There is no space 'ML/Fruad'" in mistakes[3]
    assert "Did you mean ML/Fraud?" in mistakes[3]
    assert "roles.csv:6: role 'BOSS' is not a known organization role" in mistakes[4]
    assert "roles.csv:7: has 1 columns, and must have: address, organization or" in mistakes[5]
    assert not (tmp_path / "people.yaml").exists()


def test_where_graphql_does_not_answer_the_rest_is_imported(account, imported):
    """Its words are in a warning, and a file may tell the memberships of those places."""
    refused = json.dumps({"errors": [{"message": "no GraphQL for you"}]})
    account.fail(Fault("success", path="/graphql", body=refused, times=None))

    done, lines = imported(csv="ada@example.com,ML,ADMIN\n")

    assert {"organizations": {"ML": "ADMIN"}} == said(lines["ada@example.com"])
    assert "Warning: The members of ML, Research and ML/Fraud could not be read; only memb" in done.stderr
    assert "no GraphQL for you" in done.stderr


def test_the_page_shows_the_file_as_it_is(account, arize_users, tmp_path):
    """But for the address of the account, and the ids in it."""
    account.rename_organization(str(account.organizations()[0]["id"]), "ML Platform")
    account.edit_user("ada@example.com", name="Ada Lovelace")
    account.edit_user("bob@example.com", name=" Bob")
    account.add_user("grace@example.com", name="Grace Hopper", role="ADMIN")
    account.add_member(str(account.organizations()[0]["id"]), "grace@example.com", "MEMBER")
    (tmp_path / "roles.csv").write_text("ada@example.com,ML Platform,ADMIN\n")
    section = PAGE.read_text(encoding="utf-8").partition("## Importing")[2].partition("\n## ")[0]
    shown = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)

    settings = {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{account.url}/graphql"}
    arize_users("import", "--roster", "people.yaml", "--memberships", "roles.csv", **settings)

    written = (tmp_path / "people.yaml").read_text()
    written = written.replace(account.url, "https://api.arize.com").replace(
        str(account.user("bob@example.com")["id"]), "VXNlcjoz"
    )
    assert [written.rstrip()] == [textwrap.dedent(block).rstrip() for block in shown]


def test_names_that_mean_something_else_are_written_as_ids(account, imported):
    """Two organizations may have one name, and a name may hold what nobody sees."""
    first, second, hidden = (account.add_organization(name) for name in ("Data", "Data ", "Da\u200bta"))
    for place in (first, second, hidden):
        account.add_member(place, "ada@example.com", "ADMIN")

    _done, lines = imported("--membership-role", "MEMBER")

    assert {"ML", "Data", second, hidden} == {*said(lines["ada@example.com"])["organizations"]}
