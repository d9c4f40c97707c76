"""What is concluded from people whom records name: whether somebody may arrive here, and whether one person is gone."""

import pytest

from pulumi_arize_users.providers.presence import FEW, WrongAccount
from tests.providers.conftest import crowd, gone, paths


def record_of(arize, ids):
    """What a record says of its account: the address, and who else was seen there."""
    return " ".join([arize.url, *ids])


def test_nobody_arrives_where_none_of_the_remembered_people_is_seen(account_with, arize):
    """An invitation would go out from another account; the sentence says what to check."""
    presence = account_with().presence
    presence.remember(record_of(arize, gone(arize, 2)))

    with pytest.raises(WrongAccount) as refused:
        presence.require_arrival()

    assert str(refused.value) == presence.arrival_refusal()
    assert str(refused.value).startswith(f"None of 2 recorded people is in the account at {arize.url} that this ")


def test_one_remembered_person_who_left_proves_nothing(account_with, arize):
    """People leave; the address of the account in the record is not one of them."""
    presence = account_with().presence
    presence.remember(record_of(arize, gone(arize, 1)))

    assert "" == presence.arrival_refusal()


@pytest.mark.parametrize("lost", [1, 9], ids=["asked for one by one", "looked for in the list"])
def test_one_remembered_person_who_is_seen_is_proof(account_with, arize, lost):
    """However many others have left, and no request is repeated."""
    presence = account_with().presence
    presence.remember(record_of(arize, [*gone(arize, lost), *crowd(arize, 1)]))
    presence.require_arrival()
    arize.clear_requests()

    presence.require_arrival()

    assert [] == arize.requests


def test_people_whom_the_stack_manages_count_as_well(account_with, arize):
    """A record that names nobody else does not make them forgotten."""
    account = account_with()
    for user_id in gone(arize, 2):
        account.run.manage(user_id, f"{user_id}@example.com")

    assert account.presence.arrival_refusal().startswith("None of 2 recorded people is in the account")


def test_a_person_who_is_there_needs_no_witness(account_with, arize):
    """Those who were seen beside them may all have left."""
    presence = account_with().presence
    presence.remember(record_of(arize, gone(arize, 2)))

    presence.require_people(crowd(arize, 1))


def test_a_person_who_is_not_there_is_gone_if_a_witness_is(account_with, arize):
    """With no witness left either, this may be another account."""
    right, wrong = account_with().presence, account_with().presence
    (ada, *left) = gone(arize, 3)
    right.remember(record_of(arize, [*left, *crowd(arize, 1)]))
    wrong.remember(record_of(arize, left))

    right.require_people([ada])
    with pytest.raises(WrongAccount, match=r"^None of 3 recorded people is in the account at"):
        wrong.require_people([ada])


def test_an_account_that_is_proven_stays_so(account_with, arize):
    """A write succeeded in it: nobody is looked for any more, although all who are remembered have left."""
    presence = account_with().presence
    presence.remember(record_of(arize, gone(arize, 2)))
    presence.prove()

    presence.require_arrival()

    assert [] == arize.requests


def test_somebody_who_was_seen_already_is_proof_without_a_request(account_with, arize):
    """Whoever else has left."""
    account = account_with()
    *_, seen = crowd(arize, 300)
    account.directory.user(seen)
    account.presence.remember(record_of(arize, [*gone(arize, 9), seen]))
    arize.clear_requests()

    account.presence.require_arrival()

    assert [] == arize.requests


@pytest.mark.parametrize(("lost", "singly"), [(FEW, FEW), (FEW + 1, 0)], ids=["six", "seven"])
def test_up_to_six_people_are_asked_for_singly_and_more_are_looked_for_in_the_list(account_with, arize, lost, singly):
    """A page of the list shows a hundred."""
    presence = account_with().presence
    presence.remember(record_of(arize, gone(arize, lost)))

    assert presence.arrival_refusal()

    assert singly == len([path for path in paths(arize) if path != "/v2/users"])


def test_whoever_leaves_too_is_no_witness(account_with, arize):
    """After all of them are blocked, somebody must be left who proves that it was this account."""
    account = account_with()
    *leaving, stays = crowd(arize, 4)
    owner = next(user.id for user in account.directory.users() if user.email == "owner@example.com")

    assert f"{arize.url} {owner} {stays}" == account.presence.identity("", leaving=leaving)
