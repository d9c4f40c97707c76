"""What stacks and files say, person by person and place by place, for the people of one account."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.command.report.review import Manager

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.managed.people import Managed, ManagedMembership, ManagedPerson
    from pulumi_arize_users.command.report.places import Places


class Said:
    """What is said of each person, found by their id, or by whatever tells them from others if they are not seen.

    Args:
        sources: the stacks and rosters.
        users: the people of the account.
        places: its organizations and spaces.

    Attributes:
        sources: the same.
        people: who manages each person.
        roles: the declared roles of each person, by place.
    """

    def __init__(self, sources: Sequence[Managed], users: Iterable[User], places: Places) -> None:
        self.sources = sources
        self._ids = {fold(user.email): user.id for user in users if user.email}
        self._seen = {*self._ids.values()}
        self.people: dict[str, list[tuple[int, ManagedPerson]]] = defaultdict(list)
        self.roles: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for number, source in enumerate(sources):
            for person in source.people:
                self.people[self._key(person.user_id, person.key)].append((number, person))
            for membership in source.memberships:
                key, place = self._key_of(membership), places.position(membership)
                self.roles[key][place].append(membership.role)

    def managers(self, key: str) -> list[Manager]:
        """What manages a person."""
        return [Manager(number, person.by.resource, person.since) for number, person in self.people.get(key, ())]

    def shown(self, key: str, argument: str, value: str) -> str:
        """A value of somebody in the account, unless a stack keeps it as a secret."""
        secret = [person for _number, person in self.people.get(key, ()) if argument in person.secret]
        return _in_its_place(secret[0], argument) if secret else value

    def absent(self) -> Iterator[tuple[str, str, str]]:
        """Everybody who is managed and not seen: what tells them from others, their name and address."""
        for key, entries in self.people.items():
            if key not in self._seen:
                people = [person for _number, person in entries]
                yield key, _first(people, "name"), _first(people, "email")

    def strangers(self) -> list[str]:
        """The stacks and rosters nobody of whom is seen."""
        return [source.source for source in self.sources if source.people and not self._sees_some(source)]

    def role(self, key: str, place: int) -> str:
        """The declared role of a person in a place; empty if there is none."""
        return " / ".join(dict.fromkeys(self.roles.get(key, {}).get(place, ())))

    def places(self, key: str) -> Mapping[int, object]:
        """Where a person is declared to be a member."""
        return self.roles.get(key, {})

    def _key_of(self, membership: ManagedMembership) -> str:
        return self._key(membership.user_id, membership.email)

    def _key(self, user_id: str, address: str) -> str:
        # Whose id is not seen is not looked for by the address: who has it now is somebody else.
        return user_id or self._ids.get(address, address)

    def _sees_some(self, source: Managed) -> bool:
        return any(self._key(person.user_id, person.key) in self._seen for person in source.people)


def _first(people: Sequence[ManagedPerson], argument: str) -> str:
    """The first value that is known; what stands in its place if that is a secret."""
    secret = [person for person in people if argument in person.secret]
    values = (getattr(person, argument) for person in people)
    return _in_its_place(secret[0], argument) if secret else next((value for value in values if value), "")


def _in_its_place(person: ManagedPerson, argument: str) -> str:
    return person.who if argument == "email" else ""
