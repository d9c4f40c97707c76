"""The removals of a roster, as a resource of its own: the engine deletes when everything else has worked.

Its replacement stands for people who leave. The engine makes the new one at once, which sends nothing, and deletes the
old one at the end of the run, which blocks them. A run that fails before then blocks nobody, and the next one repeats
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.people.roster.outcome import deferred, not_blocked
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.messages import log
from pulumi_arize_users.providers.protocol import LEAVERS
from pulumi_arize_users.providers.results import UNKNOWN, Checked, Created, Difference, Found

if TYPE_CHECKING:
    from pulumi_arize_users.providers.account import Account
    from pulumi_arize_users.providers.results import Properties

REMOVALS = "removals"


class RemovalsLifecycle:
    """Blocks the people who leave a roster, once everything else has worked.

    What is to be done about whom is the roster's plan, which it leaves with the run. Without a program there is none: a
    destroy is the roster's own.

    Args:
        account: where.
    """

    def __init__(self, account: Account) -> None:
        self._run = account.run
        self._replaceable: set[str] = set()

    def check(self, olds: Properties, news: Properties) -> Checked:
        """Note who leaves; while the roster is not part of a run, everybody stays listed."""
        roster, wanted = news["roster"], _listed(news)
        leaving = set() if roster is UNKNOWN else self._run.leaving_of(roster)
        if olds:
            self._replaceable.add(roster)
            wanted |= set() if self._run.has_met(roster) else _listed(olds)
        elif leaving and roster not in self._replaceable:
            log.warning("%s", deferred(sorted(leaving)))
        # A replacement is checked once more, as if it were new.
        leaving = leaving if olds else set()
        return Checked({**news, "people": "\n".join(sorted(wanted)), LEAVERS: sorted(leaving)}, [])

    def diff(self, _id: str, olds: Properties, news: Properties) -> Difference:
        """A replacement if anybody leaves; newcomers alone are no difference to see."""
        if news.get(LEAVERS):
            return Difference(changes=None, replaces=["people"])
        return Difference(changes=None if olds.get("roster") != news.get("roster") else False)

    def create(self, props: Properties) -> Created:
        """Nothing is sent."""
        return Created(REMOVALS, _kept(props))

    def read(self, id: str, props: Properties) -> Found:
        """As it is remembered: the roster reads its people."""
        return Found(id, props, None)

    def update(self, _id: str, _olds: Properties, news: Properties) -> Properties:
        """Nothing is sent."""
        return _kept(news)

    def delete(self, _id: str, props: Properties) -> None:
        """Block whoever leaves the roster in this run, and has not come back in another resource."""
        departure = self._run.take_departure(props["roster"])
        if departure is None:
            return
        execution = departure.carry_out()
        if execution.failures or execution.waiting:
            raise StepFailed(not_blocked(execution.failures, execution.waiting, len(departure.people)))


def _listed(properties: Properties) -> set[str]:
    return set(str(properties.get("people", "")).split("\n")) - {""}


def _kept(properties: Properties) -> Properties:
    return {key: value for key, value in properties.items() if key != LEAVERS}
