"""Many people in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN = 20


def enumerated(names: Collection[str]) -> str:
    """All names, as a sentence lists them."""
    *all_but_last, last = names
    return f"{', '.join(all_but_last)} and {last}" if all_but_last else last


def first_of(names: Collection[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= SHOWN:
        return enumerated(names)
    return enumerated([*list(names)[:SHOWN], f"{len(names) - SHOWN} more"])
