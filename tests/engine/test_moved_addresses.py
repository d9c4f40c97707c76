"""Somebody gets another address in the web interface: they stay who they are, whatever the program does next."""

from __future__ import annotations

import pytest

MOVED = "ada.king@example.com"


@pytest.fixture(params=["refuse", "block"])
def a_team(a_team, request):
    """Ada is declared and was given another address elsewhere."""
    a_team.person("ada", on_destroy=request.param)
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", email=MOVED)
    a_team.requests()
    return a_team


def test_a_refresh_shows_the_new_address(a_team):
    """A refresh asks for nothing, so there is nothing to refuse."""
    a_team.refresh().raise_for_errors()

    assert MOVED == a_team.resource("ada").outputs["email"]
    assert [] == a_team.writes()


def test_a_person_seen_under_a_new_address_is_not_replaced(a_team):
    """The reply to an update has the new address; the next updates are still about the same person."""
    a_team.person("ada", name="Ada King")
    a_team.up().raise_for_errors()
    a_team.person("ada", name="Ada Lovelace")
    result = a_team.up().raise_for_errors()

    assert {"same": 1, "update": 1} == dict(result.changes)
    assert ["PATCH users/*", "PATCH users/*"] == a_team.writes()
    assert "INVITED" == a_team.arize.user(MOVED)["status"]
