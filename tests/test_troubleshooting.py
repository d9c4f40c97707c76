"""The page of errors is complete, and shows what the code says."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import pulumi_arize_users
from pulumi_arize_users import simulator, testing
from pulumi_arize_users.api.errors import ArizeError
from tests.troubles import Trouble, troubles

PAGE = (Path(__file__).parents[1] / "docs/troubleshooting.md").read_text()
ROWS = re.findall(r"^\| `(.+?)` \| `(\w+)` \| .+ \| .+ \|$", PAGE, re.MULTILINE)
# The base of all others, which nothing raises itself.
BASES = {"ArizeError"}
# Fewer characters are found by many searches.
SHORTEST = 12
# What is longer is not read.
LONGEST = 600


def every_error_for_users() -> set[str]:
    """Every error whose text is for the person who reads a failed run, wherever it is defined."""
    for module in pkgutil.walk_packages(pulumi_arize_users.__path__, "pulumi_arize_users."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    ours = {kind.__name__ for kind in descendants(ArizeError) if kind.__module__.startswith("pulumi_arize_users.")}
    public = {getattr(module, name) for module in (testing, simulator) for name in module.__all__}
    return ours | {each.__name__ for each in public if isinstance(each, type) and issubclass(each, Exception)}


def descendants(kind: type) -> set[type]:
    """A class, and all that inherit from it."""
    return {kind}.union(*map(descendants, kind.__subclasses__()))


def test_every_error_is_on_the_page():
    """Whoever adds an error says what it looks like, where it comes from and what to do."""
    assert set() == every_error_for_users() - BASES - {kind for _said, kind in ROWS}


def test_every_row_has_a_cause_and_a_cure():
    """A line of a table that has fewer columns is no answer."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| `")]

    assert 40 <= len(ROWS)
    assert len(lines) == len(ROWS)
    assert [] == [said for said, _kind in ROWS if len(said) < SHORTEST]


@pytest.mark.parametrize(("place", "row"), [*enumerate(ROWS)], ids=[said for said, _kind in ROWS])
def test_the_page_shows_what_the_code_says(tmp_path, monkeypatch, place, row):
    """Each error is brought about, and with the words and the class of its row; none is too long to be read."""
    monkeypatch.chdir(Path(__file__).parents[1])
    monkeypatch.delenv("ARIZE_LOOPBACK_ONLY", raising=False)
    trouble: Trouble = troubles(tmp_path)[place]

    message = trouble.message()

    said, kind = row
    assert kind == trouble.kind
    assert said in message
    assert max(map(len, message.splitlines())) <= LONGEST


def test_the_page_has_as_many_rows_as_errors_are_brought_about(tmp_path):
    """Neither is longer than the other."""
    assert len(troubles(tmp_path)) == len(ROWS)
