"""Blocking many people at once, with a result for each."""

import pytest

from pulumi_arize_users.api.deletions import UserDeletion
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def gone(arize):
    """The id of somebody who is not in the account."""
    user_id = arize.add_user("gone@example.com")
    arize.forget_user(user_id)
    return user_id


def test_each_person_has_a_result(arize, client, ada, gone):
    """Deleted, not found and failed are distinguished, in the order of the request; failures do not stop the rest."""
    bob = arize.add_user("bob@example.com")
    owner = arize.user("owner@example.com")["id"]

    deletions = client.delete_users(user_ids=[gone, owner, ada], emails=["Bob@Example.com", "nobody@example.com"])

    assert ["NOT_FOUND", "FAILED", "DELETED", "DELETED", "NOT_FOUND"] == [deletion.status for deletion in deletions]
    assert [gone, owner, ada, "Bob@Example.com", "nobody@example.com"] == [deletion.who for deletion in deletions]
    assert [gone, owner, ada, bob, None] == [deletion.user_id for deletion in deletions]
    assert ["INACTIVE", "INACTIVE", "ACTIVE"] == [arize.user(who)["status"] for who in (ada, bob, owner)]


def test_a_failure_says_why(arize, connect, ada):
    """The error's own sentence is in the result, and there is no other."""
    arize.fail(Fault("status", method="DELETE", status=403))
    client = connect()

    failed, deleted = client.delete_users(user_ids=[ada, ada])

    assert ("FAILED", ada) == (failed.status, failed.user_id)
    assert failed.error is not None
    assert failed.error.startswith("Arize answered 403 (Access forbidden")
    assert UserDeletion(ada, "DELETED", ada, None) == deleted


def test_a_failed_look_up_is_a_failure_of_its_own(arize, client):
    """Somebody who cannot be looked up is reported without an id."""
    arize.add_user("bob@example.com")
    arize.fail(Fault("status", method="GET", status=403))

    first, second = client.delete_users(emails=["bob@example.com", "bob@example.com"])

    assert ("FAILED", None) == (first.status, first.user_id)
    assert "Arize answered 403" in str(first.error)
    assert "DELETED" == second.status


def test_an_id_that_is_none_is_a_failure_without_a_request(arize, client):
    """An empty line in a list of ids deletes nobody."""
    (deletion,) = client.delete_users(user_ids=[""])

    assert ("FAILED", "") == (deletion.status, deletion.who)
    assert "is not an id" in str(deletion.error)
    assert [] == arize.requests


def test_nobody_to_delete_is_no_request(arize, client):
    """An empty list has an empty result."""
    assert [] == client.delete_users()
    assert [] == arize.requests


def test_blocking_twice_is_deleted_twice(arize, client, ada):
    """A second run of the same list reports success by id, and nobody by address."""
    client.delete_users(user_ids=[ada])

    by_id, by_email = client.delete_users(user_ids=[ada], emails=["ada@example.com"])

    assert ("DELETED", "NOT_FOUND") == (by_id.status, by_email.status)
    assert "INACTIVE" == arize.user(ada)["status"]
