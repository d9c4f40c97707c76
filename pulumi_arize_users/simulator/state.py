"""The account in memory: people, organizations, spaces and custom roles, with their indices kept up to date.

Here is what any edit does, whoever makes it. What the API allows a caller to do stands in `people`, `organizations`
and `spaces`.
"""

from __future__ import annotations

import copy
import threading
from datetime import datetime, timedelta, timezone
from operator import attrgetter
from typing import TYPE_CHECKING

from pulumi_arize_users.simulator.records import Membership, Organization, Person, Space, resource_id, without_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.simulator.dialects import Dialect

_FOUNDED = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
_DEVELOPERS = {"ADMIN", "MEMBER"}


class UnknownRecordError(KeyError):
    """The account holds nothing under that id, e-mail address or name."""

    def __str__(self) -> str:
        return str(self.args[0])


class People:
    """Every user of the account, inactive ones included, found by id, by e-mail address and in order of creation."""

    def __init__(self) -> None:
        self._in_order: list[Person] = []
        self._by_id: dict[str, Person] = {}
        self._by_email: dict[str, Person] = {}

    @property
    def in_order(self) -> Sequence[Person]:
        """Everybody, by time of creation."""
        return self._in_order

    def with_email_containing(self, part: str) -> Sequence[Person]:
        """Those with this lower-case text in their address, by time of creation."""
        if not part:
            return self._in_order
        found = [person for key, person in self._by_email.items() if part in key]
        # Nearly in order already: a person who got another address has moved to the end.
        return sorted(found, key=attrgetter("sequence"))

    def by_id(self, user_id: str) -> Person | None:
        """The person with this id."""
        return self._by_id.get(user_id)

    def by_email(self, email: str) -> Person | None:
        """The person with this address, whatever its letter case."""
        return self._by_email.get(without_case(email))

    def add(self, person: Person) -> None:
        """Take in a person created after all others."""
        self._in_order.append(person)
        self._by_id[person.id] = person
        self._by_email[person.email_key] = person

    def remove(self, person: Person) -> None:
        """Drop every trace of a person."""
        self._in_order.remove(person)
        del self._by_id[person.id]
        del self._by_email[person.email_key]

    def change_email(self, person: Person, email: str) -> None:
        """Give a person another address."""
        del self._by_email[person.email_key]
        person.email = email
        self._by_email[without_case(email)] = person


class Account:
    """One Arize account.

    Every access from outside the event loop holds `lock`; so does the server while it serves one request.

    Attributes:
        dialect: how enum values are spelled.
        sso: whether log-in through an identity provider is enforced.
        reinvite_changes_id: whether inviting an expired address again gives a new user id.
        caller_id: the user behind the API key.
    """

    def __init__(self, *, caller_email: str, sso: bool, first_number: int = 1) -> None:
        self.lock = threading.RLock()
        self.dialect: Dialect = "upper"
        self.sso = sso
        self.reinvite_changes_id = False
        self.people = People()
        self.organizations: dict[str, Organization] = {}
        self.spaces: dict[str, Space] = {}
        self.roles: dict[str, str] = {}
        self._next_number = first_number
        self._latest = _FOUNDED - timedelta(seconds=1)
        self.caller_id = self.add_person(caller_email, "Account Owner", "ADMIN", "ACTIVE", at=_FOUNDED).id

    def snapshot(self) -> Account:
        """The account as it is now, whatever happens to this one later."""
        past = copy.copy(self)
        past.people, past.organizations, past.spaces = copy.deepcopy((self.people, self.organizations, self.spaces))
        return past

    @property
    def caller(self) -> Person:
        """The person behind the API key."""
        caller = self.people.by_id(self.caller_id)
        assert caller is not None, "the caller cannot be forgotten"  # noqa: S101  narrows the type: forget() refuses
        return caller

    def add_person(
        self,
        email: str,
        name: str,
        role: str,
        status: str,
        *,
        is_developer: bool | None = None,
        at: datetime | None = None,
    ) -> Person:
        """Add somebody whose address is free; an invited person has been sent one invitation."""
        sequence, user_id = self._next("User")
        person = Person(
            sequence,
            user_id,
            email,
            name,
            role,
            status,
            default_developer(role) if is_developer is None else is_developer,
            self._time(at),
            invitations_sent=int(status in ("INVITED", "EXPIRED")),
        )
        self.people.add(person)
        return person

    def block(self, person: Person) -> None:
        """Make somebody inactive permanently, and end their memberships."""
        person.status = "INACTIVE"
        self._end_memberships(person.id)

    def forget(self, person: Person) -> None:
        """Remove somebody as if they had never existed.

        Raises:
            ValueError: it is the caller, without whom nothing can be asked.
        """
        if person.id == self.caller_id:
            raise ValueError("The caller of the simulated account cannot be forgotten.")
        self._end_memberships(person.id)
        self.people.remove(person)

    def add_organization(self, name: str, description: str = "", *, at: datetime | None = None) -> Organization:
        """Add an organization without members."""
        sequence, organization_id = self._next("AccountOrganization")
        organization = Organization(sequence, organization_id, name, description, self._time(at))
        self.organizations[organization_id] = organization
        return organization

    def remove_organization(self, organization: Organization) -> None:
        """Remove an organization with its spaces and memberships."""
        for space in self.spaces_of(organization):
            del self.spaces[space.id]
        del self.organizations[organization.id]

    def add_space(self, organization: Organization, name: str) -> Space:
        """Add a space without members to an organization."""
        sequence, space_id = self._next("Space")
        space = Space(sequence, space_id, name, organization.id, self._time(None))
        self.spaces[space_id] = space
        return space

    def spaces_of(self, organization: Organization) -> list[Space]:
        """The spaces of an organization."""
        return [space for space in self.spaces.values() if space.organization_id == organization.id]

    def add_role(self, name: str) -> str:
        """Register a custom role; returns its id."""
        _, role_id = self._next("Role")
        self.roles[role_id] = name
        return role_id

    def set_member(self, place: Organization | Space, person: Person, role: str) -> Membership:
        """Make somebody a member, or change what they are a member as; the membership keeps its id."""
        former = place.members.get(person.id)
        kind = "AccountOrganizationMember" if isinstance(place, Organization) else "SpaceMember"
        membership = Membership(former.id if former else self._next(kind)[1], person.id, role)
        place.members[person.id] = membership
        return membership

    def remove_member(self, place: Organization | Space, user_id: str) -> None:
        """End a membership in a space, or one in an organization with those in its spaces."""
        del place.members[user_id]
        for space in self.spaces_of(place) if isinstance(place, Organization) else ():
            space.members.pop(user_id, None)

    def _end_memberships(self, user_id: str) -> None:
        for organization in self.organizations.values():
            organization.members.pop(user_id, None)
        for space in self.spaces.values():
            space.members.pop(user_id, None)

    def _next(self, kind: str) -> tuple[int, str]:
        number, self._next_number = self._next_number, self._next_number + 1
        return number, resource_id(kind, number)

    def _time(self, at: datetime | None) -> str:
        # Strictly rising, so that the order by creation time is the order of creation.
        self._latest = max(at or datetime.now(timezone.utc), self._latest + timedelta(microseconds=1))
        return self._latest.isoformat(timespec="microseconds").replace("+00:00", "Z")


def default_developer(role: str) -> bool:
    """Whether somebody with this account role may use the API, unless told otherwise."""
    return role in _DEVELOPERS
