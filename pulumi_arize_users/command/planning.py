"""`plan`: what a roster would do to the account, without Pulumi and without a write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.group import with_findings
from pulumi_arize_users.command.managed.stack_roster import StackedRoster, roster_in
from pulumi_arize_users.command.output import Table, format_option, show
from pulumi_arize_users.command.reading import files_argument, read_declaration, show_sentences
from pulumi_arize_users.people.intentions import intentions
from pulumi_arize_users.people.narration import summary
from pulumi_arize_users.people.roster.outcome import left_over
from pulumi_arize_users.people.roster.places import packed
from pulumi_arize_users.people.roster.plan import RosterPlan
from pulumi_arize_users.people.roster.record import address_of
from pulumi_arize_users.providers.protocol import ELSEWHERE, PLACES
from pulumi_arize_users.providers.roster import RosterLifecycle
from pulumi_arize_users.providers.roster_memory import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from pulumi_arize_users.command.output import Format
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.plan import Planned
    from pulumi_arize_users.providers.account import Account

COLUMNS = {"email": "Address", "steps": "What would happen"}
NOTHING = "Nothing would be done: the account is as the roster declares."
UNSEEN = "The account could not be looked at, so what the roster would do is not known."
NO_STACK = StackedRoster("", "", {}, {})


@click.command
@files_argument
@click.option(
    "--stack",
    "export",
    type=click.File("r", encoding="utf-8"),
    metavar="EXPORT.json",
    help="What a stack remembers of the roster, as `pulumi stack export` writes it; - is the standard input.",
)
@click.option("--roster", metavar="NAME", help="Which roster of the stack, if it has several.")
@click.option("--expect-no-changes", is_flag=True, help="Something to do is a finding: end with 3.")
@format_option
@with_findings
def plan(
    files: tuple[str, ...], export: TextIO | None, roster: str | None, form: Format, *, expect_no_changes: bool
) -> bool:
    """What a roster would do to the account.

    In words, for each person, as `pulumi preview` would find it; nothing is written. Without --stack it is the plan of
    a first run. Limits that the files do not set are those of the stack. A roster that would be refused is a finding:
    each reason is a line, and the exit code is 3.
    """
    if roster and export is None:
        raise click.UsageError("--roster chooses among the rosters of --stack, which is not given.")
    stacked = roster_in(export, roster) if export else NO_STACK
    account = commands_account()
    declaration, mistakes = _declaration(files, account)
    if declaration is None:
        show_sentences(mistakes, form)
        return True
    _require_sight(account, declaration)
    planned, refusals = _planned(account, declaration, stacked)
    if not account.run.can_look:
        raise click.ClickException(UNSEEN)
    if refusals:
        show_sentences(refusals, form)
    else:
        _show(planned, form)
    return bool(refusals) or (expect_no_changes and bool(planned))


def _declaration(files: tuple[str, ...], account: Account) -> tuple[RosterDeclaration | None, list[str]]:
    from pulumi_arize_users.providers.roster_reading import unknown_organizations  # noqa: PLC0415 - it reads YAML

    return read_declaration(files, partial(unknown_organizations, lambda: account))


def _planned(account: Account, declaration: RosterDeclaration, stacked: StackedRoster) -> tuple[RosterPlan, list[str]]:
    """The plan of a preview, or why it is refused."""
    plans: list[RosterPlan] = []

    def announce(announced: RosterPlan, unfinished: Mapping[str, str]) -> None:
        plans.append(announced)
        for line in left_over(unfinished):
            click.echo(line, err=True)

    life = RosterLifecycle(account, announce)
    checked = life.check(stacked.inputs, _inputs(declaration, stacked))
    refusals = checked.failures
    if stacked.id and not refusals:
        try:
            life.diff(stacked.id, stacked.outputs, checked.inputs)
        except Refused as refused:
            refusals = str(refused).splitlines()
    return (plans[-1] if plans else RosterPlan(())), refusals


def _inputs(declaration: RosterDeclaration, stacked: StackedRoster) -> dict[str, Any]:
    said = {limit: getattr(declaration, limit) for limit in LIMITS}
    limits = {limit: stacked.inputs.get(limit) if value is None else value for limit, value in said.items()}
    return {
        "people": declaration.people,
        **{limit: value for limit, value in limits.items() if value is not None},
        ELSEWHERE: [*stacked.elsewhere],
        PLACES: packed(declaration.places, declaration.scope_places),
    }


def _require_sight(account: Account, declaration: RosterDeclaration) -> None:
    """A preview can do without a look at the account, but this command cannot."""
    account.connection.require_key()
    addresses = [address_of(key, person) for key, person in declaration.people.items()]
    account.directory.expect(map(fold, addresses))
    for address in addresses[:1]:
        account.directory.user_with_email(address)


def _show(planned: RosterPlan, form: Format) -> None:
    rows = [_row(each, form) for each in sorted(planned.people, key=lambda each: (not each.is_leaving, each.key))]
    if not rows and form == "table":
        click.echo(NOTHING)
        return
    show(Table(COLUMNS, rows, summary(planned.plans)), form)


def _row(planned: Planned, form: Format) -> Mapping[str, Any]:
    steps = intentions(planned.plan)
    return {"email": planned.plan.subject.who, "steps": steps if form == "json" else "; ".join(steps)}
