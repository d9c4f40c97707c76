"""Which resources there were, which there are now: the state of a stack while a run changes it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_arize_users.testing.results import ResourceState


@dataclass(eq=False)
class Prior:
    """A resource that was in state when the run began.

    Attributes:
        state: what is remembered of it; a replacement marks it as pending.
        claimed: the program declared it again, so it is not left over.
        settled: it left the state, because it was deleted or a newer state took its place.
    """

    state: ResourceState
    claimed: bool = False
    settled: bool = False


class Ledger:
    """The state of one stack during one run. Nothing is written anywhere before `snapshot`."""

    def __init__(self, resources: Sequence[ResourceState]) -> None:
        self._lock = threading.Lock()
        self._priors = [Prior(resource) for resource in resources]
        self._by_urn = {prior.state.urn: prior for prior in self._priors if not prior.state.pending_delete}
        self._current: dict[str, ResourceState] = {}
        self._renamed: dict[str, str] = {}

    def prior(self, urn: str) -> Prior | None:
        """The resource that had this URN when the run began."""
        return self._by_urn.get(urn)

    def priors(self) -> list[Prior]:
        """All resources of the state before the run, dependencies first."""
        return list(self._priors)

    def current(self, urn: str) -> ResourceState | None:
        """The resource as this run recorded it, if it did."""
        return self._current.get(urn)

    def finished(self, urn: str) -> ResourceState:
        """The resource that this run recorded.

        Raises:
            KeyError: it did not get so far.
        """
        return self._current[urn]

    def record(self, resource: ResourceState, *, instead_of: Prior | None = None) -> None:
        """Take a finished resource into state, in place of its prior one if that is given."""
        with self._lock:
            self._current[resource.urn] = resource
            if instead_of is not None:
                instead_of.settled = True

    def amend(self, resource: ResourceState) -> None:
        """Change a resource that this run recorded; its place in the order stays."""
        with self._lock:
            self._current[resource.urn] = resource

    def pend(self, prior: Prior, *, deletion: bool) -> None:
        """Keep a prior resource in state as one that waits for its deletion, or for its replacement."""
        mark = {"pending_delete": True} if deletion else {"pending_replacement": True}
        with self._lock:
            prior.state = replace(prior.state, **mark)  # type: ignore[arg-type]  # both marks are booleans

    def rename(self, old: str, new: str) -> None:
        """Note that a resource has another URN now, so that what refers to it follows."""
        self._renamed[old] = new

    def remove(self, prior: Prior) -> None:
        """Take a prior resource out of state."""
        with self._lock:
            prior.settled = True

    def leftovers(self) -> list[Prior]:
        """Prior resources that the run has to delete: not declared any more, or replaced."""
        return [p for p in self._priors if not p.settled and (p.state.pending_delete or not p.claimed)]

    def snapshot(self) -> list[ResourceState]:
        """The state to keep: what this run finished, then what it did not get to."""
        with self._lock:
            resources = [*self._current.values(), *(prior.state for prior in self._priors if not prior.settled)]
        return [self._with_new_names(resource) for resource in resources] if self._renamed else resources

    def _with_new_names(self, resource: ResourceState) -> ResourceState:
        new = self._renamed
        provider, _, provider_id = resource.provider.rpartition("::")
        return replace(
            resource,
            parent=new.get(resource.parent, resource.parent),
            dependencies=tuple(new.get(urn, urn) for urn in resource.dependencies),
            property_dependencies={
                key: tuple(new.get(urn, urn) for urn in sources)
                for key, sources in resource.property_dependencies.items()
            },
            provider=f"{new.get(provider, provider)}::{provider_id}" if provider else "",
            deleted_with=new.get(resource.deleted_with, resource.deleted_with),
        )
