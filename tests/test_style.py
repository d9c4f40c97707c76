"""House rules that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "pulumi_arize_users").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PACKAGE + TESTS, ids=_id)
def test_a_module_fits_into_one_head(path):
    """A longer module has a second reason to change."""
    assert LONGEST_MODULE >= path.read_text().count("\n")


@pytest.mark.parametrize("path", PACKAGE, ids=_id)
def test_a_function_fits_onto_one_screen(path):
    """Docstrings are not counted: they may say all there is to say."""
    long = [function.name for function in _functions(path) if _length(function) > LONGEST_FUNCTION]

    assert [] == long


@pytest.mark.parametrize("path", TESTS, ids=_id)
def test_a_test_states_what_it_shows(path):
    """The docstring of a test is a sentence."""
    tests = [function for function in _functions(path) if function.name.startswith("test_")]

    silent = [test.name for test in tests if not (ast.get_docstring(test) or "").rstrip().endswith((".", "?"))]

    assert [] == silent


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def _length(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
