"""The journal of a command that acts: what it remembers, and what cannot be one."""

from __future__ import annotations

import json

import pytest

from pulumi_arize_users.command.acting.journal import BEGUN, DONE, Entry, Journal, JournalError
from tests.command.acting import FORM, OWNER, listed, members, reasons, results

ADA = Entry("block", "Ada@example.com", "U1", "ada@example.com", BEGUN, "http://arize U0")

# A shell that lets no file grow.
FULL = ("sh", "-c", 'ulimit -f 0 && exec "$@"', "sh")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "people.journal"


def noted(file, *entries):
    """The journal after these entries, as the next run reads it."""
    journal = Journal(file, "block")
    with journal.open():
        journal.read()
        for entry in entries:
            journal.note(entry)
    again = Journal(file, "block")
    again.read()
    return again


@pytest.mark.parametrize("who", ["U1", "ada@example.com", "ADA@EXAMPLE.COM"])
def test_the_last_entry_of_somebody_counts(file, who):
    """By id, or by address in any letter case."""
    journal = noted(file, ADA, Entry(**{**vars(ADA), "state": DONE}))

    entry = journal.entry(who)

    assert entry is not None
    assert (DONE, "U1", "http://arize U0") == (entry.state, entry.user_id, entry.account)
    assert {"U1"} == journal.user_ids


def test_half_a_line_was_not_begun(file):
    """The process that wrote it was killed; the next one writes over it."""
    noted(file, ADA)
    whole = file.read_text()
    file.write_text(whole + whole.replace("Ada", "Äda")[:50])

    journal = noted(file, Entry(**{**vars(ADA), "who": "bob@example.com", "user_id": "U2", "email": ""}))

    assert {"U1", "U2"} == journal.user_ids
    assert whole == file.read_text().splitlines(keepends=True)[0]
    assert 2 == file.read_text().count("\n")


def test_nobody_else_may_read_it(file):
    """It has addresses in it."""
    noted(file, ADA)

    assert 0o600 == file.stat().st_mode & 0o777


def test_a_journal_of_nothing_is_not_left(file):
    """A run that was given up leaves no file."""
    noted(file)

    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ada@example.com\n", "is not a journal: see line 1."),
        ("ada@example.com", "is not a journal: see line 1."),
        ('{"deed": "block"}\n', "is not a journal: see line 1."),
        ("[]\n", "is not a journal: see line 1."),
        (json.dumps({**vars(ADA), "at": "yesterday"}) + "\n", "is not a journal: see line 1."),
        (
            '{"deed":"resend","who":"","user_id":"","email":"","state":"","account":"","at":"2026-11-28"}\n',
            "is the journal of `resend`.",
        ),
    ],
)
def test_another_file_is_no_journal(file, text, reason):
    """Nothing is written into it, and the way on is said."""
    file.write_text(text)

    with pytest.raises(JournalError, match=r"Name another file with --journal\.$") as caught:
        noted(file, ADA)

    assert reason in str(caught.value)
    assert text == file.read_text()


@pytest.mark.parametrize("name", ["missing/people.journal", "/dev/zero", "a folder"])
def test_a_journal_that_cannot_be_written_blocks_nobody(arize, arize_users, tmp_path, name):
    """What is not noted is not begun."""
    (tmp_path / "a folder").mkdir()
    file = listed(tmp_path, members(arize, 1))

    ran = arize_users("block", "--file", file, "--yes", "--journal", name, ARIZE_CALLER_EMAIL=OWNER)

    assert (1 if "/" in name else 2, "") == (ran.code, ran.stdout)
    assert [] == arize.writes


def test_a_full_disk_begins_nothing(arize, started, tmp_path):
    """What cannot be noted is not done, and the reason is said."""
    file = listed(tmp_path, members(arize, 2))
    command = ("block", "--file", file, "--yes", *FORM)

    process = started(*command, by=FULL, ARIZE_CALLER_EMAIL=OWNER)
    stdout, _stderr = process.communicate(timeout=60)

    assert (1, {"NOT_BEGUN"}) == (process.returncode, {*results(stdout).values()})
    assert "The journal people.txt.block.journal cannot be used: " in reasons(stdout)["p0@example.com"]
    assert [] == arize.writes


def test_the_file_of_people_is_no_journal(arize, arize_users, tmp_path):
    """It would be written into."""
    file = listed(tmp_path, members(arize, 1))

    ran = arize_users("block", "--file", file, "--yes", "--journal", file)

    assert 2 == ran.code
    assert "--journal and --file name the same file." in ran.stderr
