"""The removals of one run: counted, and guarded against locking everybody out. Safe to share among threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.people.guards import cap_refusal, last_admin_refusal, self_refusal

if TYPE_CHECKING:
    from pulumi_arize_users.api.directory import Directory
    from pulumi_arize_users.api.settings import Settings


class Removals:
    """Permissions to remove, one at a time: two people who are removed at once must not each rely on the other."""

    def __init__(self, settings: Settings, directory: Directory) -> None:
        self._settings = settings
        self._directory = directory
        self._lock = threading.Lock()
        self._blocked: set[str] = set()
        self._ended = 0

    def permit_block(self, who: str, user_id: str, *, email: str, role: str) -> None:
        """Permit to block a person, and count it.

        Raises:
            Refused: it is the person behind the key, the last admin, or one more than a run may block.
        """
        with self._lock:
            self._refuse(self_refusal(who, email, self._settings.caller_email))
            cap = self._settings.max_removals
            setting = "arize:maxRemovals (for a destroy: ARIZE_MAX_REMOVALS)"
            self._refuse(cap_refusal(f"Blocking {who}", cap, len(self._blocked), setting))
            if role == "ADMIN":
                self._refuse(last_admin_refusal(who, user_id, self._directory.users(), self._blocked))
            # Stays counted if the request then fails: it may have happened.
            self._blocked.add(user_id)

    def permit_end(self, what: str) -> None:
        """Permit to end a membership, and count it.

        Raises:
            Refused: it is one more than a run may end.
        """
        with self._lock:
            cap = self._settings.max_membership_removals
            setting = "arize:maxMembershipRemovals (for a destroy: ARIZE_MAX_MEMBERSHIP_REMOVALS)"
            self._refuse(cap_refusal(what, cap, self._ended, setting))
            self._ended += 1

    @staticmethod
    def _refuse(refusal: str | None) -> None:
        if refusal:
            raise Refused(refusal)
