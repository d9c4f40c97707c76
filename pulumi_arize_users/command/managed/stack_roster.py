"""What a stack remembers of a roster, from the file of `pulumi stack export`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from pulumi_arize_users.command.managed.stack_people import PEOPLE, ROSTERS
from pulumi_arize_users.command.managed.stack_values import ENCRYPTED, properties_of
from pulumi_arize_users.people.near import did_you_mean
from pulumi_arize_users.providers.protocol import FORMAT
from pulumi_arize_users.providers.state_format import format_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    Resource = Mapping[str, Any]

PROVIDER = "__provider"
# The one secret that a roster always has, and no plan needs.
PASSWORDS = "temporary_passwords"


@dataclass(frozen=True)
class StackedRoster:
    """A roster as a stack remembers it.

    Attributes:
        id: the resource's id.
        name: its name in the program.
        inputs: those of the last run.
        outputs: those of the last run.
        elsewhere: addresses that other resources of the stack declare.
    """

    id: str
    name: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    elsewhere: tuple[str, ...] = ()


def roster_in(export: TextIO, name: str | None) -> StackedRoster:
    """The roster with this name, or the only one.

    Args:
        export: the file.
        name: the roster's name in the program.

    Raises:
        click.ClickException: the file is no export, a later version has written the roster, or a secret is where the
            plan needs the value.
        click.UsageError: there is no such roster, or more than one.
    """
    resources = _resources(export)
    rosters = {_name(one): one for one in resources if one.get("type") in ROSTERS and one.get("id")}
    chosen = _chosen(rosters, name, export.name)
    others = {key: one for key, one in rosters.items() if key != chosen}
    people = [one for one in resources if one.get("type") in PEOPLE]
    addresses = [address for key, one in others.items() for address in _values(one, "inputs", key).get("people", {})]
    addresses += [one.get("inputs", {}).get("email") for one in people]
    found = rosters[chosen]
    return StackedRoster(
        found["id"],
        chosen,
        _values(found, "inputs", chosen),
        _values(found, "outputs", chosen),
        tuple(address for address in addresses if isinstance(address, str)),
    )


def _resources(export: TextIO) -> list[Resource]:
    try:
        listed = json.load(export)["deployment"].get("resources") or []
        # What is only there to be deleted is no part of the stack any more.
        return [each for each in listed if not each.get("delete")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{export.name} is not what `pulumi stack export` writes."
        raise click.ClickException(message) from error


def _chosen(rosters: Mapping[str, Resource], name: str | None, file: str) -> str:
    names = ", ".join(sorted(rosters))
    if not rosters:
        message = f"There is no roster in {file}."
        raise click.UsageError(message)
    if name is None and len(rosters) > 1:
        message = f"There are {len(rosters)} rosters in {file}: say with --roster which one is meant of {names}."
        raise click.UsageError(message)
    chosen = name or next(iter(rosters))
    if chosen not in rosters:
        message = f"There is no roster {chosen} in {file}, but {names}.{did_you_mean(chosen, rosters)}"
        raise click.UsageError(message)
    return chosen


def _name(resource: Resource) -> str:
    return str(resource["urn"]).rpartition("::")[2]


def _values(resource: Resource, which: str, name: str) -> dict[str, Any]:
    read = properties_of(resource.get(which), str(resource["type"]))
    refusal = format_refusal(read)
    if refusal:
        message = f"Roster {name}: {refusal}"
        raise click.ClickException(message)
    values = {key: value for key, value in read.items() if key not in {PROVIDER, PASSWORDS, FORMAT}}
    if any(value is ENCRYPTED for value in _within(values)):
        message = (
            f"Values of the roster {name} are encrypted in this export. Export the stack with --show-secrets, and "
            "delete the file afterwards."
        )
        raise click.ClickException(message)
    return values


def _within(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
