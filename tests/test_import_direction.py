"""Imports follow the arrow: program, resources, hosts, providers, people and api, and never turn back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pulumi_arize_users"

# Which of our modules, and which of the big libraries, the modules of a folder may import. The longest prefix counts.
LEAVES = {"api.errors", "api.characters", "api.texts", "api.vocabulary", "api.connection", "api.sources"}
RULES = {"api.errors", "api.characters", "api.texts", "api.vocabulary", "api.models"}
ACCOUNT = {"api.cancellation", "api.client", "api.directory", "api.lag", "api.models", "api.single_flight"}
ALLOWED: dict[str, set[str]] = {
    "": {"api", "resources", "functions", "function_outputs"},
    "functions": {"pulumi", "api.models", "resources.asking", "resources.questions"},
    "function_outputs": {"pulumi", "api.models", "resources.asking", "resources.questions"},
    "resources": {
        "pulumi",
        *LEAVES,
        "api.directory",
        "api.models",
        "people",
        "hosts.dynamic.stored",
        "providers.account",
        "providers.known_settings",
        "providers.messages",
        "providers.policy_settings",
        "providers.protocol",
        "providers.questions",
        "providers.roster_inputs",
        "providers.roster_reading",
        "resources",
    },
    "hosts": {"pulumi", "grpc", "google", "api.cancellation", "api.errors", "api.sources", "providers", "hosts"},
    # It is no part of the plugin that runs: it makes the schema that the package holds.
    "hosts.plugin.publishing": {"pydantic", "__version__", "api.vocabulary", "people", "providers", "hosts"},
    # The core does not know who calls it: no Pulumi, and no host.
    "providers": {*LEAVES, *ACCOUNT, "people", "providers"},
    "people": {*RULES, "people"},
    "people.roster": {"yaml", "pydantic", *RULES, "people"},
    "api": {"pydantic", "requests", "urllib3", "api"},
    "schema": set(),
    # An administrator's command: a program without Pulumi.
    # The form of the state, for a file that the engine imports.
    "hosts.dynamic.stored": set(),
    "command.importing.pulumi_import": {"people", "providers", "hosts.dynamic.stored", "command"},
    "command": {"click", "rich", "yaml", *LEAVES, *ACCOUNT, "people", "providers", "schema", "command"},
    "command.simulating": {"click", "simulator"},
    "command.auditing.document": {"pydantic", "command"},
    "simulator": {"aiohttp", "simulator"},
    "simulator.account_nodes": {"yaml"},
    "simulator.account_file": {"yaml", "simulator"},
    "testing": {"pulumi", "grpc", "google", "pytest", "testing"},
    "testing.plugin": {"pytest", "testing", "simulator"},
}
LIBRARIES = {
    "pulumi",
    "grpc",
    "google",
    "pydantic",
    "requests",
    "urllib3",
    "aiohttp",
    "pytest",
    "rich",
    "click",
    "yaml",
}
HTTP = {"api.transport", "api.replies", "api.problems", "api.route", "api.unanswered", "api.timed_connections"}
ONLY_HOME = {"requests": HTTP, "urllib3": HTTP}

MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_place_allows(path):
    """A module that needs more than its place allows is in the wrong place."""
    module = _name(path)
    allowed = ALLOWED[_longest_prefix(module, ALLOWED)]

    forbidden = {imported for imported in _imports(path) if not _is_within(imported, allowed)}

    assert set() == forbidden


@pytest.mark.parametrize("library", ONLY_HOME)
def test_http_leaves_through_one_door(library):
    """Only the transport, its connections and the readers of its replies and failures know the HTTP library."""
    importers = {_name(path) for path in MODULES if library in _imports(path)}

    assert importers <= ONLY_HOME[library]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {short for name in found if (short := _short(name))}


def _short(name: str) -> str:
    if name.startswith("pulumi_arize_users."):
        return name.removeprefix("pulumi_arize_users.")
    top = name.partition(".")[0]
    return top if top in LIBRARIES else ""


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _longest_prefix(module: str, places: dict[str, set[str]]) -> str:
    return max((place for place in places if _is_within(module, {place}) or not place), key=len)


def _is_within(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)
