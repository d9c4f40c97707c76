"""Which spelling of enum values is sent: learnt from replies, never asked for with a request of its own."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.api.errors import InvalidRequest
from pulumi_arize_users.api.vocabulary import spelling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pulumi_arize_users.api.connection import DialectName
    from pulumi_arize_users.api.vocabulary import Spelling

Reply = TypeVar("Reply")

OTHER: dict[Spelling, Spelling] = {"upper": "lower", "lower": "upper"}


class Dialect:
    """The spelling a server speaks, as far as this process has learnt it. Safe to share among threads.

    Args:
        name: `auto` learns from replies; `upper` and `lower` are fixed.
    """

    def __init__(self, name: DialectName = "auto") -> None:
        self._known: Spelling | None = None if name == "auto" else name
        self._first_write = threading.Lock()
        self._learning = threading.Lock()

    @property
    def known(self) -> Spelling | None:
        """The spelling, if it is fixed or a reply has shown it."""
        return self._known

    def learn(self, reply: Mapping[str, object]) -> None:
        """Take the spelling from the enum values of a user's or membership's reply."""
        if self._known is None:
            self._settle(next(filter(None, map(spelling_of, _enum_values(reply))), None))

    def send(self, send: Callable[[Spelling], Reply]) -> Reply:
        """Send a request that holds enum values, in the spelling the server speaks.

        Before any reply has shown the spelling, the request goes alone and in SCREAMING_SNAKE_CASE; if it is refused as
        invalid (so nothing was done), it is sent once more in the other spelling.

        Raises:
            InvalidRequest: refused in every spelling that is still possible.
        """
        if self._known is not None:
            return send(self._known)
        with self._first_write:
            if self._known is None:
                return self._try_both(send)
        return send(self._known)

    def _try_both(self, send: Callable[[Spelling], Reply]) -> Reply:
        try:
            return self._try("upper", send)
        except InvalidRequest as first:
            try:
                return self._try("lower", send)
            except InvalidRequest as second:
                # Neither is known to be the server's spelling: only one explanation is about the request itself.
                raise _more_telling(first, second) from None

    def _try(self, spelling: Spelling, send: Callable[[Spelling], Reply]) -> Reply:
        reply = send(spelling)
        self._settle(spelling)
        return reply

    def _settle(self, spelling: Spelling | None) -> None:
        # The first lesson stays, and a reply that teaches nothing takes away nothing that another one taught meanwhile.
        with self._learning:
            self._known = self._known or spelling


def _enum_values(reply: Mapping[str, object]) -> list[str]:
    role = reply.get("role")
    words = [reply.get("status"), reply.get("invite_mode"), role]
    if isinstance(role, dict):
        words += [role.get("type")]
    return [word for word in words if isinstance(word, str)]


def _more_telling(first: InvalidRequest, second: InvalidRequest) -> InvalidRequest:
    if first.problem.detail == second.problem.detail:
        return first
    message = f"{first} Sent with lower-case values: {second}"
    first.args = (message,)
    return first
