"""A bar on the terminal for work that takes over a second; nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Thing = TypeVar("Thing")

SECONDS_BEFORE_A_BAR = 1.0


@contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show how far work is; yields what notes that one more thing is done. Belongs to one thread.

    Args:
        doing: what is done, in words that begin a line.
        total: how many things there are; None if that is not known.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total, visible=False)
        # By the clock, and not with the first thing that is done: that alone may take long.
        clock = Timer(SECONDS_BEFORE_A_BAR, lambda: bar.update(task, visible=True))
        clock.daemon = True
        clock.start()
        try:
            yield lambda: bar.advance(task)
        finally:
            clock.cancel()


def counted(doing: str, things: Iterable[Thing], total: int | None = None) -> Iterator[Thing]:
    """The same things, one after the other, with a bar.

    Args:
        doing: as for `progress`.
        things: what is worked through.
        total: as for `progress`.
    """
    with progress(doing, total) as advance:
        for thing in things:
            yield thing
            advance()
