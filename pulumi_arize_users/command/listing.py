"""`list`, `organizations` and `spaces`: what is in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.vocabulary import STATUSES, canonical_role
from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.output import Table, format_option, show
from pulumi_arize_users.command.progress import counted
from pulumi_arize_users.people.roster.organizations import named_organizations, none_such
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.api.models import Organization
    from pulumi_arize_users.command.output import Format

PERSON = {
    "email": "Address",
    "name": "Name",
    "role": "Role",
    "status": "Status",
    "is_developer": "Developer",
    "created_at": "Created",
    "id": "Id",
}
PLACE = {"name": "Name", "id": "Id", "description": "Description", "created_at": "Created"}
SPACE = {"organization": "Organization", **PLACE}


@click.command("list")
@click.option("--email", metavar="TEXT", help="Only people whose address contains this text, in any letter case.")
@click.option(
    "--status",
    type=click.Choice(STATUSES, case_sensitive=False),
    multiple=True,
    help="Only people with this status; may be given several times.",
)
@click.option("--role", metavar="ROLE", help="Only people with this account role.")
@format_option
def list_people(email: str | None, status: tuple[str, ...], role: str | None, form: Format) -> None:
    """The people of the account.

    Those who were deleted are never listed. A role is a predefined one, or custom:<id>.
    """
    people = commands_account().client.iterate_users(email=email, status=status)
    wanted = canonical_role(role) if role else None
    rows = [user.model_dump() for user in counted("Listing people", people) if wanted is None or user.role == wanted]
    show(Table(PERSON, rows), form)


@click.command
@click.option("--name", metavar="TEXT", help="Only those whose name contains this text, in any letter case.")
@format_option
def organizations(name: str | None, form: Format) -> None:
    """The organizations of the account."""
    listed = commands_account().client.list_organizations(name=name)
    show(Table(PLACE, [organization.model_dump() for organization in listed]), form)


@click.command
@click.option("--organization", metavar="NAME|ID", help="Only those of this organization.")
@click.option("--name", metavar="TEXT", help="Only those whose name contains this text, in any letter case.")
@format_option
def spaces(organization: str | None, name: str | None, form: Format) -> None:
    """The spaces of the account."""
    account = commands_account()
    visible = account.directory.organizations()
    ids = _matching(organization, visible)
    names = {found.id: found.name for found in visible}
    rows = [
        {**space.model_dump(), "organization": names.get(space.organization_id, space.organization_id)}
        for space in account.client.list_spaces(name=name)
        if ids is None or space.organization_id in ids
    ]
    show(Table(SPACE, rows), form)


def _matching(organization: str | None, visible: Sequence[Organization]) -> set[str] | None:
    """The ids of the organizations with this name or id; None for all."""
    if organization is None:
        return None
    ids = {found.id for found in visible if organization in {found.id, found.name}}
    if not ids:
        raise click.UsageError(none_such(ORGANIZATION, organization, named_organizations(visible)))
    return ids
