"""What one run remembers of what its program declares and of what was done."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.scope import ORGANIZATION
from pulumi_arize_users.providers.run import Departure, Run

ADA = "ada@example.com"


@pytest.fixture
def memory():
    return Run()


def test_a_new_run_knows_nothing(memory):
    """It is not a plan until something is declared, and it may look at the account."""
    assert not memory.is_planned
    assert memory.can_look
    assert set() == memory.declared_people() == memory.remembered_people()
    assert [] == memory.remembered_scopes(ORGANIZATION)
    assert Ownership() == memory.ownership("U1")
    assert not memory.keeps_person("U1", ADA)
    assert not memory.keeps_account("U1")
    assert not memory.keeps_membership("O1/U1")


@pytest.mark.parametrize("declare", [lambda run: run.declare_person(ADA), lambda run: run.declare_membership("O1/U1")])
def test_a_run_in_which_something_is_declared_is_a_plan(memory, declare):
    """Only then may a comparison fail because of a declaration, or announce anything."""
    declare(memory)

    assert memory.is_planned


@pytest.mark.parametrize("noted", ["keep_person", "declare_account", "hide_person", "remember"])
def test_what_is_only_noted_is_no_plan(memory, noted):
    """A refresh notes people as well."""
    getattr(memory, noted)("U1")

    assert not memory.is_planned


# What is declared


def test_a_person_is_declared_by_address_in_any_letter_case(memory):
    """Resources and rosters share the one memory."""
    memory.declare_person("Ada@Example.com")
    memory.declare_people(["alan@example.com", "Grace@example.com"])

    assert memory.declares_person("ADA@example.com")
    assert memory.declares_person("grace@EXAMPLE.com")
    assert not memory.declares_person("mary@example.com")
    assert {ADA, "alan@example.com", "grace@example.com"} == memory.declared_people()


def test_who_is_declared_cannot_be_changed_from_outside(memory):
    """The answer is a copy."""
    memory.declare_person(ADA)

    memory.declared_people().clear()

    assert {ADA} == memory.declared_people()


CLAIMS = [("declare_person", ADA), ("declare_membership", "O1/U1")]


@pytest.mark.parametrize(("declare", "key"), CLAIMS)
@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("", "", None),
        ("A", "A", None),
        ("", "B", "another resource"),
        ("A", "", "A"),
        ("A", "B", "A"),
    ],
    ids=["a program that has compared them", "checked twice", "only the second has a name", "only the first", "both"],
)
def test_a_second_declaration_names_the_first(memory, declare, key, first, second, other):
    """The same resource may be checked again; without names the program has compared the keys itself."""
    assert getattr(memory, declare)(key, first) is None
    assert other == getattr(memory, declare)(key, second)


@pytest.mark.parametrize(("declare", "key"), CLAIMS)
def test_a_third_declaration_names_the_first_that_has_a_name(memory, declare, key):
    """A name that is learnt later is kept; another one does not take its place."""
    getattr(memory, declare)(key)
    getattr(memory, declare)(key, "B")

    assert "B" == getattr(memory, declare)(key, "C")
    assert "B" == getattr(memory, declare)(key, "D")


def test_the_same_person_is_found_in_another_letter_case(memory):
    """Two resources with one person are two, however the address is written."""
    memory.declare_person(ADA, "A")

    assert "A" == memory.declare_person("ADA@EXAMPLE.COM", "B")
    assert memory.declare_person("alan@example.com", "B") is None


def test_people_and_memberships_are_declared_separately(memory):
    """What declares one does not declare the other."""
    memory.declare_membership("O1/U1", "A")

    assert memory.declares_membership("O1/U1")
    assert not memory.declares_membership("O1/U2")
    assert set() == memory.declared_people()


def test_one_of_many_declarations_at_once_is_the_first(memory):
    """Checks run in parallel; all others are refused."""
    with ThreadPoolExecutor(16) as threads:
        others = list(threads.map(lambda number: memory.declare_person(ADA, f"R{number}"), range(64)))

    assert 1 == others.count(None)
    assert {f"R{others.index(None)}"} == {other for other in others if other}


# What is kept


def test_a_person_who_came_in_is_kept(memory):
    """By id, whatever the address is."""
    memory.keep_person("U1")

    assert memory.keeps_person("U1", "whoever@example.com")
    assert memory.keeps_account("U1")
    assert not memory.keeps_person("U2", ADA)
    assert not memory.keeps_account("U2")


def test_a_declared_person_is_kept(memory):
    """By address, whatever the id is."""
    memory.declare_person(ADA)

    assert memory.keeps_person("U1", "ADA@example.com")
    assert not memory.keeps_account("U1")


def test_a_declared_account_is_kept_by_its_id(memory):
    """For a membership, which knows no address."""
    memory.declare_account("U1")

    assert memory.keeps_account("U1")
    assert not memory.keeps_account("U2")
    assert not memory.keeps_person("U1", ADA)


def test_a_membership_is_kept_when_it_was_made_or_is_declared(memory):
    """Only the first one was made."""
    memory.keep_membership("O1/U1")
    memory.declare_membership("O1/U2")

    assert (True, False) == (memory.made_membership("O1/U1"), memory.made_membership("O1/U2"))
    assert (True, True) == (memory.keeps_membership("O1/U1"), memory.keeps_membership("O1/U2"))
    assert not memory.declares_membership("O1/U1")
    assert not memory.keeps_membership("O1/U3")


def test_a_secret_address_stays_hidden(memory):
    """By id and by address, of that account only."""
    memory.manage("U1", ADA)
    memory.manage("U2", "grace@example.com")
    memory.hide_person("U1", ADA)

    assert ["the person U1"] * 2 == [memory.name_of("U1"), memory.name_of("U1", "other@example.com")]
    assert ["this person", "the person U9"] == [memory.name_of(address=ADA.upper()), memory.name_of("U9", ADA)]
    assert ["grace@example.com", "alan@example.com"] == [
        memory.name_of("U2"),
        memory.name_of(address="alan@example.com"),
    ]


def test_hiding_an_account_whose_address_is_not_known_hides_nobody_else(memory):
    """Nor does hiding an address whose account is not."""
    memory.hide_person("U1")
    memory.hide_person(address=ADA)

    assert ["alan@example.com"] * 2 == [memory.name_of(*args, "alan@example.com") for args in (("U2",), ("",))]


def test_a_person_is_named_by_what_is_known(memory):
    """An address that is given, that of the record, the id, or nothing."""
    memory.manage("U1", ADA)

    assert ["old@example.com", ADA] == [memory.name_of("U1", "old@example.com"), memory.name_of("U1")]
    assert ["the person U2", "this person"] == [memory.name_of("U2"), memory.name_of()]


# Whose an account is


def test_an_account_that_the_stack_manages_has_an_owner(memory):
    """With the address under which it is managed, and whether the program still declares that."""
    memory.manage("U1", "Old@example.com")
    before = memory.ownership("U1")
    memory.declare_person("old@example.com")

    assert Ownership(taken=False, managed_as="Old@example.com", is_declared=False) == before
    assert Ownership(taken=False, managed_as="Old@example.com", is_declared=True) == memory.ownership("U1")


def test_an_account_that_came_in_is_taken(memory):
    """By a resource that may not have been met under any address."""
    memory.keep_person("U1")

    assert Ownership(taken=True) == memory.ownership("U1")
    assert Ownership() == memory.ownership("U2")


def test_a_run_remembers_managed_and_merely_remembered_people(memory):
    """Both prove that this is the right account."""
    memory.manage("U1", ADA)
    memory.remember("U2")

    assert {"U1", "U2"} == memory.remembered_people()
    assert Ownership() == memory.ownership("U2")


def test_organizations_are_remembered_once_and_in_order(memory):
    """Requests and sentences come out the same every time."""
    for organization in ("O3", "O1", "O2", "O1"):
        memory.remember_scope(ORGANIZATION, organization)

    assert ["O1", "O2", "O3"] == memory.remembered_scopes(ORGANIZATION)


# What was seen and said


def test_people_who_leave_a_roster_are_known_in_any_letter_case(memory):
    """Announcements add up."""
    memory.announce_leaving(["Ada@example.com"])
    memory.announce_leaving(["alan@example.com"])

    assert memory.is_leaving("ADA@example.com")
    assert memory.is_leaving("Alan@example.com")
    assert not memory.is_leaving("grace@example.com")


def test_who_was_absent_is_known_in_any_letter_case(memory):
    """An invitation whose answer is lost reads it."""
    memory.note_absent("Ada@example.com")

    assert memory.was_absent("ADA@example.com")
    assert not memory.was_absent("alan@example.com")


def test_announcements_are_counted_by_kind(memory):
    """The answer is how many there were before."""
    assert [0, 1, 2] == [memory.count("invited") for _ in range(3)]
    assert 0 == memory.count("blocked")


def test_announcements_at_once_are_all_counted(memory):
    """No two of them are the first."""
    with ThreadPoolExecutor(16) as threads:
        counts = list(threads.map(lambda _number: memory.count("invited"), range(200)))

    assert list(range(200)) == sorted(counts)


def test_whoever_leaves_a_roster_that_was_met_is_leaving(memory):
    """Also somebody of whom only the record knows; another resource must not take them over in the same run."""
    memory.meet_roster("roster-1", Departure({ADA}, lambda: pytest.fail("nobody is removed here")))

    assert memory.is_leaving("Ada@example.com")
    assert not memory.is_leaving("grace@example.com")
    assert {ADA} == memory.leaving_of("roster-1")
