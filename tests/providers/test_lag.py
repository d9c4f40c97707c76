"""Lists lag: an account that shows the past for a while loses nobody, and nothing false is said of it."""

import pytest

from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.simulator import Fault

ADA = "ada@example.com"


@pytest.fixture
def run(start):
    """A run that looks again for a moment."""
    return start(lagSeconds="0.3")


def test_a_refresh_directly_after_a_creation_keeps_the_person(start, arize):
    """Neither the list nor the question about the id shows them yet."""
    arize.lag(reads=3)
    state = start().add()

    refreshed = start(lagSeconds="0.3").refresh(state)

    assert state.outputs["user_id"] == refreshed.outputs["user_id"]


def test_whoever_is_really_gone_is_gone_after_a_second_look(start, arize):
    """One question more, and the state forgets them."""
    state = start().add()
    arize.forget_user(ADA)
    arize.clear_requests()

    assert "" == start(lagSeconds="0.3").refresh(state).id
    assert 2 == [request.path for request in arize.requests].count(f"/v2/users/{state.id}")


@pytest.mark.parametrize("lost", [Fault("reset", method="POST", after_write=True), Fault("truncated", method="POST")])
def test_an_invitation_whose_answer_was_lost_is_looked_for_until_it_shows(run, arize, lost):
    """The list has the person a little later; no second invitation is sent, and no adopt is needed."""
    inputs = run.inputs()
    arize.fail(lost)
    arize.lag(reads=1)

    result = run.person.create(inputs)

    assert arize.user(ADA)["id"] == result.id
    assert (False, 1) == (result.outs["adopted"], arize.user(ADA)["invitations_sent"])


def test_a_conflict_while_the_list_lags_is_no_lost_address(run, arize):
    """Somebody was added a moment ago: the account is described, and adopt is proposed."""
    inputs = run.inputs()
    arize.lag(reads=1)
    user_id = arize.add_user(ADA, status="ACTIVE")

    with pytest.raises(Refused) as refused:
        run.person.create(inputs)

    assert f"{ADA} already exists in the Arize account (id {user_id}" in str(refused.value)


def test_somebody_who_is_not_seen_yet_is_blocked_all_the_same(start, arize):
    """What is written is not lost in what is shown: the person does not keep access."""
    state = start().add(on_destroy="block")
    arize.lag(reads=3)
    start(lagSeconds="0.3").remove(state)

    assert "INACTIVE" == arize.user(ADA)["status"]


def test_a_lag_without_an_end_is_told_after_the_patience_that_is_set(run, arize):
    """What became of the invitation is not known, and is said so."""
    inputs = run.inputs()
    arize.lag()
    arize.fail(Fault("reset", method="POST", after_write=True))

    with pytest.raises(ArizeError, match=rf"^Inviting {ADA} failed\. .* but the invitation may have been sent\. Run"):
        run.person.create(inputs)
