"""What a preview would do, in a line, and whether it may be done; knows nothing of Pulumi."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Replacements go as well: a roster shows its removals as the replacement of a resource of their own.
_GOES = ("delete", "replace")
_SHOWN = (*_GOES, "create", "update", "same")


def summary(changes: Mapping[str, int]) -> str:
    """The counts of a preview, what goes first.

    Args:
        changes: operation to number of resources, as a preview of the Automation API returns it.
    """
    known = [(operation, changes[operation]) for operation in _SHOWN if changes.get(operation)]
    others = [(operation, count) for operation, count in sorted(changes.items()) if operation not in _SHOWN]
    return ", ".join(f"{count} {operation}" for operation, count in [*known, *others]) or "nothing"


def refusal(changes: Mapping[str, int], most: int) -> str | None:
    """Why these changes may not be made; None if they may.

    Args:
        changes: as for `summary`.
        most: how many resources may be deleted or replaced.
    """
    going = sum(changes.get(operation, 0) for operation in _GOES)
    if going <= most:
        return None
    return (
        f"{going} would be deleted or replaced, and {most} may be: nothing was done. Read the preview above; if it is "
        f"what you want, run this again with --most-removals {going}."
    )
