"""What has members, as one run has seen it: listed at most once, and asked for singly where it is not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from pulumi_arize_users.api.errors import Forbidden
from pulumi_arize_users.api.single_flight import SingleFlight

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.api.models import Organization, Space

Entry = TypeVar("Entry", bound="Organization | Space")


class Scopes(Generic[Entry]):
    """The organizations or the spaces of an account. Safe to share among threads.

    Args:
        list_all: lists them.
        get: asks for one by its id.
    """

    def __init__(self, list_all: Callable[[], list[Entry]], get: Callable[[str], Entry | None]) -> None:
        self._list_all = list_all
        self._get = get
        self._listed: SingleFlight[dict[str, Entry]] = SingleFlight()
        self._singles: SingleFlight[Entry | None] = SingleFlight()

    def all(self) -> tuple[Entry, ...]:
        """All visible ones.

        Raises:
            Forbidden: the key may not list them.
        """
        return tuple(self._by_id().values())

    def find(self, identifier: str) -> Entry | None:
        """The one with this id; None if neither the list nor a request of its own shows it.

        Raises:
            Forbidden: the key may not list them, so not seeing one proves nothing.
        """
        forbidden = None
        try:
            listed = self._by_id().get(identifier)
        except Forbidden as error:
            listed, forbidden = None, error
        found = listed or self._singles.get(identifier, lambda: self._get(identifier))
        if found is None and forbidden is not None:
            raise forbidden
        return found

    def _by_id(self) -> dict[str, Entry]:
        return self._listed.get("", lambda: {found.id: found for found in self._list_all()})
