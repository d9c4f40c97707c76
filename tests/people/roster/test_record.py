"""What a roster remembers of a person."""

import json

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.roster.record import (
    address_of,
    entries_of,
    input_of,
    new_entry,
    record_of,
    seen_entry,
    updated_entry,
    users_of,
)

ADDRESS = "ada@example.com"
PERSON = {"name": "Ada", "role": "MEMBER", "organizations": {"ML": "ADMIN"}, "is_developer": True}


def user(**said):
    return User(**{"id": "U1", "email": ADDRESS, "name": "Ada", "role": "MEMBER", "status": "INVITED", **said})


def test_somebody_who_has_just_come_is_recorded_as_the_server_has_them():
    """What was declared and not yet done (memberships, a permission) is not recorded as done."""
    entry = new_entry(ADDRESS, PERSON, user(), adopted=False)

    assert entry == {
        "name": "Ada",
        "role": "MEMBER",
        "is_developer": None,
        "organizations": {},
        "id": "U1",
        "status": "INVITED",
        "adopted": False,
    }


def test_a_refresh_brings_what_the_program_manages_and_nothing_else():
    """A permission that the program does not mention may change without anybody being told."""
    entry = {"name": "Ada", "role": "MEMBER", "id": "U1", "status": "INVITED", "adopted": True}
    seen = seen_entry(ADDRESS, entry, user(name="Countess", status="ACTIVE", is_developer=True))

    assert {**entry, "name": "Countess", "status": "ACTIVE"} == seen


def test_a_role_that_was_changed_elsewhere_is_noted_until_it_is_changed_back():
    """Only so can a refusal say who changed what."""
    entry = new_entry(ADDRESS, PERSON, user(), adopted=False)
    drifted = seen_entry(ADDRESS, entry, user(role="ADMIN"))
    back = seen_entry(ADDRESS, drifted, user())

    assert ("ADMIN", "MEMBER") == (drifted["role"], drifted["declared_role"])
    assert "declared_role" not in back


@pytest.mark.parametrize("spelled", [{}, {"email": "Ada@Example.com"}], ids=["plain", "in capitals"])
def test_an_address_that_was_changed_elsewhere_is_noted(spelled):
    """The key stays the declared address, by which the next run finds the person."""
    entry = new_entry(ADDRESS, {**PERSON, **spelled}, user(), adopted=False)
    moved = seen_entry(ADDRESS, entry, user(email="Ada.King@example.com"))

    assert spelled.get("email", ADDRESS) == address_of(ADDRESS, entry)
    assert "Ada.King@example.com" == address_of(ADDRESS, moved)
    assert ADDRESS == address_of(ADDRESS, seen_entry(ADDRESS, moved, user()))


def test_an_update_records_only_what_needs_no_call():
    """Values that are still to be sent stay as the server has them; a new address noted before is not forgotten."""
    entry = {**new_entry(ADDRESS, PERSON, user(), adopted=False), "email": "ada.king@example.com"}
    updated = updated_entry(ADDRESS, entry, {**PERSON, "name": "Countess", "on_destroy": "block"}, {"ML": "ADMIN"})

    assert "Ada" == updated["name"]
    assert "block" == updated["on_destroy"]
    assert {"ML": "ADMIN"} == updated["organizations"]
    assert "ada.king@example.com" == updated["email"]


def test_the_input_of_an_entry_is_what_a_program_would_declare():
    """Ids, statuses and empty memberships are nobody's declaration."""
    entry = new_entry(ADDRESS, PERSON, user(is_developer=True, role="ADMIN"), adopted=True)

    assert {"name": "Ada", "role": "ADMIN", "is_developer": True} == input_of(entry)


def test_a_record_holds_whole_entries():
    """Whatever is recorded of anybody comes back, in whatever order it came."""
    users = {
        "grace@example.com": new_entry("grace@example.com", PERSON, user(email="Grace@Example.com"), adopted=True),
        ADDRESS: seen_entry(ADDRESS, {**PERSON, "name": "Åda"}, user(name="Åda", role="ADMIN")),
    }

    record = record_of(users)

    assert users == entries_of(record)
    assert record == record_of(dict(reversed(entries_of(record).items())))


def test_what_people_have_in_common_is_recorded_once():
    """Thousands of people differ in their names, and in what the server says of each of them, and in little else."""
    other = user(id="U2", name="Grace", email="grace@example.com", status="ACTIVE")
    ada = new_entry(ADDRESS, PERSON, user(), adopted=False)
    grace = new_entry("grace@example.com", {**PERSON, "name": "Grace"}, other, adopted=False)

    record = record_of({ADDRESS: ada, "grace@example.com": grace})

    assert [
        '{"adopted":false,"is_developer":null,"organizations":{},"role":"MEMBER"}',
        '["ada@example.com",{"id":"U1","name":"Ada","status":"INVITED"}]',
        '["grace@example.com",{"id":"U2","name":"Grace","status":"ACTIVE"}]',
    ] == record.splitlines()


def test_a_program_sees_of_each_person_what_it_may_need():
    """The names and roles it has declared itself, and memberships are resources' affair."""
    ada = new_entry(ADDRESS, PERSON, user(), adopted=False)
    grace = new_entry("grace@example.com", PERSON, user(id="U2", email="grace@example.com"), adopted=True)

    users = users_of(record_of({ADDRESS: ada, "grace@example.com": grace}))

    assert {
        ADDRESS: {"id": "U1", "status": "INVITED", "adopted": False},
        "grace@example.com": {"id": "U2", "status": "INVITED", "adopted": True},
    } == users


@pytest.mark.parametrize("change", [{"name": "Åda\u2028Lovelace"}, {"status": "ACTIVE"}], ids=["name", "status"])
def test_a_change_of_one_person_is_one_line_of_the_record(change):
    """The engine shows the lines of a text that changed, and of thousands of people only those are of interest."""
    users = {f"person{number}@example.com": {"name": "Ada", "role": "MEMBER", "id": "U1"} for number in range(9)}
    before = record_of(users).splitlines()

    users["person4@example.com"] |= change
    after = record_of(users).splitlines()

    assert [5] == [line for line, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]


def test_two_people_of_one_kind_do_not_share_their_memberships():
    """What is done for one of them would be recorded for both."""
    everybody = {ADDRESS: {"id": "U1", "organizations": {}}, "grace@example.com": {"id": "U2", "organizations": {}}}

    entries = entries_of(record_of(everybody))
    entries[ADDRESS]["organizations"]["ML"] = "ADMIN"

    assert {} == entries["grace@example.com"]["organizations"]


def test_a_stack_remembers_a_person_in_four_hundred_bytes():
    """Inputs and outputs together, as a state file spells them: five thousand people are two megabytes at most."""
    said = {
        "role": "MEMBER",
        "on_destroy": "block",
        "organizations": {"QWNjb3VudE9yZ2FuaXphdGlvbjoyOlcxYmI=": "MEMBER"},
    }
    people = {f"person-{number:05}@example.com": {"name": f"Person {number:05}", **said} for number in range(1000)}
    seen = {"id": "VXNlcjo2OkxBd0o=", "status": "INVITED", "adopted": False}

    record = record_of({address: {**person, **seen} for address, person in people.items()})

    assert len(json.dumps([people, record], separators=(",", ":"))) < 400 * len(people)
