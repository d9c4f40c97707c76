"""What the documents of a roster declare together, or every mistake in them; whoever reads them.

Only who reads a roster imports this: pydantic and YAML cost a quarter of a second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.roster.declaration import places_of, read_roster
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from pulumi_arize_users.people.roster.listing import listed
from pulumi_arize_users.people.roster.organizations import resolve
from pulumi_arize_users.people.roster.places import Mistake
from pulumi_arize_users.people.roster.union import united
from pulumi_arize_users.people.scope import SCOPES
from pulumi_arize_users.providers.roster_files import files_of, read_file
from pulumi_arize_users.providers.roster_organizations import visible_in

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pulumi_arize_users.people.roster.declaration import RosterDeclaration
    from pulumi_arize_users.people.roster.document import Document
    from pulumi_arize_users.providers.account import Account


def documents_in(roster: str, files: Iterable[str | os.PathLike[str]]) -> list[Document]:
    """What files say, before it is known whether it makes sense.

    Args:
        roster: whose files, as sentences begin.
        files: paths, folders and patterns.

    Raises:
        UnreadableRoster: a file cannot be read, or there is none.
    """
    return [read_text(read_file(roster, path), str(path)) for path in files_of(roster, files)]


def declared_in(
    documents: Sequence[Document],
    rules: Mapping[str, object],
    more_mistakes: Callable[[Document], Iterable[Mistake]] = lambda _document: (),
) -> tuple[RosterDeclaration | None, list[str]]:
    """What is declared, or a sentence with its place for every mistake.

    Args:
        documents: one for each file.
        rules: what a program says for everybody, which overrides the documents; None where it says nothing.
        more_mistakes: finds others, once there are some.
    """
    read = [read_roster(document) for document in documents]
    declarations = [declaration for declaration, _mistakes in read if declaration is not None]
    arguments, wrong = read_roster(from_mapping({}, **rules))
    declaration, shared = united(declarations)
    if arguments is None or len(declarations) < len(documents):
        found = [
            str(mistake)
            for document, (_declaration, mistakes) in zip(documents, read, strict=True)
            for mistake in sorted([*mistakes, *more_mistakes(document)])
        ]
        return None, [*map(str, wrong), *found, *shared]
    if shared:
        return None, shared
    said = {rule: getattr(arguments, rule) for rule, value in rules.items() if value is not None}
    return replace(declaration, **said), []


def mistakes_in_words(roster: str, mistakes: Sequence[str], undone: str = "nothing is done") -> str:
    """The first twenty mistakes of a roster, and how many more there are.

    Args:
        roster: whose, as the text begins.
        mistakes: a sentence with its place for each.
        undone: what does not happen because of them.
    """
    count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    return "\n".join([f"{roster} has {count}, and {undone}:", *listed(mistakes)])


def unknown_organizations(account: Callable[[], Account], document: Document) -> list[Mistake]:
    """The organizations and spaces of a document that the account does not have, as far as it can be looked at.

    Args:
        account: opens the account, if one is named.
        document: the document.
    """
    mistakes = []
    for scope in SCOPES:
        places = places_of(document, scope)
        try:
            unknown = resolve(scope, places, visible_in(account(), scope))[1] if places else {}
        except ArizeError:
            unknown = {}
        mistakes += [Mistake(places[key], sentence) for key, sentence in unknown.items()]
    return mistakes
