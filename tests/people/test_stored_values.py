"""Which values this package has not written."""

import pytest

from pulumi_arize_users.people.stored_values import damage_in

PERSON = {
    "email": "ada@example.com",
    "is_developer": True,
    "managed": ["is_developer"],
    "reinvited": 2.0,
    "organizations": {"ML Platform": "MEMBER"},
    "person": {"email": "ada@example.com", "adopted": False},
    "resend_invitation_trigger": {"of": ["any", "kind"]},
}


@pytest.mark.parametrize(
    "values",
    [
        {},
        PERSON,
        {"people": {"ada@example.com": {"name": "Ada"}}, "unfinished": {"ada@example.com": "why"}},
        {"people": "ada@example.com", "roster": "roster-1"},
    ],
)
def test_what_this_package_writes_is_no_damage(values):
    """People, rosters and their removals; a trigger may be anything."""
    assert "" == damage_in(values)


@pytest.mark.parametrize(
    ("values", "damage"),
    [
        ({"email": None}, "email is not text"),
        ({"is_developer": 1}, "is_developer is not true or false"),
        ({"reinvited": True}, "reinvited is not a number"),
        ({"managed": "is_developer"}, "managed is not a list of text"),
        ({"__secret": [7]}, "__secret is not a list of text"),
        ({"spaces": {"Fraud": 7}}, "spaces is not a mapping to text"),
        ({"unfinished": 7}, "unfinished is not text"),
        ({"person": "ada"}, "what is said in person is not a mapping"),
        ({"__person": {"adopted": "no"}}, "adopted in __person is not true or false"),
        ({"people": {"ada@example.com": 7}}, "what is said of ada@example.com is not a mapping"),
        ({"people": {"ada@example.com": {"name": 7}}}, "name of ada@example.com is not text"),
        ({"people": 7}, "people is not a mapping"),
        ({"people": "ada@example.com"}, "people and roster do not belong together"),
        ({"people": {}, "roster": "roster-1"}, "people and roster do not belong together"),
    ],
)
def test_the_first_value_of_another_kind_is_named(values, damage):
    """With the person it is said of, and never with the value."""
    assert damage == damage_in(values)
