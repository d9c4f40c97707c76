"""What is said of a roster that could not be brought to what is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.refusals import SHOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NOT_REACHED = "was not reached."


def unfinished(failures: Mapping[str, str], waiting: Collection[str], of: int) -> str:
    """What a creation or an update leaves undone.

    Args:
        failures: a sentence for each person for whom a step failed, by folded address.
        waiting: folded addresses of people who were not reached.
        of: how many people there are.
    """
    what = f"{len(failures)} of {of} people could not be brought to what is declared"
    return _failed(
        what, failures, waiting, "; all others are recorded. Run `pulumi up` again, which sends only what is missing."
    )


def not_removed(failures: Mapping[str, str], waiting: Collection[str], of: int) -> str:
    """What a destroy leaves undone; the arguments are those of `unfinished`."""
    return _failed(
        f"{len(failures)} of {of} people could not be removed",
        failures,
        waiting,
        ", so everybody is still recorded. Run the same again: people who are already gone count as done. To keep the "
        "roster instead, run `pulumi refresh` before `pulumi up`, which would assume that everybody is still there.",
    )


def unfinished_reasons(failures: Mapping[str, str], waiting: Collection[str]) -> dict[str, str]:
    """Who is not as declared, and why; the reasons of the first ones are enough."""
    reasons = {**dict.fromkeys(waiting, ""), **failures}
    return {
        key: (reasons[key] or f"{key} {NOT_REACHED}") if number < SHOWN else ""
        for number, key in enumerate(sorted(reasons))
    }


def _failed(what: str, failures: Mapping[str, str], waiting: Collection[str], next_step: str) -> str:
    sentences = [failures[key] for key in sorted(failures)]
    unreached = f", and {len(waiting)} were not reached" if waiting else ""
    more = [f"… and {len(sentences) - SHOWN} more."] if len(sentences) > SHOWN else []
    return "\n".join([f"{what}{unreached}{next_step}", *sentences[:SHOWN], *more])
