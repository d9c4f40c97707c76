"""Invitations that expire, and triggers that call once."""

from __future__ import annotations

import pytest


def _said(result):
    return "\n".join(diagnostic.message for diagnostic in result.diagnostics)


def test_an_expired_invitation_is_warned_of(a_team):
    """Seen by a refresh, reported by the next preview; nothing is sent."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.expire_invitation("ada@example.com")
    a_team.refresh().raise_for_errors()
    a_team.requests()

    result = a_team.up().raise_for_errors()

    assert "The invitation of ada@example.com has expired" in _said(result)
    assert {"same": 2} == dict(result.changes)
    assert [] == a_team.writes()


def test_an_expired_invitation_is_renewed_once_per_expiry(a_team):
    """With on_expired="reinvite" the preview shows an update, the up invites once, and the next up does nothing."""
    a_team.person("ada", on_expired="reinvite")
    a_team.up().raise_for_errors()
    a_team.arize.expire_invitation("ada@example.com")
    a_team.refresh().raise_for_errors()
    a_team.requests()

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    first = a_team.writes()
    a_team.up().raise_for_errors()
    second = a_team.writes()
    a_team.arize.expire_invitation("ada@example.com")
    a_team.refresh().raise_for_errors()
    a_team.up().raise_for_errors()
    third = a_team.writes()

    assert 1 == previewed.changes["update"]
    assert ["POST users"] == first
    assert [] == second
    assert ["POST users"] == third
    assert "INVITED" == a_team.resource("ada").outputs["status"]


@pytest.mark.parametrize(
    ("trigger", "request_"),
    [("resend_invitation_trigger", "resend-invitation"), ("reset_password_trigger", "reset-password")],
)
def test_a_trigger_calls_once_per_change(a_team, trigger, request_):
    """A changed value calls the endpoint once; the same value calls nothing."""
    a_team.person("ada", **{trigger: "2026-01"})
    a_team.up().raise_for_errors()
    if trigger == "reset_password_trigger":
        a_team.arize.accept_invitation("ada@example.com")
        a_team.refresh().raise_for_errors()
    a_team.requests()

    a_team.person("ada", **{trigger: "2026-02"})
    a_team.up().raise_for_errors()
    changed = a_team.writes()
    a_team.up().raise_for_errors()

    assert [f"POST users/*/{request_}"] == changed
    assert [] == a_team.writes()


def test_resending_to_somebody_active_is_answered_clearly(a_team):
    """Somebody who has accepted needs no invitation: a warning, no request, and nothing to do again."""
    a_team.person("ada", resend_invitation_trigger=1)
    a_team.up().raise_for_errors()
    a_team.arize.accept_invitation("ada@example.com")
    a_team.refresh().raise_for_errors()
    a_team.requests()

    a_team.person("ada", resend_invitation_trigger=2)
    result = a_team.up().raise_for_errors()
    again = a_team.up().raise_for_errors()

    assert "ada@example.com is already ACTIVE, so no invitation was sent" in _said(result)
    assert {"same": 2} == dict(again.changes)
    assert [] == a_team.writes()


def test_a_trigger_that_the_server_refuses_stays_asked_for(a_team):
    """The sentence has the server's reason, everything else is recorded, and the next up tries again."""
    a_team.person("ada", reset_password_trigger=1)
    a_team.up().raise_for_errors()

    a_team.person("ada", name="Ada King", reset_password_trigger=2)
    failed = a_team.up()
    a_team.arize.accept_invitation("ada@example.com")
    a_team.requests()
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert "what reset_password_trigger asks for could not be done. Arize answered 400" in failed.errors[0].message
    assert "Ada King" == a_team.arize.user("ada@example.com")["name"]
    assert ["POST users/*/reset-password"] == a_team.writes()
