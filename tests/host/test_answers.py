"""How the real host answers: an error of ours is its sentence, a bug is a bug, and unfinished is not failed."""

import grpc
import pytest
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import provider_pb2, status_pb2

SENTENCE = "Adding ada@exämple.com failed.\nSecond line: see the manual — “really”."
METHODS = ["Check", "Diff", "Create", "Read", "Update", "Delete"]


def details_of(failure):
    """The status and the resource in the trailing metadata of a failed call."""
    status, unfinished = status_pb2.Status(), provider_pb2.ErrorResourceInitFailed()
    status.ParseFromString(dict(failure.trailing_metadata())["grpc-status-details-bin"])
    assert status.details[0].Unpack(unfinished)
    return status, unfinished


@pytest.mark.parametrize("method", METHODS)
def test_an_error_of_ours_arrives_as_its_sentence(stage, rehearsal, method):
    """No traceback, no class name: the sentence is all there is."""
    failure = stage.failure(method, rehearsal().make(method, refusal=SENTENCE))

    assert (grpc.StatusCode.UNKNOWN, SENTENCE) == (failure.code(), failure.details())


def test_an_error_in_the_settings_arrives_as_its_sentence(stage, rehearsal):
    """Configuring happens inside of the first call, two frames away from it."""
    failure = stage.failure("Check", rehearsal("Unconfigurable").make("Check"))

    assert (grpc.StatusCode.UNKNOWN, "The settings cannot be used.\nSecond line: see the manual.") == (
        failure.code(),
        failure.details(),
    )


@pytest.mark.parametrize("method", METHODS)
def test_a_bug_keeps_what_the_host_says_of_it(stage, rehearsal, method):
    """Whoever has to fix it needs more than a sentence."""
    failure = stage.failure(method, rehearsal().make(method, bug="the list is empty"))

    assert grpc.StatusCode.UNKNOWN == failure.code()
    assert "the list is empty" != failure.details()
    assert "the list is empty" in failure.details()


def test_a_bug_keeps_its_traceback(stage, rehearsal):
    """The line that raised is in the answer, with hosts that answer with tracebacks at all."""
    details = stage.failure("Create", rehearsal().make("Create", bug="the list is empty")).details()

    assert details.startswith(("Traceback (most recent call last)", "Exception calling application"))
    assert "Exception calling application" in details or "rehearsal.py" in details


@pytest.mark.parametrize("size", [0, 300_000])
@pytest.mark.parametrize("method", ["Create", "Update"])
def test_what_is_unfinished_is_answered_with_all_the_engine_stores(stage, rehearsal, method, size):
    """Id, outputs with their provider, and the reason: the resource goes into state, and the next `up` goes on."""
    request = rehearsal().make(method, unfinished=SENTENCE, name="ada", size=size)

    failure = stage.failure(method, request)
    status, unfinished = details_of(failure)
    properties = MessageToDict(unfinished.properties)

    assert (grpc.StatusCode.UNKNOWN, SENTENCE) == (failure.code(), failure.details())
    assert (2, SENTENCE) == (status.code, status.message)
    assert ("T1", [SENTENCE]) == (unfinished.id, list(unfinished.reasons))
    assert rehearsal()._provider == properties["__provider"]
    assert ("ada" if method == "Create" else "as before") == properties["name"]
    assert method == "Update" or size == len(properties["filling"])


def test_outputs_that_cannot_travel_leave_the_hosts_own_answer(stage, rehearsal):
    """Better the stock error than half a resource in state."""
    failure = stage.failure("Create", rehearsal().make("Create", unsendable=SENTENCE))

    assert "grpc-status-details-bin" not in dict(failure.trailing_metadata())
    assert SENTENCE != failure.details()


def test_a_method_that_is_called_by_another_raises_as_usual(stage, rehearsal):
    """Only the call that the host itself makes is answered; what our own code catches is caught."""
    answer = stage.call("Create", rehearsal().make("Create", inner="No such thing."))

    assert "caught: No such thing." == MessageToDict(answer.properties)["inner"]


def test_a_call_after_a_failure_is_answered_as_usual(stage, rehearsal):
    """An answer belongs to one call; nothing of it stays behind."""
    stage.failure("Create", rehearsal().make("Create", refusal=SENTENCE))

    assert "T1" == stage.call("Create", rehearsal().make("Create", name="ada")).id


def test_calls_at_the_same_time_do_not_mix_their_answers(stage, rehearsal):
    """All workers are in the middle of a call when half of them fail, repeatedly."""
    calls = [
        stage.start(
            "Create", rehearsal().make("Create", name=f"call {number}", meeting=("refused", "kept")[number % 2])
        )
        for number in range(16)
    ]

    answers = [
        call.exception().details() if call.exception() else MessageToDict(call.result().properties)["name"]
        for call in calls
    ]

    assert [f"call {number}" for number in range(16)] == answers
    assert [grpc.StatusCode.UNKNOWN, grpc.StatusCode.OK] * 8 == [call.code() for call in calls]


def test_many_workers_do_not_mix_their_answers_either(start, person, rehearsal):
    """Once one of our providers has widened the pool, every answer still belongs to its call."""
    host = start()
    host.call("Check", person.make("Check", email="ada@example.com", name="Ada", role="MEMBER"))
    expected = [f"refused {number}" if number % 3 else "" for number in range(48)]

    calls = [
        host.start("Create", rehearsal().make("Create", **({"refusal": text} if text else {}))) for text in expected
    ]

    assert expected == [call.details() for call in calls]


def test_the_same_cause_is_told_once_in_a_run(stage, rehearsal):
    """The engine prints each failure up to three times, for every resource."""
    cause = "Arize answered 403 (no) [request {}]. Use another key."

    first = stage.failure("Create", rehearsal().make("Create", refusal=f"Inviting ada failed. {cause.format(1)}"))
    again = stage.failure("Create", rehearsal().make("Create", refusal=f"Inviting ada failed. {cause.format(2)}"))
    alike = stage.failure("Create", rehearsal().make("Create", refusal=f"Inviting alan failed. {cause.format(3)}"))
    other = stage.failure("Create", rehearsal().make("Create", refusal="Inviting alan failed. Another reason."))

    assert f"Inviting ada failed. {cause.format(1)}" == first.details()
    assert f"Inviting ada failed. {cause.format(2)}" == again.details()
    assert "Inviting alan failed for the same reason as inviting ada: read there what to do." == alike.details()
    assert "Inviting alan failed. Another reason." == other.details()
