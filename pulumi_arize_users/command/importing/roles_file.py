"""The roles that nobody can read, from a CSV file: address, organization or organization/space, role."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import click

from pulumi_arize_users.api.vocabulary import address_problem, fold
from pulumi_arize_users.command.importing.places import NoSuchPlace
from pulumi_arize_users.people.declaration import MEMBERSHIPS, UnusableValue, shown
from pulumi_arize_users.people.roster.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pulumi_arize_users.command.importing.places import Place, Places

    # A role by folded address and the id of a place; empty for a member whose role the file does not say either.
    Roles = Mapping[tuple[str, str], str]

COLUMNS = "address, organization or organization/space, role"
_FEWEST = 2


class _Mistake(Exception):
    pass


def read_roles(file: Path, places: Places) -> Roles:
    """The roles that a file says.

    Args:
        file: CSV, with commas or semicolons, with or without a line of headings; a role may be left empty.
        places: all organizations and spaces.

    Raises:
        ClickException: the file cannot be read, or there are mistakes; all of them are listed, with their lines.
    """
    roles: dict[tuple[str, str], str] = {}
    mistakes = []
    for number, row in _rows(file):
        try:
            _add(roles, row, places)
        except _Mistake as mistake:
            mistakes.append(f"{file.name}:{number}: {mistake}")
    if mistakes:
        raise click.ClickException("\n".join([f"{file} cannot be used:", *listed(mistakes)]))
    return roles


def _rows(file: Path) -> Iterable[tuple[int, list[str]]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        message = f"{file} cannot be read as UTF-8 text: {error}"
        raise click.ClickException(message) from error
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    for number, row in enumerate(csv.reader(lines, delimiter=separator), 1):
        cells = [value.strip() for value in row]
        is_heading = number == 1 and "@" not in cells[0] if cells else False
        if any(cells) and not is_heading:
            yield number, cells


def _add(roles: dict[tuple[str, str], str], row: list[str], places: Places) -> None:
    key, role = _read(row, places)
    if roles.setdefault(key, role) != role:
        raise _Mistake(f"{shown(row[0])} has another role in {shown(row[1])} above; keep one of them.")


def _read(row: list[str], places: Places) -> tuple[tuple[str, str], str]:
    if not _FEWEST <= len(row) <= _FEWEST + 1:
        raise _Mistake(f"has {len(row)} columns, and must have: {COLUMNS}.")
    address, where, role = (*row, "")[:3]
    if problem := address_problem(address):
        raise _Mistake(f"address {shown(address)} {problem}.")
    try:
        place = places.named(where)
    except NoSuchPlace as reason:
        raise _Mistake(str(reason)) from reason
    return (fold(address), place.id), _role(role, place) if role else ""


def _role(role: str, place: Place) -> str:
    try:
        return str(MEMBERSHIPS[place.scope].readers["role"](role))
    except UnusableValue as reason:
        raise _Mistake(f"role {shown(role)} {reason}.") from reason
