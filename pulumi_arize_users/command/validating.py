"""`validate` and `schema`: the files of a roster, without an account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.command.group import with_findings
from pulumi_arize_users.command.output import format_option
from pulumi_arize_users.command.reading import files_argument, read_declaration, show_sentences
from pulumi_arize_users.people.refusals import people

if TYPE_CHECKING:
    from pulumi_arize_users.command.output import Format

# click keeps the lines of a paragraph that begins with a backspace.
EDITORS = (
    "With this first line in a roster beside it, editors complete and underline:\n\n"
    "\b\n  # yaml-language-server: $schema=roster.schema.json"
)


@click.command
@files_argument
@format_option
@with_findings
def validate(files: tuple[str, ...], form: Format) -> bool:
    """Every mistake in the files of a roster.

    Each is a line, `file:line:column: sentence`, and the exit code is then 3. Several files, a folder or a quoted
    pattern ('people/*.yaml') are one roster, as in Roster(file=[…]): nobody stands in two of them. No account is
    asked, so names of organizations are not checked; `plan` checks them.
    """
    declaration, mistakes = read_declaration(files)
    if declaration is None or form != "table":
        show_sentences(mistakes, form)
    else:
        click.echo(f"No mistakes: the roster declares {people(len(declaration.people))}.")
    return declaration is None


@click.command(epilog=EDITORS)
@click.argument("file", required=False, type=click.Path(path_type=Path))
def schema(file: Path | None) -> None:
    """The JSON Schema of a roster's file.

    Goes to FILE, in place of an older one, or to stdout. After an update of the package, write it again.
    """
    from pulumi_arize_users.schema import roster_schema, write_schema  # noqa: PLC0415 - it reads a file of the package

    if file is None:
        click.echo(roster_schema(), nl=False)
        return
    try:
        write_schema(file)
    except OSError as failure:
        raise click.ClickException(str(failure)) from failure
