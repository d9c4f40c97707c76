"""The engine's decisions: what has to be done so that the state becomes what the program declares."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from pulumi_arize_users.testing import steps, urns
from pulumi_arize_users.testing.aliases import Aliases
from pulumi_arize_users.testing.differences import compare
from pulumi_arize_users.testing.paths import CannotReset, parse, reset
from pulumi_arize_users.testing.replacements import Verdict, dependents_to_replace, judge
from pulumi_arize_users.testing.results import ResourceState
from pulumi_arize_users.testing.steps import Difference
from pulumi_arize_users.testing.values import Properties, Secret, Value, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pulumi_arize_users.testing.ledger import Prior
    from pulumi_arize_users.testing.registration import Registration
    from pulumi_arize_users.testing.run import Run

Chain: TypeAlias = "Sequence[Callable[[], None]]"

_PROTECTED: Final = (
    "unable to replace resource {urn!r}\nas it is currently marked for protection. To unprotect the resource, remove "
    "the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
)
_PROTECTED_DEPENDENT: Final = (
    "unable to replace resource {urn!r} as part of replacing {root!r} as it is currently marked for protection. To "
    "unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
)


class Planner:
    """Takes the program's registrations one at a time, and carries out what follows from each beside the others.

    Everything is decided under one lock, as in the engine, so check and diff are never called at the same time.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._aliases = Aliases(run.ledger, run.journal)
        self._declared: set[str] = set()
        self._replaced: set[str] = set()
        self._going: set[Prior] = set()
        self._dying: set[str] = set()

    def register(self, registration: Registration) -> ResourceState:
        """Bring one resource to what the program wants of it; returns it as it is then.

        Raises:
            RunStopped: this resource failed, or another one did before.
        """
        with self._lock:
            self._run.journal.go_on()
            self._declare(registration.wanted.urn)
            chain = self._plan(registration)
        return self._carry_out(chain, registration.wanted.urn)

    def read(self, wanted: ResourceState) -> ResourceState:
        """Read one resource that the program only looks at.

        Raises:
            RunStopped: this read failed, or another resource did before.
        """
        with self._lock:
            self._run.journal.go_on()
            self._declare(wanted.urn)
            wanted = self._served(wanted)
            prior = self._aliases.prior_of(wanted, ())
        return self._carry_out([partial(steps.read, self._run, prior, wanted)], wanted.urn)

    def _carry_out(self, chain: Chain, urn: str) -> ResourceState:
        for step in chain:
            step()
        return self._run.ledger.finished(urn)

    def _declare(self, urn: str) -> None:
        if urn in self._declared:
            self._run.journal.fail(urn, f"Duplicate resource URN '{urn}'; try giving it a unique name")
        self._declared.add(urn)

    def _served(self, resource: ResourceState) -> ResourceState:
        """The resource with its provider: the one the program named, else the default one, declared on first use."""
        if resource.provider or not resource.type.startswith(urns.DYNAMIC_PREFIX):
            return resource
        settings = self._run.settings
        urn = urns.default_provider(settings.stack, settings.project)
        instance = self._run.ledger.current(urn) or self._declare_default_provider(urn)
        return replace(resource, provider=f"{urn}::{instance.id}")

    def _declare_default_provider(self, urn: str) -> ResourceState:
        settings = self._run.settings
        prior = self._run.ledger.prior(urn)
        config: Properties = {
            key: Secret(value) if key in settings.secret_keys else value for key, value in settings.config.items()
        }
        fresh = "" if settings.dry_run else str(uuid.uuid4())
        instance = ResourceState(urn, id=prior.state.id if prior else fresh, inputs=config, outputs=config)
        if prior:
            prior.claimed = True
        self._run.ledger.record(instance, instead_of=prior)
        return instance

    def _plan(self, registration: Registration) -> Chain:
        prior = self._aliases.prior_of(registration.wanted, registration.aliases)
        new = self._served(registration.wanted)
        if new.provider:
            new = self._checked(prior, new)
        if prior is None:
            return [partial(steps.create, self._run, new)]
        if prior in self._going:
            self._replaced.add(new.urn)
            return self._creation(prior, new, Difference())
        if prior.state.external:
            return self._replace_later(prior, new, Difference())
        return self._change(prior, new, registration)

    def _checked(self, prior: Prior | None, new: ResourceState) -> ResourceState:
        """The resource with the inputs that its provider accepts."""
        if prior is None or prior.state.external or prior in self._going:
            return self._check(new, {}, new.inputs)
        old = prior.state
        return self._check(new, old.inputs, self._without_ignored(new, old.inputs))

    def _check(self, new: ResourceState, olds: Properties, news: Properties) -> ResourceState:
        checked = self._run.ask(new.urn, self._run.hosts.of(new.provider).check, new, olds, news)
        for property_, reason in checked.failures[:-1]:
            self._run.journal.blame(new.urn, _problem(new, property_, reason))
        for property_, reason in checked.failures[-1:]:
            self._run.journal.fail(new.urn, _problem(new, property_, reason))
        return replace(new, inputs=checked.inputs)

    def _without_ignored(self, new: ResourceState, olds: Properties) -> Properties:
        news, unusable = new.inputs, []
        for path in new.ignore_changes:
            try:
                news = reset(parse(path), olds, news)
            except CannotReset:
                unusable.append(path)
        if unusable:
            text = f'cannot ignore changes in added or removed elements of the path: "{", ".join(unusable)}"'
            self._run.journal.tell("info", text, new.urn)
        return news

    def _change(self, prior: Prior, new: ResourceState, registration: Registration) -> Chain:
        verdict = self._judge(prior.state, new)
        if verdict.difference.replaces or prior.state.pending_replacement:
            return self._replace(prior, new, verdict, registration)
        if verdict.changed or prior.state.init_errors:
            return [partial(steps.update, self._run, prior, new, verdict.difference)]
        return [partial(steps.keep, self._run, prior, new)]

    def _judge(self, old: ResourceState, new: ResourceState) -> Verdict:
        if new.deleted_with in self._replaced:
            return Verdict(Difference(replaces=("deletedWith",)), changed=True)
        if not new.provider:
            return Verdict(Difference(), changed=bool(compare(old.inputs, new.inputs)))
        return judge(self._run, old, new.inputs, new)

    def _replace(self, prior: Prior, new: ResourceState, verdict: Verdict, registration: Registration) -> Chain:
        if prior.state.protect and new.protect:
            self._refuse_to_replace(new.urn)
        self._replaced.add(new.urn)
        # What check took over from the old inputs no longer counts.
        if new.provider:
            new = self._check(new, {}, registration.wanted.inputs)
        delete_first = registration.delete_before_replace
        if verdict.delete_first if delete_first is None else delete_first:
            return self._replace_now(prior, new, verdict.difference)
        return self._replace_later(prior, new, verdict.difference)

    def _refuse_to_replace(self, urn: str) -> None:
        """A preview goes on, so that the person sees the difference that causes it."""
        self._run.journal.blame(urn, _PROTECTED.format(urn=urn))
        if not self._run.settings.dry_run:
            self._run.journal.stop()

    def _replace_later(self, prior: Prior, new: ResourceState, difference: Difference) -> Chain:
        """Create the new one now; the old one is deleted at the end of the run."""
        return [
            partial(steps.create_replacement, self._run, prior, new, difference, old_is_gone=False),
            partial(steps.note, self._run, "replace", prior.state, new, difference),
        ]

    def _replace_now(self, prior: Prior, new: ResourceState, difference: Difference) -> Chain:
        """Delete what depends on the old one, then the old one, then create the new one."""
        dependents = dependents_to_replace(self._run, prior, self._declared)
        going = [dependent for dependent in dependents if dependent not in self._going]
        for dependent in going:
            if dependent.state.protect:
                urn = dependent.state.urn
                self._run.journal.fail(urn, _PROTECTED_DEPENDENT.format(urn=urn, root=new.urn))
        if not prior.state.pending_replacement:
            going.insert(0, prior)
        self._going.update(going)
        self._dying.update(one.state.urn for one in going)
        return [*map(self._deletion, reversed(going)), *self._creation(prior, new, difference)]

    def _deletion(self, prior: Prior) -> Callable[[], None]:
        return partial(steps.delete, self._run, prior, self._dying, replaced=True, early=True)

    def _creation(self, prior: Prior, new: ResourceState, difference: Difference) -> Chain:
        """Create the new one of a resource that this run, or one before it, has already deleted."""
        return [
            partial(steps.note, self._run, "replace", prior.state, new, difference),
            partial(steps.create_replacement, self._run, prior, new, difference, old_is_gone=True),
        ]


def _problem(resource: ResourceState, property_: str, reason: str) -> str:
    """The engine's sentence for a check failure.

    It shows the value of the property, secret or not. So does this one: a test that looks for leaked secrets has to
    find the leak here, too.
    """
    if not property_:
        return f"{resource.type} resource '{resource.name}' has a problem: {reason}"
    value = _shown(resource.inputs.get(property_))
    return f"{resource.type} resource '{resource.name}': property {property_} value {value} has a problem: {reason}"


def _shown(value: Value) -> str:
    if value is None:
        return "{<nil>}"
    return f"{{&{{{{{without_secrets(value)}}}}}}}" if isinstance(value, Secret) else f"{{{value}}}"
