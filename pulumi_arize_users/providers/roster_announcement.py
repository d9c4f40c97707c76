"""What will be done about the people of a roster, as the engine shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.narration import forecast, summary
from pulumi_arize_users.people.roster.outcome import left_over
from pulumi_arize_users.providers.messages import log, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi_arize_users.people.roster.plan import RosterPlan


def announce(plan: RosterPlan, unfinished: Mapping[str, str]) -> None:
    """Show it, before anything is done.

    Args:
        plan: what will be done.
        unfinished: what the last run left undone, by person.
    """
    for line in left_over(unfinished):
        log.warning("%s", line)
    counted = summary(plan.plans)
    if counted:
        log.info("The roster: %s", counted)
    tell(forecast(plan.plans))
