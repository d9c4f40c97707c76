"""How many removals are allowed: a count, or a percentage of the people there are."""

from __future__ import annotations

import re

from pulumi_arize_users.people.declaration import UnusableValue

MOST_PERCENT = 100
MOST_COUNT = 999_999_999

_PERCENTAGE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?%")


def read_limit(limit: object) -> str:
    """A count as text, or a percentage without a space.

    Raises:
        UnusableValue: it is neither.
    """
    if isinstance(limit, int) and not isinstance(limit, bool) and 0 <= limit <= MOST_COUNT:
        return str(limit)
    percentage = _PERCENTAGE.fullmatch(limit.strip()) if isinstance(limit, str) else None
    if percentage is None or float(percentage[1]) > MOST_PERCENT:
        message = 'must be a count such as 5, or a percentage such as "10%"'
        raise UnusableValue(message)
    return f"{percentage[1]}%"


def read_count(count: object) -> str:
    """A count of at least one, as text.

    Raises:
        UnusableValue: it is none.
    """
    if isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= MOST_COUNT:
        return str(count)
    message = "must be a count such as 2"
    raise UnusableValue(message)


def is_percentage(limit: str) -> bool:
    """Whether a limit depends on how many people there are."""
    return limit.endswith("%")


def most_allowed(limit: str | None, of: int) -> int | None:
    """How many removals a limit allows, rounded down; None is no limit.

    Args:
        limit: a count or a percentage, as `read_limit` returns it.
        of: how many people there are.
    """
    if limit is None:
        return None
    if not is_percentage(limit):
        return int(limit)
    # In whole numbers: floating point makes 322 of 64.6% of 500.
    whole, _, decimals = limit.removesuffix("%").partition(".")
    return of * int(whole + decimals) // (MOST_PERCENT * int(10 ** len(decimals)))
