"""Invitations do not become spam, and a preview says how old its knowledge of them is."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, told

ONE, TWO = people(2)


def alone(a_team, **said):
    """One person as a resource of their own."""
    a_team.person("one", email=ONE, name="Person 0", on_expired="reinvite", **said)


def in_a_roster(a_team, **said):
    """The same person in a roster."""
    a_team.roster("people", people=people(1, on_expired="reinvite", **said))


def expire(a_team):
    """The invitation runs out, and a refresh sees it."""
    a_team.arize.expire_invitation(ONE)
    a_team.refresh().raise_for_errors()


def invitations(a_team):
    """How many the person got."""
    return a_team.arize.user(ONE)["invitations_sent"]


@pytest.mark.parametrize("declare", [alone, in_a_roster], ids=lambda declare: declare.__name__)
def test_after_three_new_invitations_nobody_gets_another(a_team, declare):
    """Each preview says how many there were; then it warns, and raising the limit goes on."""
    declare(a_team)
    a_team.up().raise_for_errors()
    previews = []
    for _ in range(4):
        expire(a_team)
        previews.append(told(a_team.preview().raise_for_errors()))
        a_team.up().raise_for_errors()
    stopped = invitations(a_team)
    declare(a_team, reinvite_limit=4)
    a_team.up().raise_for_errors()

    assert f"{ONE} will be invited again" in previews[0]
    assert f"{ONE} (already 1 time) will be invited again" in previews[1]
    assert f"{ONE} (already 2 times) will be invited again" in previews[2]
    assert f"The last invitation of {ONE} (3 times) has expired as well" in previews[3]
    assert "will be invited again" not in previews[3]
    assert 4 == stopped
    assert 5 == invitations(a_team)


@pytest.mark.parametrize("declare", [alone, in_a_roster], ids=lambda declare: declare.__name__)
def test_whoever_accepts_begins_anew(a_team, declare):
    """The count is of invitations that nobody accepted."""
    declare(a_team)
    a_team.up().raise_for_errors()
    expire(a_team)
    a_team.up().raise_for_errors()
    a_team.arize.accept_invitation(ONE)
    a_team.refresh().raise_for_errors()

    a_team.arize.edit_user(ONE, status="EXPIRED")
    a_team.refresh().raise_for_errors()
    previewed = a_team.preview().raise_for_errors()

    assert f"{ONE} will be invited again" in told(previewed)


def test_a_preview_without_a_refresh_says_how_old_its_knowledge_is(a_team):
    """While somebody has not accepted; not for a changed roster, which looks at the account itself."""
    crowd = people(2)
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    a_team.arize.accept_invitation(TWO)
    a_team.refresh().raise_for_errors()

    unchanged = a_team.preview().raise_for_errors()
    crowd[TWO]["name"] = "Countess"
    changed = a_team.preview().raise_for_errors()
    a_team.arize.accept_invitation(ONE)
    a_team.up().raise_for_errors()
    a_team.refresh().raise_for_errors()
    accepted = a_team.preview().raise_for_errors()

    age = "Whether 1 person has accepted an invitation by now was seen last on 2"
    assert age in told(unchanged)
    assert "`pulumi preview --refresh` looks again." in told(unchanged)
    assert "by now was seen last" not in told(changed)
    assert "by now was seen last" not in told(accepted)
