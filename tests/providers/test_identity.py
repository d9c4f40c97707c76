"""Whose account it is: what a reply says of a person is compared with what is known of them."""

import pytest

from pulumi_arize_users.api.errors import MisdirectedReply, Refused
from pulumi_arize_users.api.models import Creation, User
from pulumi_arize_users.providers.identity import (
    believed,
    require_listed,
    require_nobody_elses_id,
    require_recorded_person,
)

ADA, CY = "ada@example.com", "cy@example.com"


@pytest.fixture
def account(account_with):
    return account_with()


def created(user_id, *, email=ADA, is_new=True):
    return Creation(user=User(id=user_id, email=email), created=is_new)


# A creation


def test_a_creation_is_believed_about_an_id_that_nobody_has(arize, account):
    """Nothing is asked for."""
    require_nobody_elses_id(account, created("U1"))

    assert [] == arize.requests


@pytest.mark.parametrize("is_new", [True, False])
def test_a_creation_with_the_id_of_somebody_whom_the_run_has_seen_is_not_believed(arize, account, is_new):
    """Whoever was asked for and whoever has that id are both named."""
    user_id = arize.add_user(CY)
    account.directory.users()

    with pytest.raises(MisdirectedReply, match=f"about {CY} when asked about {ADA};"):
        require_nobody_elses_id(account, created(user_id, is_new=is_new))


def test_a_creation_with_the_id_of_somebody_whom_the_stack_manages_is_not_believed(account):
    """Also where the run has not seen them."""
    account.run.manage("U1", CY)

    with pytest.raises(MisdirectedReply, match=f"about {CY} when asked about {ADA};"):
        require_nobody_elses_id(account, created("U1"))


def test_an_account_that_existed_may_have_another_address_than_the_stack_knows(account):
    """It was changed elsewhere since; whether it may be taken over is decided by others."""
    account.run.manage("U1", CY)

    require_nobody_elses_id(account, created("U1", is_new=False))


def test_a_creation_with_the_persons_own_id_is_believed(arize, account):
    """In whatever letter case the address is known."""
    user_id = arize.add_user(ADA)
    account.directory.users()
    account.run.manage(user_id, "ADA@example.com")

    require_nobody_elses_id(account, created(user_id, email="Ada@Example.com"))


# Another id


def test_another_id_is_believed_once_the_list_shows_it(arize, account):
    """Under the person's address."""
    require_listed(account, User(id=arize.add_user(ADA), email=ADA))


@pytest.mark.parametrize("exists", [True, False], ids=["under another id", "not at all"])
def test_another_id_that_the_list_does_not_show_is_not_believed(arize, account, exists):
    """The sentence names the id and the person."""
    arize.add_user(ADA) if exists else None

    with pytest.raises(MisdirectedReply, match=f"about the account U9 when asked about that of {ADA};"):
        require_listed(account, User(id="U9", email=ADA))


# Another address


@pytest.mark.parametrize(
    "recorded",
    [{"email": "ADA@example.com"}, {"email": "old@example.com", "declared_email": ADA}],
    ids=["recorded", "declared"],
)
def test_a_reply_with_a_known_address_is_believed(arize, account, recorded):
    """Without another request."""
    user = User(id="U1", email=ADA)

    assert user is believed(account, user, recorded)
    assert [] == arize.requests


def test_a_reply_without_an_address_is_believed(arize, account):
    """The id is the one that was asked for."""
    user = User(id="U1")

    assert user is believed(account, user, {"email": ADA})
    assert [] == arize.requests


def test_a_reply_with_another_address_is_believed_once_the_list_shows_the_same(arize, account):
    """Somebody changed it elsewhere."""
    user = User(id=arize.add_user(CY), email=CY)

    assert user is believed(account, user, {"email": ADA})


@pytest.mark.parametrize("exists", [True, False], ids=["under another id", "not at all"])
def test_a_reply_with_another_address_that_the_list_does_not_show_is_not_believed(arize, account, exists):
    """The sentence names whom the reply was about, and who was asked for."""
    arize.add_user(CY) if exists else None

    with pytest.raises(MisdirectedReply, match=f"about {CY} when asked about {ADA};"):
        believed(account, User(id="U9", email=CY), {"email": ADA})


# Before a block


@pytest.mark.parametrize(
    "recorded",
    [{"email": "ADA@example.com"}, {"email": "old@example.com", "declared_email": ADA}, {"declared_email": ADA}],
    ids=["recorded", "declared", "only declared"],
)
def test_the_recorded_person_may_be_blocked(account, recorded):
    """By either address that is known of them."""
    require_recorded_person(account, ADA, User(id="U1", email=ADA), recorded)


@pytest.mark.parametrize(
    ("email", "recorded", "seen"),
    [(CY, {"email": ADA}, CY), ("", {"email": ADA}, "the person U1"), (CY, {}, CY), ("", {}, "the person U1")],
    ids=["another address", "no address", "nothing recorded", "neither"],
)
def test_anybody_else_is_not_blocked(account, email, recorded, seen):
    """The sentence says whose account it is."""
    with pytest.raises(Refused) as refused:
        require_recorded_person(account, ADA, User(id="U1", email=email), recorded)

    assert str(refused.value).startswith(f"{ADA} was not blocked: the account U1 is that of {seen} now.")
