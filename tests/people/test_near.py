"""What somebody probably meant."""

import pytest

from pulumi_arize_users.people.near import did_you_mean


@pytest.mark.parametrize(
    ("wanted", "names", "question"),
    [
        ("ML Platfrom", ["Search", "ML Platform"], " Did you mean ML Platform?"),
        ("ml platform", ["ML Platform"], " Did you mean ML Platform?"),
        ("Sales", ["Search", "ML Platform"], ""),
        ("team-a", ["team-b", "team-c", "team-d", "team-e"], " Did you mean team-e or team-d or team-c?"),
        ("x", [], ""),
    ],
    ids=["a typo", "letter case", "nothing alike", "three of many", "nobody there"],
)
def test_at_most_three_names_that_are_alike_are_proposed(wanted, names, question):
    """In the spelling in which they are known."""
    assert question == did_you_mean(wanted, names)
