"""What every peer has to bring about: so many people, each a member of one organization."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

_VARIABLE = "BENCHMARK_DECLARED"


@dataclass(frozen=True)
class Person:
    """One person of the account.

    Attributes:
        key: name of the person's resource in a program.
        email: address, which identifies the person.
        name: display name.
    """

    key: str
    email: str
    name: str


@dataclass(frozen=True)
class Declared:
    """All people as a peer must have them. It reaches the peer's process in an environment variable.

    Attributes:
        people: how many there are.
        organization: id of the organization to which all of them belong.
        renamed: how many have another name than at first.
        memberships: whether they belong to the organization at all.
    """

    people: int
    organization: str
    renamed: int = 0
    memberships: bool = True

    def everybody(self) -> list[Person]:
        """The people, in an order that never changes."""
        return [
            Person(
                key=f"person-{number:05}",
                email=f"person-{number:05}@example.com",
                name=f"Person {number:05}" + (" Renamed" if number < self.renamed else ""),
            )
            for number in range(self.people)
        ]

    def environment(self) -> dict[str, str]:
        """The variable that tells a process what is declared."""
        return {_VARIABLE: json.dumps(asdict(self))}

    @classmethod
    def from_environment(cls) -> Declared:
        """What this process was told."""
        return cls(**json.loads(os.environ[_VARIABLE]))
