"""The sentences about a roster that could not be brought to its declared state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.refusals import SHOWN, by_cause, first_of, people, were

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def unfinished(failures: Mapping[str, str], waiting: Sequence[str], of: int, leaving: int = 0) -> str:
    """What a creation or an update leaves undone.

    Args:
        failures: a sentence for each person for whom a step failed, by folded address.
        waiting: folded addresses of people who were not reached.
        of: how many people there are.
        leaving: how many people the end of the run would have blocked.
    """
    next_step = "; all others are recorded. Run `pulumi up` again, which sends only what is missing."
    next_step += f" {_seats(leaving)}" if leaving else ""
    if not failures:
        return f"The run was cancelled, and {len(waiting)} of {people(of)} {were(waiting)} not reached{next_step}"
    return _failed(
        f"{len(failures)} of {people(of)} could not be brought to the declared state", failures, waiting, next_step
    )


def not_removed(failures: Mapping[str, str], waiting: Sequence[str], of: int) -> str:
    """What a destroy leaves undone; the arguments are those of `unfinished`."""
    return _failed(
        f"{len(failures)} of {people(of)} could not be removed",
        failures,
        waiting,
        ", so everybody is still recorded. Run the same command again: people who are already gone count as done. To "
        "keep the roster instead, run `pulumi refresh` before `pulumi up`, which would assume that everybody is still "
        "there.",
    )


def not_blocked(failures: Mapping[str, str], waiting: Sequence[str], of: int) -> str:
    """What the removals at the end of a run leave undone; the arguments are those of `unfinished`."""
    return _failed(
        f"{len(failures)} of {people(of)} who left the roster could not be blocked",
        failures,
        waiting,
        ". Run `pulumi up` again, which blocks those who are left; to keep somebody, put them back into the roster.",
    )


def deferred(leaving: Sequence[str]) -> str:
    """Why people stay for one more run: nobody of the roster could be blocked before this one."""
    stay = "stays" if len(leaving) == 1 else "stay"
    return (
        f"{first_of(leaving)} {stay} in the account until the next `pulumi up`: until now nobody of this roster could "
        "be blocked, and a run blocks only people of whom an earlier run has recorded that they may be."
    )


def unfinished_reasons(failures: Mapping[str, str], waiting: Sequence[str]) -> dict[str, str]:
    """Who is not as declared, and why: nothing for people who were not reached, and in full for the first ones."""
    shown = set(sorted(failures)[:SHOWN])
    reasons = {key: reason if key in shown else _untold(key) for key, reason in failures.items()}
    return dict(sorted({**dict.fromkeys(waiting, ""), **reasons}.items()))


def left_over(reasons: Mapping[str, str]) -> list[str]:
    """What a preview says of a run that did not finish.

    Args:
        reasons: what `unfinished_reasons` made of it.
    """
    failed = {key: reason for key, reason in reasons.items() if reason and reason != _untold(key)}
    unreached = [key for key in sorted(reasons) if not reasons[key]]
    groups, begun = by_cause(failed)[:SHOWN], "The last run did not finish:"
    lines = [" ".join([begun, failed[keys[0]], *_and_the_same(keys[1:])]) for keys in groups]
    if rest := sum(map(bool, reasons.values())) - sum(map(len, groups)):
        lines.append(f"The last run did not finish for {rest} more.")
    return [*lines, *([f"The last run did not reach {first_of(unreached)}."] if unreached else [])]


def damaged(what: str) -> str:
    """What to do about a state that was edited by hand or cut off.

    Args:
        what: what is wrong with it.
    """
    return (
        f"The state of this roster was edited by hand or cut off: {what}. Nothing was done. Bring back an earlier "
        "state with `pulumi stack import`; or remove the roster from the stack with `pulumi state delete`, which "
        "touches nobody, and take its people over again: adopt: true (adopt=True in a program) for one run."
    )


def _seats(leaving: int) -> str:
    whose = "The person who leaves" if leaving == 1 else f"The {leaving} people who leave"
    return (
        f"{whose} in the same change {'stays' if leaving == 1 else 'stay'} until then. If newcomers wait for their "
        "seats: take the newcomers out, run `pulumi up`, and put them back."
    )


def _failed(what: str, failures: Mapping[str, str], waiting: Sequence[str], next_step: str) -> str:
    groups = by_cause(failures)
    unreached = f", and {len(waiting)} {were(waiting)} not reached" if waiting else ""
    lines = [line for keys in groups[:SHOWN] for line in (failures[keys[0]], *_and_the_same(keys[1:]))]
    rest = sum(map(len, groups[SHOWN:]))
    return "\n".join([f"{what}{unreached}{next_step}", *lines, *([f"… and {rest} more."] if rest else [])])


def _untold(key: str) -> str:
    return f"{key} failed."


def _and_the_same(keys: Sequence[str]) -> list[str]:
    return [f"The same happened to {first_of(keys)}."] if keys else []
