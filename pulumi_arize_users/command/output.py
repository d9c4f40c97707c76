"""What a command found, as a table, JSON, CSV or Markdown. Only stdout gets it; everything else goes to stderr."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import click

from pulumi_arize_users.api.texts import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Format = Literal["table", "json", "csv", "markdown"]
_MENTION = re.compile(r"(?<!\w)@")
_MARKUP = re.compile(r"[\\`*\[\]|~]|(?<!\w)_|_(?!\w)|(?<!&)#")
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "markdown")

format_option: Callable[[Any], Any] = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print it."
)


@dataclass(frozen=True)
class Table:
    """Rows of values, by column.

    Attributes:
        columns: the keys of the values, with the heading of each.
        rows: the values; what is absent, None or empty shows as nothing.
        title: what the rows are.
    """

    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    title: str = field(default="")


def show(table: Table, form: Format, *, err: bool = False) -> None:
    """Print a table; with `err`, on stderr, before a question."""
    writer: Callable[[Table], str] = _WRITERS[form]
    click.echo(writer(table), nl=False, err=err)


def show_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def cell(value: object) -> str:
    """A value as text, in one line, without anything that a terminal acts upon."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return "" if value is None else " ".join(printable(str(value)).split())


def markdown_cell(value: object) -> str:
    """A value as text of a Markdown table, which neither ends the cell nor is read as markup."""
    plain = cell(value).replace("&", "&amp;").replace("<", "&lt;")
    # Inside a word neither is markup, and addresses and roles stay readable.
    plain = _MENTION.sub("&#64;", plain)
    return _MARKUP.sub(r"\\\g<0>", plain)


def _as_table(table: Table) -> str:
    from rich import box  # noqa: PLC0415 - takes a while, and only this format needs it
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table as Drawn  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    drawn = Drawn(box=box.SIMPLE_HEAD, title=table.title or None, title_justify="left", show_edge=False)
    for heading in table.columns.values():
        drawn.add_column(heading, overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(cell(row.get(column))) for column in table.columns))
    # In a pipe nothing is known about a width, and folded lines cannot be searched.
    console = Console(width=None if sys.stdout.isatty() else 10_000)
    with console.capture() as captured:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _as_json(table: Table) -> str:
    rows = [{column: row.get(column) for column in table.columns} for row in table.rows]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _as_csv(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell(row.get(column)) for column in table.columns] for row in table.rows)
    return text.getvalue()


def _as_markdown(table: Table) -> str:
    lines = [f"### {table.title}", ""] if table.title else []
    lines += [_markdown_row(table.columns.values()), _markdown_row(["---"] * len(table.columns))]
    lines += [_markdown_row(markdown_cell(row.get(column)) for column in table.columns) for row in table.rows]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Any) -> str:  # noqa: ANN401 - any iterable of texts
    return f"| {' | '.join(cells)} |"


_WRITERS: Mapping[Format, Callable[[Table], str]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "markdown": _as_markdown,
}
