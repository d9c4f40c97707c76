"""What every endpoint shares: send it in the server's spelling, read it into a model, follow a list to its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from pulumi_arize_users.api.errors import ApiError, NotFound, Refused, UnreadableReply
from pulumi_arize_users.api.models import Organization, Pagination, Read, Sent, User
from pulumi_arize_users.api.pages import PAGE, Pages
from pulumi_arize_users.api.transport import Call
from pulumi_arize_users.api.vocabulary import spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from pulumi_arize_users.api.dialect import Dialect
    from pulumi_arize_users.api.replies import Reply
    from pulumi_arize_users.api.transport import Transport
    from pulumi_arize_users.api.vocabulary import Spelling

    Query = Sequence[tuple[str, str]]

Model = TypeVar("Model", bound=Read)
Entry = TypeVar("Entry", bound=User | Organization)
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


class Exchange:
    """Requests and replies of one account, in the spelling its server speaks."""

    def __init__(self, transport: Transport, dialect: Dialect) -> None:
        self._transport = transport
        self._dialect = dialect

    def send(self, method: str, path: str, *, body: dict[str, Any] | None = None, repeatable: bool = True) -> Reply:
        """Send a request that holds no enum values."""
        return self._transport.send(Call(method, path, body=body, repeatable=repeatable))

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
        return [self._item(listing.model, item) for item in items], _next_page(body)

    def _page(self, listing: Listing[Entry], place: Query) -> Reply:
        asked = [("limit", str(PAGE)), *listing.query, *place]

        def send(spelling: Spelling) -> Reply:
            statuses = [("status", spelled(status, spelling)) for status in listing.statuses]
            return self._transport.send(Call("GET", listing.path, query=[*asked, *statuses]))

        return self._dialect.send(send) if listing.statuses else send("upper")

    def _item(self, model: type[Model], item: object) -> Model:
        if isinstance(item, dict):
            self._dialect.learn(item)
        return parsed(model, item)


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
        UnreadableReply: a required field is missing or unusable.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        fields = ", ".join(sorted({str(part["loc"][0]) for part in error.errors() if part["loc"]}))
        message = f"Arize's answer has a missing or unusable field: {fields or 'all of it'}. Run again."
        raise UnreadableReply(message) from None


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
