"""What every endpoint shares: send it in the server's spelling, read it into a model, follow a list to its end."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import quote

from pydantic import ValidationError

from pulumi_arize_users.api.errors import ApiError, NotFound, Refused, UnreadableReply
from pulumi_arize_users.api.models import Organization, Pagination, Read, Sent, Space, User
from pulumi_arize_users.api.pages import PAGE, Pages
from pulumi_arize_users.api.problems import words_in
from pulumi_arize_users.api.texts import one_line
from pulumi_arize_users.api.transport import Call
from pulumi_arize_users.api.vocabulary import fold, spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from pulumi_arize_users.api.dialect import Dialect
    from pulumi_arize_users.api.replies import Reply
    from pulumi_arize_users.api.transport import Transport
    from pulumi_arize_users.api.vocabulary import Spelling

    Query = Sequence[tuple[str, str]]

# What values of JSON are called; a string is of the right kind, and refused only when it is empty.
KINDS = {str: "empty", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}

log = logging.getLogger(__name__)

Model = TypeVar("Model", bound=Read)
Entry = TypeVar("Entry", bound=User | Organization | Space)
Body = TypeVar("Body", bound=Sent)


@dataclass(frozen=True)
class Listing(Generic[Entry]):
    """A list of the API.

    Attributes:
        path: where it is.
        key: the name under which a page holds its items.
        model: what an item is.
        query: filters without enum values.
        statuses: canonical statuses to filter by.
    """

    path: str
    key: str
    model: type[Entry]
    query: Query = ()
    statuses: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The list, as messages name it."""
        return f"Arize's list of {self.key}"

    def asks_for(self, item: object) -> bool:
        """Whether a filter names this item, or one that may be this one, which then cannot be passed over."""
        said = item if isinstance(item, dict) else {}
        asked = [(said.get(field), wanted) for field, wanted in self.query]
        return any(not isinstance(value, str) or fold(value) == fold(wanted) for value, wanted in asked)


class Exchange:
    """Requests and replies of one account, in the spelling its server speaks."""

    def __init__(self, transport: Transport, dialect: Dialect) -> None:
        self._transport = transport
        self._dialect = dialect
        self._leaving_out = threading.Lock()
        self._left_out: set[tuple[str, str]] = set()

    @property
    def spelling(self) -> Spelling | None:
        """The spelling of enum values, if it is fixed or a reply has shown it."""
        return self._dialect.known

    def send(self, method: str, path: str, *, body: dict[str, Any] | None = None, repeatable: bool = True) -> Reply:
        """Send a request that holds no enum values."""
        return self._transport.send(Call(method, path, body=body, repeatable=repeatable))

    def order(
        self, method: str, path: str, *, repeatable: bool = True, done: Collection[int] = (HTTPStatus.NO_CONTENT,)
    ) -> None:
        """Send a request that is answered without content once it is done.

        Args:
            method: HTTP method.
            path: of what.
            repeatable: sending it twice does what sending it once does.
            done: the statuses that say that it is done.

        Raises:
            UnreadableReply: it is answered with something else; it may have been done.
        """
        reply = self.send(method, path, repeatable=repeatable)
        if reply.body or reply.status not in done:
            message = (
                f"Arize answered {reply.status} ({_described(reply.body)}) where 204 without content was due, "
                "so nothing proves that it was done. Run again."
            )
            raise UnreadableReply(message)

    def spell(self, send: Callable[[Spelling], Reply]) -> Reply:
        """Send a request that holds enum values."""
        return self._dialect.send(send)

    def read(self, model: type[Model], reply: Reply) -> Model:
        """The model in a reply, whose spelling is learnt on the way."""
        self._dialect.learn(reply.body)
        return parsed(model, reply.body)

    def items(self, listing: Listing[Entry]) -> Iterator[Entry]:
        """All items of a list, to its last page, a page at a time."""
        pages = Pages(listing.name)
        while pages.cursor is not None:
            items, following = self.page(listing, pages.cursor)
            pages.turn([item.id for item in items], following)
            yield from items

    def page(self, listing: Listing[Entry], cursor: str) -> tuple[list[Entry], str | None]:
        """One page of a list, and where the next one is; None after the last."""
        try:
            body = self._page(listing, [("cursor", cursor)] if cursor else []).body
        except NotFound as error:
            # Every account has this list, so the path is wrong, and nothing that is not found there is gone.
            raise ApiError(error.problem, "Check that arize:baseUrl is the address of the API.") from error
        items = body.get(listing.key)
        if not isinstance(items, list):
            message = (
                f"Arize's list at {listing.path} has no {listing.key!r} in it. "
                "Check that arize:baseUrl is the address of the API."
            )
            raise UnreadableReply(message)
        return self._entries(listing, items), _next_page(body)

    def _page(self, listing: Listing[Entry], place: Query) -> Reply:
        asked = [("limit", str(PAGE)), *listing.query, *place]

        def send(spelling: Spelling) -> Reply:
            statuses = [("status", spelled(status, spelling)) for status in listing.statuses]
            return self._transport.send(Call("GET", listing.path, query=[*asked, *statuses]))

        return self._dialect.send(send) if listing.statuses else send("upper")

    def _entries(self, listing: Listing[Entry], items: list[object]) -> list[Entry]:
        entries: list[Entry] = []
        for position, item in enumerate(items):
            if isinstance(item, dict):
                self._dialect.learn(item)
            try:
                entries.append(cast("Entry", listing.model.model_validate(item)))  # its bound is a union
            except ValidationError as error:
                place = f"{listing.key}[{position}]"
                # Who is asked for cannot be passed over; and where all are odd, something else has answered.
                if listing.asks_for(item) or (position and position == len(items) - 1 and not entries):
                    raise _unusable(error, item, place) from None
                self._leave_out(listing, _flaws(error, place))
        return entries

    def _leave_out(self, listing: Listing[Entry], flaws: str) -> None:
        # One odd entry must not hide all others.
        line = f"{listing.name} has an entry that cannot be read, and was left out: {flaws}."
        with self._leaving_out:
            is_new = (listing.key, line) not in self._left_out
            self._left_out.add((listing.key, line))
        if is_new:
            log.warning("%s", line)

    def leaves_out(self, key: str) -> bool:
        """Whether some entries of a list could not be read, so that not being in it means less than usually.

        Args:
            key: the name under which the list holds its entries.
        """
        with self._leaving_out:
            return any(key == of for of, _ in self._left_out)


def path_to(*parts: str) -> str:
    """A path of the API from its parts; ids are base64 and may end in "=", which is sent encoded.

    Raises:
        Refused: a part would lead to another object, as DELETE of a member ".." leads to the organization itself.
    """
    wrong = [part for part in parts if part.strip() in {"", ".", ".."}]
    if wrong:
        message = f"Not sent, because {wrong[0]!r} is not an id: check the ids given."
        raise Refused(message)
    return "/v2/" + "/".join(quote(part, safe="") for part in parts)


def parsed(model: type[Model], body: object) -> Model:
    """A model from a reply's JSON.

    Raises:
        UnreadableReply: a field that is needed is missing, or cannot be read.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise _unusable(error, body) from None


def _unusable(error: ValidationError, body: object, place: str = "") -> UnreadableReply:
    words = words_in(body) if isinstance(body, dict) else ""
    quoted = f' It says "{words}".' if words else ""
    return UnreadableReply(f"Arize's answer cannot be used: {_flaws(error, place)}.{quoted} Run again.")


def _flaws(error: ValidationError, place: str) -> str:
    return "; ".join(_flaw(problem, place) for problem in error.errors(include_url=False))


def _flaw(problem: ErrorDetails, place: str) -> str:
    where = ".".join([place, *map(str, problem["loc"])] if place else map(str, problem["loc"])) or "it"
    if problem["type"] == "missing":
        return f"{where} is missing"
    if problem["type"] == "value_error":
        return problem["msg"].removeprefix("Value error, ")
    value = problem["input"]
    return f"{where} is {next((name for kind, name in KINDS.items() if isinstance(value, kind)), 'null')}"


def _described(body: dict[str, Any]) -> str:
    """An object that was not due: its words, or what it has; no values, which may be secrets of the program."""
    words = words_in(body)
    return f'"{words}"' if words else one_line(f"an object with {', '.join(body)}") if body else "{}"


def valid(model: type[Body], **values: Any) -> Body:  # noqa: ANN401 - pydantic judges
    """A request's body from its values.

    Raises:
        Refused: a value is one the API would not take; nothing was sent.
    """
    try:
        return model(**values)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        message = f"Not sent, because the API would refuse it: {'; '.join(map(_complaint, problems))}."
        raise Refused(message) from None


def _complaint(problem: ErrorDetails) -> str:
    what = problem["loc"][0] if problem["loc"] else "the request"
    return f"{what}: {problem['msg'].removeprefix('Value error, ')}"


def _next_page(body: dict[str, Any]) -> str | None:
    pagination = parsed(Pagination, body.get("pagination") or {})
    return pagination.next_cursor or "" if pagination.has_more else None
