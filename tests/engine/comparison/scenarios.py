"""What is done to a stack, step by step, and what can be seen of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_arize_users.testing.values import redacted

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_arize_users.testing import Engine, ResourceState, Result, StackUnderTest
    from pulumi_arize_users.testing.programs import Program


@dataclass(frozen=True)
class Scenario:
    """Steps of the form `<operation> [<variant>]`; outside the program: `remove`, `edit`, `make`, `unmake` a file.

    Attributes:
        steps: what is done.
        ordered: whether the provider's calls have one possible order; those of a refresh never have.
    """

    steps: tuple[str, ...]
    ordered: bool = True


def _scenario(*steps: str) -> Scenario:
    return Scenario(steps)


def _unordered(*steps: str) -> Scenario:
    return Scenario(steps, ordered=False)


SCENARIOS = {
    "basic": _scenario(
        "preview pair", "up pair", "up pair", "preview pair_relabelled", "up pair_relabelled", "preview pair_resized",
        "up pair_resized", "up pair_without_b", "up pair_with_failing_c", "refresh", "destroy",
    ),
    "component": _scenario("preview box", "up box", "up box", "destroy"),
    "component exported": _scenario("preview box_exported", "up box_exported", "up box_exported", "refresh"),
    "delete before replace": _unordered("up single", "preview single_resized", "up single_resized", "destroy"),
    "dependents go along": _scenario("up bound", "preview bound_resized", "up bound_resized"),
    "dependents go along by option": _scenario(
        "up bound_by_option", "preview bound_by_option_resized", "up bound_by_option_resized"
    ),
    "deleted, then not created": _scenario(
        "up bound", "make no-more", "up bound_resized", "preview bound_resized", "unmake no-more", "up bound_resized",
        "up bound_resized",
    ),
    "deleted, then given up": _scenario("up bound", "make no-more", "up bound_resized", "up nothing"),
    "deleted, then destroyed": _scenario("up bound", "make no-more", "up bound_resized", "destroy"),
    "two refused": _unordered("preview two_refused", "up two_refused"),
    "refused in a chain": _scenario("up chain", "preview refused_in_chain", "up refused_in_chain", "up chain"),
    "diff fails in a chain": _scenario(
        "up chain", "preview fails_in_diff_in_chain", "up fails_in_diff_in_chain", "up chain"
    ),
    "looked up": _unordered(
        "up pair_without_b", "preview looked_up", "up looked_up", "up looked_up", "refresh", "destroy"
    ),
    "looked up, nothing found": _scenario("up looked_up", "refresh"),
    "given away to somebody": _scenario("up pair", "preview looked_up_as_a", "up looked_up_as_a", "up only_a"),
    "protect and ignore": _unordered(
        "up protected_and_ignoring", "up protected_and_ignoring", "preview only_b", "up only_b", "destroy"
    ),
    "ignore changes": _unordered("up only_b", "up protected_and_ignoring"),
    "ignore nested changes": _scenario("up nested", "preview nested_ignoring", "up nested_ignoring"),
    "renamed": _scenario("up only_b", "up pair_without_b", "preview renamed", "up renamed", "destroy"),
    "renamed parent": _scenario("up old_parent", "preview renamed_parent", "up renamed_parent", "up renamed_parent"),
    "renamed parent, refused child": _scenario(
        "up old_parent", "up renamed_parent_refused_child", "up renamed_parent", "destroy"
    ),
    "program raises": _scenario("preview raising", "up raising", "destroy"),
    "program logs an error": _scenario("up only_b", "up logging_an_error", "up only_a"),
    "drift": _unordered(
        "up pair", "remove a-1", "preview pair", "refresh", "up pair", "edit a-1", "refresh", "preview pair",
        "up pair", "destroy",
    ),
    "many": _unordered("up twelve", "destroy"),
    "chain removed": _scenario("up chain", "preview nothing", "up nothing"),
    "update fails": _unordered(
        "up only_b", "up nothing", "up chain", "up failing_update", "up failing_replacement", "up chain"
    ),
    "delete fails": _unordered("up undeletable", "up nothing", "destroy"),
    "protected dependent": _scenario("up dependent_protected", "destroy", "up nothing"),
    "retained": _scenario("up retained", "up retained_resized", "up nothing"),
    "deleted with": _scenario("up deleted_with", "destroy"),
    "deleted with, replaced": _scenario("up deleted_with", "preview deleted_with_resized", "up deleted_with_resized"),
    "replace on changes": _scenario(
        "up replaced_on_label_1", "preview replaced_on_label_2", "up replaced_on_label_2"
    ),
    "diff without detail": _scenario("up vague", "up vague_relabelled", "up vague_resized"),
    "additional secret": _scenario("up additional_secret", "refresh", "up additional_secret"),
    "secrets inside": _scenario("preview secrets_inside", "up secrets_inside", "refresh", "up secrets_inside"),
    "protected, resized": _scenario(
        "up protected", "preview protected_resized", "up protected_resized", "preview nothing"
    ),
    "unfinished": _scenario(
        "make broken", "up only_a", "preview only_a", "up only_a", "unmake broken", "up only_a", "up only_a",
        "destroy"
    ),
    "unfinished, refreshed": _scenario(
        "make broken", "up only_a", "unmake broken", "refresh", "preview only_a", "up only_a"
    ),
    "unhealthy": _scenario("up only_a", "make broken", "refresh", "preview only_a", "unmake broken", "up only_a"),
    "unfinished change": _scenario(
        "up pair", "make broken", "up pair_relabelled", "unmake broken", "up pair_relabelled"
    ),
    "unfinished replacement": _scenario(
        "up pair", "make broken", "up pair_resized", "unmake broken", "up pair_resized"
    ),
    "unfinished replacement, old deleted first": _scenario(
        "up bound", "make broken", "up bound_resized", "unmake broken", "up bound_resized"
    ),
    "unfinished, removed": _scenario("make broken", "up only_a", "up nothing"),
    "provider of its own": _scenario(
        "up elsewhere", "up elsewhere", "up elsewhere_with_another_token", "refresh", "destroy"
    ),
    "moved to another provider": _scenario("up only_a", "up elsewhere", "up only_a"),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What one step did, in a form that can be compared and kept as JSON; a state that did not change is None."""

    step: str
    ok: bool
    changes: dict[str, int]
    calls: list[Any]
    state: list[Any] | None


def play(engine: Engine, program: Program, scenario: Scenario, folder: Path, env: dict[str, str]) -> list[Seen]:
    """Do the steps on a new stack, in a folder of its own for the provider's outside world."""
    log = folder / "calls"
    env = {**env, "CALL_LOG": str(log), "REMOTE": str(folder / "remote")}
    (folder / "remote").mkdir()
    with engine.stack(program, config={"mode": "some"}, secrets={"token": "canary"}, env=env) as stack:
        seen: list[Seen] = []
        state: list[Any] = []
        for step in scenario.steps:
            word, _, what = step.partition(" ")
            if word in _OUTSIDE:
                _OUTSIDE[word](folder / "remote" / what)
                continue
            result = _operate(stack, word, what)
            before, state = state, described(stack.state())
            calls = _calls(log, ordered=scenario.ordered and word != "refresh")
            seen.append(Seen(step, result.ok, dict(result.changes), calls, None if state == before else state))
    return seen


def _operate(stack: StackUnderTest, word: str, what: str) -> Result:
    if what:
        stack.env["VARIANT"] = what
    return _OPERATIONS[word](stack)


def _calls(log: Path, *, ordered: bool) -> list[Any]:
    calls = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    log.unlink(missing_ok=True)
    return calls if ordered else sorted(calls, key=json.dumps)


_OPERATIONS: dict[str, Callable[[StackUnderTest], Result]] = {
    "preview": lambda stack: stack.preview(),
    "up": lambda stack: stack.up(),
    "refresh": lambda stack: stack.refresh(),
    "destroy": lambda stack: stack.destroy(),
}
_OUTSIDE: dict[str, Callable[[Path], object]] = {
    "make": Path.touch,
    "unmake": Path.unlink,
    "remove": Path.unlink,
    "edit": lambda path: path.write_text(json.dumps({**json.loads(path.read_text()), "label": "drifted"})),
}


def described(state: list[ResourceState]) -> list[Any]:
    """The state without what differs from run to run, in the order of URNs: siblings finish in any order."""
    return sorted((_described(resource) for resource in state), key=json.dumps)


def _described(resource: ResourceState) -> list[Any]:
    provider = resource.type.startswith("pulumi:providers:")
    facts: dict[str, object] = {
        "id": "" if provider else resource.id,
        "inputs": _properties(resource.inputs),
        "outputs": _properties(resource.outputs),
        "parent": _short(resource.parent),
        "dependencies": sorted(map(_short, resource.dependencies)),
        "property_dependencies": {
            key: sorted(map(_short, sources)) for key, sources in resource.property_dependencies.items() if sources
        },
        "provider": _short(resource.provider.rpartition("::")[0]),
        "protect": resource.protect,
        "external": resource.external,
        "pending_delete": resource.pending_delete,
        "pending_replacement": resource.pending_replacement,
        "init_errors": list(resource.init_errors),
        "deleted_with": _short(resource.deleted_with),
    }
    return [_short(resource.urn), {key: fact for key, fact in facts.items() if fact}]


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    return {key: redacted(value) for key, value in sorted(properties.items()) if key != "__provider"}


def _short(urn: str) -> str:
    return urn.partition("::test::")[2]
