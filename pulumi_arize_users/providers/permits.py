"""The removals of one run: counted, and guarded against locking everybody out. Safe to share among threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.guards import cap_refusal, last_admin_refusal
from pulumi_arize_users.people.limits import is_percentage, most_allowed

if TYPE_CHECKING:
    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.people.policy import Policy


class RemovalPermits:
    """Permits removals, one at a time: of two people removed at once, neither may count on the other to remain."""

    def __init__(self, policy: Policy, directory: Directory) -> None:
        self._policy = policy
        self._directory = directory
        self._lock = threading.Lock()
        self._blocked: set[str] = set()
        self._ended = 0
        self._people: int | None = None
        self._memberships = 0

    def permit_block(self, who: str, user_id: str, *, role: str) -> None:
        """Permit a person to be blocked, and count it.

        Raises:
            Refused: it is the last admin, or one more than a run may block.
        """
        with self._lock:
            cap = self._most(self._policy.max_removals, 0)
            setting = "arize:maxRemovals (for a destroy: ARIZE_MAX_REMOVALS)"
            _refuse(cap_refusal(f"Blocking {who}", cap, len(self._blocked), setting))
            if role == "ADMIN":
                everybody, to_keep = self._directory.users(), self._policy.to_keep
                _refuse(last_admin_refusal(who, user_id, everybody, self._blocked, to_keep=to_keep))
            # Stays counted if the request then fails: it may have happened.
            self._blocked.add(user_id)

    def permit_end(self, what: str) -> None:
        """Permit a membership to be ended, and count it.

        Raises:
            Refused: it is one more than a run may end.
        """
        with self._lock:
            cap = self._most(self._policy.max_membership_removals, self._memberships)
            setting = "arize:maxMembershipRemovals (for a destroy: ARIZE_MAX_MEMBERSHIP_REMOVALS)"
            _refuse(cap_refusal(what, cap, self._ended, setting))
            self._ended += 1

    def has_blocked(self, user_id: str) -> bool:
        """Whether this run has blocked a person, or tried to."""
        return user_id in self._blocked

    def count_memberships(self, memberships: int) -> None:
        """Note how many memberships a roster has, which has already judged a percentage of them as a whole."""
        with self._lock:
            self._memberships = max(self._memberships, memberships)

    def _most(self, limit: str | None, at_least: int) -> int | None:
        # Only a percentage needs the number of people: the one from when the run began to remove.
        if limit is not None and is_percentage(limit) and self._people is None:
            self._people = len(self._directory.users())
        return most_allowed(limit, max(self._people or 0, at_least))


def _refuse(refusal: str | None) -> None:
    if refusal:
        raise Refused(refusal)
