"""The files of a roster, as commands name and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.command.output import Table, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pulumi_arize_users.command.output import Format
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.document import Document
    from pulumi_arize_users.people.roster.places import Mistake

# A path, so that shells complete it; a pattern is no file that exists.
files_argument: Callable[[Any], Any] = click.argument(
    "files", nargs=-1, required=True, type=click.Path(), metavar="FILE…"
)


def read_declaration(
    files: Sequence[str], more_mistakes: Callable[[Document], Iterable[Mistake]] = lambda _document: ()
) -> tuple[RosterDeclaration | None, list[str]]:
    """What files declare together, or a line for every mistake.

    Args:
        files: paths, folders and patterns.
        more_mistakes: finds others, once there are some.

    Raises:
        UnreadableRoster: a file cannot be read, or there is none.
    """
    from pulumi_arize_users.providers.roster_reading import declared_in, documents_in  # noqa: PLC0415 - takes a while

    return declared_in(documents_in("The roster", files), {}, more_mistakes)


def show_sentences(sentences: Sequence[str], form: Format) -> None:
    """Print what is wrong: plain lines for readers, and rows for programs."""
    if form == "table":
        for sentence in sentences:
            click.echo(sentence)
    else:
        show(Table({"sentence": "What is wrong"}, [{"sentence": sentence} for sentence in sentences]), form)
