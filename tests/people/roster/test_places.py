"""Places on their way from a program to its provider."""

from pulumi_arize_users.people.roster.places import packed, unpacked

EVERYBODY = {"ada@example.com": "Ada@Example.com", "grace@example.com": "grace@example.com"}


def test_the_places_of_a_file_arrive():
    """Those of people and those of organizations."""
    places = {"ada@example.com": "my people.yaml:3:3", "grace@example.com": "my people.yaml:12:3"}
    organizations = {"ML Platform": "my people.yaml:4:1"}

    assert {**organizations, **places} == unpacked(packed(places, organizations), EVERYBODY)


def test_the_places_of_a_mapping_are_its_addresses():
    """They are not passed: the address, as the program writes it, is the path to a person."""
    arrived = unpacked(packed({}, {"ML": "defaults.organizations"}), EVERYBODY)

    assert {
        "ML": "defaults.organizations",
        "ada@example.com": 'people["Ada@Example.com"]',
        "grace@example.com": 'people["grace@example.com"]',
    } == arrived


def test_places_of_other_people_are_not_shown():
    """With ignore_changes a provider may see the people of an earlier run: no place is better than a wrong one."""
    places = {"ada@example.com": "people.yaml:1:1", "alan@example.com": "people.yaml:2:1"}

    arrived = unpacked(packed(places, {"ML": "people.yaml:3:1"}), EVERYBODY)

    assert {"ML": "people.yaml:3:1", "ada@example.com": "people.yaml:1:1"} == arrived


def test_a_program_that_passed_none_has_none():
    """Older hosts drop hidden inputs."""
    assert {} == unpacked("", EVERYBODY)
