"""Mistakes as a pipeline shows them: the first in full, the others counted by kind."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pulumi_arize_users.people.refusals import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS_SHOWN = 5
LONGEST_KIND = 160

# The place and the person, and the values that sentences quote: what is the same without them is of one kind.
_PLACE_AND_PERSON = re.compile(r"^\S*?(?::\d+:\d+)?: (?:\S+@\S+: )?|^people\[[^\]]*\]\S*: (?:\S+@\S+: )?")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\S+@\S+")


def listed(mistakes: Sequence[str]) -> list[str]:
    """The first twenty mistakes, and how many more there are of each kind."""
    more = mistakes[SHOWN:]
    if not more:
        return [*mistakes]
    kinds = Counter(map(_kind, more)).most_common()
    lines = [f"… and {count} more like this: {kind}" for kind, count in kinds[:KINDS_SHOWN]]
    rest = sum(count for _kind, count in kinds[KINDS_SHOWN:])
    return [*mistakes[:SHOWN], *lines, *([f"… and {rest} others."] if rest else [])]


def _kind(mistake: str) -> str:
    kind = _QUOTED.sub("…", _PLACE_AND_PERSON.sub("", mistake, count=1))
    return kind if len(kind) <= LONGEST_KIND else f"{kind[:LONGEST_KIND]}…"
