"""Differences between properties, as previews show them."""

import pytest

from pulumi_arize_users.testing import UNKNOWN, Properties, Secret
from pulumi_arize_users.testing.differences import both_sides, compare, inverted, visible


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": "update"}),
        ({"a": 1}, {}, {"a": "delete"}),
        ({}, {"a": 1}, {"a": "add"}),
        ({}, {"a": None}, {}),
        ({"a": 1}, {"a": True}, {"a": "update"}),
        ({"a": Secret(1)}, {"a": 1}, {}),
        ({"a": Secret(1)}, {"a": Secret(2)}, {"a": "update"}),
        ({"a": 1}, {"a": UNKNOWN}, {"a": "update"}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a.c": "update"}),
        ({"a": [1, 2]}, {"a": [1, 3, 4]}, {"a[1]": "update", "a[2]": "add"}),
        ({"a": [1, 2]}, {"a": [1]}, {"a[1]": "delete"}),
        ({"a": {"b": 1}}, {"a": "text"}, {"a": "update"}),
        ({"a": {"x.y": 1}}, {"a": {"x.y": 2}}, {'a["x.y"]': "update"}),
    ],
)
def test_differences_are_reported_leaf_by_leaf(old, new, expected):
    """Every leaf that differs is added, deleted or updated."""
    assert expected == compare(old, new)


def test_what_belongs_to_the_sdk_is_not_shown():
    """The pickled provider changes with its code; that is nothing a person asked for."""
    assert {"name": "update"} == visible({"__provider": "update", "name": "update"})


def test_seen_from_the_other_side_an_addition_is_a_deletion():
    """What a refresh found is reported as a change from what was declared."""
    assert {"a": "delete", "b": "add", "c": "update"} == inverted({"a": "add", "b": "delete", "c": "update"})


def test_both_sides_are_fit_for_display():
    """Old and new values are shown, secrets and unknowns by a word."""
    old: Properties = {"n": "Ada", "s": Secret("x"), "__provider": 1}
    new: Properties = {"n": "Ada L.", "s": Secret("y"), "u": UNKNOWN, "__provider": 2}

    sides = both_sides(compare(old, new), old, new)

    assert {"n": ("Ada", "Ada L."), "s": ("[secret]", "[secret]"), "u": (None, "[unknown]")} == sides
