"""Property paths and what ignore_changes does with them."""

import pytest

from pulumi_arize_users.testing import Secret
from pulumi_arize_users.testing.paths import CannotReset, covers, look_up, parse, reset, write


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name", ("name",)),
        ("tags.team", ("tags", "team")),
        ('tags["a.b"].c', ("tags", "a.b", "c")),
        ("members[0].role", ("members", 0, "role")),
        ("members[*].role", ("members", "*", "role")),
        ('["with \\"quotes\\""]', ('with "quotes"',)),
    ],
)
def test_paths_are_read(text, path):
    """A written path has keys, quoted keys and indices."""
    assert path == parse(text)


@pytest.mark.parametrize("text", ["name", "tags.team", 'tags["a.b"].c', "members[0].role", "members[0][1]"])
def test_paths_are_written_as_they_were_read(text):
    """Writing undoes reading."""
    assert text == write(parse(text))


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [("a", "a.b", True), ("a.b", "a", False), ("*", "a", True), ("a[*].c", "a[3].c", True), ("a[1]", "a[2]", False)],
)
def test_a_pattern_covers_what_lies_below_it(pattern, path, expected):
    """A pattern stands for itself and everything in it."""
    assert expected is covers(parse(pattern), parse(path))


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("a", {"a": 1}, {"a": 2, "b": 3}, {"a": 1, "b": 3}),
        ("a", {}, {"a": 2, "b": 3}, {"b": 3}),
        ("a", {"a": 1}, {"b": 3}, {"a": 1, "b": 3}),
        ("a.b", {"a": {"b": 1}}, {"a": {"b": 2, "c": 3}}, {"a": {"b": 1, "c": 3}}),
        ("a.b", {"a": {}}, {"a": {"b": 2}}, {"a": {}}),
        ("a.b", {"a": 1}, {"a": 2}, {"a": 2}),
        ("a.b", {}, {}, {}),
        ("a.b", {}, {"a": {"b": 2}}, {"a": {}}),
        ("a[0]", {"a": [1, 2]}, {"a": [9, 8]}, {"a": [1, 8]}),
        ("a[5]", {"a": [1]}, {"a": [2]}, {"a": [2]}),
        ("a[0].b", {"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a": [{"b": 1}]}),
        ("a[0]", {"a": 1}, {"a": 2}, {"a": 2}),
        ("a", {"a": Secret(1)}, {"a": 2}, {"a": Secret(1)}),
        ("a.b", {"a": Secret({"b": 1})}, {"a": {"b": 2}}, {"a": {"b": Secret(1)}}),
        ("a.b", {"a": Secret({"b": 1})}, {"a": Secret({"b": 2})}, {"a": Secret({"b": 1})}),
        ("a[0]", {"a": Secret([1])}, {"a": [2]}, {"a": [Secret(1)]}),
    ],
)
def test_ignored_changes_are_undone(path, old, new, expected):
    """The value at an ignored path is the old one, and absent if there was none; secrets stay secret."""
    assert expected == reset(parse(path), old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a.b.c", {"a": {"b": {"c": 1}}}, {"a": {}}),
        ("a.b", {"a": {"b": 1}}, {"a": 2}),
        ("a.b.c", {"a": {"b": {"c": 1}}}, {"a": 1}),
        ("a[1]", {"a": [1, 2]}, {"a": [1]}),
        ("a[0].b", {"a": [{"b": 1}]}, {"a": []}),
        ("a[0]", {"a": [1]}, {"a": 1}),
    ],
)
def test_what_was_added_or_removed_on_the_way_cannot_be_ignored(path, old, new):
    """Where only one side has the element that holds the path, there is nothing to put the old value into."""
    with pytest.raises(CannotReset):
        reset(parse(path), old, new)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.b[1]", 2), ("s.x", Secret(1)), ("missing", None), ("a.b[9]", None), ("a[0]", None), ("s.missing", None)],
)
def test_looking_up_keeps_secrets_secret(path, expected):
    """What is taken out of a secret is one; what is not there is None."""
    assert expected == look_up({"a": {"b": [1, 2]}, "s": Secret({"x": 1})}, parse(path))
