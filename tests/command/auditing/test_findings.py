"""`arize-users audit`: the account against what code manages."""

from __future__ import annotations

import pytest

from pulumi_arize_users.simulator.faults import Fault
from tests.command.auditing.conftest import OWNER
from tests.command.exports import encrypted, gone, person, roster, shown

SECRET = "hidden@example.com"


def test_exactly_what_is_wrong_among_1200_people_is_found(arize, audit, roster_file):
    """Three people and an admin whom nobody declares, two expired invitations, a renamed person; nothing is written."""
    people = {f"p{number:04}@example.com": {"name": f"Person {number}", "role": "MEMBER"} for number in range(1195)}
    for number, (email, said) in enumerate(people.items()):
        arize.add_user(email, name=said["name"], status="EXPIRED" if number in {7, 8} else "ACTIVE")
    for name in ("x1", "x2", "x3"):
        arize.add_user(f"{name}@example.com")
    arize.add_user("root@example.com", role="ADMIN")
    arize.edit_user("p0100@example.com", name="Somebody Renamed")

    code, document, found = audit("--roster", roster_file(people))

    assert 3 == code
    assert [
        ("unmanaged-admin", "root@example.com"),
        ("unmanaged", "x1@example.com"),
        ("unmanaged", "x2@example.com"),
        ("unmanaged", "x3@example.com"),
        ("name", "p0100@example.com"),
        ("expired", "p0007@example.com"),
        ("expired", "p0008@example.com"),
    ] == found
    assert (1200, 1195, 1) == (document["people"], document["managed"], document["excepted"])
    assert [] == arize.writes
    assert len(arize.requests) <= 13


def test_an_account_as_declared_is_fine(arize, arize_users, roster_file):
    """Nothing on the standard output, a sentence on the other, and 0."""
    arize.add_user("ada@example.com", name="Ada", role="ADMIN")

    ran = arize_users("audit", "--roster", roster_file({"Ada@example.com": {"name": "Ada", "role": "admin"}}), **OWNER)

    assert (0, "") == (ran.code, ran.stdout)
    assert f"2 people in the account at {arize.url}: 1 managed, 1 excepted; nothing was found.\n" == ran.stderr


def test_what_differs_is_named_with_both_values(arize, audit, stack_file):
    """Address, role, name and developer flag, as the stack declares them and as the account has them."""
    ada = arize.add_user("new@example.com", name="Ada L.", role="ADMIN", is_developer=False)

    code, document, _found = audit("--stack", stack_file(person("ada", ada, is_developer=True)))

    assert 3 == code
    assert [
        ("email", "ada@example.com", "new@example.com"),
        ("role", "MEMBER", "ADMIN"),
        ("name", "Ada", "Ada L."),
        ("developer", "yes", "no"),
    ] == [(found["kind"], found["declared"], found["found"]) for found in document["findings"]]
    assert ["ArizeUser 'ada' of acme/dev"] == document["findings"][0]["managed_by"]


def test_who_is_declared_and_not_there_is_missing(arize, audit, stack_file, roster_file):
    """Somebody of a stack who was blocked elsewhere, and somebody of a file who was never invited."""
    ada, bob = (arize.add_user(f"{name}@example.com", name=name.title()) for name in ("ada", "bob"))
    arize.block_user("bob@example.com")
    stack = stack_file(person("ada", ada), person("bob", bob))

    _code, _document, found = audit(
        "--stack", stack, "--roster", roster_file({"cyd@example.com": {"name": "Cyd", "role": "MEMBER"}})
    )

    assert [("missing", "bob@example.com"), ("missing", "cyd@example.com")] == found


def test_an_absence_in_another_account_is_not_believed(arize, arize_users, stack_file):
    """Of the stack's people nobody is there, although somebody else has one of the addresses."""
    arize.add_user("ada@example.com", name="Ada")
    stack = stack_file(person("ada", gone(1)), person("bob", gone(2)))

    refused = arize_users("audit", "--stack", stack)

    assert (1, "") == (refused.code, refused.stdout)
    assert "None of 2 recorded people is in the account at" in refused.stderr
    assert "Check arize:baseUrl, arize:region and the API key." in refused.stderr


def test_each_stack_proves_its_own_account(arize, arize_users, stack_file):
    """That the people of one stack are there says nothing of another one."""
    ada = arize.add_user("ada@example.com", name="Ada")
    right = stack_file(person("ada", ada))
    wrong = stack_file(person("bob", gone(1)), person("cyd", gone(2)), name="prod.json")

    refused = arize_users("audit", "--stack", right, "--stack", wrong)

    assert 1 == refused.code
    assert "None of 2 recorded people is in the account at" in refused.stderr


def test_an_account_that_came_back_with_another_id_is_missing_and_not_unmanaged(arize, audit, stack_file):
    """The stack recorded somebody who is gone; the address belongs to a new account."""
    ada, bob = (arize.add_user(f"{name}@example.com", name=name.title()) for name in ("ada", "bob"))

    _code, document, found = audit("--stack", stack_file(person("ada", ada), person("bob", gone(1))))

    assert [("missing", "bob@example.com")] == found
    assert (
        f"bob@example.com is recorded as {gone(1)}, and is {bob} now. `pulumi refresh` records that."
        == document["findings"][0]["sentence"]
    )


def test_a_person_of_two_stacks_is_managed_twice(arize, audit, stack_file):
    """Both are named, whoever has the address in which letter case."""
    ada = arize.add_user("ada@example.com", name="Ada")
    stacks = stack_file(person("ada", ada)), stack_file(person("ada", ada, email="ADA@example.com"), name="prod.json")

    _code, document, found = audit("--stack", stacks[0], "--stack", stacks[1])

    assert [("managed-twice", "ada@example.com")] == found
    assert ["ArizeUser 'ada' of acme/dev", "ArizeUser 'ada' of acme/prod"] == document["findings"][0]["managed_by"]


def test_a_stack_and_the_file_that_it_reads_are_one(arize, audit, stack_file, roster_file):
    """A person of both is managed once; of two files, twice."""
    ada = arize.add_user("ada@example.com", name="Ada")
    people = {"ada@example.com": {"name": "Ada", "role": "MEMBER"}}
    file, stack = roster_file(people), stack_file(roster(people, {"ada@example.com": ada}))

    _code, _document, once = audit("--stack", stack, "--roster", file)
    _code, _document, two = audit("--roster", file, "--roster", roster_file(people, "more.json"))

    assert [] == once
    assert [("managed-twice", "ada@example.com")] == two


@pytest.mark.parametrize("address", [encrypted(), shown(SECRET)], ids=["encrypted", "shown"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_secret_address_is_never_printed(arize, arize_users, stack_file, address, form):
    """Not even with everything wrong about its person, though the account shows it: they are named by id."""
    ada = arize.add_user(SECRET, name="Other", role="ADMIN", status="EXPIRED")
    bob = arize.add_user("bob@example.com", name="Bob")
    hidden = person("ada", ada, email=address, name=shown("Ada"))
    left = person("eve", gone(1), email=shown("eve-" + SECRET))

    ran = arize_users("audit", "--stack", stack_file(hidden, left, person("bob", bob)), "--format", form, **OWNER)

    assert 3 == ran.code
    assert f"the person {ada} ".lower() in ran.stdout.replace("\\", "").lower()
    assert SECRET not in ran.stdout + ran.stderr
    assert "Other" not in ran.stdout + ran.stderr


def test_exceptions_come_from_everywhere(arize, audit, roster_file):
    """From the option, from arize:unmanaged, from a roster, and whoever the key belongs to."""
    for name in ("ada", "ci.bot", "ops.bot", "boss", "stranger"):
        arize.add_user(f"{name}@example.com", name=name)
    people = roster_file(
        {"ada@example.com": {"name": "ada", "role": "MEMBER"}},
        unmanaged={"policy": "warn", "except": ["boss@example.com"]},
    )

    _code, document, found = audit(
        "--roster", people, "--except", "ci.*@example.com", ARIZE_UNMANAGED="warn except OPS.*@example.com"
    )

    assert [("unmanaged", "stranger@example.com")] == found
    assert 4 == document["excepted"]


@pytest.mark.parametrize(("days", "kinds"), [("14", ["invited"]), ("100000", [])])
def test_an_invitation_that_waits_for_long_is_found(arize, audit, roster_file, days, kinds):
    """After as many days as are given."""
    arize.add_user("ada@example.com", name="Ada", status="INVITED")
    arize.fail(Fault("odd-values", values={"created_at": "2020-01-01T00:00:00.123456Z"}))

    code, _document, found = audit(
        "--roster", roster_file({"ada@example.com": {"name": "Ada", "role": "MEMBER"}}), "--invited-days", days
    )

    assert kinds == [kind for kind, _email in found]
    assert (3 if kinds else 0) == code


@pytest.mark.parametrize(
    ("failing", "code"), [("unmanaged", 3), ("Expired, unmanaged", 3), ("expired,missing", 0), ("none", 0)]
)
def test_what_fails_can_be_chosen(arize, audit, roster_file, failing, code):
    """Everything is reported all the same."""
    arize.add_user("eve@example.com")

    ended, document, found = audit("--roster", roster_file({}), "--fail-on", failing)

    assert (code, [("unmanaged", "eve@example.com")]) == (ended, found)
    assert (1 if code else 0) == document["failing"]
