"""On a terminal, whoever blocks people types whom or how many."""

from __future__ import annotations

import os
import pty

import pytest

from tests.command.acting import FORM, OWNER, listed, members, results, targets

OURS = {"ARIZE_CALLER_EMAIL": OWNER}


@pytest.fixture
def typing(started):
    """Runs a command on a terminal, where somebody types a line."""

    def run(line, *command):
        ours, terminal = pty.openpty()
        os.write(ours, f"{line}\n".encode())
        process = started(*command, stdin=terminal, **OURS)
        os.close(terminal)
        stdout, stderr = process.communicate(timeout=60)
        os.close(ours)
        return process.returncode, stdout, stderr

    return run


@pytest.mark.parametrize(("count", "line"), [(1, "p0@example.com"), (3, "3")])
def test_what_is_asked_for_is_typed(arize, typing, tmp_path, count, line):
    """Everybody is listed before, on stderr; the output is that of a pipe."""
    people = members(arize, count)

    code, stdout, stderr = typing(line, "block", "--file", listed(tmp_path, people), "--yes", *FORM)

    assert (0, dict.fromkeys(people, "DELETED")) == (code, results(stdout))
    assert all(who in stderr for who in people)
    assert f"Type {'the address' if count == 1 else 'the number of people'} to block permanently" in stderr


@pytest.mark.parametrize("line", ["", "y", "2", "p0@example.com"])
def test_anything_else_blocks_nobody(arize, typing, tmp_path, line):
    """Three people are not blocked by a yes."""
    file = listed(tmp_path, members(arize, 3))

    code, stdout, stderr = typing(line, "block", "--file", file, "--yes", *FORM)

    assert (1, "") == (code, stdout.strip())  # older versions of click print a space of the prompt there
    assert "Error: Nobody was blocked: what was typed is not 3." in stderr
    assert [] == arize.writes
    assert [file] == [path.name for path in tmp_path.iterdir()]


def test_nothing_is_asked_where_nobody_would_be_blocked(arize, typing):
    """Nor where a mail is sent, which hurts nobody."""
    members(arize, 1)

    assert 1 == typing("", "block", OWNER, "--yes")[0]
    assert 0 == typing("", "reset-password", "p0@example.com", "--yes")[0]
    assert ["p0@example.com"] == targets(arize)
