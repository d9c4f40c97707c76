"""Acting: the person is there, but a later step failed. Outside of the engine's host the result is given as it is."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from pulumi_arize_users.api.cancellation import Cancellation
from pulumi_arize_users.hosts.dynamic import providers
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault

FORBIDDEN = Fault("status", method="PATCH", status=403)


def test_an_invited_person_is_not_lost_when_the_permission_cannot_be_set(run, arize, said):
    """The state holds the server's value, and the warning says what failed and that it will be tried again."""
    arize.fail(FORBIDDEN)

    state = run.add(is_developer=False)

    assert arize.user("ada@example.com")["id"] == state.id
    assert True is state.outputs["is_developer"]
    assert "is_developer could not be set" in state.outputs["unfinished"]
    line = said()[-1]
    assert line.startswith(
        "arize: warning: ada@example.com is in the account, but is_developer could not be set. Arize answered 403"
    )
    assert f"arize: warning: {state.outputs['unfinished']} The next `pulumi up` tries again." == line


def test_the_next_run_finishes_the_work(start, arize):
    """Diff sees the difference in the outputs, and the update sends just what is left. No adopt is needed."""
    arize.fail(FORBIDDEN)
    state = start().add(is_developer=False)
    arize.clear_requests()

    run = start()
    changes = run.diff(state, is_developer=False).changes
    finished = run.change(state, is_developer=False)

    assert True is changes
    assert [{"is_developer": False}] == [request.body for request in arize.writes]
    assert False is finished.outputs["is_developer"]
    assert "unfinished" not in finished.outputs
    assert False is run.diff(finished, is_developer=False).changes


def test_a_take_over_that_is_not_finished_is_recorded_as_it_is(start, arize):
    """Name and permission of the account stay in the record until they are as declared."""
    arize.add_user("ada@example.com", name="Ada", is_developer=True)
    arize.fail(FORBIDDEN)

    run = start()
    state = run.add(adopt=True, is_developer=False)
    finished = start().change(state, adopt=True, is_developer=False)

    assert ("Ada", True) == (state.outputs["name"], state.outputs["is_developer"])
    assert "name and is_developer could not be set" in state.outputs["unfinished"]
    assert ("Ada Lovelace", False, True) == tuple(finished.outputs[key] for key in ("name", "is_developer", "adopted"))


def test_a_temporary_password_survives_what_fails_after_it(run, arize):
    """It is never answered again, so a failure of the second request must not lose it."""
    arize.fail(FORBIDDEN)

    state = run.add(invite_mode="TEMPORARY_PASSWORD", is_developer=False)

    assert state.outputs["temporary_password"]


def test_an_unfinished_person_can_be_removed(start, arize):
    """What is half done is in state, so it can be undone like anything else."""
    arize.fail(FORBIDDEN)
    state = start().add(is_developer=False, on_destroy="block")

    start().remove(state)

    assert "INACTIVE" == arize.user(state.id)["status"]


def test_a_person_whose_run_is_cancelled_on_the_way_is_not_lost(start, arize, monkeypatch, said):
    """The invitation is recorded with what is left to do, and nothing more is sent."""
    cancellation = Cancellation()
    monkeypatch.setattr(providers, "CANCELLATION", cancellation)
    run = start()
    inputs = run.inputs(is_developer=False)
    arize.latency_ms = 200
    with ThreadPoolExecutor(1) as engine:
        created = engine.submit(run.person.create, inputs)
        while not arize.writes and not created.done():
            wait([created], timeout=0.01)
        cancellation.request()
        outputs = created.result().outs

    assert ["POST"] == [request.method for request in arize.writes]
    assert (True, arize.user("ada@example.com")["id"]) == (outputs["is_developer"], outputs["user_id"])
    assert said()[-1] == f"arize: warning: {outputs['unfinished']} The next `pulumi up` tries again."
    assert "cancel" in outputs["unfinished"]


@pytest.mark.parametrize("trigger", ["resend_invitation_trigger", "reset_password_trigger"])
def test_a_trigger_that_fails_stays_asked_for(start, arize, said, trigger):
    """The record keeps the old value: the next run calls again, and only once it succeeded the new one is recorded."""
    if trigger == "reset_password_trigger":
        arize.add_user("ada@example.com", name="Ada Lovelace")
    state = start().add(adopt=True, **{trigger: "monday"})
    arize.fail(Fault("status", method="POST", status=500))
    said()

    with pytest.raises(StepFailed, match=r"^Sending .* ada@example.com failed\. Arize answered 500"):
        start().change(state, adopt=True, **{trigger: "tuesday"})
    changes = start().diff(state, adopt=True, **{trigger: "tuesday"}).changes
    finished = start().change(state, adopt=True, **{trigger: "tuesday"})

    assert None is changes
    assert "tuesday" == finished.outputs[trigger]
    assert "unfinished" not in finished.outputs


def test_a_trigger_that_fails_after_something_else_is_unfinished(start, arize, said):
    """What was done is recorded, and the warning says what is left."""
    state = start().add()
    arize.fail(Fault("status", method="POST", status=500))
    asked = {"name": "Ada", "resend_invitation_trigger": "now"}

    failed = start().change(state, **asked)
    told = said()[-1]
    changes = start().diff(failed, **asked).changes

    what = "ada@example.com is in the account, but what resend_invitation_trigger asks for could not be done. Arize"
    assert what in told
    assert what in failed.outputs["unfinished"]
    assert True is changes


def test_a_name_is_recorded_although_a_trigger_fails(start, arize):
    """What was done before the failure is done, and is not sent again."""
    state = start().add()
    arize.fail(Fault("status", method="POST", status=500))

    failed = start().change(state, name="Ada", resend_invitation_trigger="now")

    assert "Ada" == failed.outputs["name"]
    assert "resend_invitation_trigger" not in failed.outputs


def test_two_triggers_are_both_still_asked_for_when_the_first_fails(start, arize):
    """A failure must not make the record say that a call happened which was never tried."""
    state = start().add()
    arize.fail(Fault("status", method="POST", status=500))
    asked = {"resend_invitation_trigger": 1.0, "reset_password_trigger": 1.0}

    with pytest.raises(StepFailed):
        start().change(state, **asked)
    arize.clear_requests()
    arize.accept_invitation("ada@example.com")
    start().change(start().refresh(state), **asked)

    assert [f"/v2/users/{state.id}/reset-password"] == [request.path for request in arize.writes]
