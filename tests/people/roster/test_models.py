"""How the values of a roster are read that are no words of the API."""

import pytest

from pulumi_arize_users.people.declaration import UnusableValue
from pulumi_arize_users.people.roster.models import read_trigger


@pytest.mark.parametrize(("value", "read"), [("2026-11", "2026-11"), ("", ""), (3, "3"), (-1, "-1")])
def test_a_trigger_is_read_as_text(value, read):
    """The engine would make a number a fraction."""
    assert read == read_trigger(value)


@pytest.mark.parametrize("value", [True, None, 1.5, ["3"], {}])
def test_what_cannot_be_compared_as_text_is_no_trigger(value):
    """The sentence says what another value does."""
    with pytest.raises(
        UnusableValue, match=r"^must be text or a whole number; any other one than before pulls the trigger$"
    ):
        read_trigger(value)
