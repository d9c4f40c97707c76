"""The files of `arize-users import` say what they are meant to, whatever people and organizations are called."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.models import Organization, User
from pulumi_arize_users.command.importing.account import sorted_out
from pulumi_arize_users.command.importing.memberships import Memberships
from pulumi_arize_users.command.importing.places import Places
from pulumi_arize_users.command.importing.program import literal, named_resources, program_text
from pulumi_arize_users.command.importing.roster_file import roster_text, scalar
from pulumi_arize_users.people.roster.declaration import read_roster
from pulumi_arize_users.people.roster.document import read_text

ACCOUNT = "https://api.arize.com"
WORDS = ["on", "Yes", "NO", "null", "~", "true", "1e3", "0x1F", "1_000", "2026-01-01", "12:30", ".5", "- a", "a: b"]
SIGNS = [
    "a #b",
    "a#b",
    "[a]",
    "{a}",
    "a,b",
    "'a'",
    '"a"',
    "\\n",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "a:",
    "? a",
    "=",
    "<<",
]
LETTERS = [
    "日本 太郎",
    "Zoë",
    "Д'Артаньян",
    "नी",
    "🙂",
    "<script>alert(1)</script>",
    'O\'Brien "Bob"',
    "a  b",
    "\u3000a",
    "--- a",
    "...",
]
NAMES = st.one_of(st.text(min_size=1, max_size=30), st.sampled_from([*WORDS, *SIGNS, *LETTERS]))
LOCALS = st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}", fullmatch=True)


def imported(names, locals_=(), organizations=()):
    """People of these names, in organizations of those, as far as code can declare them as they are."""
    addresses = locals_ or [f"person{number}" for number, _name in enumerate(names)]
    users = [
        User(id=f"u{number}", email=f"{local}@example.com", name=name, role="MEMBER")
        for number, (name, local) in enumerate(zip(names, addresses, strict=False))
    ]
    places = Places([Organization(id=f"o{number}", name=name) for number, name in enumerate(organizations)], ())
    members = {place.id: {user.id: "READ_ONLY" for user in users} for place in places}
    return sorted_out(users, Memberships(places, members), with_developers=False)


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(LOCALS, min_size=4, max_size=4), st.lists(NAMES, max_size=3))
def test_a_roster_says_who_is_who_and_where(names, locals_, organizations):
    """What is read from the file is what was written into it; whoever is left out is in comments alone."""
    people, left_out = imported(names, locals_, organizations)

    declared, mistakes = read_roster(read_text(roster_text(ACCOUNT, people, left_out), "people.yaml"))

    assert [] == mistakes
    assert declared is not None
    expected = {person.user.email.lower(): person for person in people}
    assert expected.keys() == declared.people.keys()
    for address, person in declared.people.items():
        roles = {each.place.key: each.role for each in expected[address].memberships}
        assert (expected[address].user.name, roles) == (person["name"], person.get("organizations", {}))


@given(st.text())
def test_a_string_of_a_program_is_the_text(text):
    """In the quotes that a formatter leaves alone, on one line."""
    written = literal(text)

    assert text == ast.literal_eval(written)
    assert 1 == len(written.splitlines())


@pytest.mark.parametrize("word", [*WORDS, *SIGNS])
def test_what_yaml_would_take_for_something_else_is_in_quotes(word):
    """Also where this parser would not: other editors and tools read the file as well."""
    assert scalar(word).startswith('"')


@pytest.mark.parametrize("width", ["80", "88", "120"])
def test_a_formatter_leaves_a_program_alone(width):
    """Whatever line length it is set to, and however long or odd names are."""
    names = [*LETTERS, *SIGNS, "Ada", "A" * 200, "Both \" and '", "tab\tin it"]
    people, left_out = imported(names, organizations=["ML Platform", "日本" * 20, "#1", "x" * 120])
    assert len(people) > len(LETTERS)
    assert left_out
    resources = named_resources(people)

    for adopts in (True, False):
        program = program_text(ACCOUNT, resources, left_out, adopts=adopts)
        command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", width, "-"]
        formatted = subprocess.run(command, input=program, capture_output=True, text=True, check=True).stdout

        assert program == formatted


def test_nobody_who_can_be_declared_is_still_a_file():
    """A roster of nobody, and a program of nothing, with the reasons."""
    people, left_out = imported([" Ada "])

    roster = roster_text(ACCOUNT, people, left_out)
    program = program_text(ACCOUNT, named_resources(people), left_out, adopts=True)

    declared, mistakes = read_roster(read_text(roster, "people.yaml"))
    assert declared is not None
    assert ([], {}, []) == (people, declared.people, mistakes)
    assert "# left out: person0@example.com (u0): pulumi up would change the name to 'Ada'." in program
    assert 2 == len(ast.parse(program).body)  # what it is, and ADOPT


def test_two_accounts_with_one_address_are_left_out():
    """Only one of them could be declared, and nobody knows which."""
    people, left_out = imported(["Ada", "Ada", "Bob"], ["ada", "ADA", "bob"])

    assert ["bob@example.com"] == [person.user.email for person in people]
    assert ["2 accounts have this address: u0 and u1."] * 2 == [person.why for person in left_out]
