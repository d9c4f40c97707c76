"""What a person can be a member of: an organization, or a space of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final


@dataclass(frozen=True)
class Scope:
    """A kind of thing that has members.

    Attributes:
        noun: what sentences call one.
    """

    noun: str

    @cached_property
    def plural(self) -> str:
        """The key under which a person of a roster lists them."""
        return f"{self.noun}s"

    @cached_property
    def argument(self) -> str:
        """The argument of a membership that names one."""
        return f"{self.noun}_id"

    @cached_property
    def resource(self) -> str:
        """The kind of resource that a membership in one is."""
        return f"{self.noun.title()}Membership"


ORGANIZATION: Final = Scope("organization")
SPACE: Final = Scope("space")
# In the order in which somebody becomes a member; who leaves an organization leaves its spaces with it.
SCOPES: Final = (ORGANIZATION, SPACE)
