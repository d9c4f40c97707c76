"""Several files as one roster: each has its own defaults, and nobody stands in two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.people.roster.declaration import RULES, RosterDeclaration
from pulumi_arize_users.people.roster.record import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Value = TypeVar("Value")


def united(declarations: Sequence[RosterDeclaration]) -> tuple[RosterDeclaration, list[str]]:
    """The declaration of all files together, and a sentence for everything that two of them say.

    A person is declared in one file, with all organizations: whoever reads that file sees everything about them, and no
    team changes what another team says of a person.

    Args:
        declarations: one for each file.
    """
    said = {rule: sorted({getattr(one, rule) for one in declarations} - {None}) for rule in RULES}
    rules = {rule: values[0] if values else None for rule, values in said.items()}
    together = RosterDeclaration(
        people=dict(sorted(_merged(one.people for one in declarations).items())),
        places=_merged(one.places for one in declarations),
        scope_places=_merged(one.scope_places for one in declarations),
        rule_places=_merged(one.rule_places for one in declarations),
        **rules,
    )
    disagreements = [_disagreement(rule, declarations) for rule, values in said.items() if len(values) > 1]
    return together, [*_twins(declarations), *disagreements]


def _merged(each: Iterable[dict[str, Value]]) -> dict[str, Value]:
    return {key: value for one in each for key, value in one.items()}


def _twins(declarations: Sequence[RosterDeclaration]) -> list[str]:
    first: dict[str, str] = {}
    mistakes = []
    for declaration in declarations:
        for key, place in declaration.places.items():
            if key in first:
                who = address_of(key, declaration.people[key])
                mistakes.append(
                    f"{place}: {who} is declared at {first[key]} as well. Everybody stands in one file, with all their "
                    "organizations: keep one of them."
                )
            first.setdefault(key, place)
    return mistakes


def _disagreement(rule: str, declarations: Iterable[RosterDeclaration]) -> str:
    said = {getattr(one, rule): one.rule_places[rule] for one in declarations if rule in one.rule_places}
    (value, first), (other, place) = list(said.items())[:2]
    return (
        f"{place}: {rule} is {other} here and {value} at {first}, but it holds for the whole roster: keep one of them."
    )
