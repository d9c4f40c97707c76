"""What becomes of people who are removed: a choice, never an accident."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.both_hosts


def test_nobody_is_blocked_unless_the_program_says_so(a_team):
    """Removing a person fails by default, names them, says that blocking is permanent, and how to choose."""
    a_team.person("ada")
    a_team.up().raise_for_errors()

    a_team.people.clear()
    result = a_team.up()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    for word in ("ada@example.com", "permanently", 'on_destroy="retain"', 'on_destroy="block"', "ARIZE_ON_DESTROY"):
        assert word in message
    assert "INVITED" == a_team.arize.user("ada@example.com")["status"]
    assert a_team.resource("ada") is not None


def test_block_blocks(a_team):
    """With on_destroy="block" the account is deleted, once."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.people.clear()
    a_team.up().raise_for_errors()

    assert ["DELETE users/*"] == a_team.writes()
    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]
    assert a_team.resource("ada") is None


def test_retain_keeps_the_account_and_says_so(a_team):
    """With on_destroy="retain" nothing is sent, and a warning says that the account still exists, and its status."""
    a_team.person("ada", on_destroy="retain")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.people.clear()
    result = a_team.up().raise_for_errors()

    told = "\n".join(diagnostic.message for diagnostic in result.diagnostics)
    assert [] == a_team.writes()
    assert "ada@example.com is no longer managed here, but the account is INVITED in Arize" in told
    assert a_team.resource("ada") is None


def test_retained_people_lose_the_memberships_of_this_stack(a_team):
    """The account stays, the membership that this stack declared goes."""
    organization = a_team.arize.add_organization("ML Platform")
    a_team.person("ada", on_destroy="retain")
    a_team.membership("ada-ml", organization="ML Platform", user="ada")
    a_team.up().raise_for_errors()

    a_team.destroy().raise_for_errors()

    assert {} == a_team.arize.members(organization)
    assert "INVITED" == a_team.arize.user("ada@example.com")["status"]


def test_a_changed_choice_is_recorded_without_a_request(a_team):
    """Setting on_destroy is an update of the record only, and the next removal follows it."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", on_destroy="block")
    changed = a_team.up().raise_for_errors()
    writes = a_team.writes()
    a_team.destroy().raise_for_errors()

    assert {"update": 1, "same": 1} == dict(changed.changes)
    assert [] == writes
    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]


@pytest.mark.parametrize("settings_key", ["config", "environment"])
def test_a_default_choice_holds_for_everybody_who_says_nothing(a_team, settings_key):
    """`arize:onDestroy` and ARIZE_ON_DESTROY are the default for all people of the stack."""
    if settings_key == "config":
        a_team.stack.config["arize:onDestroy"] = "block"
    else:
        a_team.stack.env["ARIZE_ON_DESTROY"] = "block"
    a_team.person("ada")
    a_team.person("grace", on_destroy="retain")
    a_team.up().raise_for_errors()

    a_team.destroy().raise_for_errors()

    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]
    assert "INVITED" == a_team.arize.user("grace@example.com")["status"]


def test_a_person_who_was_blocked_elsewhere_is_removed_without_fuss(a_team):
    """Nobody is there to be blocked any more: done."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.arize.forget_user("ada@example.com")

    a_team.destroy().raise_for_errors()

    assert a_team.resource("ada") is None


def test_another_address_is_refused_while_removal_is(a_team):
    """A changed address would remove a person, so it needs the same permission; the preview says how to give it."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", email="ada.king@example.com")
    result = a_team.preview()

    message = "\n".join(error.message for error in result.errors)
    assert not result.ok
    assert "The address of ada@example.com changes to ada.king@example.com" in message
    assert [] == a_team.writes()


def test_another_address_replaces_in_the_right_order(a_team):
    """The new person is invited first, and only then is the old account blocked."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", email="ada.king@example.com")
    previewed = a_team.preview().raise_for_errors()
    a_team.requests()
    a_team.up().raise_for_errors()

    assert 1 == previewed.changes["replace"]
    assert ["POST users", "DELETE users/*"] == a_team.writes()
    assert "INACTIVE" == a_team.arize.user("ada@example.com")["status"]
    assert "INVITED" == a_team.arize.user("ada.king@example.com")["status"]


def test_another_letter_case_is_the_same_person(a_team):
    """Addresses are compared without regard to case: no request, no replacement, no change."""
    a_team.person("ada", email="ada@example.com")
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", email="Ada@Example.com")
    result = a_team.up().raise_for_errors()

    assert {"same": 2} == dict(result.changes)
    assert [] == a_team.writes()


def test_another_address_for_an_adopted_account_is_refused_before_anybody_is_invited(a_team):
    """A default would not block the old account, so the preview refuses what the up could not finish."""
    a_team.arize.add_user("ada@example.com", name="Ada", role="MEMBER")
    a_team.stack.config["arize:onDestroy"] = "block"
    a_team.person("ada", adopt=True)
    a_team.up().raise_for_errors()
    a_team.requests()

    a_team.person("ada", email="ada.king@example.com")
    result = a_team.preview()

    assert not result.ok
    assert "The address of ada@example.com changes to ada.king@example.com" in result.errors[0].message
    assert [] == a_team.writes()
