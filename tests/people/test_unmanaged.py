"""What is said about people whom nobody declares, and who may be there all the same."""

from __future__ import annotations

import pytest

from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.unmanaged import parse_unmanaged, read_unmanaged


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("Fail", "fail"),
        ({"policy": "warn"}, "warn"),
        ({"policy": "fail", "except": []}, "fail"),
        (
            {"policy": "fail", "except": ["b@b.io", " A@B.io "]},
            "fail except a@b.io, b@b.io",
        ),
        ("fail except b@b.io, a@b.io", "fail except a@b.io, b@b.io"),
    ],
)
def test_every_form_is_one_line(said, line):
    """A file and a setting that mean the same are the same to the stack, and the line is read as itself."""
    assert line == read_unmanaged(said) == read_unmanaged(line)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("shout", "is not a known choice; use one of ignore, warn, fail"),
        (False, "must be a string"),
        ({"except": ["a@b.io"]}, "must be one of ignore, warn, fail, or such as {policy: "),
        ({"policy": "fail", "excpt": []}, "must be one of ignore, warn, fail, or such as {policy: "),
        (
            {"policy": "fail", "except": "a@b.co"},
            "must be one of ignore, warn, fail, or such as {policy: ",
        ),
        ({"policy": "fail", "except": ["*"]}, "has the exception '*', which is neither an address nor such as "),
        ({"policy": "fail", "except": [7]}, "has the exception 7, which is neither an address nor such as "),
    ],
)
def test_what_is_no_rule_is_refused(said, reason):
    """A misspelt exception would let nobody in, and `*` everybody."""
    with pytest.raises(UnusableValue) as caught:
        read_unmanaged(said)

    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("address", "is_excepted"),
    [
        ("Owner@Example.com", True),
        ("deploy@bots.example.com", True),
        ("deploy@bots.example.com.evil.io", False),
        ("deploy@botsXexample.com", False),
        ("ada@example.com", False),
    ],
)
def test_a_pattern_is_about_the_whole_address(address, is_excepted):
    """Only the star stands for anything, and no letter case matters."""
    rule = parse_unmanaged(read_unmanaged({"policy": "fail", "except": ["owner@example.com", "*@bots.example.com"]}))

    assert is_excepted == rule.excepts(address)
