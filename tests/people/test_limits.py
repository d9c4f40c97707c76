"""How a limit of removals is read, and what it allows."""

import pytest

from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.limits import is_percentage, most_allowed, read_count, read_limit


@pytest.mark.parametrize(
    ("limit", "read"),
    [(0, "0"), (5, "5"), ("10%", "10%"), (" 10 % ", "10%"), ("2.5%", "2.5%"), ("0%", "0%"), ("100%", "100%")],
)
def test_a_limit_is_read_as_text(limit, read):
    """A count and a percentage are both passed as text."""
    assert read == read_limit(limit)


@pytest.mark.parametrize("count", [1, 2, 10])
def test_a_count_is_read_as_text(count):
    """Of admins who are required, for example."""
    assert str(count) == read_count(count)


@pytest.mark.parametrize("count", [0, -1, True, 1.5, None, "2", "10%", 10**9])
def test_what_is_no_count_is_refused_with_an_example(count):
    """None at all would be no requirement, and a percentage of nobody is nobody."""
    with pytest.raises(UnusableValue, match=r"^must be a count such as 2$"):
        read_count(count)


@pytest.mark.parametrize(
    "limit",
    [-1, True, 1.5, None, "", "5", "ten", "%", "-1%", "101%", "100.1%", "1e1%", ["10%"], 10**9, f"1.{'1' * 5000}%"],
)
def test_anything_else_is_refused_with_both_forms(limit):
    """The end of the sentence says what may be written instead."""
    with pytest.raises(UnusableValue) as caught:
        read_limit(limit)

    assert 'must be a count such as 5, or a percentage such as "10%"' == str(caught.value)


@pytest.mark.parametrize(
    ("limit", "people", "most"),
    [(None, 100, None), ("0", 100, 0), ("7", 100, 7), ("10%", 100, 10), ("10%", 99, 9), ("2.5%", 200, 5), ("0%", 5, 0)],
)
def test_a_limit_is_a_count_or_a_share_of_the_people_there_are(limit, people, most):
    """A share is never rounded up."""
    assert most == most_allowed(limit, people)


def test_a_share_is_computed_exactly():
    """In floating point, some shares of a whole number of people come out as one person fewer."""
    shares = {(f"{tenths / 10}%", people) for tenths in range(1, 1000) for people in range(0, 1001, 100)}

    for limit, people in shares:
        assert int(limit.rstrip("%").replace(".", "")) * people // 1000 == most_allowed(limit, people)


def test_only_a_percentage_depends_on_how_many_people_there_are():
    """For a count, nobody has to be counted."""
    assert is_percentage("10%")
    assert not is_percentage("10")
