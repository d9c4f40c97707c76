"""What is measured, in the order in which it is done."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from benchmarks.declared import Declared

Operation: TypeAlias = Literal["up", "preview", "refresh", "destroy"]

SHARE_RENAMED: Final = 0.01


@dataclass(frozen=True)
class Workload:
    """One thing that a team does with its people.

    Attributes:
        name: how tables call it.
        operation: what Pulumi is asked to do.
        renames: whether some people have got another name by then.
        is_read_only: whether it must leave the account as it is.
    """

    name: str
    operation: Operation
    renames: bool = False
    is_read_only: bool = False

    def declared(self, first: Declared) -> Declared:
        """What is declared by then, given what was declared at first."""
        return replace(first, renamed=renamed_of(first.people)) if self.renames else first


CREATE: Final = Workload("create", "up")
PREVIEW: Final = Workload("preview", "preview", is_read_only=True)
REFRESH: Final = Workload("refresh", "refresh", is_read_only=True)
CHANGE: Final = Workload("change", "up", renames=True)
DESTROY: Final = Workload("destroy", "destroy", renames=True)
WORKLOADS: Final = (CREATE, PREVIEW, REFRESH, CHANGE, DESTROY)


def renamed_of(people: int) -> int:
    """How many of so many people get another name."""
    return math.ceil(people * SHARE_RENAMED)
