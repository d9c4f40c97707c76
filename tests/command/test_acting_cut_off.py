"""A command that acts and is cut off: what was done is known, and the next run does the rest, nothing twice."""

from __future__ import annotations

import re
import signal

import pytest

from pulumi_arize_users.simulator import Fault, Simulator
from tests.command.acting import FORM, OWNER, listed, members, reasons, results, targets, until

ONE_BY_ONE = {"ARIZE_CONCURRENCY": "1", "ARIZE_CALLER_EMAIL": OWNER}
COUNT = 12
CUT = 5


@pytest.fixture
def killed(arize, started):
    """Begins a command, and kills it while the server has not answered about the person in the middle."""

    def kill(*command, method, served):
        middle = str(arize.user(f"p{CUT}@example.com")["id"])
        arize.fail(Fault("hang", method, re.escape(middle.removesuffix("=")), after_write=served))
        process = started(*command, "--yes", *FORM, **ONE_BY_ONE)
        until(process, lambda: f"p{CUT}@example.com" in targets(arize))
        process.send_signal(signal.SIGKILL)
        process.wait(30)

    return kill


@pytest.mark.parametrize("served", [True, False])
def test_a_block_that_was_killed_is_finished_by_the_next_run(arize, arize_users, killed, tmp_path, served):
    """Whoever was under way is blocked by either of them; nobody else is asked for twice."""
    people = members(arize, COUNT)
    command = ("block", "--file", listed(tmp_path, people))
    killed(*command, method="DELETE", served=served)
    before = targets(arize)

    preview = arize_users(*command, *FORM, **ONE_BY_ONE)
    again = arize_users(*command, "--yes", *FORM, **ONE_BY_ONE)
    after = targets(arize)[len(before) :]

    assert people[: CUT + 1] == before
    assert people[CUT + served :] == after
    assert (0, 0) == (preview.code, again.code)
    assert ["DELETED", "WOULD_DELETE"] == [results(preview.stdout)[people[number]] for number in (0, -1)]
    assert dict.fromkeys(people, "DELETED") == results(again.stdout)
    assert reasons(again.stdout)[people[0]].startswith("By an earlier run, at 20")
    assert served == reasons(again.stdout)[people[CUT]].startswith("An earlier run began to block them")


def test_a_block_that_is_done_is_done(arize, arize_users, tmp_path):
    """Repeated, it says so and sends nothing; without a journal nobody would be found."""
    people = members(arize, COUNT)
    command = ("block", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize_users(*command, **ONE_BY_ONE)
    arize.clear_requests()

    again = arize_users(*command, **ONE_BY_ONE)
    elsewhere = arize_users(*command, "--journal", "another", **ONE_BY_ONE)

    assert (0, dict.fromkeys(people, "DELETED")) == (again.code, results(again.stdout))
    assert (1, dict.fromkeys(people, "NOT_FOUND")) == (elsewhere.code, results(elsewhere.stdout))
    assert [] == arize.writes


def test_an_account_that_lags_makes_nobody_blocked_twice(arize, arize_users, tmp_path):
    """The next run still sees them on the list, and looks again."""
    people = members(arize, 2)
    command = ("block", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize.lag(reads=2)

    first = arize_users(*command, **ONE_BY_ONE)
    again = arize_users(*command, **ONE_BY_ONE, ARIZE_LAG_SECONDS="300")

    assert dict.fromkeys(people, "DELETED") == results(first.stdout) == results(again.stdout)
    assert people == targets(arize)


def test_somebody_who_is_back_is_blocked_again(arize, arize_users, tmp_path):
    """Only a person at Arize can do that; the journal does not know better than the account."""
    people = members(arize, 1)
    command = ("block", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize_users(*command, **ONE_BY_ONE)
    arize.edit_user(people[0], status="ACTIVE")

    again = arize_users(*command, **ONE_BY_ONE)

    assert {people[0]: "DELETED"} == results(again.stdout)
    assert "INACTIVE" == arize.user(people[0])["status"]


def test_somebody_who_was_blocked_under_two_names_is_one(arize, arize_users, tmp_path):
    """By address and by id, before and after."""
    ada = arize.add_user("ada@example.com")
    command = ("block", "--file", listed(tmp_path, ["ada@example.com", ada]), "--yes", *FORM)

    first = arize_users(*command, **ONE_BY_ONE)
    again = arize_users(*command, **ONE_BY_ONE)

    assert {"ada@example.com": "DELETED"} == results(first.stdout) == results(again.stdout)
    assert ["ada@example.com"] == targets(arize)


@pytest.mark.parametrize("same_people", [True, False])
def test_a_journal_proves_nothing_about_another_account(arize, arize_users, tmp_path, same_people):
    """Nobody counts as blocked there; somebody who is there under another id is somebody to block."""
    people = members(arize, 3)
    command = ("block", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize_users(*command, **ONE_BY_ONE)

    with Simulator(first_number=500) as other:
        if same_people:
            members(other, 3)
        ran = arize_users(*command, **ONE_BY_ONE, ARIZE_BASE_URL=other.url)

        assert dict.fromkeys(people, "DELETED" if same_people else "FAILED") == results(ran.stdout)
        assert (3 if same_people else 0) == len(other.writes)
    assert same_people or "nothing proves that they are gone" in reasons(ran.stdout)[people[0]]


@pytest.mark.parametrize("served", [True, False])
def test_mails_that_were_cut_off_are_not_sent_twice(arize, arize_users, killed, tmp_path, served):
    """Nobody knows of the one under way, and how to send it in any case is said; all others get theirs once."""
    people = members(arize, COUNT, status="INVITED")
    command = ("resend", "--file", listed(tmp_path, people))
    killed(*command, method="POST", served=served)

    again = arize_users(*command, "--yes", *FORM, **ONE_BY_ONE)
    in_any_case = arize_users("resend", people[CUT], "--yes", *FORM)

    expected = {who: "FAILED" if who == people[CUT] else "SENT" for who in people}
    assert (1, expected) == (again.code, results(again.stdout))
    assert "name the person on the command line" in reasons(again.stdout)[people[CUT]]
    assert "gets no second one if you repeat this" in again.stderr
    assert {people[CUT]: "SENT"} == results(in_any_case.stdout)
    assert [*people, people[CUT]] == targets(arize)


def test_once_everybody_has_a_mail_they_may_be_sent_another_one(arize, arize_users, tmp_path):
    """The journal is for one sending: next week is another one. Whoever gets none does not keep it."""
    people = members(arize, 3, status="INVITED")
    command = ("resend", "--file", listed(tmp_path, [*people, OWNER, "nobody@example.com", "U1"]), "--yes")

    arize_users(*command)
    arize_users(*command)

    assert sorted([*people, *people]) == sorted(targets(arize))
    assert ["people.txt"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_begins_nothing_more_and_says_what_was_done(arize, arize_users, started, tmp_path, number):
    """Everybody has a result, and the next run does the rest."""
    people = members(arize, COUNT)
    command = ("block", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize.latency_ms = 200
    process = started(*command, **ONE_BY_ONE)
    until(process, lambda: len(arize.writes) >= CUT)

    process.send_signal(number)
    stdout, _stderr = process.communicate(timeout=60)
    done = len(arize.writes)
    arize.latency_ms = 0
    again = arize_users(*command, **ONE_BY_ONE)

    assert 1 == process.returncode
    assert ["DELETED"] * done + ["NOT_BEGUN"] * (COUNT - done) == [*results(stdout).values()]
    assert "Run the same command again" in reasons(stdout)[people[-1]]
    assert CUT <= done < COUNT
    assert dict.fromkeys(people, "DELETED") == results(again.stdout)
    assert people == targets(arize)


def test_two_commands_with_one_journal_do_not_work_at_once(arize, arize_users, started, tmp_path):
    """Otherwise each would send what the other sends; when one has ended, however it has, the other may begin."""
    people = members(arize, 2, status="INVITED")
    command = ("resend", "--file", listed(tmp_path, people), "--yes", *FORM)
    arize.fail(Fault("hang", "POST"))
    process = started(*command, **ONE_BY_ONE)
    until(process, lambda: arize.writes)

    refused = arize_users(*command, **ONE_BY_ONE)
    process.kill()
    process.wait(30)
    rest = arize_users(*command, **ONE_BY_ONE)

    assert (1, "") == (refused.code, refused.stdout)
    assert "Another arize-users is working with the journal people.txt.resend.journal" in refused.stderr
    assert ["FAILED", "SENT"] == [*results(rest.stdout).values()]
