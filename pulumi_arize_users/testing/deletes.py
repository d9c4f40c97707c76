"""Deleting what is left over, dependents before what they depend on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from pulumi_arize_users.testing import steps
from pulumi_arize_users.testing.journal import RunStopped
from pulumi_arize_users.testing.steps import Protected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pulumi_arize_users.testing.ledger import Prior
    from pulumi_arize_users.testing.run import Run

Graph: TypeAlias = "Mapping[Prior, frozenset[Prior]]"


def delete_leftovers(run: Run) -> None:
    """Delete every resource of the state before the run that the program no longer declares, or that was replaced.

    A protected resource fails the run and stays, with all it needs; the rest goes. A failed delete ends the run: what
    was not begun by then stays.
    """
    condemned = [prior for prior in run.ledger.leftovers() if not _is_done_already(run, prior)]
    dying = {prior.state.urn for prior in condemned}
    graph = dependency_graph(run.ledger.priors())
    kept: set[Prior] = set()
    for layer in layers(condemned, graph):
        going = [prior for prior in layer if prior not in kept]
        for prior in _delete_layer(run, going, dying):
            kept |= _all_needed_by(prior, graph)


def _is_done_already(run: Run, prior: Prior) -> bool:
    """A resource that was deleted early, whose replacement never came, only has to be forgotten.

    One that was replaced after all is deleted a second time, as the CLI does.
    """
    forgotten = prior.state.pending_replacement and not prior.state.pending_delete
    if forgotten:
        run.ledger.remove(prior)
    return forgotten


def _delete_layer(run: Run, layer: list[Prior], dying: Collection[str]) -> list[Prior]:
    """Delete resources that do not need each other; returns the protected ones."""

    def survives(prior: Prior) -> bool:
        try:
            steps.delete(run, prior, dying, replaced=prior.state.pending_delete)
        except Protected:
            return True
        except RunStopped:
            return False
        return False

    with ThreadPoolExecutor(1 if run.settings.dry_run else run.settings.parallel) as workers:
        return [prior for prior, stays in zip(layer, workers.map(survives, layer), strict=True) if stays]


def dependency_graph(priors: list[Prior]) -> Graph:
    """What each resource directly needs: its dependencies (with the children of a component) and its parent."""
    graph: dict[Prior, frozenset[Prior]] = {}
    before: dict[str, list[Prior]] = {}
    children: dict[str, list[Prior]] = {}
    for prior in priors:
        needed = {one for urn in prior.state.needs for one in _with_children(urn, before, children)}
        graph[prior] = frozenset(needed.union(before.get(prior.state.parent, [])))
        before.setdefault(prior.state.urn, []).append(prior)
        children.setdefault(prior.state.parent, []).append(prior)
    return graph


def _with_children(urn: str, before: Mapping[str, list[Prior]], children: Mapping[str, list[Prior]]) -> Iterator[Prior]:
    for prior in before.get(urn, ()):
        yield prior
        if not prior.state.custom:
            for child in children.get(urn, ()):
                yield from _with_children(child.state.urn, before, children)


def layers(condemned: list[Prior], graph: Graph) -> list[list[Prior]]:
    """The resources in groups that may go at the same time, those that nothing needs any more first."""
    remaining = dict.fromkeys(condemned)
    found: list[list[Prior]] = []
    while remaining:
        free = [prior for prior in remaining if not graph[prior] & remaining.keys()]
        found.append(free[::-1])
        for prior in free:
            del remaining[prior]
    return found[::-1]


def _all_needed_by(prior: Prior, graph: Graph) -> set[Prior]:
    found: set[Prior] = set()
    todo = [prior]
    while todo:
        new = graph[todo.pop()] - found
        found |= new
        todo.extend(new)
    return found
