"""Somebody gets another address in the web interface: they stay who they are, whatever the program does next."""

from __future__ import annotations

import pytest

MOVED = "ada.king@example.com"


@pytest.fixture(params=["refuse", "block"])
def moved(a_team, request):
    """Ada is declared and was given another address elsewhere."""
    a_team.person("ada", on_destroy=request.param)
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", email=MOVED)
    a_team.requests()
    return a_team


def test_a_refresh_shows_the_new_address(moved):
    """A refresh asks for nothing, so there is nothing to refuse."""
    moved.refresh().raise_for_errors()

    assert MOVED == moved.resource("ada").outputs["email"]
    assert [] == moved.writes()


def test_a_person_seen_under_a_new_address_is_not_replaced(moved):
    """The reply to an update has the new address; the next updates are still about the same person."""
    moved.person("ada", name="Ada King")
    moved.up().raise_for_errors()
    moved.person("ada", name="Ada Lovelace")
    result = moved.up().raise_for_errors()

    assert {"same": 1, "update": 1} == dict(result.changes)
    assert ["PATCH users/*", "PATCH users/*"] == moved.writes()
    assert "INVITED" == moved.arize.user(MOVED)["status"]
