"""What a program in any language asks the account: the functions behind `Invoke`, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.api.errors import ArizeError, Refused
from pulumi_arize_users.hosts.plugin.functions import call
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.providers.account import Account
from pulumi_arize_users.simulator import Fault, Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "key-canary-5b1d"


@pytest.fixture
def arize() -> Iterator[Simulator]:
    """An account."""
    with Simulator(api_key=KEY) as simulator:
        yield simulator


@pytest.fixture
def account(arize) -> Account:
    """The same as the plugin knows it."""
    connection = Connection(api_key=KEY, base_url=arize.url, max_retries=0, lag_seconds=0)
    return Account(connection, Policy())


@pytest.mark.parametrize("given", ["id", "email"])
def test_a_person_is_found_by_id_or_address(arize, account, given):
    """The answer has the names that programs write."""
    user_id = arize.add_user("ada@example.com", name="Ada Lovelace", role="ADMIN")

    found = call(account, "arize:index:getUser", {given: user_id if given == "id" else "ADA@example.com"})

    expected = {"id": user_id, "email": "ada@example.com", "name": "Ada Lovelace", "role": "ADMIN", "status": "ACTIVE"}
    assert expected == {key: found[key] for key in expected}
    assert {"isDeveloper", "createdAt"} == found.keys() - expected.keys()


def test_people_are_listed_by_address_and_status(arize, account):
    """Words in any spelling; nothing that is given is left out of the question."""
    arize.add_user("ada@example.com")
    arize.add_user("alan@example.com", status="INVITED")
    arize.add_user("grace@example.org", status="INVITED")

    found = call(account, "arize:index:listUsers", {"email": "example.com", "status": ["invited"]})

    assert ["alan@example.com"] == [user["email"] for user in found["users"]]


def test_organizations_and_spaces_are_found_by_name(arize, account):
    """A space by the name of its organization and its own; each says where it belongs."""
    organization_id = arize.add_organization("ML Platform")
    space_id = arize.add_space(organization_id, "Fraud")

    organization = call(account, "arize:index:getOrganization", {"name": "ML Platform"})
    space = call(account, "arize:index:getSpace", {"name": "ML Platform/Fraud", "id": None})

    assert (organization_id, "ML Platform") == (organization["id"], organization["name"])
    assert (space_id, "Fraud", organization_id) == (space["id"], space["name"], space["organizationId"])


def test_organizations_and_spaces_are_listed(arize, account):
    """Those of one organization, or all."""
    organizations = [arize.add_organization(name) for name in ("ML", "Search")]
    spaces = [arize.add_space(each, "Fraud") for each in organizations]

    listed = call(account, "arize:index:listOrganizations", {})
    all_spaces = call(account, "arize:index:listSpaces", {})
    some_spaces = call(account, "arize:index:listSpaces", {"organizationId": organizations[1]})

    assert ["ML", "Search"] == [each["name"] for each in listed["organizations"]]
    assert spaces == [each["id"] for each in all_spaces["spaces"]]
    assert spaces[1:] == [each["id"] for each in some_spaces["spaces"]]


@pytest.mark.parametrize(
    ("token", "arguments", "sentence"),
    [
        ("getUser", {}, "getUser needs exactly one of id and email."),
        ("getUser", {"id": "U1", "email": "ada@example.com"}, "getUser needs exactly one of id and email."),
        ("getSpace", {"id": None}, "getSpace needs exactly one of id and name."),
        ("getUser", {"emial": "ada@example.com"}, "getUser does not take emial, but id and email."),
        ("listOrganizations", {"name": "ML"}, "listOrganizations does not take name, but no arguments."),
        ("getUser", {"id": 7.0}, "id of getUser must be a text."),
        ("listUsers", {"status": "ACTIVE"}, "status of listUsers must be a list of texts."),
        ("listUsers", {"status": [True]}, "status of listUsers must be a list of texts."),
        (
            "getTeam",
            {},
            (
                "There is no function arize:index:getTeam in the package arize; it has getUser, listUsers, "
                "getOrganization, listOrganizations, getSpace, listSpaces."
            ),
        ),
    ],
)
def test_a_question_that_cannot_be_asked_so_is_refused(arize, account, token, arguments, sentence):
    """Before anything is sent: whatever would be ignored might have meant somebody else."""
    with pytest.raises(Refused) as refusal:
        call(account, f"arize:index:{token}", arguments)

    assert sentence == str(refusal.value)
    assert [] == arize.requests


def test_whoever_is_not_there_is_reported_with_who_is_near(arize, account):
    """As in a Python program, with the same sentence."""
    arize.add_user("ada@example.com")

    with pytest.raises(Refused) as refusal:
        call(account, "arize:index:getUser", {"email": "adda@example.com"})

    sentence = "There is no person adda@example.com in the account. Did you mean ada@example.com?"
    assert sentence == str(refusal.value)


def test_a_request_that_failed_says_what_was_asked(arize, account):
    """The sentence begins with what was being done, and has no key in it."""
    arize.fail(Fault("status", status=403))

    with pytest.raises(ArizeError) as failure:
        call(account, "arize:index:listOrganizations", {})

    assert str(failure.value).startswith("Listing the organizations of the account failed. ")
    assert KEY not in str(failure.value)
