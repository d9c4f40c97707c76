"""The record of a roster: everybody as one text, with a line for each person."""

import json

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.record import arrived_record, seen_record
from pulumi_arize_users.people.roster.record import (
    address_of,
    declared_as,
    input_of,
    record_of,
    recorded_as,
    records_of,
    users_of,
)

ADDRESS = "ada@example.com"
PERSON = {"name": "Ada", "role": "MEMBER", "organizations": {"ML": "ADMIN"}, "is_developer": True}


def user(**said):
    return User(**{"id": "U1", "email": ADDRESS, "name": "Ada", "role": "MEMBER", "status": "INVITED", **said})


def arrived(person=PERSON, key=ADDRESS, *, adopted=False, **said):
    return arrived_record(user(**said), declared_as(key, person), adopted=adopted)


def test_a_record_holds_whole_people():
    """Whatever is recorded of anybody comes back, in whatever order it came."""
    users = {
        "grace@example.com": arrived(
            key="grace@example.com", email="Grace@Example.com", adopted=True, is_developer=True
        ),
        ADDRESS: seen_record(arrived(is_developer=False), user(name="Åda", role="ADMIN", is_developer=False)),
    }

    record = record_of(users)

    assert users == records_of(record)
    assert record == record_of(dict(reversed(records_of(record).items())))


def test_a_line_has_what_a_rule_may_ask_for_and_nothing_else():
    """A password is an output of its own, and what follows from the rest is not written."""
    recorded = {
        **arrived(is_developer=True, created_at="2026"),
        "temporary_password": "hunter2",
        "account": "https://api.arize.com",
        "unfinished": "because",
    }

    assert (
        '["ada@example.com",{"adopted":false,"is_developer":true,"name":"Ada","organizations":{},"role":"MEMBER",'
        '"status":"INVITED","user_id":"U1"}]'
    ) == record_of({ADDRESS: recorded})


def test_a_permission_that_nobody_manages_is_not_recorded():
    """It may change without anybody hearing of it."""
    recorded = arrived({"name": "Ada", "role": "MEMBER"}, is_developer=True)

    assert "is_developer" not in record_of({ADDRESS: recorded})
    assert "managed" not in records_of(record_of({ADDRESS: recorded}))[ADDRESS]


def test_an_address_that_was_changed_elsewhere_is_in_the_record():
    """The key stays the declared address, by which the next run finds the person."""
    moved = seen_record(arrived(), user(email="Ada.King@example.com"))

    read = records_of(record_of({ADDRESS: moved}))[ADDRESS]

    assert ("Ada.King@example.com", ADDRESS) == (read["email"], read["declared_email"])
    assert "Ada.King@example.com" == address_of(ADDRESS, read)
    assert ADDRESS == address_of(ADDRESS, {})


def test_the_input_of_a_record_is_what_a_program_would_declare():
    """Ids, statuses and empty memberships are nobody's declaration; the address only if it is not the key."""
    recorded = arrived(is_developer=True, role="ADMIN", adopted=True)

    assert {"name": "Ada", "role": "ADMIN", "is_developer": True} == input_of(ADDRESS, recorded)
    assert {"ML": "ADMIN"} == input_of(ADDRESS, {**recorded, "organizations": {"ML": "ADMIN"}})["organizations"]
    assert "Ada@Example.com" == input_of(ADDRESS, {**recorded, "email": "Ada@Example.com"})["email"]


def test_inputs_are_a_record_as_far_as_they_go():
    """With the role that the program declared, where a refresh found another one."""
    read = recorded_as(ADDRESS, {"name": "Ada", "role": "ADMIN", "email": "new@example.com"}, "MEMBER")

    assert {
        "name": "Ada",
        "role": "ADMIN",
        "email": "new@example.com",
        "declared_email": ADDRESS,
        "declared_role": "MEMBER",
        "organizations": {},
    } == read
    assert "declared_role" not in recorded_as(ADDRESS, {"name": "Ada"})


def test_a_program_sees_of_each_person_what_it_may_need():
    """The names and roles it has declared itself, and memberships are resources' affair."""
    grace = arrived(key="grace@example.com", id="U2", email="grace@example.com", adopted=True)

    assert {
        ADDRESS: {"id": "U1", "status": "INVITED", "adopted": False},
        "grace@example.com": {"id": "U2", "status": "INVITED", "adopted": True},
    } == users_of(record_of({ADDRESS: arrived(), "grace@example.com": grace}))


@pytest.mark.parametrize(
    "change",
    [{"name": "Åda\u2028Lovelace"}, {"status": "ACTIVE"}, {"organizations": {"ML": "ADMIN"}}],
    ids=["name", "status", "membership"],
)
def test_a_change_of_one_person_is_one_line_of_the_record(change):
    """The engine shows the lines of a text that changed, and of thousands of people only those are of interest."""
    users = {f"person{number}@example.com": {"name": "Ada", "role": "MEMBER", "user_id": "U1"} for number in range(9)}
    before = record_of(users).splitlines()

    users["person4@example.com"] = {**users["person4@example.com"], **change}
    after = record_of(users).splitlines()

    assert [5] == [line for line, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new]


def test_two_people_do_not_share_their_memberships():
    """What is done for one of them would be recorded for both."""
    records = records_of(record_of({ADDRESS: arrived(), "grace@example.com": arrived(key="grace@example.com")}))
    records[ADDRESS]["organizations"]["ML"] = "ADMIN"

    assert {} == records["grace@example.com"]["organizations"]


def test_a_stack_remembers_a_person_in_four_hundred_bytes():
    """Inputs and outputs together, as a state file spells them: five thousand people are two megabytes at most."""
    said = {
        "role": "MEMBER",
        "on_destroy": "block",
        "organizations": {"QWNjb3VudE9yZ2FuaXphdGlvbjoyOlcxYmI=": "MEMBER"},
    }
    people = {f"person-{number:05}@example.com": {"name": f"Person {number:05}", **said} for number in range(1000)}
    seen = {"user_id": "VXNlcjo2OkxBd0o=", "status": "INVITED", "adopted": False}

    record = record_of({address: {**person, **seen} for address, person in people.items()})

    assert len(json.dumps([people, record], separators=(",", ":"))) < 480 * len(people)
