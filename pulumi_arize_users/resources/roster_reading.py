"""What a program says about a roster, in files or in a mapping, read while the program runs.

Only a program with a roster imports this: pydantic and YAML cost a quarter of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.roster.declaration import places_of, read_roster
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from pulumi_arize_users.people.roster.listing import listed
from pulumi_arize_users.people.roster.organizations import resolve
from pulumi_arize_users.people.roster.places import Mistake
from pulumi_arize_users.people.roster.union import united
from pulumi_arize_users.people.scope import SCOPES, SPACE
from pulumi_arize_users.providers.roster_organizations import visible_in
from pulumi_arize_users.resources.account import programs_account
from pulumi_arize_users.resources.custom_role import CustomRole, role_word
from pulumi_arize_users.resources.program import ProgramError
from pulumi_arize_users.resources.roster_files import files_of, read_file

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
    return [read_text(read_file(resource_name, path), str(path)) for path in files_of(resource_name, file)]


def read_declaration(
    resource_name: str, documents: Sequence[Document], rules: Mapping[str, object]
) -> RosterDeclaration:
    """What is declared; rules that are arguments of the program override those of the documents.

    Raises:
        ProgramError: there are mistakes: the first twenty with their places, and how many more there are.
    """
    read = [read_roster(document) for document in documents]
    declarations = [declaration for declaration, _mistakes in read if declaration is not None]
    arguments, wrong = read_roster(from_mapping({}, **rules))
    declaration, shared = united(declarations)
    if arguments is None or len(declarations) < len(documents):
        found = [
            str(mistake)
            for document, (_declaration, mistakes) in zip(documents, read, strict=True)
            for mistake in sorted([*mistakes, *_unknown_organizations(document)])
        ]
        raise _mistaken(resource_name, [*map(str, wrong), *found, *shared])
    if shared:
        raise _mistaken(resource_name, shared)
    return replace(declaration, **{rule: getattr(arguments, rule) for rule, said in rules.items() if said is not None})


def _mistaken(resource_name: str, mistakes: Sequence[str]) -> ProgramError:
    count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    return ProgramError("\n".join([f"Roster {resource_name!r} has {count}, and nothing is done:", *listed(mistakes)]))


def _unknown_organizations(document: Document) -> list[Mistake]:
    # Otherwise the provider finds them, which asks only about names that the stack does not know yet. But it is not
    # called for a roster with other mistakes, and these should not need a second round.
    mistakes = []
    for scope in SCOPES:
        places = places_of(document, scope)
        try:
            unknown = resolve(scope, places, visible_in(programs_account(), scope))[1] if places else {}
        except ArizeError:
            unknown = {}
        mistakes += [Mistake(places[key], sentence) for key, sentence in unknown.items()]
    return mistakes


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
