"""Replies about somebody else, and reads that answer with the past."""

import time

import pytest

from pulumi_arize_users.simulator import Fault


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com", name="Ada")


@pytest.fixture
def cy(arize):
    return arize.add_user("cy@example.com", name="Cy", role="ADMIN")


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", {"name": "Ada Lovelace"})])
def test_a_reply_may_be_about_another_person(arize, http, ada, cy, method, body):
    """The request is served as it should be; only its answer speaks of somebody else."""
    arize.fail(Fault("somebody-else", about="cy@example.com"))

    answered = http(method, f"/v2/users/{ada}", json=body).json()

    assert (cy, "cy@example.com", "Cy") == (answered["id"], answered["email"], answered["name"])
    assert "Ada Lovelace" if body else "Ada" == arize.user(ada)["name"]
    assert "Cy" == arize.user(cy)["name"]


def test_single_fields_may_be_anothers(arize, http, cy):
    """A creation that answers with the id of somebody who was there before, and the right address."""
    arize.fail(Fault("somebody-else", about="cy@example.com", fields=("id",)))
    new = {"name": "Ada", "email": "ada@example.com", "role": {"type": "PREDEFINED", "name": "MEMBER"}}

    answered = http("POST", "/v2/users", json={**new, "invite_mode": "EMAIL_LINK"})

    assert (201, cy, "ada@example.com") == (answered.status_code, answered.json()["id"], answered.json()["email"])


def test_everybody_in_a_list_may_be_another_person(arize, http, ada, cy):
    """A cached page of somebody else's question."""
    arize.fail(Fault("somebody-else", about="cy@example.com"))

    listed = http("GET", "/v2/users").json()["users"]

    assert ada != cy
    assert {cy} == {user["id"] for user in listed}


@pytest.mark.parametrize("about", ["cy@example.com", "Search"])
def test_a_membership_may_be_anothers(arize, http, ada, cy, about):
    """Of another person, or in another organization; the one that was asked for is made."""
    organization, search = arize.add_organization("ML Platform"), arize.add_organization("Search")
    arize.fail(Fault("somebody-else", about=about))
    role = {"type": "PREDEFINED", "name": "MEMBER"}

    answered = http("POST", f"/v2/organizations/{organization}/users", json={"user_id": ada, "role": role}).json()

    told = {"cy@example.com": (cy, organization), "Search": (ada, search)}[about]
    assert told == (answered["user_id"], answered["organization_id"])
    assert {ada: "MEMBER"} == arize.members(organization)
    assert {} == arize.members(search)


def test_an_organization_may_be_another_one(arize, http):
    """As a person may."""
    organization, search = arize.add_organization("ML Platform"), arize.add_organization("Search")
    arize.fail(Fault("somebody-else", about="Search"))

    assert search == http("GET", f"/v2/organizations/{organization}").json()["id"]


def test_an_error_is_about_nobody(arize, http, ada, cy):
    """Neither is an answer without content."""
    arize.fail(Fault("somebody-else", about="cy@example.com", times=2))
    missing = arize.add_user("gone@example.com")
    arize.forget_user("gone@example.com")

    assert 404 == http("GET", f"/v2/users/{missing}").status_code
    assert 204 == http("DELETE", f"/v2/users/{ada}").status_code
    assert ("INACTIVE", "ACTIVE") == (arize.user(ada)["status"], arize.user(cy)["status"])


def test_reads_may_lag_behind_writes(arize, http, ada):
    """So many of them answer with the past, and the next one with what is there."""
    arize.lag(reads=2)
    later = arize.add_user("later@example.com")
    http("PATCH", f"/v2/users/{ada}", json={"name": "Ada Lovelace"})

    seen = [http("GET", f"/v2/users/{later}").status_code, http("GET", f"/v2/users/{ada}").json()["name"]]
    afterwards = [http("GET", f"/v2/users/{later}").status_code, http("GET", f"/v2/users/{ada}").json()["name"]]

    assert [404, "Ada"] == seen
    assert [200, "Ada Lovelace"] == afterwards


def test_a_lag_ends_by_itself(arize, http):
    """After the seconds that were said."""
    arize.lag(seconds=0.2)
    later, began = arize.add_user("later@example.com"), time.monotonic()
    while http("GET", f"/v2/users/{later}").status_code == 404:
        pass

    assert 0.15 < time.monotonic() - began < 5


def test_a_lag_may_be_ended_later(arize, http):
    """What it shows stays what it was when the lag began."""
    arize.lag()
    later = arize.add_user("later@example.com")

    arize.lag(reads=1)

    assert [404, 200] == [http("GET", f"/v2/users/{later}").status_code for _ in range(2)]


def test_a_lag_ends_with_the_faults(arize, http):
    """Clearing makes everything as it should be."""
    arize.lag()
    later = arize.add_user("later@example.com")
    before = http("GET", f"/v2/users/{later}").status_code

    arize.clear_faults()

    assert (404, 200) == (before, http("GET", f"/v2/users/{later}").status_code)
