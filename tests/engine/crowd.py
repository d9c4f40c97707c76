"""People by the dozen, for rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pulumi_arize_users.testing import Result
    from tests.engine.conftest import Team


def people(count: int, **said: Any) -> dict[str, dict[str, Any]]:
    """This many people, all declared alike."""
    return {
        f"person{number:03}@example.com": {"name": f"Person {number}", "role": "MEMBER", **said}
        for number in range(count)
    }


def statuses(a_team: Team) -> set[str]:
    """What became of the people of `people`."""
    return {str(user["status"]) for user in a_team.arize.users() if str(user["email"]).startswith("person")}


def told(result: Result) -> str:
    """Everything a run said, as one text."""
    return "\n".join(diagnostic.message for diagnostic in result.diagnostics)
