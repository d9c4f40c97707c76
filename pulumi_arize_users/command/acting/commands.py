"""`resend`, `reset-password` and `block`: a dry run by default, `--yes` does it."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.texts import printable
from pulumi_arize_users.command.account import commands_account, until_interrupted
from pulumi_arize_users.command.acting.deeds import BLOCK, RESENDING, RESETTING
from pulumi_arize_users.command.acting.execution import Execution
from pulumi_arize_users.command.acting.journal import Journal
from pulumi_arize_users.command.acting.people import FAILED, NOT_BEGUN, planned, within_limits
from pulumi_arize_users.command.group import ERROR
from pulumi_arize_users.command.memberships import Memberships
from pulumi_arize_users.command.output import Table, format_option, show
from pulumi_arize_users.command.who import named, who_arguments
from pulumi_arize_users.people.refusals import people
from pulumi_arize_users.providers.account import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from pulumi_arize_users.command.acting.deeds import Deed
    from pulumi_arize_users.command.acting.people import Outcome
    from pulumi_arize_users.command.output import Format

COLUMNS = {
    "who": "Who",
    "result": "Result",
    "email": "Address",
    "name": "Name",
    "role": "Role",
    "status": "Status",
    "id": "Id",
    "reason": "Reason",
}
_DRY_RUN = "This was a dry run: nothing was sent. Run again with --yes to do it."
_TO_KEEP = "leave them out"


def _acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all of these have."""
    yes = click.option("--yes", is_flag=True, help="Do it; without this, nothing is sent.")
    journal = click.option(
        "--journal",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Where it is noted what was done for whom, so that the command can be repeated after it was cut off. "
        "By default beside --file, with .<command>.journal after its name.",
    )
    return who_arguments(yes(journal(format_option(command))))


@click.command("resend")
@_acting
def resend(**options: Any) -> None:  # noqa: ANN401 - as _act takes them
    """Send invitations again.

    WHO is an id or an address. Only people who have not accepted yet get one. Without --yes, nothing is sent: you see
    who would get one, and who not and why.

    Each person has a result: SENT, NOT_FOUND, REFUSED, FAILED or NOT_BEGUN; in a dry run WOULD_SEND. The exit code is 1
    unless everybody has one of SENT and WOULD_SEND.
    """
    _act(RESENDING, **options)


@click.command("reset-password")
@_acting
def reset_password(**options: Any) -> None:  # noqa: ANN401 - as _act takes them
    """Send people a link to choose a new password.

    WHO is an id or an address. Only active people get one; it is valid for 30 minutes. Without --yes, nothing is sent:
    you see who would get one, and who not and why.

    Each person has a result: SENT, NOT_FOUND, REFUSED, FAILED or NOT_BEGUN; in a dry run WOULD_SEND. The exit code is 1
    unless everybody has one of SENT and WOULD_SEND.
    """
    _act(RESETTING, **options)


@click.command("block")
@_acting
def block(**options: Any) -> None:  # noqa: ANN401 - as _act takes them
    """Block people permanently.

    WHO is an id or an address. This cannot be undone: memberships, keys and roles are lost, and the address can never
    be invited again. Without --yes, nothing is sent: you see who would be blocked, and who not and why. With --yes, a
    terminal asks you to type the address, or how many people there are; in a pipe, --yes is enough.

    The person whose key it is, the last admin, and more people than arize:maxRemovals allows are refused.

    Each person has a result: DELETED, NOT_FOUND, REFUSED, FAILED or NOT_BEGUN; in a dry run WOULD_DELETE. The exit code
    is 1 unless everybody has one of DELETED and WOULD_DELETE.
    """
    _act(BLOCK, **options)


def _act(
    deed: Deed, *, who: Sequence[str], listed: TextIO | None, yes: bool, journal: Path | None, form: Format
) -> None:
    everybody, account = named(who, listed), _account()
    noted = Journal(_journal_file(deed, listed, journal), deed.name)
    with noted.open() if yes else nullcontext():
        noted.read()
        outcomes, too_many = within_limits(account, deed, planned(account, deed, everybody, noted))
        if yes:
            outcomes = _carried_out(account, deed, noted, outcomes)
    show(_table(account, deed, outcomes), form)
    _say(*([_summary(deed, outcomes)] if yes else [_outlook(deed, outcomes), _DRY_RUN]))
    if too_many:
        _say(f"Error: {too_many}")
    if any(outcome.result not in {deed.would, deed.done} for outcome in outcomes):
        click.get_current_context().exit(ERROR)


def _carried_out(account: Account, deed: Deed, journal: Journal, planned: Sequence[Outcome]) -> list[Outcome]:
    ready = [outcome for outcome in planned if outcome.result == deed.would]
    _confirm(account, deed, ready)
    with until_interrupted(account.cancellation):
        outcomes = Execution(account, deed, journal).carry_out(planned)
    if not deed.is_final:
        _tidy(journal, outcomes)
    return outcomes


def _account() -> Account:
    """The account, in which people are blocked because somebody asks for it, and kept by not being named."""
    account = commands_account()
    return Account(account.connection, replace(account.policy, on_destroy="block", to_keep=_TO_KEEP))


def _journal_file(deed: Deed, listed: TextIO | None, journal: Path | None) -> Path | None:
    # What is read from a pipe has a name as well, but no file.
    file = None if listed is None or listed is sys.stdin or not Path(listed.name).is_file() else Path(listed.name)
    if journal is None:
        return file and file.with_name(f"{file.name}.{deed.name}.journal")
    if file and journal.resolve() == file.resolve():
        message = "--journal and --file name the same file."
        raise click.UsageError(message)
    return journal


def _confirm(account: Account, deed: Deed, ready: Sequence[Outcome]) -> None:
    """Have what cannot be undone typed by whoever sits there."""
    if not (deed.is_final and ready and sys.stdin.isatty()):
        return
    show(_table(account, deed, ready), "table", err=True)
    _say(_outlook(deed, ready))
    wanted = ready[0].name if len(ready) == 1 else str(len(ready))
    what = "the address" if len(ready) == 1 else "the number of people"
    typed: str = click.prompt(f"Type {what} to block permanently", default="", show_default=False, err=True)
    if typed.strip() != wanted:
        message = f"Nobody was blocked: what was typed is not {wanted}."
        raise click.ClickException(message)


def _table(account: Account, deed: Deed, outcomes: Sequence[Outcome]) -> Table:
    """Everybody, with their memberships where these are about to be lost and can be read."""
    rows = [_row(outcome) for outcome in outcomes]
    seen = [outcome.user for outcome in outcomes if outcome.user and outcome.result == deed.would]
    memberships = Memberships(account, seen)
    if not (deed.is_final and seen and memberships.read()):
        return Table(COLUMNS, rows)
    for row in rows:
        if row["result"] == deed.would:  # nobody has looked where the others are
            places = (memberships.organizations, memberships.spaces)
            row["memberships"] = [str(member) for found in places for member in found.get(row["id"], [])]
    return Table({**COLUMNS, "memberships": "Memberships", "reason": COLUMNS["reason"]}, rows)


def _row(outcome: Outcome) -> dict[str, Any]:
    user: Mapping[str, Any] = outcome.user.model_dump() if outcome.user else {}
    return {**user, "who": outcome.who, "result": outcome.result, "reason": outcome.reason}


def _tidy(journal: Journal, outcomes: Sequence[Outcome]) -> None:
    """Forget who got a mail once all have it: another day, the same people may be sent another one."""
    if not any(outcome.user and outcome.result in {FAILED, NOT_BEGUN} for outcome in outcomes):
        journal.remove()
    elif journal.file:
        _say(f"Whoever is noted in {journal.file} gets no second one if you repeat this; to begin again, remove it.")


def _outlook(deed: Deed, outcomes: Sequence[Outcome]) -> str:
    ready = sum(outcome.result == deed.would for outcome in outcomes)
    begin = f"{people(ready)} {deed.outlook}." if ready else "There is nobody to whom this would be done."
    return f"{begin}{_others(len(outcomes) - ready)}"


def _summary(deed: Deed, outcomes: Sequence[Outcome]) -> str:
    done = sum(outcome.result == deed.done for outcome in outcomes)
    return f"{deed.done}: {people(done) if done else 'nobody'}.{_others(len(outcomes) - done)}"


def _others(count: int) -> str:
    return f" Others: {people(count)}; see the reason of each." if count else ""


def _say(*sentences: str) -> None:
    for sentence in sentences:
        click.echo(printable(sentence), err=True)
