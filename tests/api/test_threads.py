"""What threads share, under stress: many of them at once, each interrupted wherever that is possible."""

import socket
from functools import partial
from pathlib import Path

import pytest

from pulumi_arize_users.api.deadline import WATCH, Deadline
from pulumi_arize_users.api.dialect import Dialect
from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import Problem, RateLimited
from pulumi_arize_users.api.models import User
from pulumi_arize_users.api.pace import Pace
from pulumi_arize_users.api.refusals import LONGEST_REFUSAL, Refusals
from pulumi_arize_users.api.single_flight import SingleFlight

THREADS = 8
MANY = 400
REFUSED = RateLimited(Problem(429, "Too many"))


def open_files():
    """How many files and sockets this process has open."""
    return len(list(Path("/dev/fd").iterdir()))


@pytest.mark.parametrize("nothing", [{}, {"name": "Ada"}])
def test_a_lesson_is_not_lost_to_a_reply_that_teaches_nothing(all_at_once, nothing):
    """Half of the threads read a spelling, the others replies without one, in each of many dialects."""
    dialects = [Dialect() for _ in range(MANY)]

    def read(reply):
        for dialect in dialects:
            dialect.learn(reply)

    all_at_once([lambda: read({"status": "active"}), lambda: read(nothing)] * (THREADS // 2))

    assert ["lower"] * MANY == [dialect.send(lambda spelling: spelling) for dialect in dialects]


def test_all_threads_send_in_one_spelling(all_at_once):
    """Whichever thread learns it first, nobody sends in another one afterwards."""
    dialects = [Dialect() for _ in range(MANY)]

    def send():
        return [dialect.send(lambda spelling: spelling) for dialect in dialects]

    def learn():
        for dialect in dialects:
            dialect.learn({"status": "active"})
        return send()

    sent = all_at_once([send, learn] * (THREADS // 2))

    later = [dialect.send(lambda spelling: spelling) for dialect in dialects]
    assert all({"upper", later[number]} >= {words[number] for words in sent} for number in range(MANY))
    assert None not in later


def test_each_question_is_answered_once_in_spite_of_failures(all_at_once):
    """Whoever comes first fails; in the end each question has one answer, and it is the same for everybody."""
    flight = SingleFlight[object]()
    failed: set[str] = set()

    def answer(key):
        if key not in failed:
            failed.add(key)
            raise LookupError(key)
        return object()

    def ask():
        answers = []
        for key in map(str, range(MANY)):
            try:
                answers.append(flight.get(key, partial(answer, key)))
            except LookupError:
                answers.append(flight.get(key, partial(answer, key)))
        return answers

    answers = all_at_once([ask] * THREADS)

    assert MANY == len(failed)
    assert [1] * MANY == [len(set(map(id, one))) for one in zip(*answers, strict=True)]


def test_what_was_written_stays_while_others_read(all_at_once, arize, client, crowd):
    """Half of the threads look people up, the others note what writes have answered for them."""
    directory = Directory(lambda: client)

    def look():
        return [directory.user(user_id) for user_id in crowd]

    def write():
        for user_id in crowd:
            directory.remember(User(id=user_id, email=f"{user_id}@example.com", name="As written"))
            directory.known_email(f"{user_id}@example.com")
            directory.first_known(3)

    all_at_once([look, write] * (THREADS // 2))

    assert ["As written"] * len(crowd) == [user.name for user in map(directory.known, crowd) if user]
    assert len(arize.requests) <= 3


def test_all_threads_hear_that_a_run_has_given_up(all_at_once, clock):
    """Each has an error of its own, with the words of one of them."""
    pace = Pace(now=clock.now, sleep=clock.sleep)
    refusals = Refusals(pace)
    pace.too_fast(1)
    clock.time += LONGEST_REFUSAL

    def ask():
        ends = []
        for act in [lambda: refusals.give_up_if_hopeless(REFUSED, 7), refusals.raise_if_given_up] * MANY:
            try:
                act()
            except RateLimited as error:
                ends.append(error)
        return ends

    ends = [error for thread in all_at_once([ask] * THREADS) for error in thread]

    assert 2 * MANY * THREADS == len(ends) == len(set(map(id, ends)))
    assert 1 == len(set(map(str, ends)))


@pytest.mark.parametrize("seconds", [30, 0.0005, 0])
def test_a_deadline_ends_its_own_exchange_and_no_other(all_at_once, seconds):
    """Exchanges follow each other over one connection; it is shut down by a deadline that has passed, or not at all."""
    before = open_files()

    def exchange():
        passed = 0
        for _ in range(MANY // 4):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                passed += end_of(ours, theirs, seconds)
        return passed

    passed = sum(all_at_once([exchange] * THREADS))

    assert not [deadline for deadline in WATCH._running if deadline.passed]
    assert before >= open_files()
    assert 0 == passed or seconds < 1


def end_of(ours, theirs, seconds):
    """Whether an exchange over a connection was ended by its deadline; if not, the connection is as it was."""
    deadline = Deadline(30, seconds)
    with deadline:
        deadline.sending(ours)
        ours.getpeername()
    if not deadline.passed:
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"
    return deadline.passed
