"""Where somebody belongs, and in which role: read where Arize shows it, else taken on trust, else left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.roles import annotator_refusal
from pulumi_arize_users.people.scope import ORGANIZATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi_arize_users.api.models import User
    from pulumi_arize_users.command.importing.places import Place, Places
    from pulumi_arize_users.command.importing.roles_file import Roles

    # The members of each place that Arize was asked about, by user id: with the role, or with nothing.
    Members = Mapping[str, Mapping[str, str]]

ANNOTATOR = "ANNOTATOR"
OPTION = "--membership-role"


@dataclass(frozen=True)
class Membership:
    """A membership that code can declare.

    Attributes:
        place: of what.
        role: in which role.
        on_trust: where the role comes from that nobody read; empty for one that was read.
        is_seen: Arize listed the person as a member.
    """

    place: Place
    role: str
    on_trust: str = ""
    is_seen: bool = True


@dataclass(frozen=True)
class LeftOut:
    """A membership that code does not declare, or not as a file says.

    Attributes:
        place: of what.
        why: the reason, as the end of a sentence.
        what: what became of it, as the beginning of that sentence.
    """

    place: Place
    why: str
    what: str = "left out"


@dataclass(frozen=True)
class Memberships:
    """Judges where people belong.

    Attributes:
        places: all organizations and spaces.
        members: who belongs to them, as far as Arize answered.
        roles: the roles of a file.
        file: its name.
        usual: the role of members of organizations whose role is not known otherwise; empty for none.
    """

    places: Places
    members: Members = field(default_factory=dict)
    roles: Roles = field(default_factory=dict)
    file: str = ""
    usual: str = ""

    def of(self, user: User) -> Iterator[Membership | LeftOut]:
        """The memberships of somebody, organizations first, in the order of their names."""
        address = fold(user.email)
        for place in self._in_order:
            said = self.roles.get((address, place.id))
            listed = self.members.get(place.id)
            if said is not None or (listed is not None and user.id in listed):
                yield from self._judged(user, place, listed, said or "")

    @cached_property
    def _in_order(self) -> list[Place]:
        return sorted(self.places, key=lambda place: (place.scope != ORGANIZATION, place.key))

    def _judged(
        self, user: User, place: Place, listed: Mapping[str, str] | None, said: str
    ) -> Iterator[Membership | LeftOut]:
        if listed is not None and user.id not in listed:
            yield LeftOut(place, f"Arize does not list them as a member, whatever {self.file} says")
            return
        read = listed[user.id] if listed is not None else ""
        role, source = (read, "") if read else self._trusted(user, place, said)
        if not role:
            yield LeftOut(place, "the role is unknown")
        elif annotator_refusal(user.email, user.role, role, place.scope):
            yield LeftOut(place, f"the role {role} does not fit the account role {user.role}")
        else:
            yield Membership(place, role, source, listed is not None)
            if read and said not in {"", read}:
                yield LeftOut(place, f"Arize says {read}, and {self.file} {said}", "overruled")

    def _trusted(self, user: User, place: Place, said: str) -> tuple[str, str]:
        if said:
            return said, self.file
        # Who is listed in a space may only be so because the space is open to everybody.
        if not self.usual or place.scope != ORGANIZATION:
            return "", ""
        fits = annotator_refusal(user.email, user.role, self.usual) is None
        return (self.usual if fits else ANNOTATOR), OPTION
