"""How sentences speak of a person: by address, unless the program keeps that secret."""

from __future__ import annotations

from dataclasses import dataclass

from pulumi_arize_users.people.declaration import HIDDEN

NAMELESS = "this person"


@dataclass(frozen=True)
class Subject:
    """A person, as sentences speak of them.

    Attributes:
        who: as sentences name them.
        secret: the arguments whose values must not be shown.
        path: what leads to the person's arguments in their resource.
        where: the place in a file where they are declared, if they are declared in one.
    """

    who: str = NAMELESS
    secret: frozenset[str] = frozenset()
    path: str = ""
    where: str = ""

    @property
    def place(self) -> str:
        """The person in a list of many, with the place of their declaration."""
        return f"{self.where}: {self.who}" if self.where else self.who

    def shown(self, argument: str, value: object) -> str:
        """The value of an argument, unless that is a secret."""
        return HIDDEN if argument in self.secret else str(value)
