"""Acting: how a membership ends, and when it does not."""

from typing import Any

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.providers.presence import WrongAccount
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ml(arize) -> str:
    """The id of an organization; it is not the only one."""
    arize.add_organization("Everybody")
    return str(arize.add_organization("ML Platform"))


@pytest.fixture
def ada(arize) -> str:
    """The id of a person of the account."""
    return str(arize.add_user("ada@example.com"))


@pytest.fixture
def declared(ml, ada) -> dict[str, Any]:
    """The checked inputs of Ada's membership."""
    return {"__provider": "gASV", "organization_id": ml, "user_id": ada, "role": "MEMBER"}


@pytest.fixture
def stored(start, arize, declared) -> dict[str, Any]:
    """The outputs of Ada's membership, created by an earlier run."""
    outs = start().membership.create(declared).outs
    arize.clear_requests()
    return {"__provider": "gASV", **outs}


def writes(arize):
    return [request.method for request in arize.writes]


def test_memberships_do_not_end_in_organizations_that_the_key_lost_sight_of(start, arize, stored, ml, ada):
    """One that is removed has taken its memberships along; when a second one is missing as well, it is the key."""
    search = arize.add_organization("Search")
    for organization in (ml, search):
        arize.remove_organization(organization)
    run = start()
    run.membership.delete(f"{ml}/{ada}", stored)

    with pytest.raises(WrongAccount, match=r"^2 organizations that this stack remembers cannot be seen"):
        run.membership.delete(f"{search}/{ada}", stored | {"organization_id": search})


def test_an_address_that_only_the_account_shows_is_not_told_by_a_destroy(run, arize, stored, ml, ada):
    """No program runs, which could say that it is a secret."""
    run.membership.read(f"{ml}/{ada}", stored)
    arize.fail(Fault("status", method="DELETE", status=500))

    with pytest.raises(StepFailed, match=f"^Removing the person {ada} from the organization {ml} failed"):
        run.membership.delete(f"{ml}/{ada}", stored)


@pytest.mark.parametrize("id", ["", "O1", "O1/", "/U1", "O1/U1/7"])
@pytest.mark.parametrize("method", ["read", "delete"])
def test_an_id_that_is_none_is_refused(run, arize, id, method):
    """The sentence shows the id, and how one looks."""
    with pytest.raises(Refused) as refusal:
        getattr(run.membership, method)(id, {"__provider": "gASV"})

    assert f"{id!r} is not the id of a membership: it must be <organization_id>/<user_id>." == str(refusal.value)
    assert [] == arize.requests


def test_a_membership_ends_with_one_request(run, arize, stored, ml, ada):
    """The person stays in the account."""
    run.membership.delete(f"{ml}/{ada}", stored)

    assert ["DELETE"] == writes(arize)
    assert {} == arize.members(ml)
    assert "ACTIVE" == arize.user(ada)["status"]


@pytest.mark.parametrize(
    ("person", "looks"),
    [({"on_destroy": "block"}, 1), ({"on_destroy": "retain"}, 0), ({}, 0)],
    ids=["blocked", "retained", "not managed here"],
)
def test_whoever_will_be_blocked_is_looked_for_when_their_membership_ends(run, arize, stored, ml, ada, person, looks):
    """A removal compares the account with the record: the pages for that are read beside the ends of memberships."""
    run.membership.delete(f"{ml}/{ada}", stored | ({"person": person} if person else {}))

    assert looks == sum(request.method == "GET" for request in arize.requests)


def test_nobody_is_looked_for_who_is_still_declared(run, start, arize, declared):
    """Their membership ends, and nothing else."""
    state = run.add(email="grace@example.com")
    created = run.membership.create(declared | {"user_id": state.id, "person": {"on_destroy": "block"}})
    later = start()
    later.diff(state, email="grace@example.com")
    arize.clear_requests()

    later.membership.delete(created.id, {"__provider": "gASV", **created.outs})

    assert ["DELETE"] == [request.method for request in arize.requests]


@pytest.mark.parametrize("before", ["member", "person", "organization"])
def test_what_ended_already_is_done(run, arize, stored, ml, ada, before):
    """The membership itself, the person or the whole organization may be gone: nothing is left to do."""
    end = {
        "member": lambda: arize.remove_member(ml, ada),
        "person": lambda: arize.block_user(ada),
        "organization": lambda: arize.remove_organization(ml),
    }
    end[before]()

    run.membership.delete(f"{ml}/{ada}", stored)

    assert ["DELETE"] == writes(arize)


def test_a_forbidden_end_is_an_error(run, arize, stored, ml, ada):
    """The engine must not forget a membership that still gives access."""
    arize.caller_role = "MEMBER"
    arize.add_member(ml, "owner@example.com")

    with pytest.raises(StepFailed, match=f"^Removing the person {ada} from the organization {ml} failed. .* 403"):
        run.membership.delete(f"{ml}/{ada}", stored)


@pytest.mark.parametrize("person", [{}, {"person": {}}], ids=["by id", "of a person whose removal nobody chose"])
def test_a_renamed_membership_is_not_ended(run, arize, said, stored, declared, ml, ada, person):
    """The new name is created first, which finds the same membership; deleting the old name must not end it."""
    run.membership.create(declared)

    run.membership.delete(f"{ml}/{ada}", stored | person)

    assert {ada: "MEMBER"} == arize.members(ml)
    assert [f"arize: info: The membership {ml}/{ada} is kept: another resource of this run declares it."] == said()
