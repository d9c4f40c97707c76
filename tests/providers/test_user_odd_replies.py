"""Acting: replies that are odd, come from something on the way, or refuse for another reason than usual."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault

NO_SEATS = '{"title": "Resource conflict", "detail": "The account has no seats left.", "status": 409}'


def test_a_person_whose_name_comes_back_broken_is_not_lost(start, arize):
    """Half an emoji in the reply: the person is recorded."""
    arize.fail(Fault("odd-values", method="POST", values={"name": "Ada \ud83d"}))

    state = start().add()

    assert arize.user("ada@example.com")["id"] == state.id
    assert "Ada Lovelace" == state.outputs["name"] == arize.user(state.id)["name"]


@pytest.mark.parametrize("status", [302, 400, 403, 404, 409, 422])
def test_an_invitation_that_something_on_the_way_answered_is_found(start, arize, status):
    """A page is not Arize's refusal: the person was invited, is looked for, and recorded."""
    arize.fail(Fault("middlebox", method="POST", status=status, after_write=True))

    state = start().add()

    assert ["POST"] == [request.method for request in arize.writes]
    assert arize.user("ada@example.com")["id"] == state.id


def test_an_address_that_cannot_be_read_is_nobodys_absence(start, arize):
    """Whoever is looked for may be this one: the sentence says which field it is, and nobody counts as new."""
    arize.add_user("ada@example.com")
    run = start()
    arize.fail(Fault("odd-values", method="GET", path="users$", values={"email": 7}, times=None))

    with pytest.raises(StepFailed, match=r"users\[\d\]\.email is a number"):
        run.add()

    assert [409] == [request.status for request in arize.writes]


def test_an_invitation_with_two_lengths_is_found(start, arize):
    """The settings are not to blame."""
    arize.fail(Fault("two-lengths", method="POST"))

    state = start().add()

    assert arize.user("ada@example.com")["id"] == state.id


def test_a_conflict_is_quoted_and_the_reason_is_a_guess(start, arize):
    """No seats left is not an address that was deleted."""
    arize.fail(Fault("status", method="POST", status=409, body=NO_SEATS))

    with pytest.raises(Refused) as refused:
        start().add()

    said = "Arize answered 409 (Resource conflict: The account has no seats left), and no active"
    assert str(refused.value).startswith(f"ada@example.com cannot be invited: {said}")
    assert "If Arize names no other reason, the person was probably deleted once" in str(refused.value)


def test_a_block_that_nothing_proves_is_not_done(start, arize):
    """An empty object under 200: the person stays in the state."""
    state = start().add(on_destroy="block")
    arize.fail(Fault("success", method="DELETE"))

    with pytest.raises(StepFailed, match=r"ada@example\.com failed\. Arize answered 200 \(\{\}\) where 204 without"):
        start().remove(state)

    assert "INVITED" == arize.user(state.id)["status"]


def test_somebody_odd_in_the_account_hurts_nobody_else(start, arize):
    """A stranger whose id cannot be read: the declared person is invited, read and found as always."""
    arize.add_user("cy@example.com")
    arize.fail(Fault("odd-values", method="GET", path="users$", values={"id": 7}, entry=1, times=None))

    state = start().add()

    assert state.id == start().refresh(state).id
