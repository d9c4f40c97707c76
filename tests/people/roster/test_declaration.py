"""What a roster declares."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_arize_users.people.roster.declaration import places_of, read_roster
from pulumi_arize_users.people.roster.document import from_mapping, read_text
from pulumi_arize_users.people.scope import ORGANIZATION
from tests.people.roster.rosters import EXAMPLE, LAYOUTS, MEMBERS, declared, rosters, shuffled


def test_everybody_is_declared_normalized():
    """Defaults are filled in, and nothing else is added."""
    assert {
        "ada@example.com": {
            "name": "Ada Lovelace",
            "on_destroy": "block",
            "organizations": {"ML Platform": "ADMIN"},
            "role": "ADMIN",
        },
        "grace@example.com": {
            "name": "Grace Hopper",
            "on_destroy": "block",
            "organizations": {"ML Platform": "MEMBER", "Search": "READ_ONLY"},
            "role": "MEMBER",
        },
    } == declared(EXAMPLE).people


def test_every_value_is_spelled_as_the_single_resource_spells_it():
    """The same readers read the arguments of both."""
    declaration = declared(
        "max_removals: ' 10 % '\nunmanaged: Warn\n"
        "people:\n  ' Ada@Example.com ': {name: ' Ada ', role: member-ui-only, organizations: {' ML ': readOnly},"
        " is_developer: true, invite_mode: none, on_destroy: BLOCK, adopt: false, on_expired: REINVITE}\n"
    )

    assert ("10%", "warn") == (declaration.max_removals, declaration.unmanaged)
    assert {
        "ada@example.com": {
            "adopt": False,
            "email": "Ada@Example.com",
            "invite_mode": "NONE",
            "is_developer": True,
            "name": "Ada",
            "on_destroy": "block",
            "on_expired": "reinvite",
            "organizations": {"ML": "READ_ONLY"},
            "role": "MEMBER_UI_ONLY",
        }
    } == declaration.people


def test_a_person_is_stronger_than_the_defaults():
    """Organizations are put together, everything else is replaced."""
    declaration = declared(
        "defaults: {role: MEMBER, adopt: true, organizations: {ML: MEMBER, Search: MEMBER}}\n"
        "people:\n  ada@example.com:\n"
        "    {name: Ada, role: custom:R1, adopt: false, organizations: {ML: ADMIN, Ops: ADMIN}}\n"
    )

    assert {
        "adopt": False,
        "name": "Ada",
        "organizations": {"ML": "ADMIN", "Ops": "ADMIN", "Search": "MEMBER"},
        "role": "custom:R1",
    } == declaration.people["ada@example.com"]


def test_nothing_is_stored_that_was_not_said():
    """An empty mapping of organizations is left out, and so is an address in lower case."""
    declaration = declared(f"{MEMBERS}  ada@example.com: {{name: Ada, organizations: {{}}}}\n$schema: x")

    assert {"ada@example.com": {"name": "Ada", "role": "MEMBER"}} == declaration.people
    assert (None, None) == (declaration.max_removals, declaration.unmanaged)


def test_a_roster_may_be_empty():
    """Whether everybody may leave is decided elsewhere."""
    assert {} == declared("people: {}").people


def test_everybody_and_every_organization_has_a_place():
    """What is found wrong later, in the account, is reported with the same places."""
    declaration = declared(
        "people:\n  Ada@example.com: {name: Ada, role: ADMIN, organizations: {ML: ADMIN, Search: ADMIN}}\n"
        "  alan@example.com: {name: Alan, role: ADMIN, organizations: {' ML ': ADMIN}}\n"
        "defaults: {organizations: {Search: MEMBER, Ops: MEMBER}}\n"
    )

    assert {"ada@example.com": "people.yaml:2:3", "alan@example.com": "people.yaml:3:3"} == declaration.places
    assert {
        "ML": "people.yaml:2:61",
        "Ops": "people.yaml:4:44",
        "Search": "people.yaml:2:72",
    } == declaration.scope_places


def test_organizations_have_places_whatever_else_is_wrong():
    """They can be looked up in the account, and reported with the other mistakes."""
    people = "people:\n  ada: {nam: Ada, organizations: {ML: OWNER, ' ': ADMIN}}\n  alan: [x]\n"

    places = places_of(read_text(f"{people}defaults: x\n", "people.yaml"), ORGANIZATION)

    assert {"ML": "people.yaml:2:35"} == {key: str(place) for key, place in places.items()}
    assert {} == places_of(read_text("", "people.yaml"), ORGANIZATION)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(deadline=None, max_examples=40)
@given(roster=rosters, random=st.randoms(use_true_random=False))
def test_order_and_layout_of_a_file_mean_nothing(layout, roster, random):
    """Whoever sorts or reformats a file, or generates it, sees no change at the next preview."""
    expected, _ = read_roster(from_mapping(**roster))

    declaration = declared(LAYOUTS[layout](shuffled(roster, random)))

    assert expected is not None
    assert json.dumps(expected.people) == json.dumps(declaration.people)
    assert (expected.max_removals, expected.unmanaged) == (declaration.max_removals, declaration.unmanaged)


@given(rosters)
def test_what_was_declared_may_be_declared_again(roster):
    """The stored people are a roster themselves: judging is idempotent."""
    first, _ = read_roster(from_mapping(**roster))
    assert first is not None
    people = {
        person.get("email", key): {name: value for name, value in person.items() if name != "email"}
        for key, person in first.people.items()
    }

    second, mistakes = read_roster(from_mapping(people))

    assert [] == mistakes
    assert second is not None
    assert first.people == second.people


def test_five_thousand_people_are_read_and_judged_within_a_second():
    """A roster is read at every preview, also by a slow machine."""
    people = (
        f"  p{number}@example.com:\n    name: Person {number}\n    organizations: {{ML: MEMBER, Search: READ_ONLY}}\n"
        for number in range(5000)
    )
    text = MEMBERS + "".join(people)

    seconds = min(_seconds_for(text) for _ in range(3))

    assert 1 > seconds


def _seconds_for(text):
    begun = time.process_time()
    assert 5000 == len(declared(text).people)
    return time.process_time() - begun
