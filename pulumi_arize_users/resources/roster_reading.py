"""What a program says about a roster, in a file or in a mapping, read while the program runs.

Only a program with a roster imports this: pydantic and YAML cost a quarter of a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.roster.declaration import organization_places, read_roster
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from pulumi_arize_users.people.roster.organizations import resolve_organizations
from pulumi_arize_users.people.roster.places import Mistake
from pulumi_arize_users.resources.account import programs_account
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.resources.user import CustomRole, role_word

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.document import Document


def said_document(resource_name: str, file: str | Path | None, people: object, defaults: object) -> Document:
    """What a file or a mapping says, before it is known whether it makes sense.

    Raises:
        ProgramError: not exactly one of `file` and `people` is given, or the file cannot be read.
    """
    if (file is None) == (people is None) or (file is not None and defaults is not None):
        message = f"Roster {resource_name!r} needs either file=, or people= and optionally defaults=."
        raise ProgramError(message)
    if file is None:
        return from_mapping(_with_role_words(people), _with_role_word(defaults))
    try:
        return read_text(Path(file).read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        message = f"Roster {resource_name!r} cannot read {file}: {error}."
        raise ProgramError(message) from error


def read_declaration(resource_name: str, document: Document, rules: Mapping[str, object]) -> RosterDeclaration:
    """What is declared; rules that are arguments of the program override those of the document.

    Raises:
        ProgramError: there are mistakes: all of them, each with its place.
    """
    declaration, mistakes = read_roster(document)
    arguments, wrong = read_roster(from_mapping({}, **rules))
    if declaration is None or arguments is None:
        mistakes = sorted([*mistakes, *wrong, *_unknown_organizations(document)])
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise ProgramError(
            "\n".join([f"Roster {resource_name!r} has {count}, and nothing is done:", *map(str, mistakes)])
        )
    return replace(declaration, **{rule: getattr(arguments, rule) for rule, said in rules.items() if said is not None})


def _unknown_organizations(document: Document) -> list[Mistake]:
    # Otherwise the provider finds them, which asks only about names that the stack does not know yet. But it is not
    # called for a roster with other mistakes, and these should not need a second round.
    places = organization_places(document)
    if not places:
        return []
    try:
        visible = programs_account().directory.organizations()
    except ArizeError:
        return []
    _ids, unknown = resolve_organizations(places, visible)
    return [Mistake(places[key], sentence) for key, sentence in unknown.items()]


def _with_role_words(people: object) -> object:
    if not isinstance(people, Mapping):
        return people
    return {address: _with_role_word(person) for address, person in people.items()}


def _with_role_word(said: object) -> object:
    if not isinstance(said, Mapping) or not isinstance(said.get("role"), CustomRole):
        return said
    return {**said, "role": role_word(said["role"])}
