"""Programs whose rosters say something that is known only while they run."""

import pulumi

from pulumi_arize_users import Roster


def of_a_name() -> None:
    """A value of one person is an output."""
    name = pulumi.Output.from_input("Ada")
    Roster("team", people={"ada@example.com": {"name": name, "role": "MEMBER"}})


def of_a_person() -> None:
    """All that is said of a person is an output."""
    Roster("team", people={"ada@example.com": pulumi.Output.from_input({"name": "Ada", "role": "MEMBER"})})  # type: ignore[dict-item]


def of_everybody() -> None:
    """All people are one output."""
    Roster("team", people=pulumi.Output.from_input({}))  # type: ignore[arg-type]


def of_a_limit() -> None:
    """A rule of the roster is an output."""
    Roster("team", people={}, max_removals=pulumi.Output.from_input(3))  # type: ignore[arg-type]


def of_a_file() -> None:
    """The name of the file is an output."""
    Roster("team", file=pulumi.Output.from_input("people.yaml"))  # type: ignore[arg-type]
