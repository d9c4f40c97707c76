"""Bars on a terminal: of work that takes long, and only there."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from pulumi_arize_users.command import progress as module
from pulumi_arize_users.command.progress import counted, progress


class Terminal(io.StringIO):
    """Notes when something is shown."""

    def __init__(self, awaited):
        super().__init__()
        self._awaited = awaited
        self.shown = threading.Event()

    def isatty(self):
        return True

    def write(self, text):
        if self._awaited in text:
            self.shown.set()
        return super().write(text)


@pytest.fixture
def on_a_terminal(monkeypatch):
    """Puts a terminal in the place of stderr, on which bars show after so many seconds."""

    def put(seconds):
        terminal = Terminal("Listing people")
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(module, "SECONDS_BEFORE_A_BAR", seconds)
        return terminal

    return put


def test_one_long_step_is_shown(on_a_terminal):
    """Before anything is counted: somebody waits for it."""
    terminal = on_a_terminal(seconds=0.0)

    with progress("Listing people"):
        was_shown = terminal.shown.wait(30)

    assert was_shown


def test_what_is_done_at_once_shows_nothing(on_a_terminal):
    """A bar that comes and goes at once says nothing."""
    terminal = on_a_terminal(seconds=3600.0)

    assert [1, 2] == list(counted("Listing people", [1, 2], 2))
    assert "Listing people" not in terminal.getvalue()


def test_a_pipe_gets_nothing(monkeypatch):
    """Neither the bar nor a control sequence."""
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    monkeypatch.setattr(module, "SECONDS_BEFORE_A_BAR", 0.0)

    assert [1, 2] == list(counted("Listing people", [1, 2]))
    assert "" == pipe.getvalue()
