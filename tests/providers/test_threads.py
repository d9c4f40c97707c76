"""What the threads of a run share, under stress: many at once, each interrupted wherever that is possible."""

import io
from contextlib import redirect_stderr

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.messages import log, speak
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.providers.run import Run

THREADS = 8
MANY = 300


def test_a_run_remembers_what_all_threads_noted(all_at_once):
    """While some note, others read: nothing is lost, and nothing read is half."""
    run = Run()

    def note(thread):
        for number in range(MANY):
            name = f"{thread}-{number}"
            run.declare_person(f"{name}@example.com", name)
            run.declare_membership(f"O/{name}", name)
            run.keep_person(name)
            run.manage(name, f"{name}@example.com")
            run.remember(f"gone-{name}")
            run.remember_scope(ORGANIZATION, name)
            run.announce_leaving([f"{name}@example.org"])
            run.note_absent(f"{name}@example.net")
            run.count("invited")

    def read():
        for _ in range(MANY):
            assert len(run.declared_people()) <= THREADS * MANY
            assert len(run.remembered_people()) <= 2 * THREADS * MANY
            assert len(run.remembered_scopes(ORGANIZATION)) <= THREADS * MANY
            run.ownership("0-0")

    all_at_once([*[lambda thread=thread: note(thread) for thread in range(THREADS)], read, read])

    names = [f"{thread}-{number}" for thread in range(THREADS) for number in range(MANY)]
    assert {f"{name}@example.com" for name in names} == run.declared_people()
    assert {*names, *(f"gone-{name}" for name in names)} == run.remembered_people()
    assert sorted(names) == run.remembered_scopes(ORGANIZATION)
    assert all(run.is_leaving(f"{name}@example.org") and run.was_absent(f"{name}@example.net") for name in names)
    assert THREADS * MANY == run.count("invited")


def test_witnesses_may_come_while_somebody_is_judged(all_at_once, account_with):
    """Records name them in some threads, and in others somebody is called gone for their sake."""
    account = account_with()
    account.directory.remember(User(id="seen"))

    def remember(thread):
        for number in range(MANY):
            account.presence.remember(f"http://here {thread}-{number} seen")

    def judge():
        for _ in range(MANY):
            account.presence.require_people({"seen"})
            account.presence.identity("seen")
            try:
                account.presence.require_person_gone("ada", "ada", "http://here seen")
            except WrongAccount as error:
                return error
        return None

    ends = all_at_once([*[lambda thread=thread: remember(thread) for thread in range(THREADS)], *[judge] * THREADS])

    assert [None] * 2 * THREADS == ends


def test_permits_are_counted_while_others_ask_who_was_blocked(all_at_once, account_with):
    """Of all who ask at once, as many are permitted as the limit says."""
    permits = account_with(max_removals=str(MANY)).permits

    def block(thread):
        permitted = 0
        for number in range(MANY):
            try:
                permits.permit_block("somebody", f"{thread}-{number}", role="MEMBER")
            except Refused:
                break
            permitted += permits.has_blocked(f"{thread}-{number}")
        return permitted

    assert MANY == sum(all_at_once([lambda thread=thread: block(thread) for thread in range(THREADS)]))


def test_a_line_is_shown_once_however_many_providers_begin_at_once(all_at_once, monkeypatch):
    """Each of them asks to be heard; one is enough for all."""
    counts = []
    for _ in range(MANY):
        monkeypatch.setattr(log, "handlers", [])
        with redirect_stderr(io.StringIO()):
            all_at_once([speak] * 3)
        counts.append(len(log.handlers))

    assert [1] * MANY == counts
