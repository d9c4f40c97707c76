"""What is to go wrong, with which requests, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

FaultKind = Literal[
    "status",
    "reset",
    "hang",
    "truncated",
    "malformed",
    "oversized",
    "wrong-content-type",
    "html",
    "missing-field",
    "drip",
    "redirect",
    "somebody-else",
    "endless-pages",
    "odd-values",
    "echo",
    "two-lengths",
    "middlebox",
    "success",
]

Place = Literal["", "status-line", "header", "continue", "chunk-extension", "trailers", "gzip-header", "gzip-members"]

# These spoil the reply of a request that was served; the others come in its place.
_SPOIL_THE_REAL_REPLY = {
    "truncated",
    "malformed",
    "wrong-content-type",
    "missing-field",
    "drip",
    "somebody-else",
    "endless-pages",
    "odd-values",
    "two-lengths",
}


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    The kinds:

    - `status`: the reply is `status` with `body`; by default an HTML page for 5xx, a problem document otherwise.
    - `reset`: the connection is reset.
    - `hang`: nothing is ever answered, until either side closes the connection.
    - `truncated`: half of the real body, though the `Content-Length` announces all of it.
    - `malformed`: half of the real body, with a `Content-Length` that fits.
    - `oversized`: a JSON body of `bytes` bytes.
    - `wrong-content-type`: the real body, labelled as HTML.
    - `html`: status 200 with an HTML page, as a captive portal answers.
    - `missing-field`: the real JSON without the fields in `drop`; `role.name` is a field within a field, and in a list
      each item loses them.
    - `drip`: the real body, one byte every `seconds`; with a `place`, a reply that never ends there.
    - `redirect`: status 302 to `location`, on another host.
    - `somebody-else`: the real reply, but about another person or organization of the account: `about`. A gateway that
      mixes up replies, or a wrong cache, does this.
    - `endless-pages`: the real page of a list, which says that there is one more, at a place not named before: the
      first page again, or with `empty` a page with nobody on it.
    - `odd-values`: the real JSON, in which the fields of `values` have these values: `{"created_at": 7}`; in a list
      every item has them, or only the one at the position `entry`.
    - `echo`: an error with `status` that repeats the request's key, or `text`, in its reason, title and detail and in
      the headers that a client might show; over GraphQL, in the message of its error.
    - `two-lengths`: the real body under two different `Content-Length` headers.
    - `middlebox`: an HTML page with `status` in place of the reply, as a firewall or a proxy sends it; `body` is
      another page. With `after_write` the request was served, and only its reply was withheld.
    - `success`: `status`, 200 unless another one of 2xx is given, with the JSON in `body`, an empty object by default.

    Attributes:
        kind: one of the kinds above.
        method: only requests with this method.
        path: only requests in whose path this regular expression is found.
        times: how many requests it applies to; None means every one.
        after_write: serve the request first: what it writes is written, whatever the reply is.
        status: the status of the kinds `status`, `echo`, `middlebox` and `success`.
        retry_after: the header `Retry-After` of the kind `status`: seconds, or an HTTP date.
        body: the body of the kinds `status`, `middlebox` and `success`.
        content_type: the content type of `body`; by default that of a problem document or of HTML.
        seconds: the pause of the kind `drip`, in seconds.
        place: where the kind `drip` never ends: `status-line`, `header`, `continue`, `chunk-extension`, `trailers`,
            `gzip-header` or `gzip-members`.
        drop: the fields that the kind `missing-field` leaves out.
        bytes: the size of the kind `oversized`, in bytes.
        location: where the kind `redirect` points to.
        about: the address of the person, or the name of the organization, whom the kind `somebody-else` is about.
        fields: the fields that are the other one's; by default all. `("id",)` sends the other one's id beside the
            right address.
        empty: whether the pages to which the kind `endless-pages` leads are empty.
        values: fields and their values for the kind `odd-values`; `role.name` is a field within a field.
        entry: the position of the one item of a list that the kind `odd-values` changes; every item by default.
        text: what the kind `echo` repeats; the request's key by default.
    """

    kind: FaultKind
    method: str | None = None
    path: str | None = None
    times: int | None = 1
    after_write: bool = False
    status: int = 500
    retry_after: str | None = None
    body: str | None = None
    content_type: str | None = None
    seconds: float = 0.05
    place: Place = ""
    drop: tuple[str, ...] = ()
    bytes: int = 11 * 1024 * 1024
    location: str = "http://elsewhere.invalid/"
    about: str = ""
    fields: tuple[str, ...] = ()
    empty: bool = False
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    entry: int | None = None
    text: str = ""

    def __post_init__(self) -> None:
        """Refuse a kind that does not exist.

        Raises:
            ValueError: the kind or the place is unknown.
        """
        for what, said, known in (("kind", self.kind, FaultKind), ("place", self.place, Place)):
            if said not in get_args(known):
                raise ValueError(
                    f"Unknown {what} of fault {said!r}. Known: {', '.join(filter(None, get_args(known)))}."
                )

    @property
    def serves_first(self) -> bool:
        """Whether the request is served before anything goes wrong."""
        return self.after_write or self.kind in _SPOIL_THE_REAL_REPLY

    @property
    def is_silent(self) -> bool:
        """Whether the client never gets a reply."""
        return self.kind in ("reset", "hang")

    def applies_to(self, method: str, path: str) -> bool:
        """Whether it applies to a request."""
        return self.method in (None, method) and (self.path is None or re.search(self.path, path) is not None)


class FaultQueue:
    """The faults to come, each with the number of requests it still applies to."""

    def __init__(self) -> None:
        self._pending: list[tuple[Fault, int | None]] = []

    def add(self, fault: Fault) -> None:
        """Let something go wrong, after all that is already waiting."""
        self._pending.append((fault, fault.times))

    def clear(self) -> None:
        """Forget all faults."""
        self._pending.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The first fault that applies to a request, used up once."""
        for position, (fault, left) in enumerate(self._pending):
            if fault.applies_to(method, path):
                self._use_up(position, fault, left)
                return fault
        return None

    def _use_up(self, position: int, fault: Fault, left: int | None) -> None:
        if left is None:
            return
        if left > 1:
            self._pending[position] = (fault, left - 1)
        else:
            del self._pending[position]
