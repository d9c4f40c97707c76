"""What single people have, and people of a roster as well: triggers, and going on without somebody."""

from __future__ import annotations

from tests.engine.crowd import people, told

ONE, TWO = people(2)


def test_another_value_of_a_trigger_sends_once(a_team):
    """For exactly the people whose value changed; a newcomer's first value sends nothing, and a dropped one neither."""
    crowd = people(2)
    crowd[ONE]["resend_invitation_trigger"] = 1
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.arize.accept_invitation(TWO)
    a_team.requests()

    crowd[ONE]["resend_invitation_trigger"] = 2
    crowd[TWO]["reset_password_trigger"] = "2026-11"
    a_team.up().raise_for_errors()
    sent = a_team.writes()
    again = a_team.preview().raise_for_errors()
    for person in crowd.values():
        person.pop("resend_invitation_trigger", None)
        person.pop("reset_password_trigger", None)
    a_team.up().raise_for_errors()

    assert ["POST users/*/resend-invitation", "POST users/*/reset-password"] == sorted(sent)
    assert {"same"} == set(again.changes)
    assert [] == a_team.writes()
    assert {"same"} == set(a_team.preview().raise_for_errors().changes)


def test_a_roster_goes_on_without_somebody_who_has_no_account_yet(a_team, an_organization):
    """With a warning; once they have signed in, a refresh finds them, and their memberships are made."""
    a_team.stack.config["arize:managedBy"] = "sso"
    a_team.arize.add_user(TWO)
    a_team.roster("people", people=people(2, missing_ok=True, organizations={"ML Platform": "MEMBER"}))

    first = a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()
    alone = len(a_team.arize.members(an_organization))
    a_team.arize.add_user(ONE)
    a_team.refresh().raise_for_errors()
    a_team.up().raise_for_errors()

    assert f"{ONE} has no account in Arize yet; their memberships are skipped." in told(first)
    assert {"same"} == set(again.changes)
    assert 1 == alone
    assert 2 == len(a_team.arize.members(an_organization))
    assert {"same"} == set(a_team.preview().raise_for_errors().changes)


def test_nobody_of_a_roster_may_be_missing_where_nobody_else_makes_the_accounts(a_team):
    """As for single people: the setting means nothing there."""
    a_team.roster("people", people=people(1, missing_ok=True))

    refused = a_team.preview()

    assert not refused.ok
    assert "missing_ok is only for accounts of an identity provider: set arize:managedBy to sso." in told(refused)
