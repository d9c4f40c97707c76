"""Characters that do not show, in addresses and in names of real people."""

# ruff: noqa: RUF001 - names of people in their own scripts, and letters that look like others

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.characters import escaped, hidden_in_address, hidden_in_name, is_lookalike, readable

HIDDEN = {
    "\u200b": "an invisible character at position 4, U+200B ZERO WIDTH SPACE",
    "\u00ad": "an invisible character at position 4, U+00AD SOFT HYPHEN",
    "\ufeff": "an invisible character at position 4, U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "\u2060": "an invisible character at position 4, U+2060 WORD JOINER",
    "\u200e": "an invisible character at position 4, U+200E LEFT-TO-RIGHT MARK",
    "\u202e": "an invisible character at position 4, U+202E RIGHT-TO-LEFT OVERRIDE",
    "\u2066": "an invisible character at position 4, U+2066 LEFT-TO-RIGHT ISOLATE",
    "\u061c": "an invisible character at position 4, U+061C ARABIC LETTER MARK",
    "\u180e": "an invisible character at position 4, U+180E MONGOLIAN VOWEL SEPARATOR",
    "\U000e0041": "an invisible character at position 4, U+E0041 TAG LATIN CAPITAL LETTER A",
    "\u034f": "an invisible character at position 4, U+034F COMBINING GRAPHEME JOINER",
    "\u115f": "an invisible character at position 4, U+115F HANGUL CHOSEONG FILLER",
    "\u1160": "an invisible character at position 4, U+1160 HANGUL JUNGSEONG FILLER",
    "\u3164": "an invisible character at position 4, U+3164 HANGUL FILLER",
    "\uffa0": "an invisible character at position 4, U+FFA0 HALFWIDTH HANGUL FILLER",
    "\u2800": "an invisible character at position 4, U+2800 BRAILLE PATTERN BLANK",
    "\ufe0f": "an invisible character at position 4, U+FE0F VARIATION SELECTOR-16",
    "\U000e0100": "an invisible character at position 4, U+E0100 VARIATION SELECTOR-17",
    "\u200c": "an invisible character at position 4, U+200C ZERO WIDTH NON-JOINER",
    "\u200d": "an invisible character at position 4, U+200D ZERO WIDTH JOINER",
    "\n": "a line break at position 4, U+000A",
    "\t": "a control character at position 4, U+0009",
    "\x00": "a control character at position 4, U+0000",
    "\x85": "a line break at position 4, U+0085",
    "\u2028": "a line break at position 4, U+2028 LINE SEPARATOR",
    "\u2029": "a line break at position 4, U+2029 PARAGRAPH SEPARATOR",
    "\ue000": "a private-use character at position 4, U+E000",
    "\ud800": "an unpaired surrogate at position 4, U+D800",
    "\ufffe": "an unassigned character at position 4, U+FFFE",
    "\U0001ffff": "an unassigned character at position 4, U+1FFFF",
    "\U000e0002": "an unassigned character at position 4, U+E0002",
}
LOOKALIKES = {
    "\u212a": "a character that only looks like 'K' at position 1, U+212A KELVIN SIGN",
    "\u212b": "a character that only looks like 'Å' at position 1, U+212B ANGSTROM SIGN",
    "\u2126": "a character that only looks like 'Ω' at position 1, U+2126 OHM SIGN",
    "\uf900": "a character that only looks like '豈' at position 1, U+F900 CJK COMPATIBILITY IDEOGRAPH-F900",
}
NAMES = [
    "Ada Lovelace",
    "Seán O’Connor",
    "Conan O'Brien",
    "Jean-Luc d'Été",
    "Nguyễn Thị Minh Khai",
    "Zoe\u0308 Mu\u0308ller",
    "İbrahim Şahin",
    "Ελένη Παπαδοπούλου",
    "Владимир Ильич",
    "山田\u3000太郎",
    "김민수",
    "葛\U000e0100城",
    "محمد عبد الله",
    "علی\u200cرضا",
    "ئه\u200cحمه\u200cد",
    "דָּוִד בֶּן־גּוּרְיוֹן",
    "മോഹന്\u200d",
    "ක්\u200dෂේම",
    "र\u094d\u200dय",
    "ᠠ\u180b",
    "Ada 👩\u200d💻",
    "Ada 👩🏽\u200d🚀",
    "Ada ❤\ufe0f",
    "Ada ❤\ufe0f\u200d🔥",
    "Ada\u00a0Lovelace",
    "𠀋\U00032000",
    "Ada \U0001fabf",
]


@pytest.mark.parametrize("character", HIDDEN, ids=lambda character: f"U+{ord(character):04X}")
@pytest.mark.parametrize("hidden_in", [hidden_in_address, hidden_in_name])
def test_what_does_not_show_is_named_with_its_place(hidden_in, character):
    """Number, name and position are what it takes to find it."""
    assert f"has {HIDDEN[character]}" == hidden_in(f"ada{character}l@example.com")


@pytest.mark.parametrize("character", LOOKALIKES, ids=lambda character: f"U+{ord(character):04X}")
def test_an_address_has_no_character_that_stands_for_another(character):
    """Some servers would replace it, and the address would be another person's; in a name it harms nobody."""
    assert f"has {LOOKALIKES[character]}" == hidden_in_address(f"{character}ay@example.com")
    assert hidden_in_name(f"{character}ay") is None


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u202f"])
def test_an_address_has_no_space_that_is_hard_to_see(space):
    """An ordinary space is a matter of form; in a name each of them is in use."""
    assert f"has a space at position 4, U+{ord(space):04X} {unicodedata.name(space)}" == hidden_in_address(
        f"ada{space}@example.com"
    )
    assert hidden_in_name(f"Ada{space}Lovelace") is None


@pytest.mark.parametrize(
    "address", ["ada@example.com", "müller@example.com", "用户@例子.广告", "אבג@example.com", "a b"]
)
def test_an_address_of_letters_hides_nothing(address):
    """Letters of any script show."""
    assert hidden_in_address(address) is None


@pytest.mark.parametrize("hidden_in", [hidden_in_address, hidden_in_name])
def test_the_space_around_is_not_counted_as_hidden(hidden_in):
    """It is trimmed, but positions are those of the text as written."""
    assert hidden_in(" \n\u3000ada@example.com\t ") is None
    assert "has an invisible character at position 6, U+200B ZERO WIDTH SPACE" == hidden_in("  ada\u200b ")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_real_people_are_left_alone(name):
    """Joiners and selectors belong to the character before them, and every script has its spaces and marks."""
    assert hidden_in_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "\u200d",
        "\u200c\u200c",
        "\ufe0f",
        "\u3164",
        "\u2800 \u2800",
        "Ada\u200d",
        "A\u200cda",
        "Ada\ufe0f",
        "Zoe\u0308\u200d",
        "Ada \u200dLovelace",
        "山田\u3000\u200d太郎",
        "علی\u200c\u200cرضا",
        "❤\ufe0f\ufe0f",
        "👩\u200d\u200d💻",
        "👩\u200d\ufe0f",
    ],
)
def test_a_joiner_with_nothing_to_join_is_refused(name):
    """After Latin letters, after space, at the start or twice it changes nothing that anybody sees."""
    assert "an invisible character" in str(hidden_in_name(name))


@given(st.text(st.sampled_from([*HIDDEN, " ", "\u3000"]), max_size=9).filter(str.strip))
def test_nobody_is_called_nothing(name):
    """A name that would show as an empty line is refused, however it is made up."""
    assert hidden_in_name(name) is not None


@given(st.text())
def test_what_is_refused_in_a_name_is_refused_in_an_address(text):
    """More is allowed in a name, never less."""
    assert hidden_in_address(text) is not None or hidden_in_name(text) is None


def test_a_lookalike_is_what_normalization_replaces_with_one_character():
    """Accents that come apart do not count, nor do ligatures and wide letters, which NFC keeps."""
    assert all(map(is_lookalike, LOOKALIKES))
    assert not any(map(is_lookalike, "KkÅåéﬁＫſß\u0958가"))


@given(st.text())
def test_an_escaped_text_is_the_text_as_python_reads_it(text):
    """Nothing is lost, and all of it shows."""
    assert text == eval(escaped(text))  # noqa: S307 - how Python reads a text is what is asked
    assert hidden_in_address(escaped(text).replace(" ", "")) is None or any(map(is_lookalike, text))


def test_only_what_does_not_show_is_escaped():
    """A text that shows is shown as it is."""
    assert "Zoë 👩" == readable("Zoë 👩")
    assert r"'ada\u200b'" == readable("ada\u200b")
    assert r"'\u3164\U000e0100'" == readable("\u3164\U000e0100")
