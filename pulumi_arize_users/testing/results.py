"""What a run answers: steps, diagnostics, the resources in state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from pulumi_arize_users.testing import urns
from pulumi_arize_users.testing.values import redacted, without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi_arize_users.testing.values import Properties, Value

Severity: TypeAlias = Literal["info", "warning", "error"]


class RunFailed(Exception):
    """A preview, up, refresh or destroy failed; the text holds every error it reported."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__("\n\n".join(str(error) for error in result.errors) or "the run failed without an error text")


class Refused(Exception):
    """The program asked for something the local runner does not imitate; it says so instead of guessing."""


@dataclass(frozen=True)
class Diagnostic:
    """One message of a run. `urn` is empty when it belongs to no single resource."""

    severity: Severity
    message: str
    urn: str = ""

    def __str__(self) -> str:
        return f"{urns.type_of(self.urn)} ({urns.name_of(self.urn)}): {self.message}" if self.urn else self.message


@dataclass(frozen=True)
class Step:
    """One thing that was done to a resource, or that a preview plans.

    Attributes:
        op: `create`, `update`, `same`, `delete`, `read`, or `replace` beside its parts: `create-replacement` (or
            `read-replacement`) and `delete-replaced`.
        urn: the resource.
        diff: path of a changed property to `add`, `update` or `delete`; empty when the provider gave no detail.
        replaces: the properties whose change makes this a replacement.
        changed: path to (old, new), `None` for an absent side, `[secret]` for a secret.
    """

    op: str
    urn: str
    diff: Mapping[str, str] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    changed: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name the program gave the resource."""
        return urns.name_of(self.urn)


@dataclass(frozen=True)
class ResourceState:
    """One resource as the stack remembers it. Secrets are `Secret` objects, shown as `[secret]`."""

    urn: str
    custom: bool = True
    id: str = ""
    inputs: Properties = field(default_factory=dict)
    outputs: Properties = field(default_factory=dict)
    parent: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provider: str = ""
    protect: bool = False
    external: bool = False
    pending_delete: bool = False
    pending_replacement: bool = False
    init_errors: tuple[str, ...] = ()
    retain_on_delete: bool = False
    deleted_with: str = ""
    additional_secret_outputs: tuple[str, ...] = ()
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The resource's type token."""
        return urns.type_of(self.urn)

    @property
    def name(self) -> str:
        """The name the program gave the resource."""
        return urns.name_of(self.urn)

    @property
    def needs(self) -> frozenset[str]:
        """URNs that must exist as long as this resource does, its parent apart."""
        by_property = {urn for urns_of_key in self.property_dependencies.values() for urn in urns_of_key}
        others = {self.deleted_with, urns.of_reference(self.provider)} - {""}
        return frozenset({*self.dependencies, *by_property, *others})


@dataclass(frozen=True)
class Result:
    """What one preview, up, refresh or destroy did.

    Attributes:
        ok: whether it succeeded.
        changes: operation to number of resources, counted as the CLI's summary counts them: a replacement is one
            `replace`, steps that failed are left out, and so are default providers.
        steps: what was done, in the order of completion.
        diagnostics: messages of the program, the providers and the engine.
        text: what a person would have read in the terminal; empty on the local runner, which prints nothing.
    """

    ok: bool
    changes: Mapping[str, int] = field(default_factory=dict)
    steps: Sequence[Step] = ()
    diagnostics: Sequence[Diagnostic] = ()
    text: str = ""

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that made the run fail."""
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"]

    def steps_of(self, name: str) -> list[Step]:
        """The steps done to the resources with this name."""
        return [step for step in self.steps if step.name == name]

    def raise_for_errors(self) -> Result:
        """Return this result, or raise `RunFailed` with every error of the run."""
        if not self.ok:
            raise RunFailed(self)
        return self


def exports_of(resources: Sequence[ResourceState], *, show_secrets: bool) -> Properties:
    """What the program exported, by the outputs of the stack among these resources."""
    shown = without_secrets if show_secrets else redacted
    exports = [resource.outputs for resource in resources if resource.type == urns.STACK_TYPE]
    return {key: shown(value) for outputs in exports for key, value in outputs.items()}
