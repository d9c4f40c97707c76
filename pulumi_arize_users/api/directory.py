"""What this run has learnt of the account, shared by all its reads.

Reading one person costs a request, and so does reading a page of a hundred. Which is cheaper depends on how many of the
account's people a run asks for, which nobody knows in advance. The rule: for a person not seen so far, take pages as
long as all requests, with one for this person, stay within two for each person asked for and two more; then ask for the
one person. So N people of an account of P pages cost at most 2 * min(N, P) + 2 requests. Everybody costs P requests in
the order of the list and at most P + max(0, P - 3) in any other order. No rule can promise P in every order and little
for a few people: it would have to know at the first question whether more will follow.
"""

from __future__ import annotations

import logging
import threading
from itertools import islice
from typing import TYPE_CHECKING

from pulumi_arize_users.api.errors import ArizeError, Forbidden
from pulumi_arize_users.api.lag import Lag
from pulumi_arize_users.api.pages import Pages
from pulumi_arize_users.api.scopes import Scopes
from pulumi_arize_users.api.single_flight import SingleFlight
from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pulumi_arize_users.api.client import ArizeClient
    from pulumi_arize_users.api.models import Organization, Space, User

log = logging.getLogger(__name__)


class Directory:
    """People and organizations as this run has seen them. Safe to share among threads.

    Args:
        connect: returns the client, which is asked for what is not known yet.
        lag: how far the account may lag behind what was written; not at all unless given.
    """

    def __init__(self, connect: Callable[[], ArizeClient], lag: Lag | None = None) -> None:
        self._connect = connect
        self._lag = lag or Lag(0)
        self._lock = threading.RLock()
        self._by_id: dict[str, User] = {}
        self._by_email: dict[str, User] = {}
        self._pages = Pages("Arize's list of users")
        self._forbidden: Forbidden | None = None
        self._asked: set[str] = set()
        # Held for a moment only: who asks while a page is on its way makes the next page worth it.
        self._asking = threading.Lock()
        self._waiting = 0
        self._asked_singly: set[str] = set()
        self._singles: SingleFlight[User | None] = SingleFlight()
        self._members: SingleFlight[frozenset[str]] = SingleFlight()
        self._space_members: SingleFlight[Mapping[str, str]] = SingleFlight()
        self._organizations: Scopes[Organization] = Scopes(
            lambda: connect().list_organizations(), lambda identifier: connect().get_organization(identifier)
        )
        self._spaces: Scopes[Space] = Scopes(
            lambda: connect().list_spaces(), lambda identifier: connect().get_space(identifier)
        )

    def expect(self, keys: Iterable[str]) -> None:
        """Announce whom this run will ask for, by id or folded address, so that it takes pages for them at once."""
        with self._asking:
            self._asked.update(keys)

    def look_ahead(self, user_id: str) -> None:
        """Announce a person whom this run will ask for soon, and take a page for them unless one is on its way.

        Whoever has something else to do so takes the pages beside it, and later nobody has to wait for them. What fails
        is left to whoever asks.
        """
        self.expect([user_id])
        if self._lock.acquire(blocking=False):
            try:
                if user_id not in self._by_id and self._next_page_is_worth_it():
                    self._try_page()
            except ArizeError:
                log.debug("A page of users could not be read ahead.")
            finally:
                self._lock.release()

    def user(self, user_id: str, *, waits: bool = True) -> User | None:
        """The person with this id, read at most once in a run; None if there is none.

        Args:
            user_id: the id.
            waits: whoever is not seen may only not be seen yet; not so for somebody who is expected to be gone.

        Raises:
            Forbidden: the server shows no such person, but would not show one in any case.
        """
        user = self._in_pages(self._by_id, user_id)
        if user is None:
            # Not even a complete list is trusted: counting as gone has consequences, and one request is cheap.
            ask = self._ask_for if waits else self._connect().get_user
            user = self._singles.get(user_id, lambda: self._learn(ask(user_id)))
        if user is None and self._forbidden is not None:
            # The rule took a page before it asked singly: that page is the proof that the key may see people.
            raise self._forbidden
        return user

    def user_with_email(self, email: str) -> User | None:
        """The person with this address, in any letter case, looked up at most once in a run; None if there is none.

        Raises:
            Forbidden: the key may not list people.
        """
        address = fold(email)
        user = self._in_pages(self._by_email, address)
        if user is None and (self._pages.cursor is not None or self._connect().leaves_out_users):
            user = self._singles.get(address, lambda: self._learn(self._connect().find_user(email)))
        return user

    def users(self) -> tuple[User, ...]:
        """Everybody visible, oldest first.

        Raises:
            Forbidden: the key may not list people.
        """
        with self._lock:
            while self._pages.cursor is not None:
                self._take_page()
            return tuple(sorted(self._by_id.values(), key=lambda user: user.created_at))

    def known(self, user_id: str) -> User | None:
        """What was learnt of a person so far, without asking."""
        # Not behind the lock, which is held while a page is on its way: one look into a dictionary is whole by itself.
        return self._by_id.get(user_id)

    def first_known(self, count: int) -> list[str]:
        """The ids of the first people this run has learnt of, without asking."""
        with self._lock:
            return list(islice(self._by_id, count))

    def known_email(self, email: str) -> User | None:
        """Who was found to have this address so far, without asking."""
        return self._by_email.get(fold(email))

    def remember(self, user: User) -> None:
        """Take a person from the reply to a write."""
        with self._lock:
            self._by_id[user.id] = user
            if user.email:
                self._by_email[fold(user.email)] = user

    def is_member(self, organization_id: str, user_id: str) -> bool:
        """Whether a person belongs to an organization, whose members are listed at most once in a run."""
        ids = self._members.get(organization_id, lambda: self._connect().organization_member_ids(organization_id))
        return user_id in ids

    def organizations(self) -> tuple[Organization, ...]:
        """All visible organizations, listed at most once in a run.

        Raises:
            Forbidden: the key may not list organizations.
        """
        return self._organizations.all()

    def organization(self, organization_id: str) -> Organization | None:
        """The organization with this id; None if neither the list nor a request of its own shows it.

        Raises:
            Forbidden: the key may not list organizations, so not seeing one proves nothing.
        """
        return self._organizations.find(organization_id)

    def spaces(self) -> tuple[Space, ...]:
        """All visible spaces, listed at most once in a run.

        Raises:
            Forbidden: the key may not list spaces.
        """
        return self._spaces.all()

    def space(self, space_id: str) -> Space | None:
        """The space with this id; None if neither the list nor a request of its own shows it.

        Raises:
            Forbidden: the key may not list spaces, so not seeing one proves nothing.
        """
        return self._spaces.find(space_id)

    def space_role(self, space_id: str, user_id: str) -> str | None:
        """The predefined role of a member of a space, empty if it is not told; None for who is no member."""
        members = self._space_members.get(space_id, lambda: self._connect().space_members(space_id))
        return members.get(user_id)

    def _ask_for(self, user_id: str) -> User | None:
        return self._lag.look_for_the_old(lambda: self._connect().get_user(user_id))

    def _in_pages(self, entries: Mapping[str, User], key: str) -> User | None:
        with self._asking:
            self._asked.add(key)
            self._waiting += 1
        try:
            with self._lock:
                while not (key in entries or key in self._asked_singly) and self._next_page_is_worth_it():
                    self._try_page()
                if key not in entries:
                    self._asked_singly.add(key)
                return entries.get(key)
        finally:
            with self._asking:
                self._waiting -= 1

    def _next_page_is_worth_it(self) -> bool:
        more = self._pages.cursor is not None and self._forbidden is None
        with self._asking:
            # Whoever waits may need a request of their own in the end.
            allowed = 2 * len(self._asked) + 1 - self._waiting
        return more and self._pages.count + len(self._asked_singly) <= allowed

    def _try_page(self) -> None:
        try:
            self._take_page()
        except Forbidden as error:
            self._forbidden = error

    def _take_page(self) -> None:
        users, following = self._connect().page_of_users(self._pages.cursor or "")
        self._pages.turn([user.id for user in users], following)
        for user in users:
            self._learn(user)

    def _learn(self, user: User | None) -> User | None:
        if user is None:
            return None
        with self._lock:
            # The reply to a write in the meantime is newer than this one.
            if user.id not in self._by_id:
                self.remember(user)
            return self._by_id[user.id]
