"""Replies about somebody else, in a roster: one person's mishap, and never a bystander's."""

import json

import pytest

from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.providers.failures import StepFailed
from pulumi_arize_users.simulator import Fault
from tests.engine.crowd import people

CY = "cy@example.com"
ONE, TWO = people(2)


@pytest.fixture(autouse=True)
def cy(arize):
    """Somebody whom no roster declares; whatever happens, they stay as they are."""
    user_id = arize.add_user(CY, name="Cy", role="MEMBER", status="ACTIVE")
    before = arize.user(CY)
    yield user_id
    assert before == arize.user(CY)
    assert [] == [request.path for request in arize.writes if user_id in request.path or user_id in str(request.body)]


@pytest.mark.parametrize("fields", [(), ("id",)], ids=["everything", "the id alone"])
def test_newcomers_are_recorded_as_who_they_are(stack, arize, fields):
    """Each creation is answered with the bystander: everybody is looked up, and invited once."""
    arize.fail(Fault("somebody-else", method="POST", about=CY, fields=fields, times=None))

    stack.up(people(5))

    assert {key: arize.user(key)["id"] for key in people(5)} == {
        key: user["user_id"] for key, user in stack.users.items()
    }
    assert [1] * 5 == [arize.user(key)["invitations_sent"] for key in people(5)]


def test_two_newcomers_with_one_id_are_two_people(stack, arize):
    """The second creation is answered with the id of the first: it is not believed."""
    stack.config["concurrency"] = "1"
    stack.up(people(1))
    arize.fail(Fault("somebody-else", method="POST", about=ONE, fields=("id",)))

    stack.up(people(2))

    assert [arize.user(ONE)["id"], arize.user(TWO)["id"]] == [stack.users[key]["user_id"] for key in (ONE, TWO)]


def test_a_change_that_is_answered_about_somebody_else_fails_for_one_person(stack, arize):
    """The others are changed; the next run sets the one right."""
    stack.up(people(2))
    arize.fail(Fault("somebody-else", method="PATCH", about=CY, path=arize.user(ONE)["id"]))

    stack.up(people(2, name="Renamed"))
    unfinished = stack.outputs["unfinished"]
    stack.up(people(2, name="Renamed"))

    assert [ONE] == list(unfinished)
    assert f"Arize answered about {CY} when asked about {ONE}; nothing of it is believed." in unfinished[ONE]
    assert {"Renamed"} == {user["name"] for user in stack.users.values()}
    assert "unfinished" not in stack.outputs


def test_an_id_that_was_edited_in_the_record_blocks_nobody_else(stack, arize, cy):
    """The account of the recorded id has another address: refused by name, and the others are blocked."""
    stack.up(people(3, on_destroy="block"))
    stack.outputs["record"] = stack.outputs["record"].replace(str(arize.user(ONE)["id"]), cy)

    with pytest.raises(StepFailed) as refused:
        stack.destroy()

    assert f"{ONE} was not blocked: the account {cy} is that of {CY} now." in str(refused.value)
    assert "INVITED" == arize.user(ONE)["status"]


def test_a_destroy_of_hundreds_looks_a_page_at_a_time(stack, arize):
    """One request for each hundred people says who they are."""
    stack.up(people(250, on_destroy="block"))
    arize.clear_requests()

    stack.destroy()

    reads = [request for request in arize.requests if not request.is_write]
    assert 250 == len(arize.writes)
    assert 4 >= len(reads)


def test_a_membership_of_another_role_shows_in_the_next_preview(stack, arize, organization):
    """What the server made of the declared role is recorded; the next up sends the declared one again."""
    assert organization
    body = json.dumps({"role": {"type": "PREDEFINED", "name": "READ_ONLY"}})
    declared = people(1, organizations={"ML Platform": "ADMIN"})
    arize.fail(
        Fault("status", method="POST", path="organizations", status=200, body=body, content_type="application/json")
    )

    stack.up(declared)

    recorded = stack.users[ONE]["organizations"]
    assert {"ML Platform": "READ_ONLY"} == recorded
    assert "update" == stack.up(declared)
    assert {"ML Platform": "ADMIN"} == stack.users[ONE]["organizations"]


def test_a_refresh_believes_no_page_about_somebody_else(stack, arize):
    """Nobody is called gone, and nobody becomes the bystander."""
    stack.up(people(2))
    before = stack.users
    arize.fail(Fault("somebody-else", method="GET", about=CY, times=None))

    with pytest.raises(ArizeError, match="nothing of it is believed"):
        stack.refresh()

    assert before == stack.users


def test_many_people_who_leave_are_looked_at_by_the_page(stack, arize):
    """Before each is blocked it is looked who it is, and nobody is asked for singly."""
    stack.up(people(60, on_destroy="block"))
    arize.clear_requests()

    stack.up({}, max_removals="60")

    assert {"/v2/users"} == {request.path for request in arize.requests if not request.is_write}
    assert 60 == len(arize.writes)


def test_a_refresh_of_many_people_reads_pages(stack, arize):
    """Nobody of them is asked for singly."""
    stack.up(people(60))
    arize.clear_requests()

    stack.refresh()

    assert {"/v2/users"} == {request.path for request in arize.requests}
