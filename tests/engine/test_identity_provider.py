"""Accounts that an identity provider creates are looked up; only memberships are managed."""

from __future__ import annotations

import pytest


@pytest.fixture
def sso(a_team):
    """A stack in SSO mode, with one organization."""
    a_team.stack.config["arize:managedBy"] = "sso"
    a_team.arize.add_organization("ML Platform")
    return a_team


def test_people_are_looked_up_and_only_memberships_are_written(sso):
    """The only write is the membership; the names of the identity provider stay."""
    sso.arize.add_user("ada@example.com", name="Lovelace, Ada", role="ADMIN")
    sso.person("ada", name="Ada", role="MEMBER")
    sso.membership("ada-ml", organization="ML Platform", user="ada")

    sso.preview().raise_for_errors()
    sso.up().raise_for_errors()
    writes = sso.writes()
    again = sso.preview().raise_for_errors()

    assert ["POST organizations/*/users"] == writes
    assert {"same": 3} == dict(again.changes)
    assert "Lovelace, Ada" == sso.arize.user("ada@example.com")["name"]
    assert "Lovelace, Ada" == sso.resource("ada").outputs["name"]


def test_nobody_is_blocked(sso):
    """Not even with on_destroy="block": the account is the identity provider's."""
    sso.arize.add_user("ada@example.com", role="MEMBER")
    sso.person("ada", on_destroy="block")
    sso.up().raise_for_errors()
    sso.requests()

    sso.destroy().raise_for_errors()

    assert [] == sso.writes()
    assert "ACTIVE" == sso.arize.user("ada@example.com")["status"]


def test_a_missing_person_is_reported_at_preview(sso):
    """Nobody is invited; the sentence says where accounts come from, and how to go on without."""
    sso.person("ada")

    result = sso.preview()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "ada@example.com has no account in Arize, and arize:managedBy is sso" in message
    assert "missing_ok=True" in message
    assert [] == sso.writes()


def test_a_missing_person_can_be_skipped_and_comes_later(sso):
    """With missing_ok the membership is skipped with a warning, and made once the person has signed in."""
    sso.person("ada", missing_ok=True)
    sso.membership("ada-ml", organization="ML Platform", user="ada")

    first = sso.up().raise_for_errors()
    skipped = sso.writes()
    user_id = sso.arize.add_user("ada@example.com")
    sso.refresh().raise_for_errors()
    sso.up().raise_for_errors()
    made = sso.writes()
    again = sso.up().raise_for_errors()

    told = "\n".join(diagnostic.message for diagnostic in first.diagnostics)
    assert "their memberships are skipped" in told
    assert [] == skipped
    assert ["POST organizations/*/users"] == made
    assert user_id == sso.resource("ada").id
    assert {"same": 3} == dict(again.changes)


def test_missing_ok_means_nothing_elsewhere(a_team):
    """Where people are invited, nobody is missing."""
    a_team.person("ada", missing_ok=True)

    result = a_team.preview()

    assert not result.ok
    assert "missing_ok is only for accounts of an identity provider" in result.errors[0].message


def test_nobody_gets_a_mail(sso):
    """Neither by a trigger nor because an invitation has expired."""
    sso.arize.add_user("ada@example.com", status="EXPIRED")
    sso.person("ada", on_expired="reinvite", resend_invitation_trigger=1, reset_password_trigger=1)
    sso.up().raise_for_errors()
    sso.person("ada", resend_invitation_trigger=2, reset_password_trigger=2)

    sso.up().raise_for_errors()

    assert [] == sso.writes()
