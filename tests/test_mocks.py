"""Unit tests of programs with `pulumi.runtime.set_mocks`: each test is a run, and no account is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BEGINNING = """
import asyncio
import pulumi
import pytest
from pulumi_arize_users import *

BOB = {"bob@example.com": {"name": "Bob", "role": "MEMBER"}}

class Answers(pulumi.runtime.Mocks):
    def __init__(self, **answers):
        self.answers = answers
        self.asked = []

    def new_resource(self, args):
        return f"{args.name}-id", args.inputs

    def call(self, args):
        self.asked.append((args.token, args.args))
        return self.answers.get(args.token.rpartition(":")[2], {})

def person(name):
    return ArizeUser(name, email="ada@example.com", name="Ada", role="MEMBER")
"""


@pytest.fixture
def tests(tmp_path):
    """Runs tests of a user in a pytest of its own, whose shell has the settings of a real account; what it prints."""
    shell = {**os.environ, "ARIZE_API_KEY": "k", "ARIZE_BASE_URL": "http://127.0.0.1:1"}

    def run(body, folder=tmp_path):
        (tmp_path / "test_it.py").write_text(BEGINNING + body)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
        done = subprocess.run(
            [*command, str(folder)], cwd=tmp_path, env=shell, capture_output=True, text=True, check=False, timeout=100
        )
        return done.stdout

    return run


def test_each_decorated_test_is_a_run(tests):
    """Mocks are set once for all of them, as in Pulumi's documents, and the same people are declared again."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())

@pytest.mark.parametrize("name", ["ada", "ada", "lead"])
@pulumi.runtime.test
def test_it(name):
    return pulumi.Output.all(person(name).email, Roster(name, people=BOB).record)
""")

    assert "3 passed" in told, told


def test_mocks_that_are_set_again_begin_a_run(tests):
    """Tests that do not use the decorator set them for each."""
    told = tests("""
@pytest.mark.parametrize("name", ["ada", "ada", "lead"])
def test_it(name):
    pulumi.runtime.set_mocks(Answers())
    urn = asyncio.get_event_loop().run_until_complete(person(name).urn.future())
    assert urn.endswith(f"::{name}")
""")

    assert "3 passed" in told, told


def test_an_event_loop_of_its_own_is_a_run(tests):
    """As with asyncio.run, or a plugin for asynchronous tests."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())
asyncio.get_event_loop().run_until_complete(pulumi.runtime.get_root_resource().urn.future())

async def declare(name):
    return await person(name).urn.future()

@pytest.mark.parametrize("name", ["ada", "ada", "lead"])
def test_it(name):
    assert asyncio.run(declare(name)).endswith(f"::{name}")
""")

    assert "3 passed" in told, told


def test_the_same_resource_may_be_declared_again(tests):
    """Where nothing shows that another test has begun, the same name is the same resource."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())

@pytest.mark.parametrize("again", range(2))
def test_it(again):
    assert asyncio.get_event_loop().run_until_complete(person("ada").urn.future())
""")

    assert "2 passed" in told, told


def test_two_resources_of_one_test_do_not_share_a_person(tests):
    """The mistake is found in a unit test as in a preview, and in the next test again."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())

@pytest.mark.parametrize("again", range(2))
@pulumi.runtime.test
def test_it(again):
    person("ada")
    with pytest.raises(ProgramError, match="^ArizeUser 'ada' and ArizeUser 'lead' declare the same person, "):
        person("lead")
""")

    assert "2 passed" in told, told


def test_a_roster_can_be_used_without_what_a_provider_would_say(tests):
    """As of every resource, outputs that the mocks do not give are None."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())

@pulumi.runtime.test
def test_it():
    team = Roster("team", people=BOB)
    def check(values):
        assert [{"bob@example.com": {"id": None, "status": None, "adopted": None}}, None] == values
    return pulumi.Output.all(team.users, team.user_id("bob@example.com")).apply(check)
""")

    assert "1 passed" in told, told


def test_outputs_are_what_their_types_say(tests):
    """The SDK reads few of the annotations, to be quick: a number arrives as a float, and a map as it is."""
    told = tests("""
pulumi.runtime.set_mocks(Answers())

@pulumi.runtime.test
def test_it():
    ada = ArizeUser("ada", email="ada@example.com", name="Ada", role="MEMBER", reinvite_limit=3, is_developer=True)
    member = OrganizationMembership("m", organization_id="O1", role="MEMBER", user=ada)
    def check(values):
        assert [3, True, "ada@example.com"] == values[:3]
        assert [int, bool, str, dict] == [type(value) for value in values]
    return pulumi.Output.all(ada.reinvite_limit, ada.is_developer, ada.email, member.person).apply(check)
""")

    assert "1 passed" in told, told


def test_mocks_answer_questions(tests):
    """As they do for the functions of every package; the account of the shell is not asked."""
    told = tests("""
@pytest.mark.parametrize(("ask", "answers", "answer"), [
    (lambda: get_user(email="ada@example.com").id, {"getUser": {"id": "U1"}}, "U1"),
    (lambda: find_user(id="U1").name, {"findUser": {"id": "U1", "name": "Ada"}}, "Ada"),
    (lambda: find_user(email="eve@example.com"), {}, None),
    (
        lambda: [user and user.id for user in find_users(["Ada@example.com", "eve@example.com"]).values()],
        {"findUsers": {"result": [{"id": "U1", "email": "ada@example.com"}]}},
        ["U1", None],
    ),
    (lambda: [user.id for user in list_users(status="invited")], {"listUsers": {"result": [{"id": "U1"}]}}, ["U1"]),
    (lambda: get_organization(name="ML").id, {"getOrganization": ({"id": "O1"}, [])}, "O1"),
    (list_organizations, {"listOrganizations": {"result": []}}, []),
])
def test_it(ask, answers, answer):
    mocks = Answers(**answers)
    pulumi.runtime.set_mocks(mocks)
    assert answer == ask()
    assert 1 == len(mocks.asked)
""")

    assert "7 passed" in told, told


def test_mocks_answer_as_an_output(tests):
    """With the arguments as they are known by then."""
    told = tests("""
mocks = Answers(getUser={"id": "U1"})
pulumi.runtime.set_mocks(mocks)

@pulumi.runtime.test
def test_it():
    def check(id):
        assert "U1" == id
        assert [("arize:index:getUser", {"email": "ada@example.com"})] == mocks.asked
    return get_user_output(email=pulumi.Output.from_input("ada@example.com")).id.apply(check)
""")

    assert "1 passed" in told, told


def test_mocks_without_an_answer_are_named(tests):
    """The usual `return {}` is no organization, and the account must not be asked instead."""
    told = tests("""
def test_it():
    pulumi.runtime.set_mocks(Answers())
    with pytest.raises(ProgramError, match="^get_organization is answered by the mocks of this unit test") as caught:
        get_organization(name="ML")
    assert "whose call() returns {} for arize:index:getOrganization. It has to return" in str(caught.value)
""")

    assert "1 passed" in told, told


def test_the_example_passes(tests):
    """As its line in the list of examples says."""
    told = tests("", ROOT / "examples/unit_tests")

    assert "3 passed" in told, told
