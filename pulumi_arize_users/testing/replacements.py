"""What a provider's diff means: nothing, an update, or a replacement, and which others a replacement takes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pulumi_arize_users.testing.differences import compare
from pulumi_arize_users.testing.paths import covers, parse
from pulumi_arize_users.testing.steps import Difference
from pulumi_arize_users.testing.values import UNKNOWN, Properties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pulumi_arize_users.testing.ledger import Prior
    from pulumi_arize_users.testing.results import ResourceState
    from pulumi_arize_users.testing.run import Run

# The name under which replace_on_changes can name an unfinished creation.
_INIT_ERROR: Final = "#initerror"


@dataclass(frozen=True)
class Verdict:
    """What has to happen to a resource.

    Attributes:
        difference: the detail, with the properties that force a replacement.
        changed: whether anything has to happen at all.
        delete_first: the provider wants the old one deleted before the new one is created.
    """

    difference: Difference
    changed: bool
    delete_first: bool = False


def judge(run: Run, old: ResourceState, news: Properties, options: ResourceState) -> Verdict:
    """Ask the provider what the step from the old resource to the new inputs is.

    Args:
        run: the run.
        old: the resource as it is remembered.
        news: the inputs wanted now.
        options: the state whose ignore_changes and replace_on_changes apply.

    Raises:
        RunStopped: diff failed.
    """
    answer = run.ask(old.urn, run.hosts.of(options.provider).diff, old, news, options.ignore_changes)
    detail = compare(old.inputs, news) if answer.changes is None else {}
    changed = bool(detail) if answer.changes is None else answer.changes
    forced = list(_forced(options, detail, unfinished=bool(old.init_errors)))
    if not changed and not forced:
        return Verdict(Difference(), changed=False)
    replaces = tuple(dict.fromkeys([*answer.replaces, *forced]))
    return Verdict(Difference(detail, replaces), changed=True, delete_first=answer.delete_before_replace)


def _forced(options: ResourceState, detail: dict[str, str], *, unfinished: bool) -> Iterator[str]:
    patterns = [parse(path) for path in options.replace_on_changes]
    for path in detail:
        for pattern in patterns:
            if covers(pattern, parse(path)[:1]):
                yield str(parse(path)[0])
            elif covers(pattern, parse(path)):
                yield path
    if unfinished and any(covers(pattern, (_INIT_ERROR,)) for pattern in patterns):
        yield _INIT_ERROR


def dependents_to_replace(run: Run, root: Prior, declared: Collection[str]) -> list[Prior]:
    """The resources that have to go before the root can, dependencies first.

    A dependent has to when its provider would replace it if the properties that come from the root changed. Resources
    that the program has declared in this run no longer depend on the root, or they could not have been declared.
    """
    found: list[Prior] = []
    depending, replaced = {root.state.urn}, {root.state.urn}
    priors = run.ledger.priors()
    for prior in priors[priors.index(root) + 1 :]:
        state = prior.state
        if state.urn in declared or state.pending_delete or not state.needs & depending:
            continue
        depending.add(state.urn)
        if _must_go(run, state, replaced):
            replaced.add(state.urn)
            found.append(prior)
    return found


def _must_go(run: Run, state: ResourceState, replaced: Collection[str]) -> bool:
    if not state.custom or state.external:
        return False
    if state.deleted_with in replaced:
        return True
    uncertain = {key for key, sources in state.property_dependencies.items() if set(sources) & set(replaced)}
    if not uncertain & state.inputs.keys():
        return False
    news: Properties = {key: UNKNOWN if key in uncertain else value for key, value in state.inputs.items()}
    return bool(judge(run, state, news, state).difference.replaces)
