"""What providers say besides errors: lines on stderr, which the engine shows with the stack."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.texts import printable
from pulumi_arize_users.people.refusals import SHOWN, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pulumi_arize_users.people.narration import Line
    from pulumi_arize_users.people.refusals import Notice

log = logging.getLogger("pulumi_arize_users")

_BEGINNING = threading.Lock()


class _Lower(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"arize: {record.levelname.lower()}: {one_line_of(record)}"


def one_line_of(record: logging.LogRecord) -> str:
    """A message in one line: the engine shows every line as a message of its own."""
    return " ".join(printable(record.getMessage()).split())


def speak(handler: logging.Handler | None = None) -> None:
    """Show this package's messages; ARIZE_LOG=debug shows every request as well.

    Args:
        handler: shows them; on stderr unless given.
    """
    with _BEGINNING:  # two providers that begin at once would show each line twice
        if log.handlers:
            return
        if handler is None:
            handler = logging.StreamHandler()
            handler.setFormatter(_Lower())
        log.addHandler(handler)
        log.setLevel(logging.DEBUG if is_talkative() else logging.INFO)
        log.propagate = False


def is_talkative() -> bool:
    """Whether every request is logged: ARIZE_LOG=debug."""
    return os.environ.get("ARIZE_LOG", "").strip().lower() == "debug"


def tell(lines: Iterable[Line]) -> None:
    """Show lines about what will be done, or was done."""
    for line in lines:
        log.log(logging.WARNING if line.is_warning else logging.INFO, "%s", line.text)


def warn(notices: Sequence[Notice]) -> None:
    """Show what has to be known about people, in one line where it is the same."""
    for sentence in grouped(notices):
        log.warning("%s", sentence)


def warn_some(before: int, sentence: str) -> None:
    """Show a warning about one of many people: twenty of a kind, then that it holds for more.

    Args:
        before: how many of the kind were shown before.
        sentence: the warning.
    """
    if before < SHOWN:
        log.warning("%s", sentence)
    elif before == SHOWN:
        log.warning("The same warning holds for more people, who are not named one by one here.")


def tell_some(before: int, lines: Iterable[Line]) -> None:
    """Show lines about one of many things of a kind: the first twenty, then that there are more.

    Args:
        before: how many of the kind were shown before.
        lines: the lines about this one; warnings are always shown.
    """
    shown = [line for line in lines if line.is_warning or before < SHOWN]
    tell(shown)
    if before == SHOWN and not shown:
        log.info("The same will happen to more people, who are not named one by one here.")
