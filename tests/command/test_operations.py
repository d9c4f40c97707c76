"""The table of the vendor's operations: complete, and each row with tests that exist."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from pulumi_arize_users.command.group import COMMANDS

ROOT = Path(__file__).parents[2]
_SECTION = (ROOT / "docs" / "command.md").read_text(encoding="utf-8").split("## Every operation")[1]
ROWS = [line.strip("|").split("|") for line in _SECTION.splitlines() if line.startswith("| `")]
OPERATION, COMMAND, TESTS = 0, 2, 3
_WORDS = re.compile(r"`([^`]+)`")
_COMMANDS = re.compile(r"arize-users ([a-z-]+)")
NAMED = [(test, tuple(_COMMANDS.findall(row[COMMAND]))) for row in ROWS for test in _WORDS.findall(row[TESTS])]


def test_every_operation_of_the_vendors_client_has_a_row():
    """An operation that the vendor adds is missing here until it can be done."""
    # Half of the time that it takes to find all tests went into this import.
    from arize.users.client import UsersClient  # noqa: PLC0415

    operations = {name for name, _ in inspect.getmembers(UsersClient, inspect.isfunction) if not name.startswith("_")}

    assert operations == {name for row in ROWS for name in re.findall(r"`users\.(\w+)`", row[OPERATION])}


@pytest.mark.parametrize(("test", "commands"), NAMED, ids=str)
def test_a_named_test_exists(test, commands):
    """A row is as good as what runs it."""
    file, _, name = test.partition("::")
    names = {node.name for node in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(node, ast.FunctionDef)}

    assert name in names
    assert set(commands) <= COMMANDS.keys()
