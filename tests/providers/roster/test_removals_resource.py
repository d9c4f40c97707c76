"""The resource that stands for the removals of a roster, by itself: it remembers who is listed, and sends nothing."""

import pytest

from pulumi_arize_users.providers.protocol import LEAVERS
from pulumi_arize_users.providers.results import UNKNOWN
from pulumi_arize_users.providers.roster_removals import REMOVALS, RemovalsLifecycle

LISTED = {"roster": "roster-1", "people": "ada@example.com\ngrace@example.com"}


@pytest.fixture
def removals(account_with):
    """The life of the resource in a run that knows nothing yet."""
    return RemovalsLifecycle(account_with())


def test_it_is_created_and_updated_without_a_request(removals, arize):
    """Who leaves in a run is not stored."""
    created = removals.create({**LISTED, LEAVERS: ["ada@example.com"]})
    updated = removals.update(REMOVALS, LISTED, {**LISTED, "people": "grace@example.com", LEAVERS: []})

    assert (REMOVALS, LISTED) == (created.id, created.outputs)
    assert {**LISTED, "people": "grace@example.com"} == updated
    assert [] == arize.requests


def test_a_look_finds_it_as_it_is_remembered(removals, arize):
    """The roster reads its people; the inputs stay as they are."""
    found = removals.read(REMOVALS, LISTED)

    assert (REMOVALS, LISTED, None) == (found.id, found.outputs, found.inputs)
    assert [] == arize.requests


def test_without_its_roster_everybody_stays_listed(removals):
    """A run that leaves the roster out, as with --target, must not forget whom it may have to block."""
    checked = removals.check(LISTED, {**LISTED, "people": "linus@example.com"})

    assert "ada@example.com\ngrace@example.com\nlinus@example.com" == checked.inputs["people"]
    assert [] == checked.inputs[LEAVERS]


def test_a_new_roster_lists_its_own_people_alone(removals):
    """Its id is not known at the first preview, and nobody can leave yet."""
    checked = removals.check({}, {**LISTED, "roster": UNKNOWN})

    assert (LISTED["people"], []) == (checked.inputs["people"], checked.inputs[LEAVERS])


@pytest.mark.parametrize(
    ("change", "changes", "replaces"),
    [
        ({}, False, []),
        ({"people": "ada@example.com"}, False, []),
        ({"roster": "roster-2"}, None, []),
        ({LEAVERS: ["ada@example.com"]}, None, ["people"]),
    ],
)
def test_only_somebody_who_leaves_replaces_it(removals, change, changes, replaces):
    """Newcomers are no difference to see; another roster is written down."""
    difference = removals.diff(REMOVALS, LISTED, {**LISTED, **change})

    assert (changes, replaces) == (difference.changes, difference.replaces)


def test_its_end_blocks_nobody_whose_roster_is_not_part_of_the_run(removals, arize):
    """A destroy of the resource alone is no removal of anybody."""
    arize.add_user("ada@example.com")

    removals.delete(REMOVALS, LISTED)

    assert [] == arize.requests
