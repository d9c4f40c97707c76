"""What a preview says of a roster: everything, before anybody is touched."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, statuses, told


def test_every_changed_role_is_reported_at_preview(a_team):
    """All of them, and nothing is sent."""
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("people", people=people(3, role="ADMIN"))

    result = a_team.preview()

    assert not result.ok
    assert all(f"The account role of {address} is MEMBER" in told(result) for address in people(3))
    assert [] == a_team.writes()


def test_existing_accounts_are_reported_at_preview_with_their_place(a_team):
    """Who exists, with id, status and role; nobody is taken over unasked."""
    a_team.arize.add_user("person001@example.com", name="Ada", role="MEMBER", status="ACTIVE")
    a_team.roster("people", people=people(2))

    result = a_team.preview()

    assert not result.ok
    assert 'people["person001@example.com"]: person001@example.com already exists in the Arize account' in told(result)
    assert "status ACTIVE, role MEMBER" in told(result)
    assert [] == a_team.writes()


def test_a_preview_says_who_is_taken_over(a_team):
    """And what becomes of them."""
    a_team.arize.add_user("person001@example.com", name="Ada", role="MEMBER", status="ACTIVE")
    a_team.roster("people", people=people(2, adopt=True))

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert "will be taken over; name becomes 'Person 1'" in told(previewed)
    assert ["PATCH users/*", "POST users"] == sorted(a_team.writes())


def test_more_removals_than_allowed_are_refused_by_name(a_team):
    """30 of 100 under 10 %: everybody is named, and nothing is sent."""
    a_team.roster("people", people=people(100, on_destroy="block"), max_removals="10%")
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("people", people=people(70, on_destroy="block"))

    result = a_team.preview()

    assert not result.ok
    assert "would remove 30 of 100 people, but max_removals is 10% (at most 10)" in told(result)
    assert all(address in told(result) for address in people(100).keys() - people(70).keys())
    assert [] == a_team.writes()


def test_a_file_that_was_cut_off_blocks_nobody(a_team):
    """Without any limit, most of a roster is not blocked; a setting allows it for one run, and a destroy needs none."""
    a_team.roster("people", people=people(12, on_destroy="block"))
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("people", people=people(5, on_destroy="block"))

    refused = a_team.preview()

    assert not refused.ok
    assert "would block 7 of 12 people permanently" in told(refused)
    assert [] == a_team.writes()
    a_team.stack.env["ARIZE_MAX_REMOVALS"] = "7"
    a_team.up().raise_for_errors()
    assert 7 == a_team.writes().count("DELETE users/*")
    del a_team.stack.env["ARIZE_MAX_REMOVALS"]
    a_team.destroy().raise_for_errors()
    assert 5 == a_team.writes().count("DELETE users/*")


def test_a_removal_is_refused_unless_it_is_chosen(a_team):
    """By default nobody is removed, and the sentence names everybody."""
    a_team.roster("people", people=people(3))
    a_team.up().raise_for_errors()
    a_team.roster("people", people=people(1))

    result = a_team.preview()

    assert "person001@example.com and person002@example.com were not removed" in told(result)
    assert {"INVITED"} == statuses(a_team)


@pytest.mark.parametrize(("unmanaged", "ok", "said"), [("ignore", True, 0), ("warn", True, 1), ("fail", False, 1)])
def test_people_nobody_declared_are_ignored_reported_or_refused(a_team, unmanaged, ok, said):
    """As the roster says; only then the account is listed."""
    a_team.roster("people", people=people(2))
    a_team.up().raise_for_errors()
    a_team.roster("people", unmanaged=unmanaged)
    a_team.requests()

    result = a_team.preview()

    assert ok == result.ok
    assert said == told(result).count("1 person of the account is not declared here: owner@example.com (ADMIN,")
    assert ["GET users"] * said == a_team.requests()


def test_an_owner_is_an_exception_and_the_rule_stays_on(a_team):
    """Somebody who is neither declared nor excepted is still refused."""
    a_team.roster("people", people=people(2), unmanaged={"policy": "fail", "except": ["Owner@*.com"]})
    a_team.up().raise_for_errors()
    a_team.arize.add_user("stranger@example.com", role="MEMBER", status="INVITED")
    a_team.roster("people", people=people(3))

    refused = a_team.preview()

    assert not refused.ok
    assert "1 person of the account is not declared here: stranger@example.com (MEMBER, INVITED)." in told(refused)


def test_nobody_is_in_a_roster_and_a_resource_of_their_own(a_team):
    """Two resources of one person would fight."""
    a_team.person("ada", email="Person000@example.com")
    a_team.roster("people", people=people(2))

    result = a_team.preview()

    assert "ArizeUser 'ada' and Roster 'people' declare the same person, person000@example.com." in told(result)
    assert [] == a_team.writes()


@pytest.mark.usefixtures("an_organization")
def test_a_file_with_twelve_mistakes_prints_twelve_places(a_team, tmp_path):
    """Every mistake is shown in one preview, unknown organizations too, and nothing is written."""
    file = tmp_path / "people.yaml"
    file.write_text(
        """\
max_removals: a few
unmanaged: shout
people:
  ada.example.com: {name: Ada, role: MEMBER}
  alan@example.com: {role: MEMBER}
  grace@example.com: {name: Grace, role: BOSS}
  Grace@example.com: {name: Grace, role: MEMBER}
  mary@example.com: {name: Mary, role: MEMBER, organisations: {}}
  joan@example.com: {name: Joan, role: MEMBER, organizations: {ML Platfrom: ADMIN}}
  jean@example.com: {name: Jean, role: MEMBER, organizations: {ML Platform: ANNOTATOR}}
  hedy@example.com: {name: Hedy, role: MEMBER, is_developer: perhaps}
  rosa@example.com: {name: Rosa, role: MEMBER, on_destroy: delete}
  ruth@example.com: {name: Ruth, role: MEMBER, invite_mode: PIGEON}
""",
        encoding="utf-8",
    )
    a_team.roster("people", file=str(file))

    result = a_team.preview()

    places = [line.removeprefix(f"{file}:").split(":")[0] for line in told(result).splitlines() if str(file) in line]
    assert "Roster 'people' has 12 mistakes, and nothing is done:" in told(result)
    assert ["1", "2", *map(str, range(4, 14))] == places
    assert "Did you mean ML Platform?" in told(result)
    assert [] == a_team.writes()


@pytest.mark.usefixtures("an_organization")
def test_an_unknown_organization_is_reported_with_its_place(a_team):
    """With similar names; only names that the stack does not know are asked about."""
    a_team.roster("people", people=people(1, organizations={"ML Platfrom": "MEMBER"}))

    result = a_team.preview()

    assert "There is no organization 'ML Platfrom' in the account" in told(result)
    assert "Did you mean ML Platform?" in told(result)
    assert [] == a_team.writes()


def test_the_last_admin_is_reported_at_preview(a_team):
    """Not only when the others are gone; whoever was only invited does not count, and the sentence says so."""
    a_team.stack.config["arize:callerEmail"] = "none"
    a_team.roster("people", people=people(2, role="ADMIN", on_destroy="block"))
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("owner@example.com", role="MEMBER")
    a_team.requests()
    a_team.roster("people", people=people(1, role="ADMIN", on_destroy="block"))

    result = a_team.preview()

    assert "person001@example.com was not blocked: no other active account with the role ADMIN would remain" in told(
        result
    )
    assert "does not count until they have accepted: person000@example.com." in told(result)
    assert [] == a_team.writes()


def test_as_many_admins_stay_as_a_roster_requires(a_team):
    """An admin whom this very change invites is not one yet; with enough others, one may leave."""
    a_team.stack.config["arize:callerEmail"] = "none"
    admins = people(3, role="ADMIN", on_destroy="block")
    a_team.roster("people", people=admins, required_admins=3)
    a_team.up().raise_for_errors()
    for address in admins:
        a_team.arize.accept_invitation(address)
    a_team.arize.edit_user("owner@example.com", role="MEMBER")
    a_team.requests()
    kept = people(2, role="ADMIN", on_destroy="block")
    a_team.roster("people", people={**kept, "new@example.com": {"name": "New", "role": "ADMIN"}})

    refused = a_team.preview()
    a_team.roster("people", required_admins=2)
    allowed = a_team.preview()

    assert (
        "person002@example.com was not blocked: only 2 active accounts with the role ADMIN would remain, but "
        "required_admins is 3. Whoever was only invited does not count until they have accepted: new@example.com."
        in told(refused)
    )
    assert [] == a_team.writes()
    assert allowed.ok


def test_whose_key_it_is_is_asked_before_somebody_is_blocked_who_may_have_it(a_team):
    """At preview, once; a member cannot remove people, and so cannot be whose key this is."""
    admin = {"boss@example.com": {"name": "Boss", "role": "ADMIN", "on_destroy": "block"}}
    a_team.roster("people", people={**people(1, on_destroy="block"), **admin})
    a_team.up().raise_for_errors()
    a_team.requests()
    a_team.roster("people", people={})

    asked = a_team.preview()
    a_team.stack.config["arize:callerEmail"] = "owner@example.com"
    answered = a_team.preview()
    a_team.stack.config["arize:callerEmail"] = "BOSS@example.com"
    theirs = a_team.preview()

    assert "boss@example.com was not blocked: whoever may remove people may be the one whose API key this is" in told(
        asked
    )
    assert "person000" not in told(asked)
    assert answered.ok
    assert "boss@example.com was not blocked: the API key belongs to this account (arize:callerEmail)" in told(theirs)
    assert [] == a_team.writes()


def test_whose_key_it_is_is_nobody_to_be_declared(a_team):
    """Strangers are counted without them; while nobody has said whose key it is, the sentence asks."""
    a_team.roster("people", people=people(1), unmanaged="fail")

    asked = a_team.preview()
    a_team.stack.config["arize:callerEmail"] = "owner@example.com"
    answered = a_team.preview()

    assert "If the API key belongs to one of them, say so with arize:callerEmail." in told(asked)
    assert answered.ok
