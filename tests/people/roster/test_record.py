"""The record of a roster: everybody as one text, with a line for each person."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.plan import Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import arrived_record, seen_record
from pulumi_arize_users.people.roster.plan import plan_roster
from pulumi_arize_users.people.roster.record import (
    DamagedRecord,
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


organizations = st.dictionaries(st.sampled_from(["ML", "Search"]), st.sampled_from(["ADMIN", "MEMBER"]))
declarations = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ada", "Åda\n\u2028"]), "role": st.sampled_from(["ADMIN", "MEMBER"])},
    optional={
        "email": st.just("Ada@Example.com"),
        "organizations": organizations,
        "is_developer": st.booleans(),
        "on_destroy": st.sampled_from(["refuse", "block", "retain"]),
        "on_expired": st.just("reinvite"),
        "invite_mode": st.just("NONE"),
        "adopt": st.booleans(),
    },
)
users = st.builds(
    User,
    id=st.just("U1"),
    email=st.sampled_from([ADDRESS, "ADA@EXAMPLE.COM", "ada@new.example"]),
    name=st.sampled_from(["Ada", "Grace"]),
    role=st.sampled_from(["ADMIN", "MEMBER"]),
    status=st.sampled_from(["ACTIVE", "INVITED"]),
    is_developer=st.booleans(),
)


@st.composite
def records(draw):
    """People as an update or a refresh leaves them."""
    arrived = arrived_record(draw(users), declared_as(ADDRESS, draw(declarations)), adopted=draw(st.booleans()))
    return seen_record({**arrived, "organizations": draw(organizations)}, draw(users))


@given(records())
def test_a_person_is_read_back_as_recorded(record):
    """Without a permission that nobody manages; a declared address that is not the account's is known by its key."""
    unmanaged = set() if "managed" in record else {"is_developer"}
    moved = {"declared_email": ADDRESS} if "declared_email" in record else {}

    read = records_of(record_of({ADDRESS: record}))

    assert {key: value for key, value in {**record, **moved}.items() if key not in unmanaged} == read[ADDRESS]
    assert record_of({ADDRESS: record}) == record_of(read)


@given(records())
def test_a_record_does_not_differ_from_its_own_inputs(record):
    """Whatever is remembered, declaring exactly that is no change: a preview after a refresh is empty."""
    remembered = records_of(record_of({ADDRESS: record}))

    planned = plan_roster(Planner(Policy()), {ADDRESS: input_of(ADDRESS, record)}, remembered, {}, {})

    assert not planned


@given(records())
def test_inputs_are_read_back_as_what_they_were_made_of(record):
    """A check judges by inputs what an update judges by the record."""
    read = recorded_as(ADDRESS, input_of(ADDRESS, record), record.get("declared_role"))

    unread = {"user_id", "status", "adopted"}
    remembered = records_of(record_of({ADDRESS: record}))[ADDRESS]
    assert {key: value for key, value in remembered.items() if key not in unread} == read


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
    """It may change unnoticed."""
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
    """The program has declared names and roles itself, and memberships are left to resources."""
    grace = arrived(key="grace@example.com", id="U2", email="grace@example.com", adopted=True)

    assert {
        ADDRESS: {"id": "U1", "status": "INVITED", "adopted": False},
        "grace@example.com": {"id": "U2", "status": "INVITED", "adopted": True},
    } == users_of(record_of({ADDRESS: arrived(), "grace@example.com": grace}))


def test_a_program_sees_what_is_known_of_somebody_without_an_account():
    """What is not in the record is not made up."""
    assert {ADDRESS: {"id": "U1"}} == users_of(record_of({ADDRESS: {"user_id": "U1"}}))


def test_nobody_is_an_empty_text():
    """And the other way round."""
    assert not record_of({})
    assert {} == records_of("") == users_of("")


def test_a_line_break_in_a_name_is_no_new_line():
    """A line is a person, whatever they are called."""
    text = record_of({ADDRESS: arrived({"name": "Ada", "role": "MEMBER"}, name="A\nd\u2028a\x85")})

    assert 1 == len(text.splitlines())
    assert "A\nd\u2028a\x85" == records_of(text)[ADDRESS]["name"]


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
    """A step for one of them would be recorded for both."""
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


@pytest.mark.parametrize(
    ("text", "line"),
    [("{}", 1), ("x", 1), ('["ada@example.com", 5]', 1), ('["ada@example.com", {"name": "Ada"}]', 1), ("[1, 2, 3]", 1)],
)
def test_a_record_that_nobody_wrote_so_is_damaged(text, line):
    """Somebody edited the state by hand, or it was cut off; it must not count as a record of fewer people."""
    with pytest.raises(DamagedRecord, match=f"^line {line} of its record cannot be read$"):
        records_of(text)


def test_a_record_that_was_cut_off_says_where():
    """In the middle of a line."""
    text = record_of({key: arrived(key=key) for key in ("a@x.org", "b@x.org")})

    with pytest.raises(DamagedRecord, match=r"^line 2 of its record cannot be read$"):
        records_of(text[:-5])
