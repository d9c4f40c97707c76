"""What somebody probably meant, when what they wrote does not exist."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(wanted: str, names: Iterable[str]) -> str:
    """A question that follows a sentence, or nothing when no name is like the wanted one."""
    close = close_names(wanted, names)
    return f" Did you mean {' or '.join(close)}?" if close else ""


def close_names(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that are like the wanted one, the closest first, at most three."""
    by_fold = {fold(name): name for name in names}
    # Two addresses at one company are already half alike: only a typo is worth mentioning.
    return [by_fold[name] for name in difflib.get_close_matches(fold(wanted), by_fold, n=3, cutoff=0.8)]
