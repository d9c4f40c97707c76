"""Where a list ends: one rule for every list that is read page by page, so that none is read permanently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import UnreadableReply

if TYPE_CHECKING:
    from collections.abc import Collection

# As many entries as the API allows on a page.
PAGE = 100
# 100,000 entries. Accounts have thousands of people at most, and so many pages take a minute already.
MOST_PAGES = 1000
# A filter, or what the key may not see, may leave nothing of a page: but not of so many pages in a row.
MOST_EMPTY_PAGES = 10
WAY_ON = "Run again; if it stays, ask Arize support."


class Pages:
    """Follows a list to its end, and refuses one that has none.

    Args:
        name: the list, as messages name it.

    Attributes:
        cursor: where the next page is; empty for the first one, None after the last one.
        count: how many pages were read.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._cursors = {""}
        self._seen: set[str] = set()
        self._empty = 0
        self.cursor: str | None = ""
        self.count = 0

    def turn(self, ids: Collection[str], following: str | None) -> None:
        """Take note of the page at the cursor; nothing changes if it is refused.

        Args:
            ids: of all entries on it.
            following: where the next page is; None if this was the last one.

        Raises:
            UnreadableReply: the page has more on it than was asked for, or the list does not come to an end.
        """
        number = self.count + 1
        if len(ids) > PAGE:
            message = f"{self._name} cannot be used: page {number} has {len(ids)} entries, and {PAGE} were asked for."
            raise UnreadableReply(f"{message} {WAY_ON}")
        endless = "" if following is None else self._endless(number, ids, following)
        if endless:
            raise UnreadableReply(f"{self._name} goes on without an end: {endless}. {WAY_ON}")
        self._seen.update(ids)
        self._cursors.add(following or "")
        self._empty = 0 if ids else self._empty + 1
        self.cursor, self.count = following, number

    def _endless(self, number: int, ids: Collection[str], following: str) -> str:
        if not following:
            return f"page {number} does not say where the next one is"
        if following in self._cursors:
            return f"page {number} leads back to an earlier one"
        if ids and self._seen.issuperset(ids):
            return f"page {number} has nothing on it that earlier pages did not have"
        if not ids and self._empty + 1 >= MOST_EMPTY_PAGES:
            return f"{MOST_EMPTY_PAGES} pages in a row are empty"
        return f"it has more than {MOST_PAGES} pages" if number >= MOST_PAGES else ""
