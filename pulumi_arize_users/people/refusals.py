"""Why something is not done, and what else is to be known: a sentence about one person, and the same about many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence, Sized

SHOWN = 20
# Between what was being done to whom, and why it failed.
FAILED = " failed. "
# The one part of an answer that is never the same.
_REQUEST = re.compile(r" \[request [^\]]*\]")

# What follows when resources are named by a counter.
POSITIONS = (
    "If resources are named by a position in a list, all names have moved: put the list back, name each by its address "
    "with aliases, and run `pulumi up`."
)
ONE_OWNER = (
    "A person has one owner: remove one of them, or give it another address. Whoever only adds memberships uses "
    'OrganizationMembership with user_id=get_user(email="…").id, or with user=team.person("…") of a roster.'
)


def declared_by_both(resource: str, other: str, who: str) -> str:
    """The sentence about a person whom two resources declare."""
    return f"{resource} and {other} declare the same person, {who}. {ONE_OWNER}"


@dataclass(frozen=True)
class Named:
    """A person in a sentence about many.

    Attributes:
        who: as messages name them.
        details: what the sentence says of each, in brackets.
    """

    who: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.who} ({', '.join(self.details)})" if self.details else self.who


@dataclass(frozen=True)
class Sentence:
    """A sentence about one person that may be said of many at once.

    Attributes:
        sentence: about one person: who, why, and what to do.
        named: the person in a sentence about many.
        together: makes that sentence from the names; None where each person needs a sentence of their own.
    """

    sentence: str
    named: Named | None = None
    together: Callable[[Sequence[str]], str] | None = None

    def __str__(self) -> str:
        return self.sentence


class Refusal(Sentence):
    """Why a step is not taken."""


class Notice(Sentence):
    """What every preview says of a person, whether anything is done about them or not."""


def grouped(sentences: Sequence[Sentence]) -> list[str]:
    """Each sentence, or one for all that say the same, in the order in which they came."""
    groups: dict[object, list[Sentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.together or sentence, []).append(sentence)
    return [_about_all(group) for group in groups.values()]


def _about_all(group: list[Sentence]) -> str:
    together = group[0].together
    if len(group) == 1 or together is None:
        return group[0].sentence
    return together([str(sentence.named) for sentence in group])


def cause_of(sentence: str) -> str:
    """Why a step failed, in the words that are the same for everybody for whom it failed like that.

    Args:
        sentence: what was being done to whom, that it failed, and why.
    """
    _what, failed, why = sentence.partition(FAILED)
    return _REQUEST.sub("", why) if failed else sentence


def by_cause(failures: Mapping[str, str]) -> list[list[str]]:
    """Who failed for the same reason, in the order of the keys.

    Args:
        failures: a sentence for each.
    """
    causes: dict[str, list[str]] = {}
    for key in sorted(failures):
        causes.setdefault(cause_of(failures[key]), []).append(key)
    return list(causes.values())


def enumerated(names: Sequence[str]) -> str:
    """All names, as a sentence lists them."""
    *all_but_last, last = names
    return f"{', '.join(all_but_last)} and {last}" if all_but_last else last


def first_of(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= SHOWN:
        return enumerated(names)
    return enumerated([*names[:SHOWN], f"{len(names) - SHOWN} more"])


def were(several: Sized) -> str:
    """The verb for this many people."""
    return "was" if len(several) == 1 else "were"


def are(several: Sized) -> str:
    """The verb for this many people."""
    return "is" if len(several) == 1 else "are"


def people(count: int) -> str:
    """A number of people, in words."""
    return "1 person" if count == 1 else f"{count} people"
