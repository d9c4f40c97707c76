"""Query parameters of the lists, and the pages they ask for."""

from __future__ import annotations

import base64
import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.simulator import dialects
from pulumi_arize_users.simulator.problems import ProblemError
from pulumi_arize_users.simulator.records import Organization, Person, Space, is_resource_id, without_case

if TYPE_CHECKING:
    from pulumi_arize_users.simulator.dialects import Dialect

Query = Mapping[str, Sequence[str]]
Listed = TypeVar("Listed", Person, Organization, Space)

_LARGEST_PAGE = 100
_USUAL_PAGE = 50
_LONGEST_FILTER = 255

# Few digits: Python refuses to read a number of thousands of them.
_LIMIT = re.compile("[0-9]{1,9}")
# What may follow the place says nothing about it: two marks may stand for one place.
_CURSOR = re.compile("after:([0-9]{1,18})(?::[0-9a-f]+)?")

BEHIND_EVERYBODY = 10**17


@dataclass(frozen=True)
class Window:
    """Which part of a list is wanted: at most `limit` items created after the one numbered `after`."""

    limit: int
    after: int


def window(query: Query, filters: Sequence[str]) -> Window:
    """Read `limit` and `cursor`, refusing parameters that are neither these nor `filters`."""
    unknown = sorted(set(query) - {"limit", "cursor", *filters})
    if unknown:
        raise ProblemError(400, f"Unknown query parameters: {', '.join(unknown)}.")
    limit = _single(query, "limit")
    mark = _single(query, "cursor")
    return Window(_limit(limit), 0 if mark is None else position(mark))


def text_filter(query: Query, name: str) -> str:
    """Read a filter for a part of a text, as it is compared: without regard to letter case."""
    text = _single(query, name) or ""
    if len(text) > _LONGEST_FILTER:
        raise ProblemError(400, f"{name!r} must have at most {_LONGEST_FILTER} characters.")
    return without_case(text)


def id_filter(query: Query, name: str) -> str | None:
    """Read a filter for an id."""
    wanted = _single(query, name)
    if wanted is not None and not is_resource_id(wanted):
        raise ProblemError(400, f"{wanted!r} is not a valid resource id.")
    return wanted


def status_filter(query: Query, dialect: Dialect) -> frozenset[str]:
    """Read the statuses wanted: all that are ever listed, unless some are named."""
    statuses = [dialects.understand(spelled, dialects.LISTED_STATUSES, dialect) for spelled in query.get("status", ())]
    if None in statuses:
        allowed = ", ".join(dialects.spell(status, dialect) for status in dialects.LISTED_STATUSES)
        raise ProblemError(400, f"'status' must be one of: {allowed}.")
    return frozenset(status for status in statuses if status) or frozenset(dialects.LISTED_STATUSES)


def page(
    records: Sequence[Listed], wanted: Window, matches: Callable[[Listed], bool]
) -> tuple[list[Listed], dict[str, object]]:
    """The matching records in the window, and the `pagination` that goes with them."""
    start = bisect_right(records, wanted.after, key=attrgetter("sequence"))
    following = (records[index] for index in range(start, len(records)))
    found = list(itertools.islice(filter(matches, following), wanted.limit + 1))
    shown = found[: wanted.limit]
    if len(found) == len(shown):
        return shown, {"has_more": False}
    return shown, {"has_more": True, "next_cursor": cursor(shown[-1].sequence)}


def cursor(sequence: int, mark: str = "") -> str:
    """The opaque mark of a position in a list; with a hexadecimal `mark`, another one of the same position."""
    return base64.urlsafe_b64encode(f"after:{sequence}{mark and ':' + mark}".encode()).decode()


def position(mark: str) -> int:
    """The position that a mark stands for."""
    try:
        issued = _CURSOR.fullmatch(base64.b64decode(mark, altchars=b"-_", validate=True).decode())
    except ValueError:
        issued = None
    if issued is None:
        raise ProblemError(400, "'cursor' was not issued by this API.")
    return int(issued[1])


def _single(query: Query, name: str) -> str | None:
    values = query.get(name, ())
    if len(values) > 1:
        raise ProblemError(400, f"{name!r} must be given once.")
    return values[0] if values else None


def _limit(text: str | None) -> int:
    if text is None:
        return _USUAL_PAGE
    if not _LIMIT.fullmatch(text) or not 1 <= int(text) <= _LARGEST_PAGE:
        raise ProblemError(400, f"'limit' must be a whole number from 1 to {_LARGEST_PAGE}.")
    return int(text)
