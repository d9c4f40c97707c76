"""Acting: how a person comes into the account."""

import pytest

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import ADA, crowd, gone, hosted

INVITATION = "POST /v2/users"


def writes(arize):
    return [f"{request.method} {request.path}" for request in arize.writes]


def test_a_new_person_is_invited_with_one_request(run, arize):
    """The record holds what the server answered, and what only the program knows."""
    state = run.add(on_destroy="block")

    live = arize.user("ada@example.com")
    assert [INVITATION] == writes(arize)
    assert live["id"] == state.id
    assert {
        "__provider": "gASV",
        "__format": "1",
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "role": "MEMBER",
        "invite_mode": "EMAIL_LINK",
        "on_destroy": "block",
        "on_expired": "warn",
        "is_developer": True,
        "user_id": live["id"],
        "status": "INVITED",
        "created_at": live["created_at"],
        "adopted": False,
        "account": f"{arize.url} {arize.user('owner@example.com')['id']}",
    } == state.outputs


@pytest.mark.parametrize("exists", [True, False])
def test_a_person_whom_the_check_has_looked_up_is_not_looked_up_again(run, arize, exists):
    """However many people the account has."""
    crowd(arize, 300)
    arize.add_user("ada@example.com", name="Ada") if exists else None
    inputs = run.inputs(adopt=True)
    arize.clear_requests()

    run.person.create(inputs)

    assert ["PATCH" if exists else "POST"] == [request.method for request in arize.requests]


def test_the_address_goes_out_as_it_is_written(run, arize):
    """Letter case is the program's; state keeps it."""
    state = run.add(email="Ada@Example.com")

    assert "Ada@Example.com" == arize.user(state.id)["email"]
    assert "Ada@Example.com" == state.outputs["email"]


def test_a_custom_role_is_assigned(run, arize):
    """The role is sent by id and recorded as declared."""
    role = f"custom:{arize.add_role('Reviewers')}"

    state = run.add(role=role)

    assert role == arize.user(state.id)["role"] == state.outputs["role"]


def test_a_server_that_speaks_lower_case_is_understood(run, arize):
    """The record does not depend on the server's spelling."""
    arize.dialect = "lower"

    state = run.add(invite_mode="NONE", role="MEMBER_UI_ONLY")

    assert ("MEMBER_UI_ONLY", "ACTIVE") == (state.outputs["role"], state.outputs["status"])


def test_a_temporary_password_is_recorded(run):
    """It is answered once and never again, so the record is where it lives."""
    state = run.add(invite_mode="TEMPORARY_PASSWORD")

    assert state.outputs["temporary_password"]


def test_the_permission_is_left_alone_unless_given(run, arize):
    """The server's own rule about developers is followed."""
    run.add(role="ANNOTATOR")

    assert [INVITATION] == writes(arize)


def test_the_permission_the_server_gave_is_not_sent_again(run, arize):
    """A value that is as declared needs no second request."""
    run.add(is_developer=True)

    assert [INVITATION] == writes(arize)


def test_another_permission_is_sent_after_the_invitation(run, arize):
    """The creation takes no such argument; the record holds what the second reply said."""
    state = run.add(is_developer=False)

    assert [INVITATION, f"PATCH /v2/users/{state.id}"] == writes(arize)
    assert {"is_developer": False} == arize.writes[1].body
    assert False is state.outputs["is_developer"]


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED"])
def test_an_account_that_exists_is_adopted_without_an_invitation(run, arize, status):
    """What preview found is taken over as declared; a second invitation is not sent."""
    user_id = arize.add_user("ada@example.com", name="Ada", status=status, is_developer=False)

    state = run.add(adopt=True, is_developer=True)

    assert [f"PATCH /v2/users/{user_id}"] == writes(arize)
    assert {"name": "Ada Lovelace", "is_developer": True} == arize.writes[0].body
    assert (user_id, True) == (state.id, state.outputs["adopted"])
    assert ("Ada Lovelace", True, status) == tuple(state.outputs[key] for key in ("name", "is_developer", "status"))


@pytest.mark.parametrize("exists", [False, True])
def test_nobody_arrives_in_an_account_that_turns_out_to_be_another(run, arize, exists):
    """They were checked before the run met anybody it remembers: neither an invitation nor a take-over follows."""
    arize.add_user("ada@example.com", name="Ada") if exists else None
    inputs = run.inputs(adopt=True)
    for number, user_id in enumerate(gone(arize, 2)):
        other = {"email": f"other-{number}@example.com"}
        run.person.diff(user_id, hosted(ADA | other | {"user_id": user_id, "account": ""}), hosted(ADA | other))

    with pytest.raises(WrongAccount, match=r"^None of 2 recorded people is in the account at "):
        run.person.create(inputs)

    assert [] == arize.writes


def test_an_account_that_another_resource_of_the_run_has_is_refused_before_anything_is_sent(run, arize):
    """Both addresses were outputs, and only the run shows that they are one."""
    run.add()
    arize.clear_requests()

    with pytest.raises(Refused, match=r"^ada@example.com is declared by two resources of this program"):
        run.person.create(hosted(ADA | {"adopt": True, "__role": "MEMBER"}))

    assert [] == arize.requests


def test_adoption_lowers_nothing_that_is_not_declared(run, arize):
    """A permission the program does not mention stays."""
    arize.add_user("ada@example.com", name="Ada Lovelace", role="MEMBER_UI_ONLY", is_developer=True)

    run.add(adopt=True, role="MEMBER_UI_ONLY")

    assert [] == arize.writes


def test_an_adoption_invites_nobody(run, arize):
    """An account whose invitation has expired is taken over as it is."""
    user_id = arize.add_user("ada@example.com", name="Ada Lovelace", status="EXPIRED")

    state = run.add(adopt=True)

    assert [] == writes(arize)
    assert (user_id, "EXPIRED", True) == (state.id, state.outputs["status"], state.outputs["adopted"])


def test_an_expired_invitation_is_renewed_by_adoption_where_that_is_asked_for(run, arize):
    """An account that nobody can use any more is invited again, and counts as adopted."""
    user_id = arize.add_user("ada@example.com", name="Ada", status="EXPIRED")

    state = run.add(adopt=True, on_expired="reinvite")

    assert [INVITATION] == writes(arize)
    assert (user_id, "INVITED", True) == (state.id, state.outputs["status"], state.outputs["adopted"])


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED"], ids=["answered with 409", "answered with 200"])
def test_an_account_made_since_the_preview_is_not_taken_over(run, arize, status):
    """An answer that is not 201 is no creation: the program did not make this account."""
    inputs = run.inputs()
    user_id = arize.add_user("ada@example.com", status=status)

    with pytest.raises(Refused) as refusal:
        run.person.create(inputs)

    assert str(refusal.value).startswith(
        f"ada@example.com already exists in the Arize account (id {user_id}, status {status}, role MEMBER), and this "
        "run knows of no resource that manages it."
    )
    assert "adopt=True" in str(refusal.value)


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED"], ids=["answered with 409", "answered with 200"])
def test_an_account_made_since_the_preview_is_adopted_if_asked(run, arize, status):
    """With adopt it does not matter when the account came into being."""
    inputs = run.inputs(adopt=True)
    user_id = arize.add_user("ada@example.com", name="Ada", status=status)

    result = run.person.create(inputs)

    assert user_id == result.id
    assert result.outs is not None
    assert True is result.outs["adopted"]
    assert "Ada Lovelace" == arize.user(user_id)["name"]


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED"], ids=["answered with 409", "answered with 200"])
def test_an_account_made_since_the_preview_in_another_role_is_refused(run, arize, status):
    """A take-over never changes what somebody may do, so nothing is sent to the account."""
    inputs = run.inputs(adopt=True, is_developer=False)
    arize.add_user("ada@example.com", name="Ada", role="ADMIN", status=status)

    with pytest.raises(Refused, match=r'cannot be taken over as MEMBER: .* Write role="ADMIN" in the program'):
        run.person.create(inputs)

    assert [INVITATION] == writes(arize)


def test_a_burned_address_cannot_be_invited(run, arize):
    """A conflict with nobody visible: the sentence says that no other run will help."""
    arize.add_user("ada@example.com", status="INACTIVE")

    with pytest.raises(Refused, match="can never be invited again: use another address"):
        run.add(adopt=True)

    assert [INVITATION] == writes(arize)


def test_what_the_server_refuses_is_reported_with_its_reason(run):
    """A role that does not exist is the server's to find; the sentence says who was to be invited."""
    with pytest.raises(StepFailed, match=r"^Inviting ada@example.com failed. Arize answered 404 \(.*Role 9 was not f"):
        run.add(role="custom:9")


def test_a_person_who_has_just_come_is_not_blocked_by_the_same_run(run, arize):
    """A renamed resource is created under its new name and deleted under its old one: the person must not notice."""
    state = run.add(on_destroy="block")

    run.remove(state)

    assert "INVITED" == arize.user("ada@example.com")["status"]


def test_a_person_who_was_taken_over_is_not_blocked_by_the_same_run(start, arize):
    """The same for the new name with adopt, whose old name another run created."""
    before = start().add(on_destroy="block")

    run = start()
    run.add(adopt=True, on_destroy="block")
    run.remove(before)

    assert "INVITED" == arize.user("ada@example.com")["status"]
    assert not [request for request in arize.writes if request.method == "DELETE"]


def test_nothing_is_invented_when_the_server_leaves_fields_out(run, arize):
    """A reply without role, status and permission is completed by the declaration or not at all."""
    arize.fail(Fault("missing-field", method="POST", drop=("role", "status", "is_developer")))

    state = run.add()

    assert "MEMBER" == state.outputs["role"]
    assert "status" not in state.outputs
    assert "is_developer" not in state.outputs


def test_every_failure_of_a_step_is_an_error_of_this_package(run, arize):
    """One `except` is enough for whoever calls providers from a program."""
    arize.add_user("ada@example.com", status="INACTIVE")

    with pytest.raises(ArizeError):
        run.add()
