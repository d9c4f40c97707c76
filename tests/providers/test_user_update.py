"""Acting: what an update sends, and what it leaves alone."""

import json

import pytest

from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ada(start, arize):
    """A person of the stack, created by an earlier run."""
    state = start().add()
    arize.clear_requests()
    return state


def writes(arize):
    return [(request.method, request.path.rpartition("/")[2], request.body) for request in arize.writes]


@pytest.mark.parametrize(
    "change",
    [{"name": "Countess"}, {"is_developer": False}, {"name": "Countess", "is_developer": False}],
    ids=["the name", "the permission", "both"],
)
def test_only_what_differs_is_sent(run, arize, ada, change):
    """One PATCH with just these properties; the record holds the server's reply."""
    state = run.change(ada, **change)

    assert [("PATCH", ada.id, change)] == writes(arize)
    assert ada.outputs | change | ({"managed": ["is_developer"]} if "is_developer" in change else {}) == state.outputs


@pytest.mark.parametrize(
    "change",
    [{"on_destroy": "block"}, {"is_developer": True}, {"invite_mode": "NONE"}, {"adopt": True}, {"on_expired": "warn"}],
    ids=lambda change: next(iter(change)),
)
def test_what_is_only_recorded_is_not_sent(run, arize, ada, change):
    """A policy, or a permission that is as declared already, costs no request."""
    state = run.change(ada, **change)

    assert [] == arize.requests
    assert change.items() <= state.outputs.items()


def test_a_drifted_name_is_changed_back(run, start, arize, ada):
    """After a refresh the difference is the program's to fix."""
    arize.edit_user("ada@example.com", name="Countess")

    run.change(start().refresh(ada))

    assert "Ada Lovelace" == arize.user(ada.id)["name"]


def test_adoption_is_remembered(start, arize):
    """An account that was taken over stays one through updates, so that no default blocks it later."""
    arize.add_user("grace@example.com")
    state = start().add(email="grace@example.com", adopt=True)

    updated = start().change(state, email="grace@example.com", name="Grace", adopt=True)

    assert True is updated.outputs["adopted"]


def test_a_temporary_password_is_kept(start):
    """An update that has nothing to do with it does not lose it."""
    state = start().add(invite_mode="TEMPORARY_PASSWORD")

    updated = start().change(state, invite_mode="TEMPORARY_PASSWORD", name="Ada")

    assert state.outputs["temporary_password"] == updated.outputs["temporary_password"]


def test_a_refused_update_names_the_person(run, arize, ada):
    """The sentence says what was being done to whom, what the server said, and what helps."""
    arize.caller_role = "MEMBER"

    with pytest.raises(StepFailed, match=r"^Updating ada@example.com failed. Arize answered 403 .*account role Admin"):
        run.change(ada, name="Ada")


def test_a_new_value_of_a_trigger_sends_the_invitation_once(start, arize, ada):
    """The value is recorded, so the next run has nothing to do."""
    state = start().change(ada, resend_invitation_trigger="monday")

    assert [("POST", "resend-invitation", None)] == writes(arize)
    assert "monday" == state.outputs["resend_invitation_trigger"]
    assert False is start().diff(state, resend_invitation_trigger="monday").changes


def test_a_trigger_that_is_given_from_the_start_calls_nothing(run, arize):
    """An invitation has just been sent; the value is where changes are counted from."""
    run.add(email="grace@example.com", resend_invitation_trigger=1.0, reset_password_trigger=1.0)

    assert ["/v2/users"] == [request.path for request in arize.writes]


def test_a_trigger_that_is_taken_away_calls_nothing(start, arize):
    """Only another value is a wish; none is not."""
    state = start().add(email="grace@example.com", reset_password_trigger=1.0)
    arize.clear_requests()

    updated = start().change(state, email="grace@example.com")

    assert [] == arize.requests
    assert "reset_password_trigger" not in updated.outputs


def test_a_new_value_of_the_other_trigger_resets_the_password(run, start, arize, ada):
    """The person gets a link to choose another password."""
    arize.accept_invitation("ada@example.com")

    run.change(start().refresh(ada), reset_password_trigger=2.0)

    assert [("POST", "reset-password", None)] == writes(arize)
    assert 1 == arize.user(ada.id)["password_resets"]


def test_an_active_person_needs_no_invitation(run, start, arize, said, ada):
    """The trigger is done without a request, and one line says why."""
    arize.accept_invitation("ada@example.com")
    active = start().refresh(ada)

    state = run.change(active, resend_invitation_trigger="monday")

    assert [] == arize.writes
    assert "monday" == state.outputs["resend_invitation_trigger"]
    assert "arize: warning: ada@example.com is already ACTIVE, so no invitation was sent." == said()[-1]


def expire(run, arize, state):
    arize.expire_invitation("ada@example.com")
    arize.clear_requests()
    expired = run.refresh(state)
    arize.clear_requests()
    return expired


def test_an_expired_invitation_is_renewed_if_asked(run, start, arize, said, ada):
    """One new invitation, and one line about it; the record is that of an invited person."""
    expired = expire(start(), arize, ada)

    state = run.change(expired, on_expired="reinvite")

    assert ["POST"] == [request.method for request in arize.writes]
    assert ("INVITED", 2) == (state.outputs["status"], arize.user(ada.id)["invitations_sent"])
    assert False is state.outputs["adopted"]
    assert [] == [line for line in said() if "warning" in line]
    assert False is run.diff(state, on_expired="reinvite").changes


def test_a_renewed_invitation_brings_its_own_password(start, arize):
    """The old temporary password is worth nothing any more: the record holds the new one."""
    mode = {"invite_mode": "TEMPORARY_PASSWORD", "on_expired": "reinvite"}
    first = start().add(**mode)

    second = start().change(expire(start(), arize, first), **mode)

    assert second.outputs["temporary_password"]
    assert first.outputs["temporary_password"] != second.outputs["temporary_password"]


def test_a_renewed_invitation_gets_the_declared_permission(start, arize):
    """The server starts from the role's own permission again, so what is declared is sent once more."""
    state = start().add(is_developer=False)

    renewed = start().change(expire(start(), arize, state), is_developer=False, on_expired="reinvite")

    assert False is arize.user(state.id)["is_developer"]
    assert False is renewed.outputs["is_developer"]


def test_a_renewed_invitation_may_be_another_account(start, arize, ada):
    """Where the server gives the person another id, everything else goes to that one."""
    arize.reinvite_changes_id = True

    renewed = start().change(
        expire(start(), arize, ada), name="Ada", is_developer=False, on_expired="reinvite", on_destroy="block"
    )
    live = arize.user("ada@example.com")
    refreshed = start().refresh(renewed)
    start().remove(refreshed)

    assert ada.id != live["id"] == renewed.outputs["user_id"] == refreshed.outputs["user_id"]
    assert ("Ada", False) == (live["name"], live["is_developer"])
    assert "INACTIVE" == arize.user("ada@example.com")["status"]


def test_another_id_for_a_renewed_invitation_is_not_believed_alone(run, start, arize, ada):
    """The list still has the person under the old one, so the reply is somebody else's."""
    expired = expire(start(), arize, ada)
    role = {"type": "PREDEFINED", "name": "MEMBER"}
    body = json.dumps({"id": "U9", "email": "ada@example.com", "name": "Ada", "role": role, "status": "INVITED"})
    arize.fail(Fault("status", method="POST", status=201, body=body, content_type="application/json"))

    with pytest.raises(StepFailed, match=r"about the account U9 when asked about that of ada@example\.com;"):
        run.change(expired, on_expired="reinvite")

    assert True is start().diff(expired, on_expired="reinvite").changes


def test_a_person_who_accepted_in_the_meantime_is_not_invited_again(run, start, arize, ada):
    """A conflict with the very person is the answer to the question whether they are in the account."""
    expired = expire(start(), arize, ada)
    arize.edit_user("ada@example.com", status="ACTIVE")

    state = run.change(expired, on_expired="reinvite")

    assert (ada.id, "ACTIVE") == (state.outputs["user_id"], state.outputs["status"])


def test_a_renewal_that_fails_is_asked_for_again(run, start, arize, ada):
    """The record stays that of an expired invitation."""
    expired = expire(start(), arize, ada)
    arize.fail(Fault("status", method="POST", status=403))

    with pytest.raises(StepFailed, match=r"^Updating ada@example.com failed. Arize answered 403"):
        run.change(expired, on_expired="reinvite")

    assert True is start().diff(expired, on_expired="reinvite").changes


def test_a_renewal_and_a_trigger_are_one_invitation(run, start, arize, ada):
    """The trigger's value is recorded with it, so that the next run does not pull it again."""
    expired = expire(start(), arize, ada)
    asked = {"on_expired": "reinvite", "resend_invitation_trigger": "monday"}

    state = run.change(expired, **asked)

    assert ["/v2/users"] == [request.path for request in arize.writes]
    assert "monday" == state.outputs["resend_invitation_trigger"]
    assert False is run.diff(state, **asked).changes
