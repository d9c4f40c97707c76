"""Whom a reply is about: it is trusted only if that is who was asked for.

A cache or a gateway that mixes replies up makes a bystander of the account the object of the next write, unless the
first reply about them is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pulumi_arize_users.api.errors import MisdirectedReply
from pulumi_arize_users.api.vocabulary import fold

if TYPE_CHECKING:
    from pulumi_arize_users.api.models import Membership, Organization, Space, User

# How messages name a person: by id, address, or both.
NameOf = Callable[[str, str], str]
Entry = TypeVar("Entry", bound="Organization | Space")


def name_of(user_id: str, address: str) -> str:
    """A person as messages name them where nothing is a secret."""
    return address or f"the person {user_id}"


class Identities:
    """Compares replies with what was asked.

    Args:
        name_of: how messages name a person.
    """

    def __init__(self, name_of: NameOf = name_of) -> None:
        self._name_of = name_of

    def require_person(self, user: User, user_id: str) -> User:
        """The person of a reply, if it is the one who was asked for by id.

        Raises:
            MisdirectedReply: it is somebody else.
        """
        if user.id != user_id:
            raise self.misdirected(user, user_id)
        return user

    def require_arrival(self, user: User, address: str) -> User:
        """The person of a reply to a creation, if they have the address that was sent.

        Raises:
            MisdirectedReply: they have another one, or the reply names none.
        """
        if fold(user.email) != fold(address):
            raise self.misdirected(user, address=address)
        return user

    def require_membership(self, membership: Membership, scope_id: str, user_id: str) -> Membership:
        """The membership of a reply, if what it names is what was asked for.

        Raises:
            MisdirectedReply: it is another person's, or in another organization or space.
        """
        if membership.user_id not in {"", user_id}:
            answered = self._name_of(membership.user_id, "")
            raise MisdirectedReply(f"a membership of {answered}", f"one of {self._name_of(user_id, '')}")
        if membership.scope_id not in {"", scope_id}:
            asked = f"one of {self._name_of(user_id, '')} in {scope_id}"
            raise MisdirectedReply(f"a membership in {membership.scope_id}", asked)
        return membership

    def misdirected(self, user: User, user_id: str = "", address: str = "") -> MisdirectedReply:
        """The error about a reply that is about a person who was not asked for, by id or by address."""
        answered, asked = self._name_of(user.id, user.email), self._name_of(user_id, address)
        if answered == asked:
            answered, asked = f"{answered} as {user.id}", f"{asked} as {user_id or 'somebody new'}"
        return MisdirectedReply(answered, asked)


def require_scope(noun: str, found: Entry, identifier: str) -> Entry:
    """The organization or the space of a reply, if it is the one that was asked for.

    Raises:
        MisdirectedReply: it is another one.
    """
    if found.id != identifier:
        raise MisdirectedReply(f"the {noun} {found.id}", identifier)
    return found
