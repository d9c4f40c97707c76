"""Addresses and names in which something does not show, as a file or a program has them."""

# ruff: noqa: RUF001 - letters that look like others

import json

import pytest

from pulumi_arize_users.people.roster.document import from_mapping
from tests.people.roster.rosters import MEMBERS, declared, mistakes_in, told

RETYPE = "remove it, or type the {} again instead of pasting it."


@pytest.mark.parametrize("key", ["ada\u200b@example.com", r'"ada\u200b@example.com"'])
def test_an_address_with_an_invisible_character_is_named_with_its_place(key):
    """Written as it is, or as an escape: the line and column are those of the address."""
    expected = (
        r"people.yaml:3:3: 'ada\u200b@example.com' has an invisible character at position 4, U+200B ZERO WIDTH SPACE; "
        f"{RETYPE.format('address')}"
    )

    mistakes = mistakes_in(f"{MEMBERS}  {key}: {{name: Ada}}\n")

    assert [expected] == mistakes


def test_a_name_with_an_invisible_character_is_named_with_its_place():
    """The line and column are those of the name, and the value shows the escape."""
    expected = (
        r"people.yaml:3:27: ada@example.com: name 'Ada\xad Lovelace' has an invisible character at position 4, "
        f"U+00AD SOFT HYPHEN; {RETYPE.format('name')}"
    )

    mistakes = mistakes_in(f"{MEMBERS}  ada@example.com: {{name: Ada\u00ad Lovelace}}\n")

    assert [expected] == mistakes


def test_a_person_whose_address_does_not_show_is_named_legibly():
    """Other mistakes of the person show the escape as well."""
    mistakes = mistakes_in(f"{MEMBERS}  ada\u3164@example.com: {{}}\n")

    assert 2 == len(mistakes)
    assert all(r"'ada\u3164@example.com'" in mistake for mistake in mistakes)
    assert mistakes[1].endswith("name is missing.")


def test_a_mapping_is_judged_alike():
    """The place is the path to the value."""
    people = {"ada\u2060@example.com": {"name": "Ada"}, "alan@example.com": {"name": "Alan\u2028Turing"}}
    expected = [
        """people["alan@example.com"].name: alan@example.com: name 'Alan\\u2028Turing' has a line break""",
        r"people['ada\u2060@example.com']: 'ada\u2060@example.com' has an invisible character at position 4, U+2060 W",
    ]

    declaration, mistakes = told(from_mapping(people, {"role": "MEMBER"}))

    assert declaration is None
    assert expected == [mistake[: len(start)] for start, mistake in zip(expected, mistakes, strict=True)]


def test_people_whose_addresses_only_look_alike_are_two():
    """And those whose accents were copied apart from their letters are one."""
    two = declared(f"{MEMBERS}  straße@example.com: {{name: A}}\n  strasse@example.com: {{name: B}}\n")
    one = mistakes_in(f"{MEMBERS}  zoe\u0308@example.com: {{name: A}}\n  Zo\u00eb@example.com: {{name: B}}\n")

    assert ["strasse@example.com", "straße@example.com"] == list(two.people)
    assert 1 == len(one)
    assert " is the same as " in one[0]


def test_an_address_is_declared_normalized():
    """What is looked up and sent is one text, however it was copied."""
    declaration = declared(f"{MEMBERS}  Zoe\u0308@example.com: {{name: Zoe}}\n")

    assert {"zo\u00eb@example.com": "Zo\u00eb@example.com"} == {
        key: person["email"] for key, person in declaration.people.items()
    }


@pytest.mark.parametrize("name", ["علی\u200cرضا", "葛\U000e0100城", "Ada 👩\u200d💻", "山田\u3000太郎", "Zoë O’Hara"])
def test_names_of_real_people_are_declared_as_written(name):
    """In a file, and in a file as JSON writes it."""
    roster = {"people": {"ada@example.com": {"name": name, "role": "MEMBER"}}}

    texts = [json.dumps(roster), json.dumps(roster, ensure_ascii=False)]

    assert [name, name] == [declared(text).people["ada@example.com"]["name"] for text in texts]
