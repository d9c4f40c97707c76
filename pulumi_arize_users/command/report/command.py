"""`report`: one page that shows who may do what."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.managed.rosters import read_roster_files
from pulumi_arize_users.command.managed.stacks import read_stacks
from pulumi_arize_users.command.report.gathering import review_of
from pulumi_arize_users.command.report.page import is_page, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_OUTPUT = "-"


@click.command
@click.option(
    "--html",
    "file",
    metavar="FILE",
    required=True,
    help="Where to write the page; - is the standard output. An older report is replaced, and nothing else.",
)
@click.option(
    "--stack",
    "stacks",
    metavar="FILE",
    multiple=True,
    help="What `pulumi stack export` wrote of a stack that manages people; - is the standard input. May be given "
    "several times.",
)
@click.option(
    "--roster",
    "rosters",
    metavar="PATH",
    multiple=True,
    help="A roster: its file, a folder or a pattern. May be given several times.",
)
def report(file: str, stacks: tuple[str, ...], rosters: tuple[str, ...]) -> None:
    """One page for an access review: people, roles, memberships, what manages them.

    The page needs nothing but a browser, and fetches nothing. It holds the names and addresses of everybody in the
    account: pass it on with the same care.
    """
    _require_writable(file)
    account = commands_account()
    declared = [read_roster_files(path, account, who="The report", undone="no page was written") for path in rosters]
    review = review_of(account, [*read_stacks(stacks), *declared])
    _write(file, page_of(review))
    click.echo(f"{_where(file)}: {len(review.people)} people, {len(review.places)} organizations and spaces.", err=True)


def _require_writable(file: str) -> None:
    path = Path(file)
    with _refusing(file):
        if file == STANDARD_OUTPUT or not path.exists():
            return
        if path.is_file() and is_page(path.read_text(encoding="utf-8", errors="replace")):
            return
    raise Refused(f"{file} is there already and is not a report of this command. Choose another file.")


def _write(file: str, page: str) -> None:
    if file == STANDARD_OUTPUT:
        click.echo(page, nl=False)
        return
    with _refusing(file):
        Path(file).write_bytes(page.encode())


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}. Choose another file.") from error


def _where(file: str) -> str:
    return "Written" if file == STANDARD_OUTPUT else f"Written to {file}"
