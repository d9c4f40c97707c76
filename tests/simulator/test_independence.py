"""The simulator is a witness: it shares nothing with the client that it tests."""

import ast
import sys
from pathlib import Path

import pulumi_arize_users.simulator

PACKAGE = "pulumi_arize_users"
MODULES = sorted(Path(pulumi_arize_users.simulator.__file__).parent.glob("*.py"))
THIRD_PARTY = {"aiohttp", "typing_extensions", "yaml"}


def imported_by(module: Path) -> set[str]:
    """The full names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_it_imports_nothing_else_of_the_package():
    """Every import of ours is one of the simulator's own modules."""
    ours = {name for module in MODULES for name in imported_by(module) if name.startswith((PACKAGE, "."))}

    assert ours
    assert [] == [name for name in sorted(ours) if not f"{name}.".startswith(f"{PACKAGE}.simulator.")]


def test_it_needs_no_package_but_aiohttp_and_yaml():
    """Beside the standard library there is the web server, and for the account in a file a reader of YAML.

    The third name is for type checkers.
    """
    roots = {name.partition(".")[0] for module in MODULES for name in imported_by(module)}
    readers = {module.stem for module in MODULES if "yaml" in imported_by(module)}

    assert THIRD_PARTY == roots - set(sys.stdlib_module_names) - {PACKAGE}
    assert {"account_file", "account_nodes"} >= readers
