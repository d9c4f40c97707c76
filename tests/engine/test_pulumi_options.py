"""What the options of Pulumi itself do to people, as docs/pulumi-options.md says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engine.conftest import API_KEY, only_the_cli
from tests.engine.crowd import told

PAGE = (Path(__file__).parents[2] / "docs/pulumi-options.md").read_text()
ADA, COUNTESS = "ada@example.com", "countess@example.com"


@pytest.fixture
def ada(a_team):
    """A stack of one person, whose removal blocks them."""
    a_team.person("ada", on_destroy="block")
    a_team.up().raise_for_errors()
    a_team.requests()
    return a_team


def status(a_team, address):
    """What became of an account."""
    return a_team.arize.user(address)["status"]


def operate(a_team, engine, *words):
    """A command of the CLI with options, on what is declared now."""
    only_the_cli(engine, "takes no options")
    return a_team._declared()._operate(*words)


def test_every_claim_of_the_page_has_a_test():
    """The last column names tests that exist."""
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)
    rows = [line for line in PAGE.splitlines() if re.match(r"\| `", line)]

    missing = [name for file, name in named if f"def {name}(" not in (Path(__file__).parent / file).read_text()]

    assert 14 <= len(rows)
    assert [] == [row for row in rows if "`test_" not in row]
    assert [] == missing


def test_a_protected_person_keeps_the_address(ada):
    """Another address would be a replacement: the engine refuses it, and nobody is invited."""
    ada.person("ada", opts={"protect": True})
    ada.up().raise_for_errors()
    ada.person("ada", email=COUNTESS)

    refused = ada.preview()

    assert not refused.ok
    assert "protect" in told(refused)
    assert [] == ada.writes()


def test_a_removal_with_retain_on_delete_sends_nothing(ada):
    """Not even for somebody whose own choice is to be blocked; and nothing is said of the account that stays."""
    ada.person("ada", opts={"retain_on_delete": True})
    ada.up().raise_for_errors()
    ada.people.clear()

    done = ada.up().raise_for_errors()

    assert [] == ada.writes()
    assert ADA not in told(done)
    assert "INVITED" == status(ada, ADA)


@pytest.mark.parametrize(("in_one_edit", "becomes"), [(True, "INACTIVE"), (False, "INVITED")])
def test_retain_on_delete_has_to_be_applied_before_the_address_changes(ada, in_one_edit, becomes):
    """The engine goes by what was applied last: in one edit with the new address it is too late, and Ada is blocked."""
    ada.person("ada", opts={"retain_on_delete": True})
    if not in_one_edit:
        ada.up().raise_for_errors()
    ada.person("ada", email=COUNTESS)

    ada.up().raise_for_errors()

    assert becomes == status(ada, ADA)
    assert "INVITED" == status(ada, COUNTESS)


@pytest.mark.parametrize(
    ("options", "order"),
    [({}, ["POST users", "DELETE users/*"]), ({"delete_before_replace": True}, ["DELETE users/*", "POST users"])],
)
def test_delete_before_replace_blocks_before_it_invites(ada, options, order):
    """Without it the new person comes first."""
    ada.person("ada", email=COUNTESS, opts=options)

    ada.up().raise_for_errors()

    assert order == ada.writes()


@pytest.mark.parametrize(("argument", "value"), [("name", "Countess"), ("email", COUNTESS), ("role", "ADMIN")])
def test_what_is_ignored_stays_as_it_was(ada, argument, value):
    """The program may say what it wants."""
    ada.person("ada", opts={"ignore_changes": [argument]}, **{argument: value})

    done = ada.up().raise_for_errors()

    assert {"same": 2} == dict(done.changes)
    assert [] == ada.writes()


def test_an_excluded_person_stays_as_they_are(ada, engine):
    """Everybody else is changed."""
    ada.person("ada", name="Countess")
    ada.person("grace")

    operate(ada, engine, "up", "--skip-preview", "--yes", "--exclude", "**::ada").raise_for_errors()

    assert ["POST users"] == ada.writes()
    assert "Ada" == ada.arize.user(ADA)["name"]


def test_an_up_that_expects_no_changes_applies_them_first(ada, engine):
    """The exit code comes too late; a preview with the same words writes nothing."""
    ada.person("ada", name="Countess")
    preview = operate(ada, engine, "preview", "--expect-no-changes")
    before = ada.writes()

    up = operate(ada, engine, "up", "--skip-preview", "--yes", "--expect-no-changes")

    assert not preview.ok
    assert [] == before
    assert not up.ok
    assert ["PATCH users/*"] == ada.writes()


def test_an_up_with_refresh_changes_back_what_was_changed_elsewhere(ada, engine):
    """Without it nothing is looked at, and nothing is seen."""
    ada.arize.edit_user(ADA, name="Countess")
    ada.up().raise_for_errors()
    unseen = ada.requests()

    operate(ada, engine, "up", "--skip-preview", "--yes", "--refresh").raise_for_errors()

    assert [] == unseen
    assert "Ada" == ada.arize.user(ADA)["name"]


def test_a_preview_with_refresh_writes_nothing(ada, engine):
    """Neither to the account nor to the state."""
    ada.arize.edit_user(ADA, name="Countess")
    before = ada.stack.state()

    shown = operate(ada, engine, "preview", "--refresh", "--diff").raise_for_errors()

    assert 1 == shown.changes["update"]
    assert [] == ada.writes()
    assert before == ada.stack.state()


@pytest.mark.parametrize("operation", ["refresh", "destroy"])
def test_run_program_takes_the_key_of_the_configuration(ada, engine, operation):
    """Without it, that of the last `up`."""
    only_the_cli(engine, "takes no options")
    ada.arize.api_key = ada.stack.secrets["arize:apiKey"] = f"{API_KEY}-2"
    words = (operation, "--skip-preview", "--yes")

    refused = operate(ada, engine, *words)
    done = operate(ada, engine, *words, "--run-program")

    assert not refused.ok
    assert done.ok, told(done)


def test_a_destroy_follows_what_was_applied_last(ada):
    """A choice that was only written is not known to it: the program is not run."""
    ada.person("ada", on_destroy="retain")

    ada.destroy().raise_for_errors()

    assert "INACTIVE" == status(ada, ADA)
