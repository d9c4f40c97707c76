"""Acting: an invitation whose answer did not arrive is looked for, never sent a second time."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault

LOST = {
    "reset": Fault("reset", method="POST", after_write=True),
    "hang": Fault("hang", method="POST", after_write=True),
    "truncated": Fault("truncated", method="POST"),
    "malformed": Fault("malformed", method="POST"),
    "html": Fault("html", method="POST", after_write=True),
    "500": Fault("status", method="POST", after_write=True),
    "no id": Fault("missing-field", method="POST", drop=("id",)),
}


@pytest.fixture
def run(start):
    """A run that does not wait long for an answer."""
    return start(timeoutSeconds="1")


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_an_invitation_that_was_made_is_found(run, arize, said, fault):
    """One POST, one look: the person is created, not adopted, for nobody had the address before."""
    arize.fail(fault)

    state = run.add()

    assert ["POST"] == [request.method for request in arize.writes]
    assert arize.user("ada@example.com")["id"] == state.id
    assert (False, "INVITED") == (state.outputs["adopted"], state.outputs["status"])
    assert [] == [line for line in said() if "warning" in line]


def test_the_permission_is_set_on_a_person_who_was_found(run, arize):
    """A lost answer does not lose what comes after the invitation."""
    arize.fail(LOST["reset"])

    state = run.add(is_developer=False)

    assert False is arize.user(state.id)["is_developer"]


def test_a_lost_temporary_password_is_a_warning(run, arize, said):
    """The person exists, but the password is known to nobody: one line says how to get a new one."""
    arize.fail(LOST["truncated"])

    state = run.add(invite_mode="TEMPORARY_PASSWORD")

    assert "temporary_password" not in state.outputs
    line = said()[-1]
    assert line.startswith("arize: warning: ada@example.com was invited, but the temporary password was lost")
    assert "reset_password_trigger" in line


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("reset", method="POST"), "closed the connection without an answer. Run again."),
        (Fault("status", method="POST", status=502), "Arize answered 502"),
        (Fault("html", method="POST"), "not with the JSON of its API"),
    ],
    ids=["reset", "502", "html"],
)
def test_an_invitation_that_was_not_made_is_an_error(run, arize, fault, reason):
    """Nobody is found, so the first error is the answer; another run may try again."""
    arize.fail(fault)

    with pytest.raises(StepFailed) as failure:
        run.add()

    assert str(failure.value).startswith("Inviting ada@example.com failed. ")
    assert reason in str(failure.value)
    assert ["POST"] == [request.method for request in arize.writes]


def test_an_invitation_that_cannot_be_looked_for_may_have_been_sent(run, arize):
    """Both failures are reported, and what to do in either case."""
    inputs = run.inputs()
    arize.fail(LOST["reset"])
    arize.fail(Fault("status", method="GET", status=500))

    with pytest.raises(StepFailed) as failure:
        run.person.create(inputs)

    assert str(failure.value).startswith("Inviting ada@example.com failed. ")
    assert "Whether ada@example.com was invited anyway could not be looked up. Run again" in str(failure.value)
    assert str(failure.value).endswith("adopt=True takes it over.")


def test_an_expired_invitation_is_not_the_one_that_was_just_sent(run, arize):
    """Somebody else's, which was made since the look: it is not recorded as ours."""
    inputs = run.inputs()
    arize.add_user("ada@example.com", status="EXPIRED")
    arize.fail(Fault("reset", method="POST"))

    with pytest.raises(StepFailed, match="closed the connection without an answer"):
        run.person.create(inputs)


def test_an_invitation_that_was_refused_is_not_looked_for(run, arize):
    """A 403 says that nothing was done."""
    inputs = run.inputs()
    arize.fail(Fault("status", method="POST", status=403))
    arize.clear_requests()

    with pytest.raises(StepFailed, match=r"^Inviting ada@example.com failed. Arize answered 403"):
        run.person.create(inputs)

    assert ["POST"] == [request.method for request in arize.requests]


def test_without_a_look_before_the_person_may_be_somebody_elses(run, arize):
    """Who was never seen to be absent is not called created: that takes adopt."""
    arize.fail(Fault("reset", method="GET"))
    inputs = run.inputs()
    arize.fail(LOST["reset"])

    with pytest.raises(Refused, match=r"^ada@example.com already exists"):
        run.person.create(inputs)


def test_without_a_look_before_adopt_takes_the_person_over(run, arize):
    """With adopt it does not matter who made the account, and the record does not claim that we did."""
    arize.fail(Fault("reset", method="GET"))
    inputs = run.inputs(adopt=True)
    arize.fail(LOST["reset"])

    result = run.person.create(inputs)

    assert result.outs is not None
    assert True is result.outs["adopted"]
