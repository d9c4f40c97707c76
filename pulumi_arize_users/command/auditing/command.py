"""`audit`: the account against what code manages."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.auditing.document import document_of, published_schema
from pulumi_arize_users.command.auditing.findings import KINDS
from pulumi_arize_users.command.auditing.gathering import audit_account
from pulumi_arize_users.command.auditing.summary import outcome, summary
from pulumi_arize_users.command.group import with_findings
from pulumi_arize_users.command.managed.rosters import read_roster_files
from pulumi_arize_users.command.managed.stacks import read_stacks
from pulumi_arize_users.command.output import Table, cell, format_option, show, show_json
from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.people.unmanaged import parse_unmanaged, read_unmanaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.command.auditing.findings import Kind
    from pulumi_arize_users.command.auditing.gathering import Audit
    from pulumi_arize_users.command.output import Format

# Arize does not say after how many days an invitation expires; two weeks span most holidays.
DAYS = 14
NOTHING_FAILS = "none"
COLUMNS = {
    "kind": "Finding",
    "who": "Person",
    "role": "Role",
    "status": "Status",
    "sentence": "What",
    "managed_by": "Managed by",
}
CSV = {
    "kind": "Finding",
    "email": "Address",
    "user_id": "Id",
    "name": "Name",
    "role": "Role",
    "status": "Status",
    "declared": "Declared",
    "found": "Found",
    "managed_by": "Managed by",
    "sentence": "What",
}


def _kinds(_context: click.Context, _option: click.Parameter, said: str | None) -> frozenset[Kind]:
    if said is None:
        return frozenset(KINDS)
    words = [word.strip().lower() for word in said.split(",") if word.strip()]
    unknown = [word for word in words if word not in {*KINDS, NOTHING_FAILS}]
    if unknown or not words:
        near = did_you_mean(unknown[0], KINDS) if unknown else ""
        choices = ", ".join((*KINDS, NOTHING_FAILS))
        message = f"{said!r} is not a list of kinds of findings.{near} They are {choices}."
        raise click.BadParameter(message)
    return frozenset(kind for kind in KINDS if kind in words)


def _patterns(_context: click.Context, _option: click.Parameter, said: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return parse_unmanaged(read_unmanaged({"policy": "fail", "except": [*said]})).exceptions
    except UnusableValue as reason:
        message = f"It {reason}."
        raise click.BadParameter(message) from reason


def _show_schema(context: click.Context, _option: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if is_asked and not context.resilient_parsing:
        click.echo(published_schema(), nl=False)
        context.exit()


@click.command
@click.option("--roster", "rosters", multiple=True, metavar="FILE", help="A roster: a file, a folder or a pattern.")
@click.option(
    "--stack", "stacks", multiple=True, metavar="EXPORT", help="What `pulumi stack export` wrote; - is stdin."
)
@click.option(
    "--except",
    "exceptions",
    multiple=True,
    metavar="PATTERN",
    callback=_patterns,
    help="Somebody who may be there undeclared: an address, or such as '*@bots.example.com'. Those of arize:unmanaged, "
    "of the rosters and arize:callerEmail are excepted anyway.",
)
@click.option(
    "--invited-days",
    type=click.IntRange(min=0),
    default=DAYS,
    show_default=True,
    metavar="DAYS",
    help="Report invitations that were not accepted for more than this many days.",
)
@click.option(
    "--fail-on",
    "failing",
    metavar="KIND,…",
    callback=_kinds,
    help=f"The findings that end the command with 3: all unless given; {NOTHING_FAILS} for no finding. "
    f"They are {', '.join(KINDS)}.",
)
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_schema,
    help="Print the JSON Schema of --format json, and end.",
)
@format_option
@with_findings
def audit(  # noqa: PLR0917 - its options
    rosters: tuple[str, ...],
    stacks: tuple[str, ...],
    exceptions: tuple[str, ...],
    invited_days: int,
    failing: frozenset[Kind],
    form: Format,
) -> bool:
    """The account compared with rosters and stacks.

    Rosters and stacks may be given several times; somebody whom none of them declares is a finding, and so is whatever
    differs. Nothing is written to the account. A secret address is never shown, and its person recognized by id.
    """
    if not (rosters or stacks):
        message = "Say what manages the people: --roster FILE, --stack EXPORT, or several of them."
        raise click.UsageError(message)
    managed = read_stacks(stacks)
    account = commands_account()
    managed += [read_roster_files(file, account) for file in dict.fromkeys(rosters)]
    found = audit_account(account, managed, exceptions, invited_days, datetime.now(timezone.utc))
    _WRITERS[form](found, failing)
    return any(finding.kind in failing for finding in found.findings)


def _as_table(found: Audit, _failing: frozenset[Kind]) -> None:
    rows = [{**vars(finding), "who": finding.email or finding.user_id} for finding in found.findings]
    if rows:
        show(Table(COLUMNS, rows), "table")
    _remark(found)


def _as_json(found: Audit, failing: frozenset[Kind]) -> None:
    show_json(document_of(found, failing))


def _as_csv(found: Audit, _failing: frozenset[Kind]) -> None:
    show(Table(CSV, [vars(finding) for finding in found.findings]), "csv")
    _remark(found)


def _as_markdown(found: Audit, _failing: frozenset[Kind]) -> None:
    click.echo(summary(found), nl=False)


def _remark(found: Audit) -> None:
    for note in found.notes:
        click.echo(f"Note: {cell(note)}", err=True)
    click.echo(outcome(found), err=True)


_WRITERS: dict[Format, Callable[[Audit, frozenset[Kind]], None]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "markdown": _as_markdown,
}
