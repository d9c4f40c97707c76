"""What one run of a program has declared, and what was done in it. Safe to share among threads."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.subject import NAMELESS
from pulumi_arize_users.providers.membership_order import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from pulumi_arize_users.people.scope import Scope
    from pulumi_arize_users.providers.roster_execution import RosterExecution


def membership_id(scope_id: str, user_id: str) -> str:
    """The name of a membership, which is also the id of its resource."""
    return f"{scope_id}/{user_id}"


@dataclass(frozen=True)
class Departure:
    """Who leaves a roster at the end of a run.

    Attributes:
        people: their folded addresses.
        carry_out: does what is to be done about them, as it is known when everything else has worked.
    """

    people: AbstractSet[str]
    carry_out: Callable[[], RosterExecution]


class Run:
    """The memory of one run.

    Attributes:
        is_planned: a program is planned: something was checked. A refresh compares as well, but must neither fail
            because of a declaration nor announce anything.
        can_look: the account could be looked at so far; what failed once is not tried again.
        blocked: when this stack blocked somebody, by folded address.
        arrivals: which memberships in organizations are still to be made, for a host that does not order them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._declared_people: dict[str, list[str]] = {}
        self._declared_memberships: dict[str, list[str]] = {}
        self._kept_people: set[str] = set()
        self._kept_memberships: set[str] = set()
        self._managed: dict[str, str] = {}
        self._remembered: set[str] = set()
        self._scopes: dict[Scope, set[str]] = {}
        self._declared_accounts: set[str] = set()
        self._described: dict[str, dict[str, object]] = {}
        self._hidden: set[str] = set()
        self._leaving: set[str] = set()
        self._departures: dict[str, Departure] = {}
        self._absent: set[str] = set()
        self._announced: dict[str, int] = {}
        self.is_planned = False
        self.can_look = True
        self.blocked: dict[str, str] = {}
        self.arrivals = Arrivals()

    def declare_person(self, address: str, resource: str = "") -> str | None:
        """Note that the program declares a person.

        Args:
            address: theirs.
            resource: the resource, as messages name it, where the program could not compare the addresses itself.

        Returns:
            The other resource that declares the same person; None if there is none.
        """
        return self._claim(self._declared_people, fold(address), resource)

    def declare_people(self, addresses: Iterable[str], resource: str = "") -> dict[str, str]:
        """Note that the program declares these people, or nobody at all in one of its rosters.

        Args:
            addresses: theirs.
            resource: as for `declare_person`.

        Returns:
            The other resources that declare some of them, by address.
        """
        self.is_planned = True
        others = {address: self.declare_person(address, resource) for address in addresses}
        return {address: other for address, other in others.items() if other}

    def declares_person(self, address: str) -> bool:
        """Whether the program declares a person, in whatever resource."""
        return fold(address) in self._declared_people

    def declare_membership(self, membership: str, resource: str = "") -> str | None:
        """Note that the program declares a membership; returns the other resource that declares the same one."""
        return self._claim(self._declared_memberships, membership, resource)

    def declares_membership(self, membership: str) -> bool:
        """Whether the program declares a membership, in whatever resource."""
        return membership in self._declared_memberships

    def declared_people(self) -> set[str]:
        """The folded addresses of everybody whom the program declares."""
        with self._lock:
            return set(self._declared_people)

    def keep_person(self, user_id: str) -> None:
        """Note that an account was created or taken over: it is not removed in this run under another name."""
        with self._lock:
            self._kept_people.add(user_id)

    def keeps_person(self, user_id: str, address: str) -> bool:
        """Whether an account is created, taken over or declared in this run, by whatever resource."""
        return user_id in self._kept_people or self.declares_person(address)

    def declare_account(self, user_id: str) -> None:
        """Note that the program declares an account that the stack remembers."""
        with self._lock:
            self._declared_accounts.add(user_id)

    def describe_person(self, user_id: str, person: dict[str, object]) -> None:
        """Note what is said of a declared person: `email`, `role`, `on_destroy`, `adopted`, as far as it is known."""
        with self._lock:
            self._described[user_id] = {key: value for key, value in person.items() if value is not None}

    def person_of(self, user_id: str) -> dict[str, object] | None:
        """What is said of a person; None where this run does not declare them, or has not yet."""
        return self._described.get(user_id)

    def keeps_account(self, user_id: str) -> bool:
        """Whether an account is created, taken over or declared in this run, as far as its id tells."""
        return user_id in self._kept_people or user_id in self._declared_accounts

    def hide_person(self, user_id: str = "", address: str = "") -> None:
        """Note that the address of an account is a secret of the program."""
        with self._lock:
            self._hidden.update({user_id, fold(address)} - {""})

    def name_of(self, user_id: str = "", address: str = "") -> str:
        """A person as messages name them: by their address, as far as it is known and no secret of the program."""
        known = address or self._managed.get(user_id, "")
        if known and not {user_id, fold(known)} & self._hidden:
            return known
        return f"the person {user_id}" if user_id else NAMELESS

    def keep_membership(self, membership: str) -> None:
        """Note that a membership was made or taken over: it does not end in this run under another name."""
        with self._lock:
            self._kept_memberships.add(membership)

    def made_membership(self, membership: str) -> bool:
        """Whether a membership was made or taken over in this run."""
        return membership in self._kept_memberships

    def keeps_membership(self, membership: str) -> bool:
        """Whether a membership is made, taken over or declared in this run, by whatever resource."""
        return self.made_membership(membership) or self.declares_membership(membership)

    def manage(self, user_id: str, address: str) -> None:
        """Note that the stack manages an account, and under which address."""
        with self._lock:
            self._managed[user_id] = address

    def remember(self, user_id: str) -> None:
        """Note that the stack remembers an account, under whatever address."""
        with self._lock:
            self._remembered.add(user_id)

    def remember_scope(self, scope: Scope, identifier: str) -> None:
        """Note that the stack remembers an organization or a space."""
        with self._lock:
            self._scopes.setdefault(scope, set()).add(identifier)

    def remembered_scopes(self, scope: Scope) -> list[str]:
        """The ids of the organizations or spaces that the stack is known to remember."""
        with self._lock:
            return sorted(self._scopes.get(scope, ()))

    def managed_as(self, user_id: str) -> str:
        """The address under which the stack manages an account; empty if it is not known to manage it."""
        return self._managed.get(user_id, "")

    def ownership(self, user_id: str) -> Ownership:
        """Which resource an account already belongs to."""
        managed_as = self._managed.get(user_id)
        declared = managed_as is not None and self.declares_person(managed_as)
        return Ownership(user_id in self._kept_people, managed_as, declared)

    def remembered_people(self) -> set[str]:
        """The ids of everybody whom the stack is known to remember."""
        with self._lock:
            return {*self._managed, *self._remembered}

    def announce_leaving(self, addresses: Iterable[str]) -> None:
        """Note that a roster will block these people."""
        with self._lock:
            self._leaving.update(map(fold, addresses))

    def is_leaving(self, address: str) -> bool:
        """Whether a roster of this run will block a person."""
        return fold(address) in self._leaving

    def meet_roster(self, roster_id: str, departure: Departure) -> None:
        """Note that a roster is part of this run, and who leaves it at the end."""
        with self._lock:
            self._departures[roster_id] = departure
            self._leaving.update(departure.people)

    def has_met(self, roster_id: str) -> bool:
        """Whether a roster is part of this run."""
        return roster_id in self._departures

    def leaving_of(self, roster_id: str) -> set[str]:
        """The folded addresses of everybody who leaves a roster in this run."""
        met = self._departures.get(roster_id)
        return set(met.people) if met else set()

    def take_departure(self, roster_id: str) -> Departure | None:
        """What is to be done about those who leave a roster; None if nobody does, or if it was taken before."""
        with self._lock:
            met = self._departures.get(roster_id)
            if met is None or not met.people:
                return None
            self._departures[roster_id] = Departure(set(), met.carry_out)
            return met

    def note_absent(self, address: str) -> None:
        """Note that nobody had this address when this run looked."""
        with self._lock:
            self._absent.add(fold(address))

    def was_absent(self, address: str) -> bool:
        """Whether nobody had this address when this run looked."""
        return fold(address) in self._absent

    def count(self, kind: str) -> int:
        """Count a line of this kind; returns how many came before it in this run."""
        with self._lock:
            self._announced[kind] = self._announced.get(kind, 0) + 1
            return self._announced[kind] - 1

    def _claim(self, claims: dict[str, list[str]], key: str, resource: str) -> str | None:
        with self._lock:
            self.is_planned = True
            holders = claims.setdefault(key, [])
            if resource not in holders:
                holders.append(resource)
            others = [holder for holder in holders if holder != resource]
        return next(filter(None, others), "another resource") if others else None
