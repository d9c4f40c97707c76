"""What providers say besides errors."""

import io
import logging
from contextlib import redirect_stderr

import pytest

from pulumi_arize_users.people.narration import Line
from pulumi_arize_users.providers.messages import log, speak, tell_some, warn_some


@pytest.fixture
def stderr_of(monkeypatch):
    """Logs in a process that has not logged anything yet, and returns its stderr."""

    def begin(*, times=1):
        monkeypatch.setattr(log, "handlers", [])
        with redirect_stderr(io.StringIO()) as stream:
            for _ in range(times):
                speak()
        return stream

    return begin


@pytest.mark.parametrize(
    ("level", "word"), [(logging.INFO, "info"), (logging.WARNING, "warning"), (logging.ERROR, "error")]
)
def test_a_message_is_one_line_that_says_whose_and_how_grave_it_is(stderr_of, level, word):
    """The engine shows each line as a message of its own, so a message is never more than one."""
    stderr = stderr_of()

    log.log(level, "First of %s,\n  then more.", "all")

    assert f"arize: {word}: First of all, then more.\n" == stderr.getvalue()


def test_every_provider_may_ask_to_be_heard(stderr_of):
    """Two providers of one process say a thing once."""
    stderr = stderr_of(times=2)

    log.warning("Once.")

    assert "arize: warning: Once.\n" == stderr.getvalue()


def test_what_is_said_is_said_once(stderr_of):
    """A program's own handler, at the root of all logs, does not say it again."""
    root = io.StringIO()
    handler = logging.StreamHandler(root)
    logging.getLogger().addHandler(handler)
    stderr = stderr_of()

    log.warning("Once.")

    logging.getLogger().removeHandler(handler)
    assert ("arize: warning: Once.\n", "") == (stderr.getvalue(), root.getvalue())


@pytest.mark.parametrize(
    ("wish", "heard"), [("", ""), *((wish, "arize: debug: GET /v2/users\n") for wish in ("debug", " Debug "))]
)
def test_requests_are_shown_only_on_demand(stderr_of, monkeypatch, wish, heard):
    """`ARIZE_LOG=debug` is for whoever debugs the connection."""
    monkeypatch.setenv("ARIZE_LOG", wish)
    stderr = stderr_of()

    logging.getLogger("pulumi_arize_users.api.transport").debug("GET /v2/users")

    assert heard == stderr.getvalue()


@pytest.mark.parametrize(
    ("before", "line", "heard"),
    [
        (19, Line("Ada comes."), ["arize: info: Ada comes."]),
        (
            20,
            Line("Ada comes."),
            ["arize: info: The same will happen to more people, who are not named one by one here."],
        ),
        (21, Line("Ada comes."), []),
        (20, Line("Ada goes.", is_warning=True), ["arize: warning: Ada goes."]),
        (21, Line("Ada goes.", is_warning=True), ["arize: warning: Ada goes."]),
    ],
    ids=["the twentieth", "one more", "many more", "what cannot be undone", "however many there are"],
)
def test_of_many_things_of_a_kind_twenty_are_shown(stderr_of, before, line, heard):
    """Then one line says that there are more; what cannot be undone is always shown."""
    stderr = stderr_of()

    tell_some(before, [line])

    assert heard == stderr.getvalue().splitlines()


def test_of_many_warnings_of_a_kind_twenty_are_shown(stderr_of):
    """The next one says that there are more, and the others nothing."""
    stderr = stderr_of()

    for before in range(30):
        warn_some(before, f"Number {before}.")

    more = "The same warning holds for more people, who are not named one by one here."
    expected = [*(f"Number {number}." for number in range(20)), more]
    assert [f"arize: warning: {line}" for line in expected] == stderr.getvalue().splitlines()
