"""The single writes: what the rest of a run knows after each of them."""

import pytest

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.account_actions import block, send_changes
from pulumi_arize_users.providers.memberships import (
    add_member,
    adopt_membership,
    end_membership,
    is_no_member,
    verification,
)
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import crowd, gone, paths

ADA = "ada@example.com"


@pytest.fixture
def account(account_with):
    return account_with()


@pytest.fixture
def ada(arize):
    """The record of a person of the account."""
    return {"user_id": arize.add_user(ADA, name="Ada"), "email": ADA, "role": "MEMBER"}


@pytest.fixture
def ml(arize):
    """The id of an organization; it is not the only one."""
    arize.add_organization("Everybody")
    return arize.add_organization("ML Platform")


def proves(account, arize):
    """Whether the run needs no further proof that this is the right account."""
    arize.clear_requests()
    (other,) = gone(arize, 1)
    account.presence.require_removal_proof("alan", "U9", f"{arize.url} {other}")
    return [] == arize.requests


def test_what_a_change_answers_is_known_to_the_rest_of_the_run(arize, account, ada):
    """Nobody is asked for again, and the account is proven to be the right one."""
    account.directory.user(ada["user_id"])

    changed = send_changes(account, ada, {"name": "Countess"})
    arize.clear_requests()

    assert "Countess" == changed.name == account.directory.user(ada["user_id"]).name
    assert [] == arize.requests
    assert proves(account, arize)


def test_a_block_tells_whether_there_was_somebody_to_block(arize, account, ada):
    """Somebody who was there was blocked; the account is proven to be the right one."""
    assert block(account, ADA, ada) is True
    assert account.permits.has_blocked(ada["user_id"])
    assert proves(account, arize)


def test_somebody_who_was_gone_was_not_blocked(arize, account, ada, said):
    """Somebody else of the record is seen, so this is their account."""
    (witness,) = crowd(arize, 1)
    arize.forget_user(ADA)

    assert block(account, ADA, ada | {"account": f"{arize.url} {witness}"}) is False
    assert [f"arize: info: {ADA} was not in the account any more."] == said()


def test_nobody_is_gone_without_a_proof(arize, account, ada):
    """A 404 proves nothing by itself."""
    arize.forget_user(ADA)

    with pytest.raises(WrongAccount, match=f"^Arize does not know {ADA}, and nobody else"):
        block(account, ADA, ada)


def test_an_admin_is_blocked_as_one(arize, account):
    """The recorded role decides whether others have to remain."""
    owner = "owner@example.com"

    with pytest.raises(ArizeError, match="no other active account with the role ADMIN"):
        block(account, owner, {"user_id": arize.users()[0]["id"], "email": owner, "role": "ADMIN"})

    assert [] == arize.writes


@pytest.mark.parametrize("join", [add_member, adopt_membership])
def test_a_membership_that_was_made_or_taken_over_does_not_end_in_the_same_run(arize, account, ada, ml, said, join):
    """Under whatever name it is removed."""
    arize.add_member(ml, ADA, "ADMIN")
    arguments = (
        (account, ORGANIZATION, ADA, ml, ada["user_id"], "ADMIN")
        if join is add_member
        else (account, ORGANIZATION, ml, ada["user_id"])
    )

    assert join(*arguments)
    said()
    end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])

    assert {ada["user_id"]: "ADMIN"} == arize.members(ml)
    assert [
        f"arize: info: The membership {ml}/{ada['user_id']} is kept: another resource of this run declares it."
    ] == said()
    assert Ownership() == account.run.ownership(ada["user_id"])


@pytest.mark.parametrize("leave", ["block_user", "forget_user"])
def test_a_membership_of_somebody_who_is_gone_is_not_taken_over(arize, account, ada, ml, leave):
    """And is not kept."""
    getattr(arize, leave)(ADA)

    assert adopt_membership(account, ORGANIZATION, ml, ada["user_id"]) is False
    assert not account.run.keeps_membership(f"{ml}/{ada['user_id']}")


def test_a_membership_of_an_organization_that_is_gone_is_not_taken_over(arize, account, ada, ml):
    """As long as the others are seen."""
    arize.remove_organization(ml)

    assert adopt_membership(account, ORGANIZATION, ml, ada["user_id"]) is False


def test_nobody_is_known_not_to_be_a_member_without_verification(arize, account, ada, ml):
    """Nothing that can be read says so."""
    assert is_no_member(account, ORGANIZATION, ml, ada["user_id"]) is False
    assert "assumed" == verification(account)
    assert [] == arize.writes


def test_an_end_that_met_nobody_is_done_once_the_organization_is_seen(arize, account, ada, ml):
    """There is no such membership then; the person is not asked for."""
    end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])

    assert f"/v2/users/{ada['user_id']}" not in paths(arize)


def test_an_end_that_met_nobody_is_done_for_somebody_who_was_blocked_in_this_run(arize, account, ada, ml):
    """All their memberships went with them; nothing is asked for."""
    block(account, ADA, ada)
    arize.remove_organization(ml)
    arize.clear_requests()

    end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])

    assert ["DELETE"] == [request.method for request in arize.requests]


def test_an_end_that_met_nobody_is_not_done_where_neither_is_seen(arize, account, ada, ml):
    """It may be another account: nobody else whom the stack knows is there either."""
    arize.forget_user(ADA)
    arize.remove_organization(ml)

    with pytest.raises(WrongAccount, match=f"^Arize does not know the person {ada['user_id']}, and nobody else"):
        end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])


def test_an_end_that_met_nobody_is_not_done_where_more_organizations_are_missing(arize, account, ada, ml):
    """The key may see fewer of them than before."""
    arize.remove_organization(ml)
    account.run.remember_scope(ORGANIZATION, "O9")

    with pytest.raises(WrongAccount, match=r"^2 organizations that this stack remembers cannot be seen"):
        end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])


def test_an_end_that_fails_says_what_was_being_done(arize, account, ada, ml):
    """The sentence begins with it."""
    arize.fail(Fault("status", method="DELETE", status=500))

    with pytest.raises(ArizeError, match=r"^Removing ada failed\. Arize answered 500"):
        end_membership(account, ORGANIZATION, "Removing ada", ml, ada["user_id"])
