"""The same cause is told once, with the people it concerns, however many there are."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine.conftest import only_the_cli
from tests.engine.crowd import people, told

MANY = 24
LONGEST_MESSAGE = 4000


def declare(a_team, kind, **said):
    """Many people, as single resources or in a roster."""
    if kind == "roster":
        a_team.roster("people", people=people(MANY, **said))
        return
    for address, each in people(MANY, **said).items():
        a_team.person(address.partition("@")[0], email=address, **each)


@pytest.mark.parametrize("kind", ["roster", "people"])
def test_a_wrong_key_is_one_message_and_one_request_of_a_preview(a_team, kind):
    """Nobody reads the same sentence for each person."""
    declare(a_team, kind)
    a_team.stack.secrets["arize:apiKey"] = "another-key"

    result = a_team.preview()

    (error,) = [each.message for each in result.errors if "401" in each.message]
    assert not result.ok
    assert len(error) <= LONGEST_MESSAGE
    assert ["GET users"] == a_team.requests()


@pytest.mark.parametrize("kind", ["roster", "people"])
def test_a_key_that_was_revoked_is_told_once_by_a_refresh(a_team, kind):
    """With single resources the engine asks about each: all but one say with whom the reason is."""
    declare(a_team, kind)
    a_team.up().raise_for_errors()
    a_team.arize.fail(Fault("status", status=401, times=None))
    a_team.requests()

    result = a_team.refresh()

    messages = [each.message for each in result.errors if "failed" in each.message and "update failed" != each.message]
    assert not result.ok
    assert 1 == len([message for message in messages if "Arize answered 401" in message])
    assert (1 if kind == "roster" else MANY) == len(messages)
    assert all(
        " failed for the same reason as reading person" in text or "Arize answered 401" in text for text in messages
    )
    assert 1 == len(a_team.requests())


@pytest.mark.parametrize("kind", ["roster", "people"])
def test_people_who_exist_are_one_message(a_team, kind):
    """A roster knows them all; of single resources the engine checks no other after the first."""
    for address in people(MANY):
        a_team.arize.add_user(address, name="Somebody", role="MEMBER", status="ACTIVE")
    declare(a_team, kind)

    result = a_team.preview()

    (error,) = [each.message for each in result.errors if "already exist" in each.message]
    assert not result.ok
    assert len(error) <= LONGEST_MESSAGE
    assert error.count("set adopt=True") == 1
    assert ("and 4 more" in error) == (kind == "roster")


def test_writes_of_a_roster_that_are_refused_are_one_sentence(a_team):
    """With twenty names and a count, in the run and in the next preview."""
    declare(a_team, "roster")
    a_team.arize.fail(Fault("status", method="POST", status=403, times=None))

    failed = a_team.up()
    previewed = a_team.preview()

    (error,) = [each.message for each in failed.errors if "403" in each.message]
    assert 1 == error.count("Arize answered 403")
    assert "The same happened to person001@example.com, person002@example.com, " in error
    assert told(previewed).count("Arize answered 403") <= 1


def test_twenty_warnings_of_a_kind_are_shown_and_then_one_that_there_are_more(a_team):
    """Each of many single people has an invitation that has expired."""
    declare(a_team, "people")
    a_team.up().raise_for_errors()
    for address in people(MANY):
        a_team.arize.edit_user(address, status="EXPIRED")
    a_team.refresh().raise_for_errors()

    lines = told(a_team.preview().raise_for_errors()).splitlines()

    assert 20 == len([line for line in lines if "The invitation of person" in line])
    assert 1 == lines.count(
        "arize: warning: The same warning holds for more people, who are not named one by one here."
    )


def test_warnings_are_in_the_json_of_a_preview(engine, a_team):
    """As the host passes them on: with the word in the text, and without a severity of their own."""
    only_the_cli(engine, "prints no JSON")
    declare(a_team, "roster", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.roster("people", people=dict(list(people(MANY, on_destroy="block").items())[1:]))

    a_team._declared()._write_config()

    done = a_team.stack._run("preview", "--json")

    assert "arize: warning: person000@example.com will be blocked permanently" in done.stdout + done.stderr
