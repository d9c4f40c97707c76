"""What one run remembers: who is declared, kept, managed and leaving, by whatever resource."""

import pytest

from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.providers.run import Run


@pytest.fixture
def memory():
    return Run()


def test_a_second_resource_of_one_person_hears_of_the_first(memory):
    """In whatever letter case the address is written; a resource is not in its own way."""
    first = memory.declare_person("ada@example.com", "The ArizeUser ada")

    again = memory.declare_person("ada@example.com", "The ArizeUser ada")
    second = memory.declare_person("ADA@example.com", "The ArizeUser countess")

    assert (None, None, "The ArizeUser ada") == (first, again, second)


def test_people_of_a_roster_are_another_resources_people(memory):
    """A roster has compared them itself, so it has no name here; a resource that has one is named to those after it."""
    memory.declare_people(["ada@example.com"])

    others = [memory.declare_person("ada@example.com", f"The ArizeUser {name}") for name in ("ada", "countess")]

    assert ["another resource", "The ArizeUser ada"] == others


def test_a_membership_is_declared_once(memory):
    """By organization and person."""
    assert [None, "The first", None] == [
        memory.declare_membership("O1/U1", "The first"),
        memory.declare_membership("O1/U1", "The second"),
        memory.declare_membership("O2/U1", "The second"),
    ]
    assert memory.declares_membership("O1/U1")
    assert not memory.declares_membership("O3/U1")


def test_a_run_is_planned_once_something_was_declared(memory):
    """A refresh declares nothing."""
    before = memory.is_planned

    memory.declare_person("ada@example.com")

    assert (False, True) == (before, memory.is_planned)


def test_an_account_that_the_stack_manages_is_owned_under_its_address(memory):
    """And it is known whether the program still declares that address."""
    memory.manage("U1", "ada@example.com")
    before = memory.ownership("U1")
    memory.declare_person("Ada@example.com")

    assert Ownership(managed_as="ada@example.com") == before
    assert Ownership(managed_as="ada@example.com", is_declared=True) == memory.ownership("U1")
    assert Ownership() == memory.ownership("U2")


def test_an_account_that_arrived_in_this_run_is_taken_and_kept(memory):
    """No other resource takes it over, and none removes it under another name."""
    memory.keep_person("U1")

    assert memory.ownership("U1").taken
    assert memory.keeps_person("U1", "ada@example.com")
    assert memory.keeps_account("U1")
    assert not memory.keeps_person("U2", "ada@example.com")
    assert not memory.keeps_account("U2")


def test_everybody_whom_the_stack_remembers_counts(memory):
    """Whether it manages the account, or only a membership of it."""
    memory.manage("U1", "ada@example.com")
    memory.remember("U2")

    assert {"U1", "U2"} == memory.remembered_people()


def test_addresses_are_known_in_whatever_letter_case(memory):
    """Those who leave, and those whom nobody has."""
    memory.announce_leaving(["Ada@example.com"])
    memory.note_absent("GRACE@example.com")

    assert [True, False] == [memory.is_leaving(address) for address in ("ADA@example.com", "grace@example.com")]
    assert [False, True] == [memory.was_absent(address) for address in ("ADA@example.com", "grace@example.com")]


def test_each_kind_is_counted_for_itself(memory):
    """The first of a kind comes after none."""
    assert [0, 1, 0, 2] == [memory.count(kind) for kind in ("Invite", "Invite", "Block", "Invite")]
