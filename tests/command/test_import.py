"""`arize-users import`: who becomes code, as what, and what happens to files."""

from __future__ import annotations

import ast

import pytest
import yaml


@pytest.fixture
def imported(arize_users, tmp_path):
    """Runs the command, and answers the people of the roster that it wrote."""

    def run(*arguments, **environment):
        arize_users("import", "--roster", "people.yaml", "--force", *arguments, **environment)
        return yaml.safe_load((tmp_path / "people.yaml").read_text())["people"]

    return run


def test_everybody_is_declared_as_they_are(arize, imported):
    """The owner of the key as well: whoever counts admins has to know them all."""
    arize.add_user("ada@example.com", name="Ada Lovelace", role="MEMBER", status="EXPIRED")

    people = imported()

    assert people == {
        "ada@example.com": {"name": "Ada Lovelace", "role": "MEMBER"},
        "owner@example.com": {"name": "Account Owner", "role": "ADMIN"},
    }


@pytest.mark.parametrize("form", ["--roster", "--program", "--pulumi-import"])
def test_nothing_is_written_to_the_account(arize, arize_users, form):
    """Whatever is read, and however many are invited or expired."""
    ml = arize.add_organization("ML Platform")
    for status in ("ACTIVE", "INVITED", "EXPIRED"):
        address = f"{status.lower()}@example.com"
        arize.add_user(address, status=status)
        arize.add_member(ml, address)

    done = arize_users("import", form, "file", "--membership-role", "MEMBER", **graphql(arize))

    assert (0, "") == (done.code, done.stdout)
    assert "4 people and 3 memberships written to file" in done.stderr
    assert [] == arize.writes
    assert {"GET", "POST /graphql"} == {_kind(request) for request in arize.requests}


@pytest.mark.parametrize(
    ("options", "who"),
    [
        (["--email", "ADA"], ["ada@example.com"]),
        (["--status", "invited", "--status", "EXPIRED"], ["bob@example.com", "cyd@bots.example.com"]),
        (["--role", "member"], ["bob@example.com", "cyd@bots.example.com"]),
        (["--except", "*@bots.example.com", "--except", "Owner@example.com"], ["ada@example.com", "bob@example.com"]),
    ],
)
def test_options_choose_who_is_imported(arize, imported, options, who):
    """As those of `list` do; and people may be excepted as from the rule about unmanaged people."""
    arize.add_user("ada@example.com", role="ADMIN")
    arize.add_user("bob@example.com", role="MEMBER", status="INVITED")
    arize.add_user("cyd@bots.example.com", role="MEMBER", status="EXPIRED")

    assert who == [*imported(*options)]


def test_the_developer_flag_is_managed_only_when_asked(arize, imported):
    """What code says it sets: to set it needs an admin's key, and a change elsewhere would be taken back."""
    arize.add_user("ada@example.com", is_developer=True)

    assert "is_developer" not in imported()["ada@example.com"]
    assert imported("--is-developer")["ada@example.com"]["is_developer"] is True


@pytest.mark.parametrize(
    ("name", "role", "why"),
    [
        (" Ada ", "MEMBER", "pulumi up would change the name to 'Ada'."),
        ("Ada\u200b", "MEMBER", r"name 'Ada\u200b' has an invisible character at position 4"),
        ("", "MEMBER", "name '' has 0 characters"),
    ],
)
def test_who_cannot_be_declared_as_they_are_is_left_out(arize, arize_users, tmp_path, name, role, why):
    """With the reason in a comment, and a warning: otherwise the first run would change them, or fail."""
    identifier = arize.add_user("ada@example.com", role=role)
    arize.edit_user("ada@example.com", name=name)

    done = arize_users("import", "--roster", "people.yaml")

    text = (tmp_path / "people.yaml").read_text()
    assert f"  # left out: ada@example.com ({identifier}): {why}" in text
    assert ["owner@example.com"] == [*yaml.safe_load(text)["people"]]
    assert "Warning: Left out, because they cannot be declared as they are: ada@example.com." in done.stderr


@pytest.mark.parametrize("form", ["--roster", "--program", "--pulumi-import"])
def test_a_file_that_exists_is_kept(arize, arize_users, tmp_path, form):
    """It may have been edited since; the account is not even asked."""
    name = "file.json" if form == "--pulumi-import" else "file.py"
    (tmp_path / "file.py").write_text("edited")

    kept = arize_users("import", form, name)
    requests, text = arize.requests, (tmp_path / "file.py").read_text()
    replaced = arize_users("import", form, name, "--force")

    assert (1, "edited", []) == (kept.code, text, requests)
    assert kept.stderr == "Error: file.py exists, and nothing was done; take another name, or --force to replace it.\n"
    assert 0 == replaced.code
    assert "owner@example.com" in (tmp_path / "file.py").read_text()


def test_a_file_that_is_replaced_stays_where_it_is(arize_users, tmp_path):
    """A link stays a link, and who may read it may still do so."""
    (tmp_path / "kept").mkdir()
    file = tmp_path / "kept" / "real.yaml"
    file.write_text("before")
    file.chmod(0o640)
    (tmp_path / "people.yaml").symlink_to(file)

    done = arize_users("import", "--roster", "people.yaml", "--force")

    assert (0, 0o640) == (done.code, file.stat().st_mode & 0o777)
    assert (tmp_path / "people.yaml").is_symlink()
    assert "owner@example.com" in file.read_text()
    assert ["real.yaml"] == [path.name for path in file.parent.iterdir()]


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["new", "forced"])
def test_a_file_that_cannot_be_written_is_one_sentence(arize_users, force):
    """As every error."""
    refused = arize_users("import", "--roster", "x" * 300, *force)

    assert 1 == refused.code
    assert refused.stderr.startswith(f"Error: {'x' * 300} cannot be written: ")


def test_a_folder_that_is_not_there_is_said(arize, arize_users):
    """Before anything is asked."""
    refused = arize_users("import", "--roster", "nowhere/people.yaml")

    assert (1, "Error: There is no folder nowhere for people.yaml.\n") == (refused.code, refused.stderr)
    assert [] == arize.requests


def test_nobody_is_no_roster(arize_users, tmp_path):
    """A filter that means nobody is a mistake, and an empty roster is a dangerous file."""
    refused = arize_users("import", "--roster", "people.yaml", "--email", "nobody")

    assert 1 == refused.code
    assert refused.stderr == "Error: Nobody in the account is meant by these options, and nothing was written.\n"
    assert not (tmp_path / "people.yaml").exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "Give one of --roster FILE, --program FILE and --pulumi-import FILE."),
        (["--roster", "a", "--program", "b"], "Give one of"),
        (["--pulumi-import", "a.py"], "--pulumi-import takes the name of a JSON file"),
        (["--roster", "a", "--except", "bots"], "--except has the exception 'bots'"),
        (["--roster", "a", "--membership-role", "custom:1"], "'--membership-role'"),
        (["--roster", "a", "--memberships", "none.csv"], "'none.csv' does not exist"),
    ],
)
def test_wrong_usage_ends_with_2(arize, arize_users, options, why):
    """Before anything is asked or written."""
    refused = arize_users("import", *options)

    assert 2 == refused.code
    assert why in refused.stderr
    assert [] == arize.requests


def test_a_wrong_key_is_one_sentence_and_writes_nothing(arize_users, tmp_path):
    """And does not show the key."""
    refused = arize_users("import", "--roster", "people.yaml", ARIZE_API_KEY="wrong-key-wrong-key")

    assert 1 == refused.code
    assert refused.stderr.startswith("Error: Arize answered 401")
    assert "wrong-key" not in refused.stderr
    assert not (tmp_path / "people.yaml").exists()


def test_resources_have_valid_names_that_nothing_else_has(arize, arize_users, tmp_path):
    """Of variables and of resources, whatever people are called."""
    addresses = [
        "class@a.com",
        "id@a.com",
        "1st@a.com",
        "ada@a.com",
        "ada@b.com",
        "a-d.a@a.com",
        "a_d-a@a.com",
        "é@a.com",
    ]
    for address in addresses:
        arize.add_user(address)

    arize_users("import", "--program", "people.py")

    calls = [node for node in ast.walk(ast.parse((tmp_path / "people.py").read_text())) if isinstance(node, ast.Assign)]
    names = [target.id for call in calls for target in call.targets if isinstance(target, ast.Name)]
    assert names == [
        "ADOPT",
        "person_1st",
        "a_d_a_a_com",
        "a_d_a_a_com_2",
        "ada_a_com",
        "ada_b_com",
        "class_",
        "id_",
        "owner",
        "e",
    ]


def test_5000_people_take_a_request_for_each_hundred(arize, imported):
    """Importing is as cheap as listing."""
    for number in range(5000):
        arize.add_user(f"p{number}@example.com", name=f"Person {number}", role="MEMBER")

    people = imported()

    assert 5001 == len(people)
    assert len(arize.requests) <= 52


def graphql(arize):
    """Settings with which members can be listed."""
    return {"ARIZE_VERIFY_MEMBERSHIPS": "graphql", "ARIZE_GRAPHQL_URL": f"{arize.url}/graphql"}


def _kind(request):
    return request.method if request.method == "GET" else f"{request.method} {request.path}"
