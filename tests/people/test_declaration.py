"""Reading what a program declares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.characters import hidden_in_address, hidden_in_name
from pulumi_arize_users.api.vocabulary import ACCOUNT_ROLES, INVITE_MODES, ORGANIZATION_ROLES
from pulumi_arize_users.people.declaration import LONGEST_SHOWN, MEMBERSHIPS, PERSON, read_declaration, shown
from pulumi_arize_users.people.scope import ORGANIZATION

ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "role": "MEMBER"}
CANARY = "canary-d41d8cd9"
MEMBERSHIP = MEMBERSHIPS[ORGANIZATION]

case = st.sampled_from([str.upper, str.lower, str.title, lambda word: word.replace("_", "-"), lambda word: f" {word} "])
people = st.fixed_dictionaries(
    {
        "email": st.emails(),
        "name": st.text(min_size=1, max_size=300),
        "role": st.builds(lambda spell, role: spell(role), case, st.sampled_from(ACCOUNT_ROLES))
        | st.builds(lambda role_id: f"custom:{role_id}", st.text(min_size=1, max_size=9)),
    },
    optional={
        "invite_mode": st.builds(lambda spell, mode: spell(mode), case, st.sampled_from(INVITE_MODES)),
        "is_developer": st.booleans(),
        "adopt": st.none() | st.booleans(),
        "on_destroy": st.sampled_from(["refuse", "Block", " RETAIN "]),
        "on_expired": st.sampled_from(["warn", "ReInvite", "reinvite"]),
        "resend_invitation_trigger": st.none() | st.floats(allow_nan=False) | st.text(),
    },
)
anything = st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text(), max_size=2)


@given(people)
def test_reading_what_was_read_changes_nothing(declared):
    """Normalization is idempotent: the values of one reading are those of the next, mistakes included."""
    values, mistakes = read_declaration(PERSON, declared)

    assert (values, mistakes) == read_declaration(PERSON, values)


@given(st.dictionaries(st.sampled_from(sorted(PERSON.readers)), anything))
def test_any_value_is_read_or_named_in_a_mistake(declared):
    """No value makes reading fail, and each mistake is a sentence that begins with the argument."""
    _, mistakes = read_declaration(PERSON, declared)

    assert all(sentence.partition(" ")[0] in PERSON.readers and sentence.endswith(".") for sentence in mistakes)


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 0, 1.5, True, -1])
def test_what_is_no_count_is_named(number):
    """Infinite and undefined numbers included, which have no whole number beside them."""
    _, mistakes = read_declaration(PERSON, ADA | {"reinvite_limit": number})

    assert [f"reinvite_limit {shown(number)} must be a whole number of at least 1."] == mistakes


@given(st.sampled_from(sorted(PERSON.readers)), st.integers() | st.lists(st.just(CANARY)) | st.just(CANARY * 30))
def test_a_secret_value_is_never_shown(argument, noise):
    """A secret argument may be wrong in any way: the sentence names it, and shows nothing of it."""
    secret = [CANARY, noise]

    _, mistakes = read_declaration(PERSON, ADA | {argument: secret}, secret=[argument])

    assert 1 == len(mistakes)
    assert mistakes[0].startswith(f"{argument} (a secret) ")
    assert CANARY not in mistakes[0]


@pytest.mark.parametrize("argument", sorted(PERSON.readers))
def test_an_unknown_value_is_neither_read_nor_missed(argument):
    """What a preview cannot know is not a mistake, not even where the argument is required."""
    known = {key: value for key, value in ADA.items() if key != argument}

    values, mistakes = read_declaration(PERSON, known, unknown=[argument])

    assert (known, []) == (values, mistakes)


def test_every_missing_argument_is_named():
    """A person needs address, name and role; everything missing is reported at once."""
    _, mistakes = read_declaration(PERSON, {})

    assert ["email is missing.", "name is missing.", "role is missing."] == mistakes


def test_values_are_brought_into_one_spelling():
    """Surrounding space is removed, words are normalized, an address is kept as written."""
    declared = {
        "email": " Ada@Example.com ",
        "name": "  Ada Lovelace ",
        "role": "member-ui-only",
        "invite_mode": "temporary_password",
        "on_destroy": " Block",
        "on_expired": "REINVITE",
        "is_developer": False,
    }

    values, mistakes = read_declaration(PERSON, declared)

    assert [] == mistakes
    assert {
        "email": "Ada@Example.com",
        "name": "Ada Lovelace",
        "role": "MEMBER_UI_ONLY",
        "invite_mode": "TEMPORARY_PASSWORD",
        "on_destroy": "block",
        "on_expired": "reinvite",
        "is_developer": False,
    } == values


def test_an_address_is_normalized():
    """Some systems copy an accent apart from its letter; a look-up would not find the account."""
    values, _ = read_declaration(PERSON, ADA | {"email": "Zoe\u0308@Example.com"})

    assert "Zo\u00eb@Example.com" == values["email"]


@pytest.mark.parametrize("email", [f"mailto:{CANARY}@a.b", f"{CANARY} <{CANARY}@a.b>", f"{CANARY}\u200b@a.b", CANARY])
def test_a_secret_address_is_not_shown_by_what_is_wrong_with_it(email):
    """What is wrong is said without the value."""
    _, mistakes = read_declaration(PERSON, ADA | {"email": email}, secret=["email"])

    assert 1 == len(mistakes)
    assert CANARY not in mistakes[0]


@given(people)
def test_what_is_read_is_what_is_seen(declared):
    """No address and no name that is read has anything in it that nobody sees."""
    values, mistakes = read_declaration(PERSON, declared)

    wrong = {sentence.partition(" ")[0] for sentence in mistakes}
    assert "email" in wrong or hidden_in_address(values["email"]) is None
    assert "name" in wrong or hidden_in_name(values["name"]) is None


def test_a_custom_role_keeps_its_id_as_written():
    """Only the prefix is this package's word; ids are the server's."""
    values, _ = read_declaration(PERSON, ADA | {"role": "Custom: aBcD="})

    assert "custom:aBcD=" == values["role"]


@pytest.mark.parametrize(
    ("argument", "value", "sentence"),
    [
        ("email", "ada", "email 'ada' is not an e-mail address such as ada@example.com, with at most 255 characters."),
        ("email", f"{'a' * 250}@example.com", f"email '{'a' * 59}… is not an e-mail address such as"),
        ("email", 7.0, "email 7.0 must be a string."),
        (
            "email",
            " ada\u200b@example.com",
            r"email ' ada\u200b@example.com' has an invisible character at position 5, U+200B ZERO WIDTH SPACE; remove",
        ),
        (
            "email",
            "\u212aay@example.com",
            "at position 1, U+212A KELVIN SIGN; remove it, or type the address again instead of pasting it.",
        ),
        (
            "email",
            "mailto:ada@example.com",
            "email 'mailto:ada@example.com' begins with mailto:, which makes it a link",
        ),
        ("email", "Ada <ada@example.com>", "has more than the address in it; write only what is between < and >."),
        ("name", "Ada\nLovelace", r"name 'Ada\nLovelace' has a line break at position 4, U+000A; remove it, or"),
        ("name", "Ada\x07", "U+0007; remove it, or type the name again instead of pasting it."),
        (
            "name",
            "Ada \u202eecalevoL",
            r"name 'Ada \u202eecalevoL' has an invisible character at position 5, U+202E RI",
        ),
        ("name", "\u3164", r"name '\u3164' has an invisible character at position 1, U+3164 HANGUL FILLER; remove it"),
        ("name", "\u200b" * 300, "has an invisible character at position 1, U+200B ZERO WIDTH SPACE; remove it"),
        ("name", "   ", "name '   ' has 0 characters without surrounding spaces, but must have 1 to 255."),
        ("name", "n" * 256, "has 256 characters without surrounding spaces"),
        ("role", "OWNER", "role 'OWNER' is not a known account role; use one of ADMIN, MEMBER, MEMBER_UI_ONLY, ANNOT"),
        ("role", "custom:", "role 'custom:' is not a known account role"),
        ("invite_mode", "PIGEON", "use one of NONE, EMAIL_LINK, TEMPORARY_PASSWORD."),
        ("is_developer", "yes", "is_developer 'yes' must be True or False."),
        ("adopt", 1.0, "adopt 1.0 must be True or False."),
        ("on_destroy", "delete", "on_destroy 'delete' is not a known choice; use one of refuse, block, retain."),
        ("on_expired", "cry", "on_expired 'cry' is not a known choice; use one of warn, reinvite."),
    ],
)
def test_a_mistake_names_argument_value_and_what_would_be_right(argument, value, sentence):
    """The sentence can be acted upon without a look into the manual."""
    _, mistakes = read_declaration(PERSON, ADA | {argument: value})

    assert 1 == len(mistakes)
    assert sentence in mistakes[0]


def test_several_mistakes_are_reported_at_once_and_in_order():
    """Nobody has to run again to find the next mistake."""
    _, mistakes = read_declaration(PERSON, {"email": "ada", "name": "", "on_destroy": "delete"})

    assert ["email", "name", "on_destroy", "role"] == [sentence.partition(" ")[0] for sentence in mistakes]


@pytest.mark.parametrize("spelling", ["READ_ONLY", "read-only", "readOnly", "Read Only", " read_only "])
def test_every_spelling_of_read_only_is_understood(spelling):
    """The API itself has written this role in three ways."""
    values, mistakes = read_declaration(
        MEMBERSHIPS[ORGANIZATION], {"organization_id": "O1", "user_id": "U1", "role": spelling}
    )

    assert ("READ_ONLY", []) == (values["role"], mistakes)


@pytest.mark.parametrize("role", ORGANIZATION_ROLES)
def test_every_organization_role_is_known_in_lower_case(role):
    """Letter case does not matter."""
    values, mistakes = read_declaration(
        MEMBERSHIPS[ORGANIZATION], {"organization_id": "O1", "user_id": "U1", "role": role.lower()}
    )

    assert (role, []) == (values["role"], mistakes)


@pytest.mark.parametrize("value", ["", "  ", "a/b"])
def test_an_id_is_never_empty_and_holds_no_slash(value):
    """The slash separates the two ids of a membership's own id."""
    _, mistakes = read_declaration(
        MEMBERSHIPS[ORGANIZATION], {"organization_id": value, "user_id": "U1", "role": "ADMIN"}
    )

    assert [f"organization_id {value!r} is not an id: it must not be empty or contain a slash."] == mistakes


def test_arguments_of_no_kind_are_passed_on():
    """Unknown arguments are passed on to whoever knows them."""
    values, _ = read_declaration(PERSON, ADA | {"resend_invitation_trigger": 1.0, "__role": "MEMBER"})

    assert (1.0, "MEMBER") == (values["resend_invitation_trigger"], values["__role"])


@pytest.mark.parametrize(("length", "is_cut"), [(LONGEST_SHOWN - 2, False), (LONGEST_SHOWN - 1, True)])
def test_a_long_value_is_cut(length, is_cut):
    """Quotes count; a value that just fits is whole."""
    text = shown("x" * length)

    assert is_cut == text.endswith("…")
    assert LONGEST_SHOWN + is_cut == len(text)
