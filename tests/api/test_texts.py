"""Texts of a server: valid, without secrets, short, and harmless to a terminal."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.errors import MisdirectedReply, NoReply
from pulumi_arize_users.api.texts import LONGEST, Secrets, one_line, printable

KEY = "canary-key-4711"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\r\nlines\tand a tab ", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("\x1bc\x1b", ""),
        ("bell\x07 and zero\x00.", "bell and zero ."),
        ("txt.\u202egpj\u200b", "txt.gpj"),
        ("half \ud83d emoji", "half \ufffd emoji"),
        ("J\u00fcrgen \u5f35", "J\u00fcrgen \u5f35"),
        (None, ""),
        (7, ""),
        (["text"], ""),
    ],
)
def test_a_text_becomes_one_harmless_line(text, line):
    """Letters stay; what a terminal acts upon, what does not show, and what is no text goes."""
    assert line == one_line(text)


def test_a_long_text_is_cut():
    """Five megabytes are of no use to anybody, and the mark shows that something is missing."""
    assert "x" * LONGEST == one_line("x" * LONGEST)
    assert "x" * (LONGEST - 1) + "…" == one_line("x" * 5_000_000)


@pytest.mark.parametrize(
    "text",
    [
        f"Bearer {KEY}!",
        f"{'x' * (LONGEST - 8)}{KEY}",
        "canary-\x1b[1mkey-4711",
        "canary-\u200bkey-4711",
    ],
    ids=["whole", "where it is cut", "behind a sequence", "behind what does not show"],
)
def test_a_secret_is_never_in_a_line(text):
    """Neither whole, nor the half of it before the cut, nor put together by what is taken out."""
    line = Secrets(KEY).line(text)

    assert "canary" not in line
    assert len(line) <= LONGEST


def test_the_longest_secret_is_hidden_first():
    """A password that begins like another one leaves no rest."""
    secrets = Secrets("password-1")
    secrets.add("password-1-and-more")

    assert "[secret]" == secrets.hidden("password-1-and-more")


@pytest.mark.parametrize("short", ["", "Ada", "1234567", None, 7])
def test_a_short_text_is_no_secret(short):
    """It would be found in half of all names."""
    secrets = Secrets()
    secrets.add(short)

    assert "Ada 1234567" == secrets.hidden("Ada 1234567")


def test_no_secret_is_forgotten_when_many_threads_add_some():
    """Each is known as soon as it was added, whoever else adds one at that moment."""
    secrets, together = Secrets(KEY), threading.Barrier(8)

    def add(thread):
        together.wait()
        for number in range(200):
            secrets.add(f"password-{thread}-{number}.")
            assert "[secret]" == secrets.hidden(f"password-{thread}-{number}.")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))

    assert "[secret]" == secrets.hidden("password-0-0.")


def test_sentences_keep_their_lines():
    """A refusal of many people has a line for each."""
    assert "one\ntwo three" == printable("one\ntwo\x1b[2J\tthree")
    assert "one\ntwo" == str(NoReply("one\x1b[31m\ntwo", maybe_done=False))


def test_whoever_is_answered_about_is_cut():
    """A name of five megabytes is no reason for a sentence of as many."""
    assert len(str(MisdirectedReply("x" * 5_000_000, "ada@example.com"))) < 1000
