"""Organizations are meant by name, and stay who they are when a name changes hands."""

from __future__ import annotations

import pytest

from tests.engine.crowd import people, told

ONE, TWO, THREE = people(3)
RENAMED = "is named ML & Data now. Its people stay; write either name or the id."


@pytest.fixture
def a_roster(a_team, an_organization):
    """Two people in ML Platform."""
    assert an_organization
    declare(a_team, 2)
    a_team.up().raise_for_errors()
    a_team.requests()
    return a_team


def declare(a_team, count, name="ML Platform"):
    """That many people, in an organization of this name."""
    a_team.roster("people", people=people(count, on_destroy="block", organizations={name: "MEMBER"}))


@pytest.mark.parametrize("by", ["name", "id"])
def test_an_organization_that_was_renamed_is_no_difference_of_people(a_roster, an_organization, by):
    """The new name, or the id, in the program is told once and changes nothing; from then on nobody is asked."""
    a_roster.arize.rename_organization(an_organization, "ML & Data")
    declare(a_roster, 2, "ML & Data" if by == "name" else an_organization)

    previewed = a_roster.preview().raise_for_errors()
    a_roster.up().raise_for_errors()
    writes = a_roster.writes()
    again = a_roster.preview().raise_for_errors()

    assert {"same": 3} == dict(previewed.changes) == dict(again.changes)
    assert RENAMED in told(previewed)
    assert RENAMED not in told(again)
    assert [] == writes == a_roster.requests()


def test_a_refresh_tells_a_new_name_once(a_roster, an_organization):
    """The old name in the program goes on to mean the same."""
    a_roster.arize.rename_organization(an_organization, "ML & Data")

    first = a_roster.refresh().raise_for_errors()
    second = a_roster.refresh().raise_for_errors()
    declare(a_roster, 3)
    a_roster.up().raise_for_errors()

    assert RENAMED in told(first)
    assert RENAMED not in told(second)
    assert 3 == len(a_roster.arize.members(an_organization))
    assert {"same": 3} == dict(a_roster.preview().raise_for_errors().changes)


@pytest.mark.parametrize("refreshed", [False, True], ids=["", "refreshed"])
@pytest.mark.parametrize("way", ["stay", "move"])
def test_a_name_that_means_another_organization_now_is_refused(a_roster, an_organization, refreshed, way):
    """With both ids and the two ways on, each of which does what it says."""
    a_roster.arize.rename_organization(an_organization, "ML & Data")
    other = a_roster.arize.add_organization("ML Platform")
    if refreshed:
        a_roster.refresh().raise_for_errors()
    declare(a_roster, 3)

    refused = a_roster.preview()
    untouched = a_roster.arize.members(other)
    declare(a_roster, 3, an_organization if way == "stay" else other)
    a_roster.up().raise_for_errors()

    assert not refused.ok
    assert f"ML Platform meant the organization {an_organization} so far, which is named ML & Data now" in told(refused)
    assert f"another organization, {other}, has the name" in told(refused)
    assert {} == untouched
    assert 3 == len(a_roster.arize.members(an_organization if way == "stay" else other))
    assert 0 == len(a_roster.arize.members(other if way == "stay" else an_organization))
    assert {"same": 3} == dict(a_roster.preview().raise_for_errors().changes)
