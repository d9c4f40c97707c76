"""`arize-users resend` and `reset-password`: who gets a mail, and who does not and why."""

from __future__ import annotations

import csv
import json

import pytest

from pulumi_arize_users.simulator import Fault
from tests.command.acting import FORM, listed, reasons, results, targets

ADA, BOB, EVE = "ada@example.com", "bob@example.com", "eve@example.com"


@pytest.fixture
def everybody(arize, tmp_path):
    """The name of a file with somebody who is active, somebody invited, and somebody whose invitation has expired."""
    for address, status in [(ADA, "ACTIVE"), (BOB, "INVITED"), (EVE, "EXPIRED")]:
        arize.add_user(address, name=address.partition("@")[0], status=status)
    return listed(tmp_path, [ADA, BOB, EVE])


def test_an_invitation_is_resent_to_who_has_not_accepted(arize, arize_users, everybody):
    """Somebody active gets none; Arize does not resend one that has expired, and the way on is said."""
    ran = arize_users("resend", "--file", everybody, "--yes", *FORM)

    assert (1, {ADA: "REFUSED", BOB: "SENT", EVE: "FAILED"}) == (ran.code, results(ran.stdout))
    assert f"{ADA} is already ACTIVE, so no invitation was sent." == reasons(ran.stdout)[ADA]
    assert "The user has no pending invitation" in reasons(ran.stdout)[EVE]
    assert reasons(ran.stdout)[EVE].endswith('a program with on_expired="reinvite" renews it.')
    assert {BOB, EVE} == {*targets(arize)}
    assert 2 == arize.user(BOB)["invitations_sent"]  # with the one that invited them


def test_a_password_is_reset_for_who_has_one(arize, arize_users, everybody):
    """Whoever has not accepted the invitation needs that one."""
    ran = arize_users("reset-password", "--file", everybody, "--yes", *FORM)

    assert (1, {ADA: "SENT", BOB: "REFUSED", EVE: "REFUSED"}) == (ran.code, results(ran.stdout))
    assert f"{BOB} is INVITED and has no password yet, so no link was sent." in reasons(ran.stdout)[BOB]
    assert [ADA] == targets(arize)


@pytest.mark.parametrize(
    ("command", "would"), [("resend", {ADA: "REFUSED", BOB: "WOULD_SEND", EVE: "WOULD_SEND"}), ("reset-password", {})]
)
def test_a_dry_run_sends_nothing_and_leaves_nothing(arize, arize_users, everybody, tmp_path, command, would):
    """It ends as the run would, as far as the rules tell."""
    ran = arize_users(command, "--file", everybody, *FORM)

    assert (1, would or {ADA: "WOULD_SEND", BOB: "REFUSED", EVE: "REFUSED"}) == (ran.code, results(ran.stdout))
    assert [] == arize.writes
    assert [everybody] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("command", ["resend", "reset-password"])
def test_with_an_identity_provider_there_are_neither_invitations_nor_passwords(arize, arize_users, everybody, command):
    """The server would refuse each of them."""
    ran = arize_users(command, "--file", everybody, "--yes", *FORM, ARIZE_MANAGED_BY="sso")

    assert (1, {"REFUSED"}) == (ran.code, {*results(ran.stdout).values()})
    assert reasons(ran.stdout)[ADA].startswith(f"Nothing was sent to {ADA}: arize:managedBy is sso")
    assert [] == arize.writes


def test_a_mail_whose_answer_was_lost_is_not_sent_again(arize, arize_users, everybody):
    """Neither by this run nor by the next one."""
    arize.fail(Fault("reset", "POST", after_write=True))

    ran = arize_users("reset-password", "--file", everybody, "--yes", *FORM)
    again = arize_users("reset-password", "--file", everybody, "--yes", *FORM)

    assert ("FAILED", "FAILED") == (results(ran.stdout)[ADA], results(again.stdout)[ADA])
    assert reasons(ran.stdout)[ADA].startswith(f"Sending a link for a new password to {ADA} failed.")
    assert [ADA] == targets(arize)


def test_a_mail_that_was_refused_is_tried_by_the_next_run(arize, arize_users, everybody):
    """Nothing was sent."""
    arize.fail(Fault("status", "POST", status=403))

    ran = arize_users("reset-password", "--file", everybody, "--yes", *FORM)
    again = arize_users("reset-password", "--file", everybody, "--yes", *FORM)

    assert ("FAILED", "SENT") == (results(ran.stdout)[ADA], results(again.stdout)[ADA])
    assert 1 == arize.user(ADA)["password_resets"]


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("json", lambda text: json.loads(text)[0]["result"]),
        ("csv", lambda text: next(csv.DictReader(text.splitlines()))["result"]),
        ("markdown", lambda text: text.splitlines()[-1].split("|")[2].strip()),
        ("table", lambda text: text.splitlines()[-1].split()[1]),
    ],
)
def test_every_form_has_the_result(arize, arize_users, form, read):
    """A script reads any of them; the words for people go to stderr."""
    arize.add_user(ADA)

    ran = arize_users("reset-password", ADA, "--yes", "--format", form)

    assert (0, "SENT") == (ran.code, read(ran.stdout))
    assert "SENT: 1 person.\n" == ran.stderr


def test_people_may_come_from_a_pipe(arize, arize_users, tmp_path):
    """With the mark that some programs put before a file; nothing is noted, unless it is said where."""
    people = {ADA: "SENT", "team#1@example.com": "SENT"}
    lines = f"\ufeff{ADA}\r\n\n# the others\n  team#1@example.com\t# a team\n"
    for address in people:
        arize.add_user(address)

    ran = arize_users("reset-password", "--file", "-", "--yes", *FORM, stdin=lines)

    assert (0, people) == (ran.code, results(ran.stdout))
    assert [] == [*tmp_path.iterdir()]


def test_a_file_that_is_no_text_is_wrong_usage(arize_users, tmp_path):
    """A table of a spreadsheet has another encoding."""
    (tmp_path / "people.txt").write_bytes("ada@exämple.com".encode("utf-16"))

    ran = arize_users("resend", "--file", "people.txt")

    assert 2 == ran.code
    assert "--file is not text in UTF-8." in ran.stderr
