"""The programs of these tests on the real CLI with the native plugin, and what came of them as the others show it.

The same tests judge all three, so tokens, names of properties and what sentences call them are turned into those of
the dynamic resources. What the plugin itself shows is tested in `tests/hosts/plugin`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_arize_users.hosts.plugin.sentences import SPOKEN
from pulumi_arize_users.providers.wire_format import core_properties, to_core, to_wire
from pulumi_arize_users.testing import CliEngine
from tests.hosts.plugin.stacks import StackWithPlugin

if TYPE_CHECKING:
    from pulumi_arize_users.testing import ResourceState, Result
    from pulumi_arize_users.testing.programs import Importable
    from pulumi_arize_users.testing.results import Diagnostic, Step

COMPONENT = "arize:index:Roster"
# How the CLI ends a run in which something failed; the resource has said what.
ECHOES = frozenset(f"{operation} failed" for operation in ("preview", "update", "refresh", "destroy"))
DYNAMIC = "pulumi-python:dynamic/arize"
TYPES = {
    f"{COMPONENT}$arize:index:RosterPeople": f"{DYNAMIC}:Roster",
    "arize:index:RosterPeople": f"{DYNAMIC}:Roster",
    "arize:index:RosterRemovals": f"{DYNAMIC}:RosterRemovals",
    "arize:index:OrganizationMembership": f"{DYNAMIC}:OrganizationMembership",
    "arize:index:SpaceMembership": f"{DYNAMIC}:SpaceMembership",
    "arize:index:User": f"{DYNAMIC}:ArizeUser",
}
_CHOICE = re.compile(r"\b(onDestroy|onExpired): (\w+)")
_FLAG = re.compile(r"\b(adopt|missing_ok): true\b")
_SPOKEN = re.compile(rf"(?<![\w:@.-])({'|'.join(to_wire(name) for name in SPOKEN)})\b")


class PluginEngine(CliEngine):
    """Runs programs on the CLI, with the plugin's resources in place of the dynamic ones."""

    name = "plugin"

    def __init__(self) -> None:
        super().__init__()
        self._kind_of_stack = PluginStack


class PluginStack(StackWithPlugin):
    """One stack on the CLI, of the plugin's resources."""

    def state(self) -> list[ResourceState]:
        """The resources of the stack; a roster is the resource that has its people."""
        return [_resource(each) for each in super().state() if each.type != COMPONENT]

    def _operate(self, operation: str, *flags: str) -> Result:
        return _result(super()._operate(operation, *flags))

    @staticmethod
    def _script(found: Importable) -> str:
        return (
            f"from {found.module} import {found.name}\n"
            "from tests.engine.plugin_classes import replace_those_of_the_package\n\n"
            "replace_those_of_the_package()\n"
            f"{found.name}()\n"
        )


def _result(result: Result) -> Result:
    steps = [step for step in result.steps if not _is_component(step.urn)]
    changes = dict(result.changes)
    for step in result.steps:
        if _is_component(step.urn) and step.op in changes:
            changes[step.op] -= 1
    return replace(
        result,
        changes={op: count for op, count in changes.items() if count},
        steps=tuple(map(_step, steps)),
        diagnostics=tuple(_diagnostic(each) for each in result.diagnostics if each.message not in ECHOES),
        text=in_words_of_python(result.text),
    )


def _is_component(urn: str) -> bool:
    return f"{COMPONENT}::" in urn


def _step(step: Step) -> Step:
    return replace(
        step,
        urn=_urn(step.urn),
        diff={_path(path): kind for path, kind in step.diff.items()},
        replaces=tuple(map(_path, step.replaces)),
        changed={_path(path): change for path, change in step.changed.items()},
    )


def _diagnostic(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, message=in_words_of_python(diagnostic.message), urn=_urn(diagnostic.urn))


def _resource(resource: ResourceState) -> ResourceState:
    return replace(
        resource,
        urn=_urn(resource.urn),
        parent=_urn(resource.parent),
        inputs=core_properties(resource.inputs),
        outputs=core_properties(resource.outputs),
        dependencies=tuple(map(_urn, resource.dependencies)),
        ignore_changes=tuple(map(to_core, resource.ignore_changes)),
    )


def _urn(urn: str) -> str:
    for token, dynamic in TYPES.items():
        urn = urn.replace(f"{token}::", f"{dynamic}::").replace(f"{token}$", f"{dynamic}$")
    return urn


def _path(path: str) -> str:
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    return to_core(head) + path[len(head) :]


def in_words_of_python(sentence: str) -> str:
    """What the plugin says, as the dynamic resources say it."""
    said = _CHOICE.sub(lambda found: f'{to_core(found[1])}="{found[2]}"', sentence)
    said = said.replace("ignoreChanges: [", "ignore_changes=[")
    said = re.sub(r"\ba User\b", "an ArizeUser", said)
    said = re.sub(r"(?<![\w:])User '", "ArizeUser '", said)
    return _FLAG.sub(r"\1=True", _SPOKEN.sub(lambda found: to_core(found[1]), said))
