"""An account as a Python program of single resources, in the layout that `ruff format` gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import CUSTOM_ROLE
from pulumi_arize_users.command.importing.identifiers import Names, identifier, names_of_people
from pulumi_arize_users.command.importing.remarks import left_out, on_trust, who_is_left_out
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi_arize_users.command.importing.account import Imported, NotImported
    from pulumi_arize_users.command.importing.memberships import Membership
    from pulumi_arize_users.command.importing.places import Place

# What fits into a line of most formatters' settings; what does not is written with an argument in each line, and stays.
LONGEST_LINE = 79
CONSTANT = "ADOPT"
ADOPTING = f"""\

# Everybody exists already, and is taken over. Set this to False after the first
# `pulumi up`; then it can be removed.
{CONSTANT} = True
"""
KINDS = {True: "OrganizationMembership", False: "SpaceMembership"}


@dataclass(frozen=True)
class Resources:
    """The names of everything that a program declares.

    Attributes:
        people: names of people, which their variables have as well, with the people.
        memberships: names of memberships, by that of the person.
        places: the constants that hold the ids of organizations and spaces.
    """

    people: Mapping[str, Imported]
    memberships: Mapping[str, Mapping[str, Membership]]
    places: Mapping[Place, str]


def named_resources(people: Sequence[Imported]) -> Resources:
    """A name for each resource of a program that declares these people."""
    names = Names()
    addresses = [str(person.declared["email"]) for person in people]
    of_people = dict(zip(names_of_people(addresses, names), people, strict=True))
    places = sorted({each.place for person in people for each in person.memberships}, key=lambda place: place.key)
    constants = Names({CONSTANT})
    of_places = {place: constants.free(identifier(place.name, place.scope.noun).upper()) for place in places}
    memberships = {
        name: {names.free(f"{name}_{of_places[each.place].lower()}"): each for each in person.memberships}
        for name, person in of_people.items()
    }
    return Resources(of_people, memberships, of_places)


def program_text(account: str, resources: Resources, not_imported: Sequence[NotImported], *, adopts: bool) -> str:
    """The program.

    Args:
        account: where the account is.
        resources: what it declares.
        not_imported: everybody whom it only mentions.
        adopts: whether it takes over what exists; otherwise the stack has it already.
    """
    blocks = [_person(name, person, resources, adopts=adopts) for name, person in resources.people.items()]
    comments = "".join(f"# {who_is_left_out(person)}\n" for person in not_imported)
    constants = "".join(f"{name} = {literal(place.id)}  # {place.name}\n" for place, name in resources.places.items())
    parts = [_docstring(account), _imports(resources), ADOPTING if adopts else "", _after_blank(constants)]
    return "".join([*parts, _after_blank("".join(blocks)), _after_blank(comments)])


def literal(text: str) -> str:
    """A string as `ruff format` writes it: in double quotes, unless single ones need fewer escapes."""
    quote = '"' if text.count('"') <= text.count("'") else "'"
    return quote + "".join(_escaped(character, quote) for character in text) + quote


def _escaped(character: str, quote: str) -> str:
    if character in {quote, "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def _docstring(account: str) -> str:
    return f'"""The people of the Arize account {account}.\n\nWritten by `arize-users import`.\n"""\n'


def _imports(resources: Resources) -> str:
    used = {"ArizeUser"} if resources.people else set()
    for name, person in resources.people.items():
        used |= {_kind(each) for each in resources.memberships[name].values()}
        roles = [person.declared["role"], *(each.role for each in person.memberships)]
        used |= {"CustomRole"} if any(role.startswith(CUSTOM_ROLE) for role in roles) else set()
    names = sorted(used)
    one_line = f"from pulumi_arize_users import {', '.join(names)}"
    fits = len(one_line) <= LONGEST_LINE
    many_lines = "\n".join(["from pulumi_arize_users import (", *(f"    {name}," for name in names), ")"])
    return f"\n{one_line if fits else many_lines}\n" if names else ""


def _person(name: str, person: Imported, resources: Resources, *, adopts: bool) -> str:
    said: dict[str, object] = {**person.declared}
    values = {"email": said["email"], "name": said["name"], "role": said["role"]}
    if "is_developer" in said:
        values["is_developer"] = said["is_developer"]
    arguments = [literal(name), *(f"{key}={_value(key, value)}" for key, value in values.items())]
    lines = [_called(f"{name} = ArizeUser", [*arguments, *_adopting(adopts)])]
    for own_name, membership in resources.memberships[name].items():
        lines += [f"# {on_trust(membership)}"] if on_trust(membership) else []
        lines.append(_membership(own_name, membership, name, resources, adopts=adopts))
    lines += [f"# {left_out(omission)}" for omission in person.left_out]
    return "".join(f"{line}\n" for line in lines)


def _membership(name: str, membership: Membership, person: str, resources: Resources, *, adopts: bool) -> str:
    arguments = [
        literal(name),
        f"{membership.place.scope.argument}={resources.places[membership.place]}",
        f"user={person}",
        f"role={_value('role', membership.role)}",
        *_adopting(adopts),
    ]
    return _called(_kind(membership), arguments)


def _kind(membership: Membership) -> str:
    return KINDS[membership.place.scope == ORGANIZATION]


def _adopting(adopts: bool) -> list[str]:  # noqa: FBT001 - one of two texts
    return [f"adopt={CONSTANT}"] if adopts else []


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    text = str(value)
    if key == "role" and text.startswith(CUSTOM_ROLE):
        return f"CustomRole(id={literal(text.removeprefix(CUSTOM_ROLE))})"
    return literal(text)


def _called(function: str, arguments: Sequence[str]) -> str:
    """A call in one line if it fits, else with an argument in each line and a comma behind the last."""
    one_line = f"{function}({', '.join(arguments)})"
    # Formatters count some letters as two.
    if len(one_line) <= LONGEST_LINE and one_line.isascii():
        return one_line
    return "\n".join([f"{function}(", *(f"    {argument}," for argument in arguments), ")"])


def _after_blank(text: str) -> str:
    return f"\n{text}" if text else ""
