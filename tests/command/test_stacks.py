"""What an export of a stack says of the people and memberships that the stack manages."""

from __future__ import annotations

import codecs
import json
import shutil
from typing import Any

import pytest

from pulumi_arize_users.command.managed.stacks import UnreadableStack, read_stack, read_stacks
from pulumi_arize_users.simulator.simulator import DEMO_KEY
from pulumi_arize_users.testing import CliEngine
from tests.command.exports import SINCE, encrypted, person, resource, roster, shown, write_export
from tests.engine import team

ADA = {"email": "ada@example.com", "name": "Ada", "role": "ADMIN"}


@pytest.fixture
def stack_of(tmp_path):
    """What a stack with these resources manages."""

    def read(*resources, **deployment):
        return read_stack(str(write_export(tmp_path / "export.json", [*resources], **deployment)))

    return read


def test_a_person_is_read_as_they_are_declared(stack_of):
    """With id, name and role, and since when; a developer flag only if the program manages it."""
    (ada,) = stack_of(person("ada", "u1", role="ADMIN", out={"is_developer": True})).people

    assert ("u1", "ada@example.com", "Ada", "ADMIN", None) == (
        ada.user_id,
        ada.email,
        ada.name,
        ada.role,
        ada.is_developer,
    )
    assert ("acme/dev", "ArizeUser 'ada'", SINCE) == (ada.by.source, ada.by.resource, ada.since)


def test_what_was_changed_elsewhere_is_not_what_is_declared(stack_of):
    """A refresh turns the inputs into what the account holds, and notes the declared role and address."""
    said = {"role": "MEMBER", "email": "new@example.com", "__role": "ADMIN", "__email": "ada@example.com"}

    (ada,) = stack_of(person("ada", "u1", **said)).people

    assert ("ADMIN", "ada@example.com") == (ada.role, ada.email)


@pytest.mark.parametrize("address", [encrypted(), "sha256:0123"], ids=["encrypted", "digest"])
def test_a_secret_address_is_not_known_and_its_person_is(stack_of, address):
    """They are recognized by id, and sentences name them by it."""
    (ada,) = stack_of(person("ada", "u1", email=address)).people

    assert ("", "the person u1") == (ada.email, ada.who)
    assert "email" in ada.secret


def test_a_secret_address_in_the_clear_is_marked(stack_of):
    """With --show-secrets it is known, and is in no sentence and no representation."""
    (ada,) = stack_of(person("ada", "u1", email=shown("ada@example.com"))).people

    assert ("ada@example.com", "the person u1") == (ada.email, ada.who)
    assert "ada@example.com" not in repr(ada)


def test_people_and_memberships_of_a_roster(stack_of):
    """Organizations by id; who has no account yet has none here either."""
    people: dict[str, dict[str, Any]] = {
        "ada@example.com": {"name": "Ada", "role": "ADMIN", "organizations": {"ML Platform": "MEMBER"}},
        "sue@example.com": {"email": "Sue@example.com", "name": "Sue", "role": "MEMBER", "is_developer": True},
    }

    stack = stack_of(roster(people, {"ada@example.com": "u1"}, organization_ids={"ML Platform": "o1"}))

    assert [("u1", "ada@example.com", None), ("", "Sue@example.com", True)] == [
        (each.user_id, each.email, each.is_developer) for each in stack.people
    ]
    assert [("o1", "ML Platform", "MEMBER", "u1")] == [
        (each.scope_id, each.name, each.role, each.user_id) for each in stack.memberships
    ]


def test_memberships_with_resources_of_their_own(stack_of):
    """Their ids say where and who; those that the engine is still to delete are not managed any more."""
    said = {"role": "READ_ONLY"}
    ended = resource("SpaceMembership", "old", "s2/u1", said, said, delete=True)

    stack = stack_of(resource("SpaceMembership", "fraud", "s1/u1", said, said), ended)

    assert [("space", "s1", "u1", "READ_ONLY")] == [
        (each.scope.noun, each.scope_id, each.user_id, each.role) for each in stack.memberships
    ]


def test_the_native_plugin_writes_the_same_in_camel_case(stack_of):
    """Addresses are keys as well, and stay as they are."""
    people = {"iAm@example.com": {"name": "I", "role": "MEMBER", "isDeveloper": True, "missingOk": True}}
    inputs = {**ADA, "isDeveloper": False, "missingOk": True}

    stack = stack_of(
        resource("arize:index:User", "ada", "u1", inputs, {**inputs, "userId": "u1"}),
        resource("arize:index:RosterPeople", "team", "r1", {"people": people}, {"record": "", "account": "x"}),
        resource("arize:index:OrganizationMembership", "m", "o1/u1", {"organizationId": "o1", "role": "ADMIN"}, {}),
    )

    assert [("ada@example.com", False, True), ("iAm@example.com", True, True)] == [
        (each.email, each.is_developer, each.missing_ok) for each in stack.people
    ]
    assert [("o1", "ADMIN")] == [(each.scope_id, each.role) for each in stack.memberships]


def test_what_a_program_only_looks_up_is_not_managed(stack_of):
    """It is in the state all the same."""
    stack = stack_of(person("ada", "u1", on={"external": True}))

    assert () == stack.people
    assert ("acme/dev manages nobody: no resource of pulumi-arize-users is in its export.",) == stack.notes


def test_a_person_whose_creation_was_interrupted_is_declared_without_an_id(stack_of):
    """They may be in the account or not, and a note says so."""
    begun = resource("ArizeUser", "bob", "", {**ADA, "email": "bob@example.com"}, {})

    stack = stack_of(person("ada", "u1"), pending_operations=[{"type": "creating", "resource": begun}])

    assert [("ada@example.com", "u1"), ("bob@example.com", "")] == [(each.email, each.user_id) for each in stack.people]
    assert "acme/dev was interrupted while creating 'bob'" in stack.notes[0]
    assert "`pulumi refresh`" in stack.notes[0]


def test_who_is_still_to_be_removed_is_leaving(stack_of):
    """A replaced person, and somebody who was taken out of a roster."""
    team_of_two = roster({"eve@example.com": {"name": "Eve", "role": "MEMBER", "leaving": "2026-01-01"}}, {})
    team_of_two["outputs"]["record"] = json.dumps(["eve@example.com", {"user_id": "u2", "leaving": "2026-01-01"}])
    team_of_two["inputs"] = {"people": {}}

    stack = stack_of(person("ada", "u1", on={"delete": True}), team_of_two)

    assert [True, True] == [each.is_leaving for each in stack.people]
    assert "is still to remove: ada@example.com and eve@example.com" in stack.notes[0]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "it is not JSON, or it was cut off"),
        ('{"version": 3, "deploy', "it is not JSON, or it was cut off"),
        ("[]", "it has no deployment"),
        ('{"version": 3, "deployment": null}', "it has no deployment"),
        ('{"version": 3, "checkpoint": {"latest": {}}}', "is a file of a backend"),
        ('{"version": 1, "deployment": {}}', "is an export of version 1, and 3 or 4 can be read"),
        ('{"deployment": {}}', "is an export of version None"),
        ('{"version": 3, "deployment": {"resources": {}}}', "its resources are not a list of objects"),
        ('{"version": 3, "deployment": {"resources": ["ada"]}}', "its resources are not a list of objects"),
    ],
)
def test_what_is_not_an_export_is_refused_with_the_way_on(tmp_path, content, what):
    """In a sentence that names the file, and shows nothing of what is in it."""
    file = tmp_path / "export.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableStack) as caught:
        read_stack(str(file))

    assert str(caught.value).startswith(f"{file} is ")
    assert what in str(caught.value)
    assert "xport" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    """It is named with the reason."""
    with pytest.raises(UnreadableStack) as caught:
        read_stack(str(tmp_path / "none.json"))

    assert f"{tmp_path / 'none.json'} cannot be read: No such file or directory." == str(caught.value)


def test_an_export_in_utf_16_is_read(tmp_path):
    """As PowerShell writes what `pulumi stack export` prints."""
    file = write_export(tmp_path / "export.json", [person("ada", "u1")])
    file.write_bytes(codecs.BOM_UTF16_LE + file.read_text(encoding="utf-8").encode("utf-16-le"))

    assert ["u1"] == [each.user_id for each in read_stack(str(file)).people]


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ('["ada@example.com",', "line 1 of its record cannot be read"),
        (None, "its record is missing"),
        (encrypted(), "Export the stack with --show-secrets"),
        ('["ada@example.com", {"user_id": "u1", "spaces": 3}]', "the memberships of ada@example.com cannot be read"),
    ],
    ids=["cut off", "missing", "secret", "odd"],
)
def test_a_damaged_record_is_refused(stack_of, record, what):
    """Otherwise everybody in it would count as unmanaged."""
    damaged = roster({"ada@example.com": {"name": "Ada", "role": "MEMBER"}}, {"ada@example.com": "u1"})
    damaged["outputs"]["record"] = record

    with pytest.raises(UnreadableStack) as caught:
        stack_of(damaged)

    assert str(caught.value).startswith("Roster 'team' of acme/dev: ")
    assert what in str(caught.value)


def test_one_stack_twice_is_refused(tmp_path):
    """Its people would be declared twice."""
    files = [str(write_export(tmp_path / name, [person("ada", "u1")])) for name in ("old.json", "new.json")]

    with pytest.raises(UnreadableStack) as caught:
        read_stacks(files)

    assert f"{files[0]} and {files[1]} are both exports of acme/dev. Give the newer one alone." == str(caught.value)


@pytest.mark.cli
@pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")
@pytest.mark.parametrize("flags", [(), ("--show-secrets",)], ids=["encrypted", "shown"])
def test_a_real_export_is_read(arize, tmp_path, flags):
    """As the CLI writes it: a person, a secret one, a membership and a roster."""
    organization = arize.add_organization("ML Platform")
    config = {
        "people": {"ada": {**ADA, "is_developer": True}, "hid": {**ADA, "email": "hid@example.com", "secret": True}},
        "memberships": {"m": {"user": "hid", "organization_id": organization, "role": "MEMBER"}},
        "rosters": {"team": {"people": {"Rob@example.com": {"name": "Rob", "role": "MEMBER"}}}},
    }
    settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY}
    said = {name: json.dumps(value) for name, value in config.items()}
    file = tmp_path / "export.json"
    with CliEngine().stack(team.declared, config=said, env=settings) as stack:
        stack.up().raise_for_errors()
        file.write_text(stack._command("stack", "export", *flags), encoding="utf-8")

    read = read_stack(str(file))

    ids = {each.who: each.user_id for each in read.people}
    hidden = str(arize.user("hid@example.com")["id"])
    wanted = {"ada@example.com", f"the person {hidden}", "Rob@example.com"}
    assert wanted == ids.keys()
    assert arize.user("ada@example.com")["id"] == ids["ada@example.com"]
    assert arize.user("rob@example.com")["id"] == ids["Rob@example.com"]
    assert [(organization, hidden)] == [(each.scope_id, each.user_id) for each in read.memberships]
    assert "hid@example.com" not in repr(read)


@pytest.mark.cli
@pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")
def test_an_audit_after_an_up_finds_what_was_changed_since(arize, arize_users, tmp_path):
    """Nothing at first; then a person who was renamed, and one who was blocked."""
    people = {f"p{number}@example.com": {"name": f"P{number}", "role": "MEMBER"} for number in range(3)}
    settings = {"ARIZE_BASE_URL": arize.url, "ARIZE_API_KEY": DEMO_KEY}
    said = {"people": json.dumps({"ada": ADA}), "rosters": json.dumps({"team": {"people": people}})}
    file = tmp_path / "export.json"
    with CliEngine().stack(team.declared, config=said, env=settings) as stack:
        stack.up().raise_for_errors()
        file.write_text(stack._command("stack", "export"), encoding="utf-8")
    arguments = ("audit", "--stack", file, "--except", "owner@example.com", "--format", "csv")

    before = arize_users(*arguments)
    arize.edit_user("p1@example.com", name="Renamed")
    arize.block_user("ada@example.com")
    after = arize_users(*arguments)

    assert (0, 1) == (before.code, len(before.stdout.splitlines()))
    assert (3, ["missing,ada@example.com", "name,p1@example.com"]) == (
        after.code,
        [",".join(line.split(",")[:2]) for line in after.stdout.splitlines()[1:]],
    )
