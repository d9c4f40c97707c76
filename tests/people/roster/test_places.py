"""Places on their way from a program to its provider."""

import pytest

from pulumi_arize_users.people.roster.places import packed, unpacked

EVERYBODY = {"ada@example.com": "Ada@Example.com", "grace@example.com": "grace@example.com"}


@pytest.mark.parametrize(
    "places",
    [
        {"ada@example.com": "my people.yaml:3:3", "grace@example.com": "my people.yaml:12:3"},
        {"ada@example.com": "people.yaml:1:10", "grace@example.com": "people.yaml:1:100"},
    ],
    ids=["in lines", "in one line"],
)
def test_the_places_of_a_file_arrive(places):
    """Those of people and those of organizations."""
    organizations = {"ML Platform": "people.yaml:4:1"}

    assert {**organizations, **places} == unpacked(packed(places, organizations), EVERYBODY)


def test_the_places_of_a_mapping_are_its_addresses():
    """They need not travel: an address is the way to a person, as the program writes it."""
    arrived = unpacked(packed({}, {"ML": "defaults.organizations"}), EVERYBODY)

    assert {
        "ML": "defaults.organizations",
        "ada@example.com": 'people["Ada@Example.com"]',
        "grace@example.com": 'people["grace@example.com"]',
    } == arrived


@pytest.mark.parametrize("others", [["ada@example.com"], ["ada@example.com", "alan@example.com"]])
def test_places_of_other_people_are_not_shown(others):
    """With ignore_changes a provider may see the people of an earlier run: no place is better than a wrong one."""
    places = packed(dict.fromkeys(others, "people.yaml:1:1"), {"ML": "people.yaml:2:1"})

    assert {"ML": "people.yaml:2:1"} == unpacked(places, EVERYBODY)


def test_a_program_that_passed_none_has_none():
    """Older hosts drop hidden inputs."""
    assert {} == unpacked("", EVERYBODY)


def test_of_thousands_of_people_only_a_few_bytes_travel():
    """The text is a part of every preview."""
    places = {f"person-{number:05}@example.com": f"teams/people.yaml:{number}:3" for number in range(5000)}

    assert len(packed(places, {})) < 10 * len(places)
