"""What a stack remembers of a person, and how that differs from what a program declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import User
from pulumi_arize_users.api.vocabulary import fold
from pulumi_arize_users.people.record import (
    DECLARED_EMAIL,
    DECLARED_ROLE,
    changes_to_send,
    differences,
    inputs_of,
    new_record,
    refreshed_record,
    server_values,
    unfinished_record,
    unseen_by_engine,
    updated_record,
)

DECLARED = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER", DECLARED_ROLE: "MEMBER", "on_expired": "warn"}
ADA = User(
    id="U1",
    email="ada@example.com",
    name="Ada",
    role="MEMBER",
    status="INVITED",
    is_developer=True,
    created_at="2026-01-01T00:00:00Z",
)

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
).map(lambda declared: {**declared, DECLARED_ROLE: declared["role"]})
users = st.builds(
    User,
    id=st.just("U1"),
    email=st.sampled_from(["ada@example.com", "ada@new.example", ""]),
    name=names | st.just(""),
    role=roles | st.just(""),
    status=st.sampled_from(["ACTIVE", "INVITED", "EXPIRED", ""]),
    is_developer=st.none() | st.booleans(),
)
records = st.builds(new_record, users, declarations, adopted=st.booleans())
refreshed = st.builds(refreshed_record, users, records)


@given(records | refreshed)
def test_a_record_does_not_differ_from_its_own_inputs(record):
    """Whatever is remembered, declaring exactly that is no change: a second preview is empty."""
    assert set() == differences(record, inputs_of(record))


@given(users, declarations, st.booleans())
def test_a_refresh_answers_what_the_server_holds_of_managed_arguments_only(user, declared, adopted):
    """The inputs after a refresh are the server's values, for just the arguments the program gave."""
    record = refreshed_record(user, new_record(ADA, declared, adopted=adopted))
    inputs = inputs_of(record)

    assert set(declared) == set(inputs) - {DECLARED_EMAIL}
    assert (inputs.get(DECLARED_EMAIL) is not None) == (fold(inputs["email"]) != fold(declared["email"]))
    assert (user.name or ADA.name, user.role or ADA.role) == (inputs["name"], inputs["role"])
    assert declared["role"] == inputs[DECLARED_ROLE]
    if "is_developer" in declared:
        assert (ADA.is_developer if user.is_developer is None else user.is_developer) == inputs["is_developer"]


@given(users, records)
def test_refreshing_twice_is_refreshing_once(user, record):
    """A refresh of a refreshed record finds nothing new."""
    once = refreshed_record(user, record)

    assert once == refreshed_record(user, once)


@given(records, declarations)
def test_an_update_sends_all_that_can_be_sent_and_differs(record, declared):
    """Once the server has taken what is sent, only what no call changes still differs."""
    sent = changes_to_send(record, declared)
    record = updated_record(record, declared, User(id="U1", **{**record, **sent}) if sent else None)

    assert differences(record, declared) <= {"role", "email"}


def test_a_new_record_holds_the_servers_values_and_the_declaration():
    """The server's reply wins over the declaration; what it does not know is kept as declared."""
    record = new_record(ADA, DECLARED | {"name": "ada", "is_developer": False, "on_destroy": "block"}, adopted=True)

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
        "adopted": True,
        "managed": ["is_developer"],
    } == record


def test_an_address_is_remembered_as_the_program_writes_it():
    """A server that changes letter case causes no difference."""
    record = new_record(ADA, DECLARED | {"email": "Ada@Example.com"}, adopted=False)

    assert "Ada@Example.com" == record["email"]


def test_another_address_is_remembered_as_the_server_says():
    """An address that was changed elsewhere is not covered up."""
    assert "ada@new.example" == server_values(ADA.model_copy(update={"email": "ada@new.example"}), DECLARED)["email"]


def test_an_update_without_a_reply_keeps_what_the_server_said():
    """When nothing had to be sent, id, status and the other outputs stay."""
    olds = new_record(ADA, DECLARED, adopted=True) | {"temporary_password": "hunter2"}

    record = updated_record(olds, DECLARED | {"on_destroy": "block"}, None)

    assert olds | {"on_destroy": "block"} == record


def test_an_argument_that_is_not_declared_any_more_is_forgotten():
    """The permission the server holds stays in the outputs, but the program does not manage it."""
    olds = new_record(ADA, DECLARED | {"is_developer": True, "on_destroy": "block"}, adopted=False)

    record = updated_record(olds, DECLARED, None)

    assert "on_destroy" not in record
    assert True is record["is_developer"]
    assert "managed" not in record
    assert "is_developer" not in inputs_of(record)


@pytest.mark.parametrize(
    "wanted",
    [{"adopt": True}, {"invite_mode": "NONE"}, {"on_expired": "reinvite"}, {"email": "ADA@EXAMPLE.COM"}],
    ids=lambda wanted: next(iter(wanted)),
)
def test_what_nothing_follows_from_is_no_difference(wanted):
    """These arguments only matter at other times, and the letter case of an address never does."""
    assert set() == differences(new_record(ADA, DECLARED, adopted=False), DECLARED | wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "Ada Lovelace"},
        {"role": "ADMIN"},
        {"email": "grace@example.com"},
        {"is_developer": True},
        {"is_developer": False},
        {"on_destroy": "retain"},
        {"resend_invitation_trigger": 1.0},
        {"reset_password_trigger": "now"},
    ],
    ids=str,
)
def test_what_something_follows_from_is_a_difference(wanted):
    """A value to send, to record or to act upon; a permission is newly managed even if it has the declared value."""
    assert set(wanted) == differences(new_record(ADA, DECLARED, adopted=False), DECLARED | wanted)


def test_an_expired_invitation_differs_only_from_a_program_that_renews_it():
    """With `warn` an expired invitation is not the program's to change."""
    record = new_record(ADA.model_copy(update={"status": "EXPIRED"}), DECLARED, adopted=False)

    assert set() == differences(record, DECLARED)
    assert {"status"} == differences(record, DECLARED | {"on_expired": "reinvite"})


def test_an_unmanaged_permission_that_drifts_is_no_difference():
    """What the program does not say is left alone."""
    record = refreshed_record(ADA.model_copy(update={"is_developer": False}), new_record(ADA, DECLARED, adopted=False))

    assert set() == differences(record, DECLARED)
    assert {} == changes_to_send(record, DECLARED)


def test_the_program_hears_what_it_declared_after_a_role_drifted():
    """The inputs tell the role found from the role declared, until both are the same again."""
    drifted = refreshed_record(ADA.model_copy(update={"role": "ADMIN"}), new_record(ADA, DECLARED, adopted=False))
    back = refreshed_record(ADA, drifted)

    assert ("ADMIN", "MEMBER") == (inputs_of(drifted)["role"], inputs_of(drifted)[DECLARED_ROLE])
    assert ("MEMBER", "MEMBER") == (inputs_of(back)["role"], inputs_of(back)[DECLARED_ROLE])
    assert "declared_role" not in back


def test_a_drifted_role_that_an_update_came_across_is_still_drift():
    """The reply to a new name may be the first to tell of another role: the declared one is not lost with it."""
    olds = new_record(ADA, DECLARED, adopted=False)

    record = updated_record(olds, DECLARED | {"name": "A."}, ADA.model_copy(update={"name": "A.", "role": "ADMIN"}))

    assert ("ADMIN", "MEMBER") == (inputs_of(record)["role"], inputs_of(record)[DECLARED_ROLE])


def test_a_person_whose_role_the_server_does_not_tell_can_be_recorded():
    """A looked-up person may have no role in the reply; that is no reason to fail."""
    record = new_record(User(id="U1"), {}, adopted=False)

    assert {"user_id": "U1", "adopted": False} == record
    assert {DECLARED_ROLE: None} == inputs_of(record)


def test_unfinished_work_is_seen_although_the_inputs_are_equal():
    """The engine compares inputs; what failed is only in the record, so the record says which difference that is."""
    record = unfinished_record(new_record(ADA, DECLARED, adopted=False), ["name", "is_developer"])

    assert ["is_developer", "name"] == record["unfinished"]
    assert {"status", "is_developer", "name"} == unseen_by_engine(record)
    assert "unfinished" not in updated_record(record, DECLARED, None)
    assert "unfinished" not in refreshed_record(ADA, record)
