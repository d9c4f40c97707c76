"""Acting: memberships that are taken as they are, and those whose person leaves the program."""

from functools import partial
from typing import Any

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.providers.failures import StepFailed


@pytest.fixture
def declared(arize) -> dict[str, Any]:
    """The checked inputs of Ada's membership, which is to be taken as it is."""
    organization = arize.add_organization("ML Platform")
    user = arize.add_user("ada@example.com")
    return {"__provider": "gASV", "organization_id": organization, "user_id": user, "role": "MEMBER", "adopt": True}


@pytest.fixture
def verifying(start, arize):
    """Starts a run that verifies memberships."""
    return partial(start, verifyMemberships="graphql", graphqlUrl=f"{arize.url}/graphql")


def test_a_membership_is_taken_as_it_is_declared(run, arize, declared):
    """Nothing is written: what cannot be read is trusted, and so is the declared role."""
    arize.add_member(declared["organization_id"], declared["user_id"], "ADMIN")

    outs = run.membership.create(declared).outs

    assert ("MEMBER", "assumed") == (outs["role"], outs["verification"])
    assert [] == arize.writes


def test_a_refresh_keeps_that_a_membership_was_adopted(run, arize, declared):
    """The inputs of a refresh are those of the program, so that nothing differs."""
    made = run.membership.create(declared)

    found = run.membership.read(made.id, made.outs)

    assert {key: value for key, value in declared.items() if key != "__provider"} | {"__format": "1"} == found.inputs
    assert [] == arize.writes


@pytest.mark.parametrize("is_member", [True, False])
def test_a_membership_that_is_known_not_to_exist_is_made(verifying, arize, declared, is_member):
    """The query finds out whether there is something to take over."""
    if is_member:
        arize.add_member(declared["organization_id"], declared["user_id"], "MEMBER")

    outs = verifying().membership.create(declared).outs

    assert "exists" == outs["verification"]
    assert ([] if is_member else ["POST"]) == [request.method for request in arize.writes]
    assert {declared["user_id"]: "MEMBER"} == arize.members(declared["organization_id"])


def test_a_membership_of_nobody_is_not_taken_over(run, arize, declared):
    """Adding it makes the server say what is wrong."""
    arize.block_user("ada@example.com")

    with pytest.raises(StepFailed, match=r"^Adding the person .* to the organization .* failed\. Arize answered 404"):
        run.membership.create(declared)


@pytest.mark.parametrize("adopt", [True, False])
def test_a_membership_is_made_by_one_resource_of_a_run(run, arize, declared, adopt):
    """A second one would be ended with the first, or change its role in every run."""
    run.membership.create(declared | {"adopt": adopt})
    arize.clear_requests()

    with pytest.raises(Refused, match=r"^A resource and another one declare the same membership, of the person "):
        run.membership.create(declared | {"role": "ADMIN"})

    assert [] == arize.writes


@pytest.mark.parametrize(
    ("person", "ends"),
    [({}, False), ({"on_destroy": "refuse"}, False), ({"on_destroy": "retain"}, True), ({"on_destroy": "block"}, True)],
    ids=["by default", "refused", "retained", "blocked"],
)
def test_a_membership_does_not_end_before_a_removal_that_is_refused(run, start, arize, declared, person, ends):
    """The engine ends it first: a refused removal would have taken something away."""
    created = run.membership.create(declared | {"adopt": False, "person": person})
    stored = {"__provider": "gASV", **created.outs}
    delete = partial(start().membership.delete, created.id, stored)

    if ends:
        delete()
    else:
        with pytest.raises(
            Refused, match=r"^The membership of the person .* was not ended, because the person is not "
        ):
            delete()

    assert ({} if ends else {declared["user_id"]: "MEMBER"}) == arize.members(declared["organization_id"])


def test_a_membership_ends_while_its_person_is_declared(run, start, arize, declared):
    """The removal of the person is not what is going on."""
    state = run.add(email="grace@example.com")
    created = run.membership.create(declared | {"adopt": False, "user_id": state.id, "person": {}})
    later = start()
    later.diff(state, email="grace@example.com")

    later.membership.delete(created.id, {"__provider": "gASV", **created.outs})

    assert {} == arize.members(declared["organization_id"])
