"""The main job: people as code from preview to destroy."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.both_hosts


def test_a_program_goes_through_its_whole_life(a_team):
    """Preview, up, an empty second preview, a change, and a destroy that leaves nobody and nothing behind."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada", on_destroy="block")
    a_team.membership("ada-ml", organization="ML Platform", user="ada", role="admin")

    previewed = a_team.preview().raise_for_errors()
    created = a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()
    a_team.person("ada", name="Ada Lovelace")
    changed = a_team.up().raise_for_errors()
    members = a_team.arize.members(organization)
    destroyed = a_team.destroy().raise_for_errors()

    assert {"create": 3} == dict(previewed.changes)
    assert {"create": 3} == dict(created.changes)
    assert {"same": 3} == dict(again.changes)
    assert {"update": 1, "same": 2} == dict(changed.changes)
    assert {a_team.arize.user("ada@example.com")["id"]: "ADMIN"} == members
    assert {"delete": 3} == dict(destroyed.changes)
    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]
    assert {} == a_team.arize.members(organization)
    assert [] == [resource for resource in a_team.stack.state() if resource.custom]


def test_a_hundred_people_cost_two_hundred_writes(a_team):
    """One write per resource, then none; a changed name is one PATCH, a changed role one POST; refresh only reads."""
    a_team.stack.env["PULUMI_SKIP_CHECKPOINTS"] = "true"  # the CLI would write the whole state 400 times
    a_team.arize.add_organization("ML Platform")
    for number in range(100):
        a_team.person(f"person{number}")
        a_team.membership(f"member{number}", organization="ML Platform", user=f"person{number}")

    a_team.up().raise_for_errors()
    first = a_team.requests()
    a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    idle = a_team.requests()
    a_team.person("person7", name="Seven")
    a_team.up().raise_for_errors()
    renamed = a_team.writes()
    a_team.membership("member7", role="ADMIN")
    a_team.up().raise_for_errors()
    promoted = a_team.writes()
    a_team.refresh().raise_for_errors()
    refreshed = a_team.requests()

    assert 200 == len([request for request in first if not request.startswith("GET")])
    assert 2 >= len([request for request in first if request.startswith("GET")])
    assert {"GET organizations"} >= set(idle)
    assert ["PATCH users/*"] == renamed
    assert ["POST organizations/*/users"] == promoted
    assert all(request.startswith("GET ") for request in refreshed)


@pytest.mark.parametrize("arize", ["upper", "lower"], indirect=True)
def test_the_same_program_works_on_both_dialects(a_team):
    """A server that speaks only SCREAMING_SNAKE_CASE and one that speaks only lower case need no setting."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada", role="Annotator")
    a_team.person("grace", role="ADMIN", invite_mode="temporary_password", is_developer=False)
    a_team.membership("ada-ml", organization="ML Platform", user="ada", role="annotator")
    a_team.membership("grace-ml", organization="ML Platform", user="grace", role="read-only")

    a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()
    refreshed = a_team.refresh().raise_for_errors()

    assert {"same": 5} == dict(again.changes)
    assert {"same": 5} == dict(refreshed.changes)
    assert {"ANNOTATOR", "READ_ONLY"} == set(a_team.arize.members(organization).values())
    assert False is a_team.arize.user("grace@example.com")["is_developer"]


def test_a_changed_membership_role_is_posted_in_place(a_team):
    """Ending the membership first would end the person's memberships in the spaces as well."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada")
    a_team.membership("ada-ml", organization="ML Platform", user="ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.membership("ada-ml", role="READ_ONLY")
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert [{"role": "update"}] == [dict(step.diff) for step in previewed.steps_of("ada-ml")]
    assert ["POST organizations/*/users"] == a_team.writes()
    assert ["READ_ONLY"] == list(a_team.arize.members(organization).values())


def test_a_temporary_password_is_a_secret_output(a_team):
    """The password of a new person can be exported, and is shown as [secret]."""
    a_team.person("grace", invite_mode="TEMPORARY_PASSWORD")

    a_team.up().raise_for_errors()

    assert "[secret]" == a_team.stack.outputs()["grace_password"]
    assert a_team.stack.outputs(show_secrets=True)["grace_password"]
