"""Finding a resource in state under the names it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_arize_users.testing import urns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pulumi_arize_users.testing.journal import Journal
    from pulumi_arize_users.testing.ledger import Ledger, Prior
    from pulumi_arize_users.testing.results import ResourceState


class Aliases:
    """Which prior resource each declared one continues."""

    def __init__(self, ledger: Ledger, journal: Journal) -> None:
        self._ledger = ledger
        self._journal = journal
        self._old_name: dict[str, str] = {}
        self._taken_by: dict[str, str] = {}

    def prior_of(self, wanted: ResourceState, aliases: Iterable[str]) -> Prior | None:
        """The prior resource with this URN, else with one of its aliases; it counts as claimed from now on.

        Raises:
            RunStopped: another resource of the program claimed it before.
        """
        for candidate in (wanted.urn, *aliases, *self._inherited(wanted, aliases)):
            prior = self._ledger.prior(candidate)
            if prior is not None:
                self._claim(prior, wanted.urn)
                return prior
        return None

    def _claim(self, prior: Prior, urn: str) -> None:
        old = prior.state.urn
        other = self._taken_by.get(old, old)
        if prior.claimed:
            self._journal.fail(
                urn,
                f"Duplicate resource alias '{old}' applied to resource with URN '{urn}' conflicting with resource "
                f"with URN '{other}'",
            )
        prior.claimed = True
        self._taken_by[old] = urn
        if old != urn:
            self._old_name[urn] = old
            self._ledger.rename(old, urn)

    def _inherited(self, wanted: ResourceState, aliases: Iterable[str]) -> Iterator[str]:
        """The names it had under its parent's old name; a child named after its parent was renamed along with it."""
        old_parent = self._old_name.get(wanted.parent)
        if old_parent is None:
            return
        stack, project = wanted.urn.removeprefix("urn:pulumi:").split("::")[:2]
        for urn in (wanted.urn, *aliases):
            name, parent_name = urns.name_of(urn), urns.name_of(wanted.parent)
            if name.startswith(parent_name):
                name = urns.name_of(old_parent) + name.removeprefix(parent_name)
            yield urns.build(stack, project, old_parent, urns.type_of(urn), name)
