"""Preview: what check finds out about a person whom the stack does not have yet."""

import socket

import pytest

from pulumi_arize_users.simulator import Fault, Simulator
from tests.providers.conftest import KEY


@pytest.fixture
def closed_port():
    """The address of a port on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}"


def test_a_new_person_passes_after_one_look(run, arize):
    """The look-up asks for nothing but a page of people, and writes nothing."""
    assert [] == run.failures()
    assert [("GET", "/v2/users")] == [(request.method, request.path) for request in arize.requests]


@pytest.mark.parametrize("status", ["ACTIVE", "INVITED", "EXPIRED"])
def test_an_account_that_exists_is_refused_without_adopt(run, arize, status):
    """The sentence says which account it is, and both ways on."""
    user_id = arize.add_user("ADA@example.com", role="MEMBER", status=status)

    (sentence,) = run.failures()

    assert (
        f"ada@example.com already exists in the Arize account (id {user_id}, status {status}, role MEMBER)" in sentence
    )
    assert "adopt=True" in sentence
    assert [] == arize.writes


def test_an_account_with_the_declared_role_may_be_adopted(run, arize, said):
    """The preview tells in one line what the take-over will change."""
    user_id = arize.add_user("ada@example.com", name="Ada", role="MEMBER", is_developer=True)

    failures = run.failures(adopt=True, is_developer=False)

    assert [] == failures
    account = f"ada@example.com (id {user_id}, status ACTIVE, role MEMBER)"
    changes = "name becomes 'Ada Lovelace', is_developer becomes False"
    assert [f"arize: info: {account} will be taken over; {changes}."] == said()


def test_an_adoption_that_changes_nothing_says_so(run, arize, said):
    """An account that is as declared already is only recorded."""
    arize.add_user("ada@example.com", name="Ada Lovelace")

    run.inputs(adopt=True)

    assert said()[0].endswith("will be taken over; nothing changes.")


def test_an_account_that_the_stack_manages_under_another_address_is_refused(run, start, arize):
    """Its address was changed elsewhere: taken over once more, one account would be two resources."""
    state = run.add()
    arize.edit_user("ada@example.com", email="countess@example.com")
    run = start()
    run.diff(state)

    (sentence,) = run.failures(email="countess@example.com", adopt=True)

    assert sentence.startswith("countess@example.com is the account that this stack manages as ada@example.com: ")


def test_nobody_is_invited_in_another_account(start):
    """One person of the stack, and whoever was seen beside them, are enough to know it by."""
    state = start().refresh(start().add())

    with Simulator(api_key=KEY, first_number=1000) as another:
        run = start(baseUrl=another.url)
        run.diff(state)
        (sentence,) = run.failures(email="grace@example.com")

    assert sentence.startswith(f"grace@example.com: None of 2 recorded people is in the account at {another.url}")


def test_an_account_with_another_role_cannot_be_adopted(run, arize):
    """No call changes a role: the sentence proposes the account's own."""
    arize.add_user("ada@example.com", role="ANNOTATOR")

    (sentence,) = run.failures(adopt=True)

    assert "cannot be taken over as MEMBER" in sentence
    assert 'role="ANNOTATOR"' in sentence


def test_the_configuration_may_adopt_for_everybody(start, arize):
    """`arize:adopt` is the default of all resources."""
    arize.add_user("ada@example.com")

    assert [] == start(adopt="true").failures()


def test_a_resource_may_refuse_what_the_configuration_adopts(start, arize):
    """The resource's own word wins over the default."""
    arize.add_user("ada@example.com")

    (sentence,) = start(adopt="true").failures(adopt=False)

    assert "already exists" in sentence


def test_a_blocked_address_looks_free_in_a_preview(run, arize):
    """No list shows a deleted person, so only the invitation itself can tell."""
    arize.add_user("ada@example.com", status="INACTIVE")

    assert [] == run.failures()


def test_a_person_of_the_stack_is_not_looked_up(run, arize):
    """Only new people are; for the others state is enough."""
    state = run.add()
    arize.clear_requests()

    assert [] == run.failures(state, name="Ada")
    assert [] == arize.requests


def test_without_a_key_a_preview_is_still_a_preview(start, arize, said):
    """One line says that nobody was looked up; however many people are new, nothing is sent."""
    run = start(apiKey=None)

    failures = run.failures() + run.failures(email="grace@example.com")

    assert [] == failures
    (line,) = said()
    assert line.startswith(
        "arize: info: The account was not looked at: whether new people already have an account is not known. There is "
    )
    assert [] == arize.requests


def test_without_a_connection_a_preview_is_still_a_preview(start, said, closed_port):
    """A server that cannot be reached is tried once, and told in one line."""
    run = start(baseUrl=closed_port)

    failures = run.failures() + run.failures(email="grace@example.com")

    assert [] == failures
    (line,) = said()
    assert f"is not known. {closed_port} cannot be reached." in line


@pytest.mark.parametrize(
    "fault",
    [Fault("status", status=500), Fault("html"), Fault("reset")],
    ids=["a broken server", "a portal in between", "a broken connection"],
)
def test_a_look_up_that_fails_is_not_tried_again(run, arize, said, fault):
    """The account may be in any state: the preview goes on, and says once what it could not see."""
    arize.fail(fault)

    failures = run.failures() + run.failures(email="grace@example.com")

    assert [] == failures
    assert 1 == len(said())
    assert 1 == len(arize.requests)


def test_a_key_that_may_not_list_people_is_reported_once(run, arize, said):
    """Without the right to see people nobody can be found, and the preview does not go on asking."""
    arize.caller_role = "ANNOTATOR"

    failures = run.failures() + run.failures(email="grace@example.com")

    assert [] == failures
    (line,) = said()
    assert "is not known. Arize answered 403" in line


def test_a_wrong_key_fails_the_preview(start):
    """A key that is there but wrong would fail the `up`, so the preview says it, and where the key came from."""
    (sentence,) = start(apiKey="another-key").failures()

    assert sentence.startswith("Looking up ada@example.com failed. Arize answered 401")
    assert "The API key came from the configuration value arize:apiKey." in sentence
    assert "another-key" not in sentence
