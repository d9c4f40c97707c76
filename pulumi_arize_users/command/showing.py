"""`show`: everything about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.command.account import commands_account
from pulumi_arize_users.command.listing import PERSON
from pulumi_arize_users.command.memberships import Memberships
from pulumi_arize_users.command.output import Table, format_option, show
from pulumi_arize_users.command.who import found, named, who_arguments
from pulumi_arize_users.people.refusals import first_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.output import Format

PERSON_AND_PLACES = {**PERSON, "organizations": "Organizations", "spaces": "Spaces"}
UNKNOWN = "not known"


@click.command("show")
@who_arguments
@format_option
def show_people(who: tuple[str, ...], listed: TextIO | None, form: Format) -> None:
    """Everything about people.

    WHO is an id or an address, in any letter case. Organizations and spaces are shown where GraphQL is configured
    (ARIZE_VERIFY_MEMBERSHIPS=graphql); roles in organizations are told by nothing. Whoever is not found is named on
    stderr, and the exit code is then 1.
    """
    account = commands_account()
    people = found(account, named(who, listed))
    seen = [*{user.id: user for user in people.values() if user is not None}.values()]
    memberships = Memberships(account, seen)
    are_known = memberships.read() if seen else False
    _show([_row(user, memberships if are_known else None, form) for user in seen], form)
    if unseen := [name for name, user in people.items() if user is None]:
        message = f"Not in the account, blocked, or not visible to this key: {first_of(unseen)}."
        raise click.ClickException(message)


def _show(rows: list[dict[str, Any]], form: Format) -> None:
    if form != "table":
        show(Table(PERSON_AND_PLACES, rows), form)
        return
    for number, row in enumerate(rows):
        if number:
            click.echo()
        _email, *rest = PERSON_AND_PLACES.items()
        values = [{"heading": heading, "value": row[column]} for column, heading in rest]
        show(Table({"heading": PERSON_AND_PLACES["email"], "value": row["email"]}, values), form)


def _row(user: User, memberships: Memberships | None, form: Format) -> dict[str, Any]:
    unknown = None if form == "json" else UNKNOWN
    return {**user.model_dump(), **(_places(user, memberships, form) if memberships else _unknown(unknown))}


def _places(user: User, memberships: Memberships, form: Format) -> Mapping[str, Any]:
    of_kind = {"organizations": memberships.organizations, "spaces": memberships.spaces}
    return {
        kind: [member.plain if form == "json" else str(member) for member in places.get(user.id, ())]
        for kind, places in of_kind.items()
    }


def _unknown(value: object) -> Mapping[str, Any]:
    return {"organizations": value, "spaces": value}
