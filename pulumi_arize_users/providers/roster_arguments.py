"""The arguments of a roster as a program of any language writes them, read by a provider.

Only who reads a roster imports this: pydantic and YAML cost a quarter of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.removal import may_be_blocked
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from pulumi_arize_users.people.roster.record import FOR_PROGRAMS, users_of
from pulumi_arize_users.people.unmanaged import parse_unmanaged
from pulumi_arize_users.providers.protocol import SEEN
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.roster_inputs import roster_inputs
from pulumi_arize_users.providers.roster_memory import LIMITS
from pulumi_arize_users.providers.roster_reading import (
    declared_in,
    documents_in,
    mistakes_in_words,
    unknown_organizations,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_arize_users.people.roster.document import Document
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties

TEXT = "the text of `file`"
IGNORE = "ignore"


@dataclass(frozen=True)
class FileText:
    """A file of which a program passes the text."""

    text: str


@dataclass(frozen=True)
class RosterParts:
    """What a roster is made of.

    Attributes:
        inputs: of the resource that holds its people.
        addresses: the folded addresses of everybody.
        can_block: whether anybody could be blocked, so that their removals need a resource as well.
        judges_strangers: whether something is done about people who are declared nowhere.
    """

    inputs: Properties
    addresses: tuple[str, ...]
    can_block: bool
    judges_strangers: bool


def parts_of(resource: str, arguments: Mapping[str, Any], account: Account, *, shows: bool) -> RosterParts:
    """What a roster is made of that a program declares.

    Args:
        resource: the roster, as messages name it.
        arguments: `file` (a path, a text, or a list of these) or `people`, and the rules.
        account: where its people are.
        shows: as for `roster_inputs`.

    Raises:
        Refused: not exactly one of `file` and `people` is given, or there are mistakes: the first twenty with their
            places, and how many more there are.
        UnreadableRoster: a file cannot be read.
    """
    said = {key: _whole_numbers(value) for key, value in arguments.items() if value is not None}
    rules = {rule: said.get(rule) for rule in LIMITS}
    more_mistakes = partial(unknown_organizations, lambda: account)
    declaration, mistakes = declared_in(_documents(resource, said), rules, more_mistakes)
    if declaration is None:
        raise Refused(mistakes_in_words(resource, mistakes))
    people = declaration.people
    inputs = roster_inputs(declaration, resource, shows=shows)
    unmanaged = parse_unmanaged(declaration.unmanaged or account.policy.unmanaged)
    return RosterParts(
        inputs,
        tuple(sorted(people)),
        can_block=may_be_blocked(people.values(), account.policy),
        judges_strangers=unmanaged.choice != IGNORE,
    )


def users_after(outputs: Mapping[str, Any], declared: Iterable[str]) -> dict[str, Any]:
    """What a program may know of each person: in a preview, nothing yet of those who come.

    Args:
        outputs: the outputs of the roster, or what a preview expects of them.
        declared: the folded addresses of everybody.
    """
    texts = [outputs.get(SEEN), outputs.get("record")]
    known = next((users_of(text) for text in texts if isinstance(text, str) and text), {})
    newcomer = dict.fromkeys(FOR_PROGRAMS.values(), UNKNOWN)
    return {key: known.get(key) or newcomer for key in sorted(declared)}


def _documents(roster: str, said: Mapping[str, Any]) -> list[Document]:
    if ("file" in said) == ("people" in said) or ("file" in said and "defaults" in said):
        raise Refused(f"{roster} needs either `file`, or `people` and optionally `defaults`.")
    if "file" not in said:
        return [from_mapping(said["people"], said.get("defaults"))]
    files = said["file"] if isinstance(said["file"], list) else [said["file"]]
    if not files:
        raise Refused(f"{roster} needs at least one file; `file` is an empty list.")
    return [document for file in files for document in _in_file(roster, file)]


def _in_file(roster: str, file: object) -> list[Document]:
    if isinstance(file, FileText):
        return [read_text(file.text, TEXT)]
    if not isinstance(file, str):
        raise Refused(f"{roster}: `file` must be a path, an asset, or a list of these, not {file!r}.")
    return documents_in(roster, [file])


def _whole_numbers(value: Any) -> Any:  # noqa: ANN401 - whatever a program writes
    """A value in which the engine's fractions are whole numbers again, where they are."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole_numbers(each) for key, each in value.items()}
    return [_whole_numbers(each) for each in value] if isinstance(value, list) else value
