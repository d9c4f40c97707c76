"""Whether somebody who is not seen is really gone: a state belongs to one account, and another one shows nobody of it.

Every record names the account it belongs to: its address, and the ids of some others who were seen in it. A 404 counts
only once one of those others, or anybody else of the stack, is seen where we are looking.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.people.scope import Scope

WITNESSES = 3
# Up to this many people are asked for singly; for more, the account is listed.
FEW = 6
WAY_ON = (
    "Check arize:baseUrl, arize:region and the API key. If they are really gone, remove them from the stack with "
    "`pulumi state delete`, which does not ask Arize."
)


class WrongAccount(Refused):
    """Raised when what is not seen may be somewhere else: another account, another address, another key's view."""


class Presence:
    """Judges absence. Safe to share among threads.

    Args:
        base_url: where this run looks.
        directory: what it sees there.
        managed: the ids of everybody whom the stack is known to manage.
    """

    def __init__(self, base_url: str, directory: Directory, managed: Callable[[], Collection[str]]) -> None:
        self._base_url = base_url
        self._directory = directory
        self._managed = managed
        self._lock = threading.Lock()
        self._witnesses: set[str] = set()
        self._proven = False

    def prove(self) -> None:
        """Note that this account has shown somebody, or something, that the stack remembers."""
        self._proven = True

    def remember(self, recorded: str) -> None:
        """Note what a record of the stack says of the account it belongs to."""
        with self._lock:
            self._witnesses.update(recorded.split()[1:])

    def arrival_refusal(self) -> str:
        """Why nobody may arrive here: this is not the account of those whom the stack remembers. Empty if it may be."""
        with self._lock:
            if self._proven:
                return ""
            others = {*self._managed(), *self._witnesses}
            if len(others) > 1:
                self._proven = self._sees_some(others)
                return "" if self._proven else none_is_here(len(others), self._base_url)
        return ""

    def require_arrival(self) -> None:
        """Let somebody be invited or taken over, if this is the account of those whom the stack remembers.

        Raises:
            WrongAccount: there are two or more, and none is seen.
        """
        refusal = self.arrival_refusal()
        if refusal:
            raise WrongAccount(refusal)

    def identity(self, own_id: str, recorded: str = "", leaving: Collection[str] = ()) -> str:
        """What a record says about the account it belongs to, from what this run has seen anyway.

        Args:
            own_id: whom the record is about, who is no witness.
            recorded: what it said before; kept while it still holds.
            leaving: the ids of others who are to be blocked, and will be no witnesses.
        """
        known = self._directory.first_known(WITNESSES + 1 + len(leaving))
        witnesses = [user_id for user_id in known if user_id != own_id and user_id not in leaving][:WITNESSES]
        before = recorded.split()
        if before[:1] == [self._base_url] and (before[1:] or not witnesses):
            return recorded
        return " ".join([self._base_url, *witnesses])

    def require_person_gone(self, who: str, own_id: str, recorded: str) -> None:
        """Let a person count as gone, if this is the account that they were in.

        Args:
            who: the person, as messages name them.
            own_id: their id.
            recorded: what their record says of the account.

        Raises:
            WrongAccount: nobody else of the record or the stack is seen here either.
        """
        witnesses = recorded.split()[1:]
        with self._lock:
            if self._proven:
                return
            others = [*witnesses, *sorted({*self._managed()} - {own_id, *witnesses}, key=self._is_unseen)]
            if not others:
                return
            self._proven = any(self._directory.user(other) is not None for other in others[:FEW])
            if not self._proven:
                raise WrongAccount(f"{who} is not seen. {none_is_here(len(others) + 1, self._base_url)}")

    def require_removal_proof(self, who: str, own_id: str, recorded: str) -> None:
        """Let a removal that found nobody count as done, if this is the account that the person was in.

        Raises:
            WrongAccount: nothing proves that this is the right account.
        """
        self.require_person_gone(who, own_id, recorded)
        if not self._proven:
            raise WrongAccount(
                f"Arize does not know {who}, and nobody else whom this stack knows is in the account at "
                f"{self._base_url}, so nothing proves that this is the right account. {WAY_ON}"
            )

    def _sees_some(self, user_ids: Collection[str]) -> bool:
        if any(self._directory.known(user_id) is not None for user_id in user_ids):
            return True
        if len(user_ids) > FEW:  # the whole list is cheaper
            return not {user.id for user in self._directory.users()}.isdisjoint(user_ids)
        return any(self._directory.user(user_id) is not None for user_id in sorted(user_ids))

    def _is_unseen(self, user_id: str) -> tuple[bool, str]:
        return self._directory.known(user_id) is None, user_id

    def require_people(self, user_ids: Collection[str]) -> None:
        """Let people who are not seen count as gone, if some of the others are; for a single one, a witness counts.

        Raises:
            WrongAccount: there are two or more, and none is seen.
        """
        if len(user_ids) == 1:
            with self._lock:
                user_ids = {*user_ids, *self._witnesses}
        if len(user_ids) > 1 and not self._sees_some(user_ids):
            raise WrongAccount(none_is_here(len(user_ids), self._base_url))

    def require_gone(self, scope: Scope, identifier: str, visible: Collection[str], others: Collection[str]) -> None:
        """Let an organization or a space count as gone, if the key still sees the others.

        Args:
            scope: what it is.
            identifier: the one that is not seen.
            visible: the ids of all that are seen.
            others: the ids of those that the stack remembers beside it.

        Raises:
            WrongAccount: others are not seen either, or none is seen at all.
        """
        seen = {*visible} - {identifier}
        missing = {*others} - seen - {identifier}
        if not seen or missing:
            count = len(missing) + 1
            what = f"1 {scope.noun}" if count == 1 else f"{count} {scope.plural}"
            raise WrongAccount(
                f"{what} that this stack remembers cannot be seen at {self._base_url} with this API key, "
                f"{identifier} among them. Has the key lost the right to see them, or is it another account's? "
                f"{WAY_ON}"
            )


def none_is_here(count: int, base_url: str) -> str:
    """The sentence about a state of which nobody is seen."""
    return (
        f"None of {count} recorded {'people' if count > 1 else 'person'} is in the account at {base_url} that "
        f"this API key belongs to; is it the right one? {WAY_ON}"
    )
