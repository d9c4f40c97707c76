"""Nobody undeclared is ever the object of a write: held against everything that whole programs send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_arize_users.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pulumi_arize_users.simulator import RecordedRequest


class WatchedSimulator(Simulator):
    """An account that remembers every write, whatever a test clears, and every address that a person ever had."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._written: list[RecordedRequest] = []
        self._former: dict[str, set[str]] = {}

    @property
    def every_write(self) -> list[RecordedRequest]:
        """The writes since the account began."""
        return [*self._written, *self.writes]

    def clear_requests(self) -> None:
        """Forget the requests, but not the writes."""
        self._written += self.writes
        super().clear_requests()

    def edit_user(self, who: str, **changes: Any) -> None:
        """Edit somebody, whose former address stays known."""
        self._note(who)
        super().edit_user(who, **changes)

    def forget_user(self, who: str) -> None:
        """Forget somebody, but not whose id it was."""
        self._note(who)
        super().forget_user(who)

    def bystanders_written_to(self, declared: Iterable[str]) -> list[str]:
        """The writes whose object is somebody whom no program declared, by address or by id."""
        known = {text.lower() for text in declared}
        addresses = {str(user["id"]): str(user["email"]) for user in self.users()}
        return [
            f"{write.method} {write.path} {write.body}"
            for write in self.every_write
            for who in _objects(write)
            if not known & {each.lower() for each in (who, addresses.get(who, who), *self._former.get(who, ()))}
        ]

    def _note(self, who: str) -> None:
        user = self.user(who)
        self._former.setdefault(str(user["id"]), set()).add(str(user["email"]))


def _objects(write: RecordedRequest) -> Iterator[str]:
    """The people whom a write is about."""
    parts = write.path.strip("/").split("/")
    if "users" in parts[:-1]:
        yield parts[parts.index("users") + 1]
    body = write.body if isinstance(write.body, dict) else {}
    yield from (str(body[key]) for key in ("user_id", "email") if key in body)
