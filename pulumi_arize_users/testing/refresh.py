"""Bringing the state to what the providers find."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.differences import both_sides, compare, inverted, visible
from pulumi_arize_users.testing.host import Found, InitFailed
from pulumi_arize_users.testing.journal import RunStopped
from pulumi_arize_users.testing.replacements import judge
from pulumi_arize_users.testing.results import ResourceState, Step
from pulumi_arize_users.testing.steps import marked
from pulumi_arize_users.testing.values import marked_like

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pulumi_arize_users.testing.ledger import Prior
    from pulumi_arize_users.testing.run import Run


def refresh(run: Run) -> list[ResourceState]:
    """Read every resource; returns the state as it is then. One that cannot be read stays as it was."""
    with ThreadPoolExecutor(run.settings.parallel) as workers:
        results = workers.map(lambda prior: _refreshed(run, prior), run.ledger.priors())
        found = [resource for resource in results if resource is not None]
    return without_dangling(found)


def _refreshed(run: Run, prior: Prior) -> ResourceState | None:
    old = prior.state
    if not old.custom or urns.is_provider(old.urn) or old.pending_replacement:
        run.journal.done(Step("same", old.urn))
        return old
    try:
        return _read(run, old)
    except RunStopped:
        return old


def _read(run: Run, old: ResourceState) -> ResourceState | None:
    found, unhealthy = _ask(run, old)
    if not found.id:
        run.journal.done(Step("delete", old.urn))
        return None
    inputs = old.inputs if found.inputs is None else marked_like(found.inputs, old.inputs)
    new = marked(replace(old, id=found.id, inputs=inputs, outputs=found.outputs, init_errors=unhealthy))
    run.journal.done(_step(run, old, new))
    return new


def _ask(run: Run, old: ResourceState) -> tuple[Found, tuple[str, ...]]:
    """What the provider finds, and why it is not healthy if it is not: that is a warning, not a failure."""
    try:
        return run.ask(old.urn, run.hosts.of(old.provider).read, old, old.outputs), ()
    except InitFailed as failure:
        reasons = "\n* ".join(failure.reasons)
        run.journal.tell("warning", f"Refreshed resource is in an unhealthy state:\n* {reasons}", old.urn)
        return failure.found, failure.reasons


def _step(run: Run, old: ResourceState, new: ResourceState) -> Step:
    if old.external:
        changed, detail = bool(compare(old.outputs, new.outputs)), compare(old.outputs, new.outputs)
        sides = both_sides(detail, old.outputs, new.outputs)
    else:
        # The provider is asked for the way back, from what was found to what was declared.
        verdict = judge(run, new, old.inputs, replace(old, replace_on_changes=()))
        changed, detail = verdict.changed, inverted(verdict.difference.detail)
        sides = both_sides({**compare(old.inputs, new.inputs), **detail}, old.inputs, new.inputs)
    return Step("update" if changed else "same", old.urn, visible(detail), (), sides)


def without_dangling(resources: list[ResourceState]) -> list[ResourceState]:
    """The resources without references to ones that are not there any more."""
    present = {resource.urn for resource in resources}
    return [_without_dangling(resource, present) for resource in resources]


def _without_dangling(resource: ResourceState, present: Collection[str]) -> ResourceState:
    by_property: Mapping[str, tuple[str, ...]] = {
        key: tuple(urn for urn in sources if urn in present) for key, sources in resource.property_dependencies.items()
    }
    return replace(
        resource,
        dependencies=tuple(urn for urn in resource.dependencies if urn in present),
        property_dependencies={key: sources for key, sources in by_property.items() if sources},
        deleted_with=resource.deleted_with if resource.deleted_with in present else "",
    )
