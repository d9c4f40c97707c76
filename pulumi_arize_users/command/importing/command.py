"""`import`: who is in the account, as code that takes them over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.api.characters import readable
from pulumi_arize_users.api.vocabulary import ORGANIZATION_ROLES, STATUSES, canonical_role
from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.importing.account import read_members, sorted_out
from pulumi_arize_users.command.importing.files import refuse_existing, write
from pulumi_arize_users.command.importing.memberships import Memberships
from pulumi_arize_users.command.importing.places import Places
from pulumi_arize_users.command.importing.roles_file import COLUMNS, read_roles
from pulumi_arize_users.command.importing.summary import Summary
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.unmanaged import parse_unmanaged, read_unmanaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.importing.account import Imported, NotImported
    from pulumi_arize_users.providers.account import Account

_FORMS = ("roster", "program", "pulumi_import")
_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Wanted:
    """Who is imported, and what is said of their memberships.

    Attributes:
        email: a text in the address; None for any.
        status: one of these; empty for any.
        role: this account role; empty for any.
        leave_out: addresses, or patterns with `*`, of people who are not.
        memberships: a file with roles; None for none.
        usual: the role of members of organizations whose role is not known otherwise; empty for none.
        is_developer: whether code says who may use the API.
    """

    email: str | None
    status: tuple[str, ...]
    role: str
    leave_out: tuple[str, ...]
    memberships: Path | None
    usual: str
    is_developer: bool


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = [
    click.option("--roster", type=_FILE, metavar="FILE", help="Write the file of a Roster: a line for each person."),
    click.option("--program", type=_FILE, metavar="FILE", help="Write a Python program with a resource for each."),
    click.option(
        "--pulumi-import",
        type=_FILE,
        metavar="FILE",
        help="Write the file of `pulumi import --file`, and the program for it beside it, with the ending .py.",
    ),
    click.option("--email", metavar="TEXT", help="Only people whose address contains this text, in any letter case."),
    click.option(
        "--status",
        type=click.Choice(STATUSES, case_sensitive=False),
        multiple=True,
        help="Only people with this status; may be given several times.",
    ),
    click.option("--role", metavar="ROLE", default="", help="Only people with this account role."),
    click.option(
        "--except",
        "leave_out",
        metavar="ADDRESS",
        multiple=True,
        help="Not this address, or those of a pattern such as '*@bots.example.com'; may be given several times.",
    ),
    click.option(
        "--memberships",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="CSV",
        help=f"Memberships, and roles that cannot be read: {COLUMNS}.",
    ),
    click.option(
        "--membership-role",
        type=click.Choice(ORGANIZATION_ROLES, case_sensitive=False),
        default=None,
        help="The role of members of organizations whose role is not known otherwise; annotators are ANNOTATOR.",
    ),
    click.option("--is-developer", is_flag=True, help="Manage who may use the API as well."),
    click.option("--force", is_flag=True, help="Replace files that exist."),
]


@click.command("import")
@_options
def import_people(**said: Any) -> None:  # noqa: ANN401 - the options
    """The account as code, without a write.

    Everybody is taken over as they are, the owner of the API key as well. Nothing is sent, neither now nor by the first
    `pulumi up`, and nobody gets an e-mail. Whoever cannot be declared as they are is left out, with the reason in a
    comment.

    Organizations and spaces are read where ARIZE_VERIFY_MEMBERSHIPS is graphql. Arize's API cannot read the
    role of a member of an organization: such roles come from --memberships or --membership-role, and are marked in
    the file.
    """
    form, file = _chosen({name: said[name] for name in _FORMS})
    wanted = Wanted(
        said["email"],
        said["status"],
        canonical_role(said["role"]),
        _exceptions(said["leave_out"]),
        said["memberships"],
        said["membership_role"] or "",
        said["is_developer"],
    )
    files = [file, file.with_suffix(".py")] if form == "pulumi_import" else [file]
    refuse_existing(files, force=said["force"])
    account = commands_account()
    summary = Summary(files)
    people, left_out = _imported(account, wanted, summary)
    write(dict(zip(files, _texts(form, account, people, left_out), strict=True)), force=said["force"])
    summary.tell(form, people, left_out)


def _chosen(forms: dict[str, Path | None]) -> tuple[str, Path]:
    given = [(form, file) for form, file in forms.items() if file is not None]
    if len(given) != 1:
        raise click.UsageError("Give one of --roster FILE, --program FILE and --pulumi-import FILE.")
    (chosen,) = given
    if chosen[0] == "pulumi_import" and chosen[1].suffix == ".py":
        raise click.UsageError("--pulumi-import takes the name of a JSON file; the program has the same one with .py.")
    return chosen


def _exceptions(addresses: tuple[str, ...]) -> tuple[str, ...]:
    if not addresses:
        return ()
    try:
        return parse_unmanaged(read_unmanaged({"policy": "ignore", "except": addresses})).exceptions
    except UnusableValue as reason:
        message = f"--except {reason}."
        raise click.UsageError(message) from reason


def _imported(account: Account, wanted: Wanted, summary: Summary) -> tuple[list[Imported], list[NotImported]]:
    users = _users(account, wanted)
    memberships = Memberships(Places((), ()))
    if account.is_verified or wanted.memberships:
        memberships = _memberships(account, wanted, summary)
    else:
        summary.memberships_were_not_read()
    return sorted_out(users, memberships, with_developers=wanted.is_developer)


def _users(account: Account, wanted: Wanted) -> list[User]:
    excepted = parse_unmanaged("ignore" + (f" except {', '.join(wanted.leave_out)}" if wanted.leave_out else ""))
    users = []
    for user in counted("Listing people", account.client.iterate_users(email=wanted.email, status=wanted.status)):
        account.directory.remember(user)
        if (not wanted.role or user.role == wanted.role) and not excepted.excepts(user.email):
            users.append(user)
    if not users:
        raise click.ClickException("Nobody in the account is meant by these options, and nothing was written.")
    return users


def _memberships(account: Account, wanted: Wanted, summary: Summary) -> Memberships:
    places = Places(account.directory.organizations(), account.directory.spaces())
    file = wanted.memberships
    roles = read_roles(file, places) if file else {}
    members, unanswered = read_members(account.client, [*places]) if account.is_verified else ({}, {})
    summary.did_not_answer(unanswered)
    summary.roles_are_of(roles)
    return Memberships(places, members, roles, readable(file.name) if file else "", wanted.usual)


def _texts(form: str, account: Account, people: list[Imported], left_out: list[NotImported]) -> list[str]:
    url = account.connection.base_url
    if form == "roster":
        from pulumi_arize_users.command.importing.roster_file import roster_text  # noqa: PLC0415 - one of three

        return [roster_text(url, people, left_out)]
    from pulumi_arize_users.command.importing.program import named_resources, program_text  # noqa: PLC0415 - as above

    resources = named_resources(people)
    program = program_text(url, resources, left_out, adopts=form == "program")
    if form == "program":
        return [program]
    from pulumi_arize_users.command.importing.pulumi_import import import_text  # noqa: PLC0415 - as above

    return [import_text(account, resources), program]
