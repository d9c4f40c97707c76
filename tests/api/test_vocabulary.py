"""The words of the API in all their spellings, and what counts as an address."""

# ruff: noqa: RUF001 - letters that look like others are what half of this is about

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from pulumi_arize_users.api.characters import is_lookalike
from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    INVITE_MODES,
    ORGANIZATION_ROLES,
    STATUSES,
    address_problem,
    canonical,
    canonical_role,
    fold,
    is_email,
    normalized,
    spelled,
    spelling_of,
)

WORDS = sorted({*ACCOUNT_ROLES, *ORGANIZATION_ROLES, *INVITE_MODES, *STATUSES, "PREDEFINED", "CUSTOM"})
# Letters whose case is not a matter of two letters, ones that only look like others, and marks that make one of two.
TRICKY = "ßẞﬁſKÅΩµıİIiσςΣǅǆǄŉǰẗᾳᾼᏸᎠꭰაᲐ\u0308\u0307\u0345\u1fbbTtKkÅå"
LETTERS = some.sampled_from(TRICKY) | some.characters(exclude_categories=["Cs"])
CHANGES = [
    str.upper,
    str.lower,
    str.swapcase,
    str.title,
    str.casefold,
    *(lambda text, form=form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")),
]
ROLE_IDS = some.text(min_size=1).filter(lambda text: text == text.strip())


@given(some.text())
def test_a_canonical_word_stays_as_it_is(word):
    """Reading a word that was read before changes nothing."""
    once = canonical(word)

    assert once == canonical(once)


@pytest.mark.parametrize("spelling", ["upper", "lower"])
@pytest.mark.parametrize("word", WORDS)
def test_a_word_survives_the_way_there_and_back(word, spelling):
    """What is sent in a server's spelling is read as the word it was."""
    sent = spelled(word, spelling)

    assert word == canonical(sent)
    assert spelling == spelling_of(sent)


@pytest.mark.parametrize(
    "written", ["READ_ONLY", "read_only", "read-only", "readOnly", "Read Only", "ReadOnly", " read-only\n"]
)
def test_every_way_to_write_read_only_is_understood(written):
    """Hyphen, underscore, space and capital letter all part the two words."""
    assert "READ_ONLY" == canonical(written)


def test_only_read_only_has_a_hyphen_on_lower_case_servers():
    """Every other word of two parts keeps its underscore there."""
    assert "read-only" == spelled("READ_ONLY", "lower")
    assert "email_link" == spelled("EMAIL_LINK", "lower")
    assert "member_ui_only" == spelled("MEMBER_UI_ONLY", "lower")


@given(some.sampled_from(WORDS), some.randoms())
def test_letter_case_means_nothing_in_a_word_without_capitals_inside(word, random):
    """A word in all lower case, all upper case, or with one capital in front is the same word."""
    written = random.choice([word.lower(), word.upper(), word.capitalize()])

    assert word == canonical(written)


@given(ROLE_IDS, some.sampled_from(["custom:", "CUSTOM:", "Custom: ", " custom:"]))
def test_the_id_of_a_custom_role_is_kept_as_written(role_id, prefix):
    """Ids are opaque: nothing in them is upper-cased or replaced."""
    assert f"custom:{role_id}" == canonical_role(f"{prefix}{role_id}")


@given(ROLE_IDS)
def test_a_canonical_custom_role_stays_as_it_is(role_id):
    """Reading a custom role that was read before changes nothing."""
    once = canonical_role(f"custom:{role_id}")

    assert once == canonical_role(once)


def test_a_role_without_the_prefix_is_a_word():
    """Predefined roles are read like any other word."""
    assert "MEMBER_UI_ONLY" == canonical_role("member-ui-only")


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("ACTIVE", "upper"), ("EMAIL_LINK", "upper"), ("read-only", "lower"), ("Active", None), ("", None), ("42", None)],
)
def test_only_letters_of_one_case_tell_a_spelling(word, spelling):
    """A mixed word, or one without letters, says nothing about the server."""
    assert spelling == spelling_of(word)


@given(some.emails())
def test_two_spellings_of_an_address_fold_to_the_same_text(email):
    """Letter case and white space around do not make another person."""
    assert fold(email) == fold(f"  {email.upper()}\n") == fold(fold(email))


@given(some.text(LETTERS))
def test_a_folded_address_stays_as_it_is(text):
    """What is kept folded may be folded again."""
    assert fold(text) == fold(fold(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("straße@example.com", "strasse@example.com"),
        ("ﬁona@example.com", "fiona@example.com"),
        ("ſam@example.com", "sam@example.com"),
        ("\u212aay@example.com", "kay@example.com"),
        ("\u212bsa@example.com", "\u00e5sa@example.com"),
        ("\u2126@example.com", "ω@example.com"),
        ("µ@example.com", "μ@example.com"),
        ("İlker@example.com", "ilker@example.com"),
        ("ılker@example.com", "ilker@example.com"),
        ("ǆ@example.com", "ǅ@example.com"),
        ("ŉ@example.com", "ʼn@example.com"),
        ("ada\u200b@example.com", "ada@example.com"),
        ("ｋay@example.com", "kay@example.com"),
    ],
)
def test_addresses_that_only_look_alike_belong_to_two_people(one, other):
    """Full case folding, compatibility and lower case across letters would join them."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoe\u0308@example.com", "zo\u00eb@example.com"),
        ("ZOE\u0308@example.com", "zo\u00eb@example.com"),
        ("T\u0308@example.com", "\u1e97@example.com"),
        ("ΝΊΚΟΣ@example.com", "νίκοσ@example.com"),
        ("Ꭰ@example.com", "ꭰ@example.com"),
        ("\u1112\u1161\u11ab@example.com", "한@example.com"),
        ("Ж@EXAMPLE.COM", "ж@example.com"),
    ],
)
def test_one_address_may_be_written_in_several_ways(one, other):
    """Letter case, and accents apart from their letters, as some systems copy them."""
    assert fold(one) == fold(other)


@given(some.text(LETTERS), some.sampled_from(CHANGES))
@example("\u0130", str.lower)
@example("ΑΣ", str.lower)
def test_addresses_fold_alike_only_if_they_are_the_same_apart_from_letter_case(text, change):
    """Whatever is done to an address, it is the same one only where each letter is the same but for its case."""
    changed = change(text)

    assert fold(text) != fold(changed) or _same_but_for_case(text.strip(), changed.strip())


@given(some.text(LETTERS).filter(lambda text: not any(map(is_lookalike, text))))
def test_normalization_makes_nobody_another_person(text):
    """Apart from lookalikes, an address is the same in each of the two canonical forms."""
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert normalized(text) == unicodedata.normalize("NFC", text.strip())


def test_every_character_is_folded_with_its_other_case_alone():
    """All of Unicode: no three characters fold alike, and two only if each is the other's case."""
    folded: dict[str, list[str]] = {}
    for character in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(character)[0] not in "CZ":
            folded.setdefault(fold(character), []).append(character)

    alike = [characters for characters in folded.values() if len(characters) > 1]

    assert len(alike) > 1000
    assert [] == [pair for pair in alike if len(pair) != 2 or not _same_but_for_case(*pair)]


@given(some.emails())
def test_every_ordinary_address_is_accepted(email):
    """What the standard calls an address, short enough for the API, is one."""
    assert (len(email) <= 255) == is_email(email)


@given(some.text(alphabet='ab@. ,<>\n"()', max_size=12))
def test_an_accepted_address_has_one_at_sign_and_no_space(text):
    """Nothing with two people or a display name in it passes."""
    local, _, domain = text.partition("@")

    assert not is_email(text) or (local and "." in domain and "@" not in domain and not set(text) & set(' ,<>\n"()'))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "ada@example.",
        "ada@example.com, bob@example.com",
        "Ada <ada@example.com>",
        " ada@example.com",
        "ada@example.com\n",
        "ada@@example.com",
        "ada..king@example.com",
        ".ada@example.com",
        "ada@example..com",
        "mailto:ada@example.com",
        "ada@[127.0.0.1]",
        "ada\u200b@example.com",
        f"{'a' * 244}@example.com",
    ],
)
def test_anything_else_is_no_address(text):
    """Lists, display names, white space, missing parts and overlong addresses are refused."""
    assert not is_email(text)


def test_the_longest_address_fits():
    """The API's limit of 255 characters belongs to the allowed ones."""
    assert is_email(f"{'a' * 243}@example.com")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mailto:ada@example.com", "begins with mailto:, which makes it a link; remove that"),
        (" MailTo:ada@example.com", "begins with mailto:, which makes it a link; remove that"),
        ("Ada <ada@example.com>", "has more than the address in it; write only what is between < and >"),
        ("<ada@example.com>", "has more than the address in it; write only what is between < and >"),
        ("ada", "is not an e-mail address such as ada@example.com, with at most 255 characters"),
        ("ada l@example.com", "is not an e-mail address such as ada@example.com, with at most 255 characters"),
        (
            "ada\u200b@example.com",
            "has an invisible character at position 4, U+200B ZERO WIDTH SPACE; remove it, or type the address again",
        ),
    ],
)
def test_a_problem_of_an_address_says_what_to_do(text, problem):
    """Most of them come with a copy from somewhere."""
    assert str(address_problem(text)).startswith(problem)


@pytest.mark.parametrize("text", ["ada@example.com", " Ada@Example.com\n", "zoe\u0308@example.com", "用户@例子.广告"])
def test_an_address_has_no_problem_with_space_around_or_other_letters(text):
    """What is trimmed and normalized is the address."""
    assert address_problem(text) is None
    assert is_email(normalized(text))


def _same_but_for_case(one: str, other: str) -> bool:
    pairs = list(zip(*(unicodedata.normalize("NFD", text) for text in (one, other)), strict=False))
    same_length = len(pairs) == max(len(unicodedata.normalize("NFD", text)) for text in (one, other))
    return same_length and all(a == b or _are_one_letter(a, b) for a, b in pairs)


def _are_one_letter(one: str, other: str) -> bool:
    return (one.lower() == other and other.upper() == one) or (one.upper() == other and other.lower() == one)
