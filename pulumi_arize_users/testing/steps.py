"""What is done to one resource once the planner has decided it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.differences import both_sides, compare, visible
from pulumi_arize_users.testing.host import InitFailed
from pulumi_arize_users.testing.results import ResourceState, Step
from pulumi_arize_users.testing.values import Secret, as_secret

if TYPE_CHECKING:
    from collections.abc import Collection

    from pulumi_arize_users.testing.ledger import Prior
    from pulumi_arize_users.testing.run import Run

_PROTECTED: Final = (
    "resource {urn!r} cannot be deleted\nbecause it is protected. To unprotect the resource, remove the `protect` flag "
    "from the resource in your Pulumi program and run `pulumi up`"
)


@dataclass(frozen=True)
class Difference:
    """What the provider said about a change: detail by path, and the properties that force a replacement."""

    detail: dict[str, str] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()


def note(run: Run, op: str, old: ResourceState | None, new: ResourceState, difference: Difference) -> None:
    """Write a step into the journal, with the values that it changes."""
    before = old.inputs if old else {}
    changed = both_sides({**compare(before, new.inputs), **difference.detail}, before, new.inputs)
    run.journal.done(Step(op, new.urn, visible(difference.detail), difference.replaces, changed))


def marked(resource: ResourceState) -> ResourceState:
    """The resource with the outputs secret that its options name or that repeat a secret input."""
    named = set(resource.additional_secret_outputs)
    named.update(key for key, value in resource.inputs.items() if isinstance(value, Secret))
    outputs = {key: as_secret(value) if key in named else value for key, value in resource.outputs.items()}
    return replace(resource, outputs=outputs)


def keep(run: Run, prior: Prior, new: ResourceState) -> None:
    """Nothing to do: the resource keeps its id and outputs."""
    run.journal.go_on()
    new = marked(replace(new, id=prior.state.id, outputs=prior.state.outputs))
    run.ledger.record(new, instead_of=prior)
    run.journal.done(Step("same", new.urn))


def create(run: Run, new: ResourceState) -> None:
    """Create a resource that is not in state."""
    run.journal.go_on()
    created, failure = _created(run, new)
    run.ledger.record(marked(created))
    _fail_if(run, new, failure)
    note(run, "create", None, new, Difference())


def create_replacement(
    run: Run, prior: Prior, new: ResourceState, difference: Difference, *, old_is_gone: bool
) -> None:
    """Create the new one of a replacement; the old one is already gone, or waits for the end of the run."""
    run.journal.go_on()
    created, failure = _created(run, new)
    if not old_is_gone:
        run.ledger.pend(prior, deletion=True)
    run.ledger.record(marked(created), instead_of=prior if old_is_gone else None)
    _fail_if(run, new, failure)
    note(run, "create-replacement", prior.state, new, difference)


def _created(run: Run, new: ResourceState) -> tuple[ResourceState, InitFailed | None]:
    if urns.is_provider(new.urn):
        return replace(new, id="" if run.settings.dry_run else str(uuid.uuid4()), outputs=new.inputs), None
    if run.settings.dry_run or not new.custom:
        return replace(new, outputs=new.inputs if new.custom else {}), None
    try:
        id_, outputs = run.ask(new.urn, run.hosts.of(new.provider).create, new)
    except InitFailed as failure:
        return _unfinished(new, failure), failure
    return replace(new, id=id_, outputs=outputs), None


def update(run: Run, prior: Prior, new: ResourceState, difference: Difference) -> None:
    """Change a resource in place."""
    run.journal.go_on()
    updated, failure = _updated(run, prior.state, replace(new, id=prior.state.id))
    run.ledger.record(marked(updated), instead_of=prior)
    _fail_if(run, new, failure)
    note(run, "update", prior.state, new, difference)


def _updated(run: Run, old: ResourceState, new: ResourceState) -> tuple[ResourceState, InitFailed | None]:
    if not new.custom:
        return replace(new, outputs={}), None
    if run.settings.dry_run or urns.is_provider(new.urn):
        return replace(new, outputs=new.inputs), None
    try:
        return replace(new, outputs=run.ask(new.urn, run.hosts.of(new.provider).update, old, new)), None
    except InitFailed as failure:
        # The inputs stay those of the last finished operation, so that the next run sees what is still to do.
        return replace(_unfinished(new, failure), id=old.id, inputs=old.inputs), failure


def _unfinished(resource: ResourceState, failure: InitFailed) -> ResourceState:
    found = failure.found
    return replace(resource, id=found.id, outputs=found.outputs, init_errors=failure.reasons)


def _fail_if(run: Run, resource: ResourceState, failure: InitFailed | None) -> None:
    if failure is not None:
        run.journal.fail(resource.urn, str(failure))


def read(run: Run, prior: Prior | None, wanted: ResourceState) -> None:
    """Read a resource that somebody else manages; one of ours under that name is deleted at the end of the run."""
    run.journal.go_on()
    found, failure = _read(run, wanted)
    replaced = prior is not None and not prior.state.external and prior.state.id != wanted.id
    if prior is not None and replaced:
        run.ledger.pend(prior, deletion=True)
    run.ledger.record(marked(found), instead_of=None if replaced else prior)
    _fail_if(run, wanted, failure)
    if prior is not None and replaced:
        note(run, "read-replacement", prior.state, found, Difference())
        note(run, "replace", prior.state, found, Difference())
    else:
        news = prior is not None and bool(compare(prior.state.outputs, found.outputs))
        run.journal.done(Step("read", found.urn), counts=news)


def _read(run: Run, wanted: ResourceState) -> tuple[ResourceState, InitFailed | None]:
    if not wanted.id:
        return wanted, None
    try:
        found = run.ask(wanted.urn, run.hosts.of(wanted.provider).read, wanted, wanted.inputs)
    except InitFailed as failure:
        return _unfinished(wanted, failure), failure
    # The engine does not notice an empty id here: a read that finds nothing has to raise.
    return replace(wanted, id=found.id or wanted.id, outputs=found.outputs), None


class Protected(Exception):
    """The resource must not be deleted."""


def delete(run: Run, prior: Prior, dying: Collection[str], *, replaced: bool = False, early: bool = False) -> None:
    """Delete a resource, or only forget it when it is not ours to delete or goes with another one in `dying`.

    Args:
        run: the run.
        prior: the resource.
        dying: URNs of everything this run deletes.
        replaced: it makes room for a new one, so its protection was looked at before.
        early: it is deleted before its replacement exists, so its place in state is kept until then.

    Raises:
        Protected: it may not be deleted; the error is in the journal.
    """
    run.journal.go_on()
    old = prior.state
    if old.protect and not replaced:
        run.journal.blame(old.urn, _PROTECTED.format(urn=old.urn))
        raise Protected
    if not run.settings.dry_run and _is_ours(old, dying):
        run.ask(old.urn, run.hosts.of(old.provider).delete, old)
    if early:
        run.ledger.pend(prior, deletion=False)
    else:
        run.ledger.remove(prior)
    run.journal.done(Step("delete-replaced" if replaced else "delete", old.urn))


def _is_ours(old: ResourceState, dying: Collection[str]) -> bool:
    return old.custom and not (
        old.external or old.retain_on_delete or old.deleted_with in dying or urns.is_provider(old.urn)
    )
