"""An address is one person's: neither its look nor what hides in it makes somebody another person."""

# ruff: noqa: RUF001 - letters that look like others

from __future__ import annotations

import pytest

from tests.engine.crowd import told

LOOK_ALIKE = [
    ("straße@example.com", "strasse@example.com"),
    ("ﬁona@example.com", "fiona@example.com"),
    ("ſam@example.com", "sam@example.com"),
]
ACCIDENTS = {
    "\u200b": "U+200B ZERO WIDTH SPACE",
    "\u00ad": "U+00AD SOFT HYPHEN",
    "\ufeff": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "\u200e": "U+200E LEFT-TO-RIGHT MARK",
    "\u2060": "U+2060 WORD JOINER",
}
RETYPE = "remove it, or type the address again instead of pasting it"


@pytest.mark.parametrize(("existing", "other"), LOOK_ALIKE)
def test_two_people_whose_addresses_only_look_alike_are_two_people(a_team, existing, other):
    """Declared with adopt, the one who exists is taken over as declared, and the other one is invited."""
    user_id = a_team.arize.add_user(existing, name="The First", role="MEMBER")
    a_team.person("first", email=existing, name="The First", adopt=True)
    a_team.person("second", email=other, name="The Second", adopt=True)

    a_team.up().raise_for_errors()
    writes = a_team.writes()
    again = a_team.preview().raise_for_errors()

    assert ["POST users"] == writes
    assert user_id == a_team.resource("first").id
    assert user_id != a_team.resource("second").id
    assert "The First" == a_team.arize.user(existing)["name"]
    assert "The Second" == a_team.arize.user(other)["name"]
    assert {"same": 3} == dict(again.changes)


@pytest.mark.parametrize(("existing", "other"), LOOK_ALIKE)
def test_nobody_is_taken_over_by_somebody_whose_address_looks_alike(a_team, existing, other):
    """A roster with adopt invites the new person, and leaves the account of the other one alone."""
    a_team.arize.add_user(existing, name="The First", role="MEMBER")
    a_team.roster("people", people={other: {"name": "The Second", "role": "MEMBER", "adopt": True}})

    a_team.up().raise_for_errors()

    assert ["POST users"] == a_team.writes()
    assert "The First" == a_team.arize.user(existing)["name"]
    assert "The Second" == a_team.arize.user(other)["name"]


def test_an_address_whose_accents_were_copied_apart_is_the_same_person(a_team):
    """The account is found and taken over, and nobody is invited."""
    user_id = a_team.arize.add_user("zo\u00eb@example.com", name="Zoe", role="MEMBER")
    a_team.person("zoe", email="Zoe\u0308@example.com", adopt=True)

    a_team.up().raise_for_errors()

    assert [] == a_team.writes()
    assert user_id == a_team.resource("zoe").id


@pytest.mark.parametrize("character", ACCIDENTS, ids=ACCIDENTS.get)
def test_an_address_with_an_invisible_character_is_refused_at_preview(a_team, character):
    """The sentence shows the escape, number, name and position of the character, and what to do; nothing is sent."""
    a_team.person("ada", email=f"ada{character}@example.com")

    result = a_team.preview()

    assert not result.ok
    assert f"at position 4, {ACCIDENTS[character]}; {RETYPE}." in told(result)
    assert f"email {f'ada{character}@example.com'!r} has an invisible character" in told(result)
    assert [] == a_team.requests()


def test_invisible_characters_in_a_roster_are_refused_at_preview_with_their_places(a_team, tmp_path):
    """Five addresses that look like one are five mistakes, and nobody is invited."""
    file = tmp_path / "people.yaml"
    lines = [f'  "ada{ascii(character)[1:-1]}@example.com": {{name: Ada, role: MEMBER}}' for character in ACCIDENTS]
    file.write_text("\n".join(["people:", *lines]), encoding="utf-8")
    a_team.roster("people", file=str(file))

    result = a_team.preview()

    assert "Roster 'people' has 5 mistakes, and nothing is done:" in told(result)
    for line, name in enumerate(ACCIDENTS.values(), 2):
        assert f"{file}:{line}:3: 'ada\\" in told(result)
        assert f"at position 4, {name}; {RETYPE}." in told(result)
    assert [] == a_team.requests()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"email": "mailto:ada@example.com"}, "begins with mailto:, which makes it a link; remove that."),
        ({"email": "Ada <ada@example.com>"}, "has more than the address in it; write only what is between < and >."),
        ({"email": "\u212aay@example.com"}, "a character that only looks like 'K' at position 1, U+212A KELVIN SIGN"),
        ({"name": "\u3164"}, r"name '\u3164' has an invisible character at position 1, U+3164 HANGUL FILLER"),
        ({"name": "Ada\u202e"}, "has an invisible character at position 4, U+202E RIGHT-TO-LEFT OVERRIDE"),
        ({"name": "Ada\nLovelace"}, "has a line break at position 4, U+000A"),
    ],
)
def test_what_was_pasted_with_more_than_it_shows_is_refused_at_preview(a_team, arguments, problem):
    """Links, display names, look-alikes, and names that show as nothing or as another text."""
    a_team.person("ada", **arguments)

    result = a_team.preview()

    assert not result.ok
    assert problem in told(result)
    assert [] == a_team.requests()


def test_names_of_real_people_are_declared_as_they_are_written(a_team):
    """In any script, with the characters that it needs; the second preview is empty."""
    names = ["Seán O'Connor-Été", "علی\u200cرضا", "葛\U000e0100城", "山田\u3000太郎", "Ada 👩\u200d💻", "דָּוִד"]
    a_team.roster("people", people={f"p{i}@example.com": {"name": n, "role": "MEMBER"} for i, n in enumerate(names)})

    a_team.up().raise_for_errors()
    again = a_team.preview().raise_for_errors()

    assert names == [a_team.arize.user(f"p{index}@example.com")["name"] for index in range(len(names))]
    assert {"same": 2} == dict(again.changes)
