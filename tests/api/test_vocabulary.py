"""The words of the API in all their spellings, and what counts as an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pulumi_arize_users.api.vocabulary import (
    ACCOUNT_ROLES,
    INVITE_MODES,
    ORGANIZATION_ROLES,
    STATUSES,
    canonical,
    canonical_role,
    fold,
    is_email,
    spelled,
    spelling_of,
)

WORDS = sorted({*ACCOUNT_ROLES, *ORGANIZATION_ROLES, *INVITE_MODES, *STATUSES, "PREDEFINED", "CUSTOM"})
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
        f"{'a' * 244}@example.com",
    ],
)
def test_anything_else_is_no_address(text):
    """Lists, display names, white space, missing parts and overlong addresses are refused."""
    assert not is_email(text)


def test_the_longest_address_fits():
    """The API's limit of 255 characters belongs to the allowed ones."""
    assert is_email(f"{'a' * 243}@example.com")
