"""What a program can ask about the account while it runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pulumi
import pytest

from pulumi_arize_users import (
    ArizeError,
    Organization,
    ProgramError,
    User,
    find_user,
    find_users,
    get_organization,
    get_user,
    list_organizations,
    list_users,
)
from pulumi_arize_users.simulator import Fault, Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "key-canary-77b2"


@pytest.fixture
def arize(monkeypatch) -> Iterator[Simulator]:
    """An account that the program of this test finds through the environment."""
    for variable in [name for name in os.environ if name.startswith("ARIZE_")]:
        monkeypatch.delenv(variable)
    with Simulator(api_key=KEY) as simulator:
        monkeypatch.setenv("ARIZE_BASE_URL", simulator.url)
        monkeypatch.setenv("ARIZE_API_KEY", KEY)
        monkeypatch.setenv("ARIZE_MAX_RETRIES", "0")
        monkeypatch.setenv("ARIZE_LAG_SECONDS", "0")
        pulumi.runtime.configure(pulumi.runtime.Settings("team", "test"))
        yield simulator


@pytest.fixture
def stack(monkeypatch) -> object:
    """A program that runs: its stack is what it asks the same account for."""

    class Stack:
        """Stands for the root of a program; only its identity counts."""

    root = Stack()
    monkeypatch.setattr(pulumi.runtime, "get_root_resource", lambda: root)
    return root


@pytest.mark.parametrize("given", ["id", "email"])
def test_a_person_is_found_by_id_or_address(arize, given):
    """All that the server tells is there, in one spelling."""
    arize.dialect = "lower"
    user_id = arize.add_user("Ada@example.com", name="Ada", role="MEMBER_UI_ONLY", is_developer=False)

    found = get_user(id=user_id) if given == "id" else get_user(email=" ada@EXAMPLE.com ")

    created_at = arize.user(user_id)["created_at"]
    assert (
        User(
            id=user_id,
            email="Ada@example.com",
            name="Ada",
            role="MEMBER_UI_ONLY",
            status="ACTIVE",
            is_developer=False,
            created_at=created_at,
        )
        == found
    )


@pytest.mark.parametrize("arguments", [{}, {"id": "U1", "email": "ada@example.com"}], ids=["nothing", "both"])
def test_a_person_needs_exactly_one_key(arize, arguments):
    """Two keys could mean two people."""
    with pytest.raises(ProgramError, match=r"^get_user needs exactly one of id= and email=\.$"):
        get_user(**arguments)

    assert [] == arize.requests


@pytest.mark.parametrize("given", ["id", "email"])
def test_nobody_is_an_answer_for_who_asks_to_find(arize, given):
    """A program that decides by it needs no exception."""
    deleted = arize.add_user("nobody@example.com", status="INACTIVE")

    assert None is (find_user(id=deleted) if given == "id" else find_user(email="nobody@example.com"))


def test_a_search_needs_exactly_one_key(arize):
    """As for get_user; the sentence names the function that was called."""
    with pytest.raises(ProgramError, match=r"^find_user needs exactly one of id= and email=\.$"):
        find_user()

    assert [] == arize.requests


def test_a_search_that_fails_has_not_found_that_nobody_is_there(arize):
    """Only the account can say so."""
    arize.fail(Fault("status", status=500, path="users"))

    with pytest.raises(ProgramError, match=r"^Looking up ada@example\.com failed\. "):
        find_user(email="ada@example.com")


@pytest.mark.usefixtures("stack")
def test_several_people_are_found_in_one_look(arize):
    """By the addresses as they are asked for; a request for a hundred people of the account."""
    people = [f"P{number}@Example.com" for number in range(150)]
    for email in people:
        arize.add_user(email.lower())

    found = find_users([*people, "nobody@example.com"])

    assert people == [email for email, user in found.items() if user is not None]
    assert None is found["nobody@example.com"]
    assert 2 == len(arize.requests)


@pytest.mark.usefixtures("arize")
def test_a_single_address_is_not_taken_for_a_list_of_letters():
    """A string is a list to Python."""
    with pytest.raises(ProgramError, match=r"^find_users needs a list of addresses"):
        find_users("ada@example.com")


def test_a_person_who_does_not_exist_is_reported_with_near_misses(arize):
    """A slip in an address is the usual cause."""
    arize.add_user("Ada@example.com")
    arize.add_user("somebody@elsewhere.org")

    with pytest.raises(ProgramError) as failure:
        get_user(email="adda@example.com")

    sentence = "There is no person adda@example.com in the account. Did you mean Ada@example.com?"
    assert sentence == str(failure.value)


def test_an_address_with_an_invisible_character_is_shown_with_an_escape(arize):
    """Otherwise the sentence would say that a person is not there who plainly is."""
    arize.add_user("ada@example.com")

    with pytest.raises(ProgramError) as failure:
        get_user(email="ada\u200b@example.com")

    sentence = r"There is no person 'ada\u200b@example.com' in the account. Did you mean ada@example.com?"
    assert sentence == str(failure.value)


def test_a_deleted_person_is_nobody(arize):
    """Deletion is final, so there is nothing to find by id either."""
    user_id = arize.add_user("ada@example.com", status="INACTIVE")

    with pytest.raises(ProgramError, match=f"^There is no person {user_id} in the account.$"):
        get_user(id=user_id)


def test_people_are_listed_oldest_first_to_the_last_page(arize):
    """Everybody who is visible, the caller included."""
    for number in range(120):
        arize.add_user(f"user{number:03}@example.com")
    arize.block_user("user007@example.com")

    emails = [user.email for user in list_users()]

    expected = [f"user{number:03}@example.com" for number in range(120) if number != 7]
    assert ["owner@example.com", *expected] == emails


@pytest.mark.parametrize(
    ("filters", "emails"),
    [
        ({"email": "EXAMPLE.com"}, ["owner@example.com", "ada@example.com", "bob@example.com"]),
        ({"status": "invited"}, ["bob@example.com"]),
        ({"status": ["INVITED", "EXPIRED"]}, ["bob@example.com", "cy@other.example"]),
        ({"email": "bob", "status": "ACTIVE"}, []),
    ],
    ids=["part of an address", "one status", "several", "both"],
)
def test_the_list_can_be_narrowed(arize, filters, emails):
    """By a part of the address and by status, in any letter case."""
    arize.add_user("ada@example.com")
    arize.add_user("bob@example.com", status="INVITED")
    arize.add_user("cy@other.example", status="EXPIRED")

    assert emails == [user.email for user in list_users(**filters)]


@pytest.mark.parametrize("given", ["id", "name"])
def test_an_organization_is_found_by_id_or_exact_name(arize, given):
    """A name that only contains the wanted one is another organization."""
    arize.add_organization("ML Platform Two")
    organization_id = arize.add_organization("ML Platform")

    found = get_organization(id=organization_id) if given == "id" else get_organization(name="ML Platform")

    created_at = arize.organizations()[1]["created_at"]
    assert Organization(id=organization_id, name="ML Platform", created_at=created_at) == found


@pytest.mark.parametrize("arguments", [{}, {"id": "O1", "name": "ML"}], ids=["nothing", "both"])
def test_an_organization_needs_exactly_one_key(arize, arguments):
    """Two keys could mean two organizations."""
    with pytest.raises(ProgramError, match=r"^get_organization needs exactly one of id= and name=\.$"):
        get_organization(**arguments)

    assert [] == arize.requests


def test_an_organization_that_does_not_exist_is_reported_with_near_misses(arize):
    """Nothing, or nothing that the key may see: the two look the same."""
    arize.add_organization("ML Platform")

    with pytest.raises(ProgramError) as failure:
        get_organization(name="ML platfrom")

    sentence = "There is no organization 'ML platfrom' in the account, or the API key may not see it."
    assert f"{sentence} Did you mean ML Platform?" == str(failure.value)


def test_organizations_are_listed(arize):
    """All that the key may see."""
    arize.add_organization("ML Platform")
    arize.add_organization("Sales")

    assert ["ML Platform", "Sales"] == [found.name for found in list_organizations()]


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda: get_user(email="ada@example.com"), "Looking up ada@example.com failed. "),
        (lambda: get_user(id="U1"), "Looking up U1 failed. "),
        (list_users, "Listing the people of the account failed. "),
        (lambda: get_organization(name="ML"), "Looking up the organization 'ML' failed. "),
        (list_organizations, "Listing the organizations of the account failed. "),
    ],
    ids=["user by email", "user by id", "users", "organization", "organizations"],
)
def test_a_failure_says_what_was_asked_and_shows_no_key(arize, ask, what):
    """Pulumi prints the sentence without a traceback; code that calls providers can catch it as one of ours."""
    arize.fail(Fault("status", status=500, times=None, body=KEY, content_type="text/plain"))

    with pytest.raises(ProgramError) as failure:
        ask()

    assert str(failure.value).startswith(f"{what}Arize answered 500")
    assert isinstance(failure.value, pulumi.RunError)
    assert isinstance(failure.value, ArizeError)
    assert KEY not in f"{failure.value} {failure.value.__cause__!r}"


@pytest.mark.usefixtures("arize")
def test_a_missing_key_is_reported(monkeypatch):
    """The sentence says where a key can be set."""
    monkeypatch.delenv("ARIZE_API_KEY")

    with pytest.raises(
        ProgramError, match=r"^Listing the people of the account failed. There is no Arize API key: run"
    ):
        list_users()


@pytest.mark.usefixtures("arize")
def test_the_configuration_wins_over_the_environment(monkeypatch):
    """A program asks with the settings of its resources."""
    monkeypatch.setenv("ARIZE_API_KEY", "of-somebody-else")
    pulumi.runtime.set_config("arize:apiKey", KEY)
    try:
        users = list_users()
    finally:
        pulumi.runtime.set_all_config({})

    assert ["owner@example.com"] == [user.email for user in users]


@pytest.mark.usefixtures("stack")
def test_a_program_asks_once(arize):
    """Three questions about one account share what was learnt."""
    for _ in range(2):
        get_user(email="owner@example.com")
    list_users()

    assert 1 == len(arize.requests)


def test_another_program_asks_again(arize, stack, monkeypatch):
    """A process may run many programs, and the account may change between them."""
    list_users()
    arize.add_user("ada@example.com")
    monkeypatch.setattr(pulumi.runtime, "get_root_resource", type(stack))

    assert "ada@example.com" == get_user(email="ada@example.com").email
