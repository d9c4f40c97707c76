"""What a program says about a roster, in files or in a mapping, read while the program runs.

Only a program with a roster imports this: pydantic and YAML cost a quarter of a second.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pulumi

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.roster.document import from_mapping
from pulumi_arize_users.people.roster.sentences import NO_OUTPUTS
from pulumi_arize_users.people.scope import SPACE
from pulumi_arize_users.providers.roster_reading import (
    declared_in,
    documents_in,
    mistakes_in_words,
    unknown_organizations,
)
from pulumi_arize_users.resources.account import programs_account
from pulumi_arize_users.resources.custom_role import CustomRole, role_word
from pulumi_arize_users.resources.program import ProgramError

if TYPE_CHECKING:
    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.document import Document


def said_documents(resource_name: str, file: object, people: object, defaults: object) -> list[Document]:
    """What files or a mapping say, before it is known whether it makes sense.

    Raises:
        ProgramError: not exactly one of `file` and `people` is given, or a file cannot be read.
    """
    if (file is None) == (people is None) or (file is not None and defaults is not None):
        message = f"Roster {resource_name!r} needs either file=, or people= and optionally defaults=."
        raise ProgramError(message)
    if file is None:
        return [from_mapping(_with_role_words(people), _with_role_word(defaults))]
    try:
        return documents_in(f"Roster {resource_name!r}", _paths(resource_name, file))
    except ArizeError as error:
        raise ProgramError(str(error)) from error


def read_declaration(
    resource_name: str, documents: Sequence[Document], rules: Mapping[str, object]
) -> RosterDeclaration:
    """What is declared; rules that are arguments of the program override those of the documents.

    Raises:
        ProgramError: there are mistakes: the first twenty with their places, and how many more there are.
    """
    # Otherwise the provider finds unknown organizations, which asks only about names that the stack does not know yet.
    # But it is not called for a roster with other mistakes, and these should not need a second round.
    declaration, mistakes = declared_in(documents, rules, partial(unknown_organizations, programs_account))
    if declaration is None:
        raise ProgramError(mistakes_in_words(f"Roster {resource_name!r}", mistakes))
    return declaration


def _paths(resource_name: str, said: object) -> list[str | os.PathLike[str]]:
    listed_paths = [*said] if isinstance(said, list | tuple) else [said]
    if not listed_paths:
        message = f"Roster {resource_name!r} needs at least one file; file= is an empty list."
        raise ProgramError(message)
    return [_path(resource_name, one) for one in listed_paths]


def _path(resource_name: str, said: object) -> str | os.PathLike[str]:
    if isinstance(said, pulumi.Output):
        message = f"Roster {resource_name!r}: file= is a pulumi.Output. {NO_OUTPUTS}"
        raise ProgramError(message)
    if not isinstance(said, str | os.PathLike):
        message = f"Roster {resource_name!r}: file= must be a path or a list of paths, not {type(said).__name__}."
        raise ProgramError(message)
    return said


def _with_role_words(people: object) -> object:
    if not isinstance(people, Mapping):
        return people
    return {address: _with_role_word(person) for address, person in people.items()}


def _with_role_word(said: object) -> object:
    if not isinstance(said, Mapping):
        return said
    words: dict[object, object] = {key: role_word(role) for key, role in said.items() if isinstance(role, CustomRole)}
    spaces = said.get(SPACE.plural)
    if isinstance(spaces, Mapping):
        words[SPACE.plural] = _with_role_word_of_each(spaces)
    return {**said, **words} if words else said


def _with_role_word_of_each(spaces: Mapping[object, object]) -> dict[object, object]:
    return {name: role_word(role) if isinstance(role, CustomRole) else role for name, role in spaces.items()}
