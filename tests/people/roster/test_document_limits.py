"""How much of a file may be repeated, and how deep it may be nested."""

import pytest

from pulumi_arize_users.people.roster.document import read_text


def read(text):
    return read_text(text, "people.yaml")


@pytest.mark.parametrize(
    ("again", "counted"),
    [("[*a]", 1 + 2), ("[*a, *a]", 2 * (1 + 2)), ("{<<: *a}", 1 + 2), ("{<<: [*a, *a]}", 2 * (1 + 2)), ("[*e, *e]", 2)],
    ids=["an alias", "two aliases", "a merge", "a merge of two", "aliases of nothing"],
)
def test_what_is_repeated_counts_with_everything_in_it(monkeypatch, again, counted):
    """As much as is allowed is read, and not one value more."""

    def is_read(most):
        for module in ("nodes", "document"):
            monkeypatch.setattr(f"pulumi_arize_users.people.roster.{module}.MOST_REPEATED", most)
        return read(f"a: &a {{x: 1, y: 2}}\ne: &e []\nb: {again}\n").data is not None

    assert (True, False) == (is_read(counted), is_read(counted - 1))


@pytest.mark.parametrize(("inner", "outer", "is_read"), [(9, 10, True), (9, 11, False), (19, 0, True), (20, 0, False)])
def test_twenty_levels_are_read_and_no_more(inner, outer, is_read):
    """Whether they are written, or an alias adds them up."""
    written = f"a: &a {'[' * inner}{']' * inner}\n"
    added = f"b: {'[' * outer}*a{']' * outer}\n" if outer else ""

    assert is_read == (read(written + added).data is not None)
