"""What was changed elsewhere is shown property by property, and fixed only by an up."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.both_hosts


def test_a_changed_name_is_shown_and_fixed(a_team):
    """Refresh and preview name exactly the property that differs; up puts it back with one PATCH."""
    a_team.person("ada", name="Ada Lovelace", is_developer=True)
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", name="Somebody Else")
    a_team.requests()

    refreshed = a_team.refresh().raise_for_errors()
    reads = a_team.requests()
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert [["name"]] == [sorted(step.diff) for step in refreshed.steps_of("ada")]
    assert all(request.startswith("GET ") for request in reads)
    assert [{"name": ("Somebody Else", "Ada Lovelace")}] == [dict(step.changed) for step in previewed.steps_of("ada")]
    assert ["PATCH users/*"] == a_team.writes()
    assert "Ada Lovelace" == a_team.arize.user("ada@example.com")["name"]


def test_what_the_program_does_not_manage_is_left_alone(a_team):
    """is_developer is only managed when given: a change in the UI is not a change for the program."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", is_developer=False)
    a_team.requests()

    a_team.refresh().raise_for_errors()
    result = a_team.up().raise_for_errors()

    assert {"same": 2} == dict(result.changes)
    assert [] == a_team.writes()
    assert False is a_team.resource("ada").outputs["is_developer"]


def test_a_role_changed_elsewhere_is_reported_as_such(a_team):
    """The refusal says that somebody else changed the role, from what to what; it does not blame the program."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", role="ADMIN")

    refreshed = a_team.refresh().raise_for_errors()
    result = a_team.preview()

    message = "\n".join(error.message for error in result.errors)
    assert [["role"]] == [sorted(step.diff) for step in refreshed.steps_of("ada")]
    assert not result.ok
    assert "was changed outside of this program, from MEMBER to ADMIN" in message


def test_a_role_changed_elsewhere_can_be_accepted(a_team):
    """After a refresh, writing the new role into the program is no change any more."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", role="ADMIN")
    a_team.refresh().raise_for_errors()

    a_team.person("ada", role="ADMIN")
    result = a_team.preview().raise_for_errors()

    assert {"same": 2} == dict(result.changes)


def test_a_role_changed_elsewhere_can_be_left_to_the_ui(a_team):
    """With ignore_changes=["role"] the program leaves the role alone."""
    a_team.person("ada", opts={"ignore_changes": ["role"]})
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", role="ADMIN")
    a_team.refresh().raise_for_errors()
    a_team.requests()

    result = a_team.up().raise_for_errors()

    assert {"same": 2} == dict(result.changes)
    assert [] == a_team.writes()


def test_somebody_who_is_gone_is_seen_by_a_refresh(a_team):
    """A person who was deleted elsewhere leaves the state, with their memberships."""
    a_team.arize.add_organization("ML Platform")
    a_team.person("ada")
    a_team.membership("ada-ml", organization="ML Platform", user="ada")
    a_team.up().raise_for_errors()
    a_team.arize.block_user("ada@example.com")

    refreshed = a_team.refresh().raise_for_errors()

    assert {"delete": 2, "same": 1} == dict(refreshed.changes)
    assert a_team.resource("ada") is None


def test_nobody_is_called_gone_by_a_key_that_may_not_see(a_team):
    """When the key loses its permission, a refresh fails with a sentence and the state is kept."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.caller_role = "ANNOTATOR"

    result = a_team.refresh()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "Reading ada@example.com failed" in message
    assert "403" in message
    assert a_team.resource("ada") is not None


def test_a_status_that_changes_by_itself_is_no_drift(a_team):
    """Accepting the invitation changes the status output and nothing else."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.accept_invitation("ada@example.com")
    a_team.refresh().raise_for_errors()

    result = a_team.preview().raise_for_errors()

    assert "ACTIVE" == a_team.resource("ada").outputs["status"]
    assert {"same": 2} == dict(result.changes)


def test_an_address_changed_elsewhere_replaces_nobody(a_team):
    """Even with on_destroy="block": the person is the same, so the preview refuses and says who changed what."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", email="ada.king@example.com")
    a_team.refresh().raise_for_errors()
    a_team.requests()

    refused = a_team.preview()
    a_team.person("ada", email="ada.king@example.com")
    accepted = a_team.up().raise_for_errors()

    message = "\n".join(error.message for error in refused.errors)
    assert not refused.ok
    assert "The address of ada.king@example.com was changed outside of this program" in message
    assert {"same": 2} == dict(accepted.changes)
    assert [] == a_team.writes()
