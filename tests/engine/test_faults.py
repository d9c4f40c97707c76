"""When the key, the network or the server fails: one readable sentence, nothing lost, nothing half-done silently."""

from __future__ import annotations

import socket

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.conftest import API_KEY


def _told(result):
    return "\n".join(error.message for error in result.errors)


def test_a_missing_key_is_reported_with_the_name_of_the_person(a_team):
    """The sentence says how to set a key; nothing is sent and nothing is recorded."""
    a_team.stack.secrets.clear()
    a_team.person("ada")

    result = a_team.up()

    assert not result.ok
    assert "Inviting ada@example.com failed. There is no Arize API key" in _told(result)
    assert "pulumi config set --secret arize:apiKey" in _told(result)
    assert "Traceback" not in _told(result)
    assert [] == a_team.requests()
    assert a_team.resource("ada") is None


def test_a_preview_without_a_key_is_still_a_preview(a_team):
    """A pull request from a fork has no secrets: one line says that nobody was looked up, and the preview goes on."""
    a_team.stack.secrets.clear()
    a_team.person("ada")
    a_team.person("grace")

    result = a_team.preview().raise_for_errors()

    lines = [told.message for told in result.diagnostics if "The account was not looked at" in told.message]
    assert {"create": 3} == dict(result.changes)
    assert 1 == len(lines)
    assert "There is no Arize API key" in lines[0]


def test_a_wrong_key_is_reported_at_preview(a_team):
    """The sentence says where the key came from, and what to do after a rotation; it never shows the key."""
    a_team.arize.api_key = "another-key"
    a_team.person("ada")

    result = a_team.preview()

    assert not result.ok
    assert "401" in _told(result)
    assert "The API key came from the configuration value arize:apiKey" in _told(result)
    assert API_KEY not in _told(result)


def test_a_rotated_key_is_explained_on_destroy(a_team):
    """Destroy uses the key of the last up; the sentence says how to bring in the new one, and the state is kept."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.arize.api_key = "rotated-key"

    result = a_team.destroy()

    assert not result.ok
    assert "Blocking ada@example.com failed" in _told(result)
    assert "`pulumi up` once" in _told(result)
    assert a_team.resource("ada") is not None


def test_an_unreachable_server_is_reported(a_team):
    """The preview goes on without look-ups; the up fails with the person, the address and what to check."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    a_team.stack.config.update({"arize:baseUrl": address, "arize:maxRetries": "0"})
    a_team.person("ada")

    previewed = a_team.preview()
    result = a_team.up()

    assert previewed.ok
    assert not result.ok
    assert f"Inviting ada@example.com failed. {address} cannot be reached" in _told(result)
    assert "arize:baseUrl" in _told(result)
    assert a_team.resource("ada") is None


def test_a_server_error_in_html_is_reported(a_team):
    """A page of a proxy instead of JSON: the status is reported, the page is not, and nobody is invited twice."""
    a_team.person("ada")
    a_team.arize.fail(Fault("status", method="POST", path="users$", status=500, times=None))

    result = a_team.up()

    assert not result.ok
    assert "Inviting ada@example.com failed. Arize answered 500" in _told(result)
    assert "text/html" in _told(result)
    assert "<" not in _told(result).replace("<{%", "")
    assert ["POST users"] == a_team.writes()


def test_a_passing_server_error_on_a_read_is_healed(a_team):
    """Reads are repeated."""
    a_team.person("ada")
    a_team.up().raise_for_errors()
    a_team.arize.fail(Fault("status", method="GET", status=503, times=1))

    a_team.refresh().raise_for_errors()

    assert a_team.resource("ada") is not None


@pytest.mark.parametrize("kind", ["truncated", "malformed", "reset", "html"])
def test_a_creation_whose_answer_is_lost_is_found_again(a_team, kind):
    """The person was invited although the answer was unreadable: they are recorded, and nobody is invited twice."""
    a_team.person("ada")
    a_team.arize.fail(Fault(kind, method="POST", path="users$", times=1, after_write=True))

    a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()

    assert a_team.arize.user("ada@example.com")["id"] == a_team.resource("ada").id
    assert ["POST users"] == a_team.writes()
    assert False is a_team.resource("ada").outputs["adopted"]
    assert {"same": 2} == dict(again.changes)


def test_a_person_who_is_only_half_as_declared_is_recorded(a_team):
    """The invitation worked and the developer permission did not: the person is kept, the failure shown, and fixed."""
    a_team.person("ada", is_developer=False)
    a_team.arize.fail(Fault("status", method="PATCH", status=403, times=1, body="{}", content_type="application/json"))

    failed = a_team.up()
    recorded = a_team.resource("ada")
    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()

    assert not failed.ok
    assert "ada@example.com is in the account, but is_developer could not be set" in _told(failed)
    assert recorded is not None
    assert 1 == previewed.changes["update"]
    assert False is a_team.arize.user("ada@example.com")["is_developer"]
    assert {"same": 2} == dict(again.changes)


def test_an_unfinished_person_is_not_forgotten_by_a_refresh(a_team):
    """A refresh clears the engine's note; the record itself still shows what is missing."""
    a_team.person("ada", is_developer=False)
    a_team.arize.fail(Fault("status", method="PATCH", status=403, times=1, body="{}", content_type="application/json"))
    a_team.up()
    a_team.refresh().raise_for_errors()

    previewed = a_team.preview().raise_for_errors()
    a_team.up().raise_for_errors()

    assert [{"is_developer": (True, False)}] == [dict(step.changed) for step in previewed.steps_of("ada")]
    assert False is a_team.arize.user("ada@example.com")["is_developer"]


def test_one_failure_does_not_lose_the_others(a_team):
    """Whoever was invited before the failure is in the state, and the next up invites only the rest."""
    for name in ("ada", "grace", "alan"):
        a_team.person(name)
    a_team.arize.fail(Fault("status", method="POST", path="users$", status=403, times=1))

    failed = a_team.up()
    a_team.up().raise_for_errors()

    assert not failed.ok
    assert 4 == len(a_team.writes())
    assert {"INVITED"} == {a_team.arize.user(f"{name}@example.com")["status"] for name in ("ada", "grace", "alan")}


def test_bad_settings_are_reported_at_preview(a_team):
    """A setting that cannot be used is named with its source and what is allowed."""
    a_team.stack.config["arize:baseUrl"] = "http://api.example.com"
    a_team.person("ada")

    result = a_team.preview()

    assert not result.ok
    assert "The configuration value arize:baseUrl is 'http://api.example.com', but plain http" in _told(result)
    assert "Traceback" not in _told(result)
