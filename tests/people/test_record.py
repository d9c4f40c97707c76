"""What a stack remembers of a person, and how it changes with what is declared and seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import User
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.plan import Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import (
    ONLY_RECORDED,
    TRIGGERS,
    arrived_record,
    begun_record,
    concealed,
    is_another_person,
    is_same_address,
    managed_arguments,
    recorded_trigger,
    seen_record,
)
from pulumi_arize_users.people.subject import Subject
from pulumi_arize_users.providers.protocol import DECLARED_EMAIL, DECLARED_ROLE, declared_by, inputs_of, recorded_by

DECLARED = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER", "on_expired": "warn"}
ADA = User(
    id="U1",
    email="ada@example.com",
    name="Ada",
    role="MEMBER",
    status="INVITED",
    is_developer=True,
    created_at="2026-01-01T00:00:00Z",
)
TRIGGER = "reset_password_trigger"

roles = st.sampled_from(["ADMIN", "MEMBER", "custom:7"])
names = st.text(min_size=1, max_size=9)
declarations = st.fixed_dictionaries(
    {"email": st.sampled_from(["ada@example.com", "ADA@example.com"]), "name": names, "role": roles},
    optional={
        "is_developer": st.booleans(),
        "on_destroy": st.sampled_from(["refuse", "block", "retain"]),
        "on_expired": st.just("warn"),
        "invite_mode": st.just("NONE"),
        "resend_invitation_trigger": st.text(),
        "reset_password_trigger": st.floats(allow_nan=False),
    },
)


def users_with(**said):
    """People of the account, whose name, role and permission are told as given."""
    addresses = st.sampled_from(["ada@example.com", "ada@new.example", ""])
    statuses = st.sampled_from(["ACTIVE", "INVITED", "EXPIRED", ""])
    return st.builds(User, id=st.just("U1"), email=addresses, status=statuses, **said)


users = users_with(name=names | st.just(""), role=roles | st.just(""), is_developer=st.none() | st.booleans())
complete = users_with(name=names, role=roles, is_developer=st.booleans())
records = st.builds(arrived_record, complete, declarations, adopted=st.booleans())
refreshed = st.builds(seen_record, records, users)


def account(**said):
    return ADA.model_copy(update=said)


@given(records | refreshed)
def test_a_record_does_not_differ_from_its_own_inputs(record):
    """Whatever is remembered, declaring exactly that is no change: a second preview is empty."""
    plan = Planner(Policy()).plan(Subject(), declared_by(inputs_of(record)), record)

    assert not plan


@given(users, declarations, st.booleans())
def test_a_refresh_answers_what_the_server_holds_of_managed_arguments_only(user, declared, adopted):
    """The inputs after a refresh are the server's values, for just the arguments the program gave."""
    record = seen_record(arrived_record(ADA, declared, adopted=adopted), user)
    inputs = inputs_of(record)

    assert {*declared, DECLARED_ROLE} == set(inputs) - {DECLARED_EMAIL}
    assert (inputs.get(DECLARED_EMAIL) is not None) == (fold(inputs["email"]) != fold(declared["email"]))
    assert (user.name or ADA.name, user.role or ADA.role) == (inputs["name"], inputs["role"])
    assert declared["role"] == inputs[DECLARED_ROLE]
    if "is_developer" in declared:
        assert (ADA.is_developer if user.is_developer is None else user.is_developer) == inputs["is_developer"]


@given(users, records)
def test_refreshing_twice_is_refreshing_once(user, record):
    """A refresh of a refreshed record finds nothing new."""
    once = seen_record(record, user)

    assert once == seen_record(once, user)


@given(records | refreshed)
def test_inputs_are_read_back_as_what_they_were_made_of(record):
    """A check judges by inputs what a diff judges by the record."""
    read = recorded_by(inputs_of(record))

    assert (record["role"], record["email"]) == (read["role"], read["email"])
    assert record.get("declared_email") == read.get("declared_email")
    assert record.get("declared_role", record["role"]) == read["declared_role"]


def test_a_new_record_holds_the_servers_values_and_the_declaration():
    """The server's reply wins over the declaration; what it does not know is kept as declared."""
    declared = {**DECLARED, "name": "ada", "is_developer": False, "on_destroy": "block"}

    assert {
        "email": "ada@example.com",
        "name": "Ada",
        "role": "MEMBER",
        "is_developer": True,
        "on_destroy": "block",
        "on_expired": "warn",
        "user_id": "U1",
        "status": "INVITED",
        "created_at": "2026-01-01T00:00:00Z",
        "adopted": False,
        "managed": ["is_developer"],
    } == arrived_record(ADA, declared, adopted=False)


def test_what_the_server_did_not_answer_is_not_recorded_as_done():
    """A declared name and permission are recorded once the server holds them; memberships once they are set."""
    declared = {**DECLARED, "is_developer": False, "organizations": {"ML": "ADMIN"}}

    record = arrived_record(account(name="", is_developer=None), declared, adopted=True)

    assert "name" not in record
    assert "is_developer" not in record
    assert {} == record["organizations"]
    assert True is record["adopted"]


@pytest.mark.parametrize(
    ("told", "recorded"),
    [("ada@example.com", "Ada@Example.com"), ("", "Ada@Example.com"), ("ada@new.example", "ada@new.example")],
    ids=["in other letters", "not at all", "another one"],
)
def test_an_address_is_remembered_as_the_program_writes_it_unless_it_is_another(told, recorded):
    """A server that changes letter case causes no difference; a change made elsewhere is not covered up."""
    record = arrived_record(account(email=told), {**DECLARED, "email": "Ada@Example.com"}, adopted=False)

    assert recorded == record.get("email")
    assert ("Ada@Example.com" if told == "ada@new.example" else None) == record.get("declared_email")


def test_a_record_that_is_begun_keeps_what_the_server_said():
    """Nothing has been sent yet, so name, permission, id, password, triggers and memberships stay."""
    member = {"organizations": {"ML": "ADMIN"}, "temporary_password": "hunter2", TRIGGER: 1, "account": "here"}
    recorded = {**arrived_record(ADA, {**DECLARED, "is_developer": True}, adopted=True), **member}
    declared = {**DECLARED, "name": "Countess", "is_developer": False, "on_destroy": "block", TRIGGER: 2}

    begun = begun_record(recorded, {**declared, "organizations": {}})

    assert {**recorded, "on_destroy": "block"} == begun


def test_a_role_that_drifted_stays_the_accounts_own_until_a_reply_says_more():
    """What the program declares is noted beside it."""
    recorded = arrived_record(account(role="ADMIN"), DECLARED, adopted=True)

    begun = begun_record(recorded, DECLARED)

    assert ("ADMIN", "MEMBER") == (begun["role"], begun["declared_role"])


def test_what_is_not_declared_any_more_is_forgotten():
    """The permission the server holds stays in the outputs, but the program does not manage it."""
    before = {**DECLARED, "is_developer": True, "on_destroy": "block", TRIGGER: 1}
    recorded = {**arrived_record(ADA, before, adopted=False), "unfinished": "because", TRIGGER: 1}

    begun = begun_record(recorded, DECLARED)

    assert {"on_destroy", "managed", "unfinished", TRIGGER}.isdisjoint(begun)
    assert "unfinished" not in inputs_of(recorded)
    assert True is begun["is_developer"]
    assert "is_developer" not in inputs_of(begun)


def test_a_moved_person_is_begun_under_the_new_address():
    """What the program still says is noted beside it, until it follows."""
    moved = seen_record(arrived_record(ADA, DECLARED, adopted=False), account(email="countess@example.com"))

    kept, followed = begun_record(moved, DECLARED), begun_record(moved, {**DECLARED, "email": "Countess@example.com"})

    assert ("countess@example.com", "ada@example.com") == (kept["email"], kept["declared_email"])
    assert "Countess@example.com" == followed["email"]
    assert "declared_email" not in followed


def test_a_drifted_role_is_noted_until_it_is_changed_back():
    """This is how a refusal can say who changed what."""
    drifted = seen_record(arrived_record(ADA, DECLARED, adopted=False), account(role="ADMIN"))
    back = seen_record(drifted, ADA)

    assert ("ADMIN", "MEMBER") == (drifted["role"], drifted["declared_role"])
    assert ("ADMIN", "MEMBER") == (inputs_of(drifted)["role"], inputs_of(drifted)[DECLARED_ROLE])
    assert "declared_role" not in back
    assert ("MEMBER", "MEMBER") == (inputs_of(back)["role"], inputs_of(back)[DECLARED_ROLE])


def test_a_moved_address_is_noted_until_it_is_the_declared_one_again():
    """Whoever moved back has not moved."""
    moved = seen_record(arrived_record(ADA, DECLARED, adopted=False), account(email="countess@example.com"))
    back = seen_record(moved, ADA)

    assert ("countess@example.com", "ada@example.com") == (moved["email"], moved["declared_email"])
    assert arrived_record(ADA, DECLARED, adopted=False) == back


def test_a_person_whose_role_the_server_does_not_report_can_be_recorded():
    """A looked-up person may have no role in the reply; that is no reason to fail."""
    record = arrived_record(User(id="U1"), {}, adopted=False)

    assert {"user_id": "U1", "adopted": False} == record
    assert {DECLARED_ROLE: None} == inputs_of(record)


@pytest.mark.parametrize(("declared", "recorded"), [({TRIGGER: 2}, {TRIGGER: 2}), ({}, {})], ids=["pulled", "dropped"])
def test_a_trigger_is_recorded_as_declared(declared, recorded):
    """Once its call is done, or once it has left the program."""
    assert recorded == recorded_trigger({TRIGGER: 1}, declared, TRIGGER)


@pytest.mark.parametrize(
    ("recorded", "declared", "another"),
    [
        ({"email": "ada@example.com"}, {"email": "ADA@example.com"}, False),
        ({"email": "ada@example.com"}, {"email": "grace@example.com"}, True),
        ({"email": "new@example.com", "declared_email": "ada@example.com"}, {"email": "ada@example.com"}, False),
        ({"email": "new@example.com", "declared_email": "ada@example.com"}, {"email": "new@example.com"}, False),
        ({"email": "ada@example.com"}, {}, False),
    ],
    ids=["letter case", "another", "as before", "as it became", "not known yet"],
)
def test_another_person_has_neither_the_address_of_the_account_nor_the_declared_one(recorded, declared, another):
    """An address that was changed elsewhere is still the same person's."""
    assert another is is_another_person(recorded, declared)


def test_what_no_call_is_made_for_is_recorded_by_its_kind():
    """The triggers in the order in which they are pulled; removals read the record."""
    assert ("resend_invitation_trigger", TRIGGER) == TRIGGERS
    assert ("on_destroy",) == ONLY_RECORDED


def test_addresses_are_compared_by_letter_case_only():
    """And nobody's address is that of somebody without one."""
    assert is_same_address("Ada@example.com", "ada@EXAMPLE.com")
    assert not is_same_address("straße@example.com", "strasse@example.com")
    assert not is_same_address(None, "ada@example.com")


@pytest.mark.parametrize(
    ("said", "managed"), [({}, []), ({"is_developer": None}, []), ({"is_developer": False}, ["is_developer"])]
)
def test_a_permission_is_managed_when_it_is_declared(said, managed):
    """False is a value as well."""
    assert managed == managed_arguments(said)


def test_a_concealed_address_is_recognized():
    """In any letter case, on either side; another one is not, and concealing twice changes nothing."""
    hidden = concealed("Ada@Example.com")

    assert is_same_address("ada@example.com", hidden)
    assert is_same_address(hidden, "ADA@example.com")
    assert is_same_address(hidden, hidden)
    assert not is_same_address("alan@example.com", hidden)
    assert hidden == concealed(hidden)
    assert "ada" not in hidden.lower()
