"""Announced before, reported after: a default preview says what cannot be undone, and a run what it has done."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people, told

ONE, TWO, THREE = people(3)


@pytest.mark.usefixtures("an_organization")
def test_a_preview_says_who_will_be_blocked_and_who_leaves_an_organization(a_team):
    """By name, without --diff, with one line that counts; and nothing of it is said when nothing happens."""
    crowd = people(3, on_destroy="block", organizations={"ML Platform": "MEMBER"})
    a_team.roster("people", people=crowd)
    a_team.up().raise_for_errors()
    quiet = told(a_team.preview().raise_for_errors())
    del crowd[ONE]
    crowd[TWO]["organizations"] = {}

    previewed = a_team.preview().raise_for_errors()

    assert quiet.startswith("arize: info: Whether 3 people have accepted an invitation by now was seen last on 2")
    assert 1 == len(quiet.splitlines())
    assert "The roster: 1 person will be changed, 1 blocked permanently." in told(previewed)
    assert f"{ONE} will be blocked permanently; this address can never be invited again." in told(previewed)
    assert f"{TWO} will lose the membership in ML Platform." in told(previewed)
    assert [] == [status for status in a_team.arize.users() if status["status"] == "INACTIVE"]


def test_twenty_who_will_be_blocked_are_named_and_the_others_counted(a_team):
    """A destroy says it at run time, before the first request."""
    a_team.roster("people", people=people(25, on_destroy="block"))
    a_team.up().raise_for_errors()
    a_team.arize.fail(Fault("status", method="DELETE", status=403, times=None))

    destroyed = a_team.destroy()

    (line,) = [line for line in told(destroyed).splitlines() if "will be blocked permanently" in line]
    assert line.startswith(f"arize: warning: {ONE}, {TWO}, ")
    assert "person019@example.com and 5 more will be blocked" in line
    assert "Blocked permanently" not in told(destroyed)


def test_a_destroy_says_whom_it_blocks_before_and_after(a_team):
    """Everybody who was blocked is named in the run's output."""
    a_team.person("ada", on_destroy="block")
    a_team.roster("people", people=people(2, on_destroy="block"))
    a_team.up().raise_for_errors()

    destroyed = a_team.destroy().raise_for_errors()

    lines = told(destroyed)
    assert "ada@example.com will be blocked permanently" in lines
    assert "Blocked permanently: ada@example.com." in lines
    assert f"{ONE} and {TWO} will be blocked permanently" in lines
    assert f"Blocked permanently: {ONE}, {TWO}." in lines


def test_what_was_done_is_counted_from_what_was_done(a_team):
    """30 of 30 failed: the log does not say that anybody was invited."""
    a_team.roster("people", people=people(30))
    a_team.arize.fail(Fault("status", method="POST", status=403, times=None))

    failed = a_team.up()

    assert not failed.ok
    assert "30 people will be invited." in told(failed)
    assert "were invited" not in told(failed)


def test_a_preview_after_a_failure_says_who_is_unfinished_and_why(a_team):
    """For a roster and for single people; once it is finished nothing is said."""
    a_team.roster("people", people=people(3))
    a_team.arize.fail(Fault("status", method="POST", path="users$", status=403))
    assert not a_team.up().ok
    unfinished = a_team.preview()
    a_team.up().raise_for_errors()

    finished = a_team.preview().raise_for_errors()

    assert "arize: warning: The last run did not finish: Inviting person00" in told(unfinished)
    assert "Arize answered 403" in told(unfinished)
    assert "did not finish" not in told(finished)


def test_those_whom_an_adoption_changes_are_named_first(a_team):
    """Of a thousand, the two whom the `up` changes are named; the others are counted."""
    for number, address in enumerate(people(40)):
        a_team.arize.add_user(address, name=f"Person {number}", role="MEMBER", status="ACTIVE")
    a_team.arize.edit_user("person030@example.com", name="Countess")
    a_team.roster("people", people=people(40, adopt=True))

    previewed = a_team.preview().raise_for_errors()

    assert "person030@example.com (id " in told(previewed)
    assert "will be taken over; name becomes 'Person 30'." in told(previewed)
    assert "39 people will be taken over unchanged." in told(previewed)


def test_a_membership_that_an_adoption_sets_is_named(a_team, an_organization):
    """Somebody's role in an organization may become less than it was, and nobody can read what it was."""
    a_team.arize.add_user(ONE, name="Person 0", role="MEMBER", status="ACTIVE")
    a_team.arize.add_member(an_organization, ONE, "ADMIN")
    a_team.roster("people", people=people(1, adopt=True, organizations={"ML Platform": "READ_ONLY"}))

    previewed = a_team.preview().raise_for_errors()

    assert "will be taken over; becomes READ_ONLY in ML Platform." in told(previewed)


@pytest.mark.parametrize("reinvite", [False, True], ids=["as it is", "with on_expired"])
@pytest.mark.parametrize("kind", ["person", "roster"])
def test_an_adoption_invites_nobody_unless_that_is_asked_for(a_team, kind, reinvite):
    """An account whose invitation has expired: the preview says what will happen, and just that happens."""
    a_team.arize.add_user(ONE, name="Person 0", role="MEMBER", status="EXPIRED")
    said = {"adopt": True, **({"on_expired": "reinvite"} if reinvite else {})}
    if kind == "roster":
        a_team.roster("people", people=people(1, **said))
    else:
        a_team.person("one", email=ONE, name="Person 0", **said)

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert (["POST users"] if reinvite else []) == a_team.writes()
    assert ("gets a new invitation, because the old one has expired" in told(previewed)) == reinvite
    assert ("will be taken over without a new invitation" in told(previewed)) != reinvite
    assert 1 + reinvite == a_team.arize.user(ONE)["invitations_sent"]
