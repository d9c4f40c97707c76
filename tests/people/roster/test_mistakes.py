"""The mistakes of a roster: all at once, each with its place."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_arize_users.people.roster.document import from_mapping
from tests.people.roster.rosters import KEYS, MEMBERS, judged, mistakes_in, told


@pytest.mark.parametrize(
    ("person", "mistake"),
    [
        (
            "name: Ada, role: ADMINN",
            "3:38: ada@example.com: role 'ADMINN' is not a known account role; use one of ADMIN, ",
        ),
        (
            "name: Ada, role: 'custom:'",
            "3:38: ada@example.com: role 'custom:' is not a known account role; use one of AD",
        ),
        (
            "name: ''",
            "3:27: ada@example.com: name '' has 0 characters without surrounding spaces, but must have 1 to 2",
        ),
        ("name: yes", "3:27: ada@example.com: name yes must be a string; put it in quotes, or YAML reads it as True."),
        (
            "name: 007",
            "3:27: ada@example.com: name 007 must be a string; put it in quotes, or YAML reads it as a number.",
        ),
        ("name: [Ada]", "3:27: ada@example.com: name (a list) must be a string."),
        ("name: {first: Ada}", "3:27: ada@example.com: name (a mapping) must be a string."),
        ("name: ", "3:27: ada@example.com: name (nothing) must be a string."),
        ("name: Null", "3:27: ada@example.com: name Null must be a string; put it in quotes, or YAML reads it as noth"),
        ("role: ADMIN", "3:3: ada@example.com: name is missing."),
        (
            "name: Ada, organisations: {}",
            "3:32: ada@example.com: organisations is not a valid key of a person. Did you mean org",
        ),
        ("name: Ada, colour: red", f"3:32: ada@example.com: colour is not a valid key of a person; use one of {KEYS}."),
        (
            "name: Ada, organizations: [ML]",
            "3:47: ada@example.com: organizations (a list) must be a mapping of organiz",
        ),
        (
            "name: Ada, organizations: {ML: OWNER}",
            "3:52: ada@example.com: role 'OWNER' in ML is not a known organizatio",
        ),
        ("name: Ada, role: ANNOTATOR, organizations: {ML: OWNER}", "3:69: ada@example.com: role 'OWNER' in ML is n"),
        (
            "name: Ada, organizations: {ML: 3}",
            "3:52: ada@example.com: role 3 in ML must be a string; put it in quotes, or",
        ),
        ("name: Ada, organizations: {ML: }", "3:52: ada@example.com: role (nothing) in ML must be a string."),
        (
            "name: Ada, organizations: {' ': ADMIN}",
            "3:48: ada@example.com: ' ' is not the name or id of an organization",
        ),
        (
            "name: Ada, organizations: {ML: ADMIN, ' ML': ADMIN}",
            "3:59: ada@example.com: ' ML' is the same as 'ML' at peo",
        ),
        (
            "name: Ada, organizations: {'[key]': OWNER}",
            "3:57: ada@example.com: role 'OWNER' in [key] is not a known org",
        ),
        ("name: Ada, is_developer: 'yes'", "3:46: ada@example.com: is_developer 'yes' must be True or False."),
        ("name: Ada, adopt: 1", "3:39: ada@example.com: adopt 1 must be True or False."),
        (
            "name: Ada, invite_mode: PIGEON",
            "3:45: ada@example.com: invite_mode 'PIGEON' is not a known invite mode; use",
        ),
        (
            "name: Ada, on_destroy: delete",
            "3:44: ada@example.com: on_destroy 'delete' is not a known choice; use one of",
        ),
        (
            "name: Ada, on_expired: cry",
            "3:44: ada@example.com: on_expired 'cry' is not a known choice; use one of warn",
        ),
        ("name: Ada, 5: x", "3:32: YAML reads the key 5 as a number; put it in quotes."),
        (
            "name: Ada, role: ANNOTATOR, organizations: {ML: ADMIN}",
            "3:69: The role ADMIN does not fit ada@example.com i",
        ),
    ],
)
def test_a_mistake_of_a_person_is_named_with_its_place(person, mistake):
    """The sentence names person and value, and can be acted upon without a look into the manual."""
    mistakes = mistakes_in(f"{MEMBERS}  ada@example.com: {{{person}}}\n")

    assert 1 == len(mistakes), mistakes
    assert mistakes[0].startswith(f"people.yaml:{mistake}")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("defaults: {role: MEMBER}", "1:1: people is missing."),
        ("people:", "1:8: people (nothing) must be a mapping of addresses to people."),
        ("people: [ada@example.com]", "1:9: people (a list) must be a mapping of addresses to people."),
        (
            "people: {ada@example.com: Ada}",
            "1:27: ada@example.com: the person 'Ada' must be a mapping, such as {name: ",
        ),
        (
            "people: {ada: {name: Ada, role: ADMIN}}",
            "1:10: 'ada' is not an e-mail address such as ada@example.com, with",
        ),
        ("people: {a@b.de: {name: Ada}}", "1:10: a@b.de: role is missing, and the defaults do not set one."),
        ("people: {a@b.de: {name: Ada}}\ndefaults: MEMBER", "2:11: defaults 'MEMBER' must be a mapping."),
        ("people: {a@b.de: {name: Ada}}\ndefaults: {role: OWNER}", "2:18: defaults: role 'OWNER' is not a known acco"),
        ("people: {}\ndefaults: {name: Ada}", "2:12: defaults: name is not a valid key of the defaults; use one of r"),
        ("people: {}\ndefaults: {organizations: {ML: OWNER}}", "2:32: defaults: role 'OWNER' in ML is not a known or"),
        ("people: {}\npeeple: {}", "2:1: peeple is not a valid key of a roster. Did you mean people?"),
        (
            "people: {}\nmembers: {}",
            "2:1: members is not a valid key of a roster; use one of people, defaults, max_removals, max_mem",
        ),
        ("people: {}\nmax_removals: -1", "2:15: max_removals -1 must be a count such as 5, or a percentage such as"),
        ("people: {}\nmax_removals: true", "2:15: max_removals true must be a count such as 5, or a percentage such"),
        ("people: {}\nmax_removals: 1.5", "2:15: max_removals 1.5 must be a count such as 5, or a percentage such as"),
        ("people: {}\nmax_removals: '5'", "2:15: max_removals '5' must be a count such as 5, or a percentage such as"),
        ("people: {}\nmax_removals: 101%", "2:15: max_removals '101%' must be a count such as 5, or a percentage such"),
        ("people: {}\nunmanaged: shout", "2:12: unmanaged 'shout' is not a known choice; use one of ignore, warn, fa"),
        ("people: {}\nunmanaged: no", "2:12: unmanaged no must be a string; put it in quotes, or YAML reads it as F"),
    ],
)
def test_a_mistake_of_the_file_is_named_with_its_place(text, mistake):
    """What is wrong with the defaults is reported once, and not again for everyone."""
    mistakes = mistakes_in(text)

    assert 1 == len(mistakes), mistakes
    assert mistakes[0].startswith(f"people.yaml:{mistake}")


def test_two_spellings_of_one_address_are_a_mistake_that_names_both_places():
    """Arize knows one account for both."""
    mistakes = mistakes_in(f"{MEMBERS}  ada@example.com: {{name: Ada}}\n  Ada@Example.COM: {{name: Ada}}\n")

    assert [
        "people.yaml:4:3: 'Ada@Example.COM' is the same as 'ada@example.com' at people.yaml:3:3; keep one of them."
    ] == mistakes


@pytest.mark.parametrize(
    ("defaults", "person", "where", "whom"),
    [
        ("", "role: MEMBER, organizations: {ML: ANNOTATOR}", "3:67", "ada@example.com in ML"),
        ("", "role: annotator, organizations: {ML: read-only}", "3:70", "ada@example.com in ML"),
        ("role: ANNOTATOR", "organizations: {ML: ADMIN}", "3:53", "ada@example.com in ML"),
        ("organizations: {ML: MEMBER}", "role: ANNOTATOR", "3:39", "ada@example.com in ML"),
        (
            "role: MEMBER, organizations: {ML: ANNOTATOR}",
            "adopt: true",
            "1:46",
            "people who take both roles from the defaults, in ML",
        ),
    ],
)
def test_annotators_only_annotate(defaults, person, where, whom):
    """The place is that of the organization's role, or else that of the person's own role."""
    people = f"people:\n  ada@example.com: {{name:  Ada, {person}}}\n  alan@example.com: {{name: Alan, role: custom:R}}"

    mistakes = mistakes_in(f"defaults: {{{defaults}}}\n{people}\n")

    assert 1 == len(mistakes)
    assert mistakes[0].startswith(f"people.yaml:{where}: The role ")
    assert f" does not fit {whom}: " in mistakes[0]
    assert mistakes[0].endswith("Change one of the two roles.")


def test_roles_that_do_not_fit_in_the_defaults_are_reported_once():
    """Thousands of people may have left both roles to the defaults."""
    text = "defaults: {role: MEMBER, organizations: {ML: ANNOTATOR}}\npeople:\n"

    mistakes = mistakes_in(text + "".join(f"  p{number}@example.com: {{name: P}}\n" for number in range(9)))

    assert 1 == len(mistakes)


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file():
    """Nobody has to run again to find the next mistake."""
    expected = [
        "people.yaml:1:15: max_removals 'lots' must be a count such as 5",
        "people.yaml:2:12: unmanaged 'shout' is not a known choice",
        "people.yaml:3:24: defaults: on_expired 'cry' is not a known choice",
        "people.yaml:5:3: 'ada' is not an e-mail address",
        "people.yaml:6:3: grace@example.com: name is missing.",
        "people.yaml:6:23: grace@example.com: nam is not a valid key of a person. Did you mean name?",
        "people.yaml:7:3: 'Grace@Example.com' is the same as 'grace@example.com' at people.yaml:6:3",
        "people.yaml:8:40: alan@example.com: role 'ADMINN' is not a known account role",
        "people.yaml:9:30: edsger@example.com: name yes must be a string",
        "people.yaml:10:77: The role MEMBER does not fit barbara@example.com in ML",
        "people.yaml:11:3: donald@example.com: role is missing",
        "people.yaml:11:38: name is a duplicate key; the first one is at people.yaml:11:24.",
    ]

    mistakes = mistakes_in(
        "max_removals: lots\n"
        "unmanaged: shout\n"
        "defaults: {on_expired: cry}\n"
        "people:\n"
        "  ada: {name: Ada, role: ADMIN}\n"
        "  grace@example.com: {nam: Grace, role: MEMBER}\n"
        "  Grace@Example.com: {name: Grace, role: MEMBER}\n"
        "  alan@example.com: {name: Alan, role: ADMINN}\n"
        "  edsger@example.com: {name: yes, role: MEMBER}\n"
        "  barbara@example.com: {name: Barbara, role: ANNOTATOR, organizations: {ML: MEMBER}}\n"
        "  donald@example.com: {name: Donald, name: Don}\n"
    )

    assert expected == [mistake[: len(start)] for start, mistake in zip(expected, mistakes, strict=True)]


def test_a_mistake_behind_an_anchor_is_reported_for_everyone_who_uses_it():
    """The place is where it has to be fixed."""
    mistakes = mistakes_in(
        "people:\n  ada@example.com: &all {name: Ada, role: OWNER}\n  alan@example.com: {<<: *all, name: Alan}\n"
    )

    assert [
        "people.yaml:2:43: ada@example.com: role 'OWNER'",
        "people.yaml:2:43: alan@example.com: role 'OWNER'",
    ] == [mistake.partition(" is not")[0] for mistake in mistakes]


def test_a_program_says_the_same_with_its_own_places():
    """A mapping is judged by the same rules, and is as wrong in the same ways."""
    ada, alan = 'people["ada@example.com"]', 'people["alan@example.com"]'
    twin = 'people["Ada@example.com"]'
    expected = [
        "defaults.on_destory: defaults: on_destory is not a valid key of the defaults. Did you mean on_destroy?",
        "defaults.role: defaults: role (a list) must be a string.",
        f"{twin}: 'Ada@example.com' is the same as 'ada@example.com' at {ada}; keep one of them.",
        f"{twin}: Ada@example.com: the person (of type object) must be a mapping, such as {{name: Ada Lovelace}}.",
        f'{ada}.organizations["ML"]: ada@example.com: role (nothing) in ML must be a string.',
        f"{ada}.role: ada@example.com: role 'OWNER' is not a known account role; use one of ADMIN, MEMBER, MEMBER_UI_O",
        f"{alan}.name: alan@example.com: name (a number) must be a string.",
        f"{alan}.rôle: alan@example.com: rôle is not a valid key of a person; use one of {KEYS}.",
        "unmanaged: unmanaged 'shout' is not a known choice; use one of ignore, warn, fail.",
    ]
    people = {
        "ada@example.com": {"name": "Ada", "role": "OWNER", "organizations": {"ML": None}},
        "Ada@example.com": object(),
        "alan@example.com": {"name": 10**5000, "rôle": b"ADMIN"},
    }
    defaults = {"role": ["MEMBER"], "on_destory": "block"}

    declaration, mistakes = told(from_mapping(people, defaults, unmanaged="shout"))

    assert declaration is None
    assert expected == [mistake[: len(start)] for start, mistake in zip(expected, mistakes, strict=True)]


def test_lines_are_ordered_by_their_numbers():
    """Line 10 comes after line 9."""
    people = "".join(f"  p{number}@example.com: {{}}\n" for number in range(12))

    places = [mistake.split(":")[1] for mistake in mistakes_in(f"{MEMBERS}{people}")]

    assert [str(line) for line in range(3, 15)] == places


words = st.sampled_from(
    ["people", "defaults", "a@b.de", "A@b.de", "ada", "name", "role", "organizations", "is_developer", "[key]", "adopt"]
)
keys = words | st.text(max_size=3)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.binary(max_size=2) | words
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys | leaves, inner, max_size=4), max_leaves=9
)
nearly_people = st.dictionaries(keys, st.dictionaries(keys, anything, max_size=4), max_size=3)


@settings(deadline=None)
@given(anything | nearly_people, anything, anything, anything)
def test_no_mapping_makes_judging_fail(people, defaults, max_removals, unmanaged):
    """Whatever a program passes, there is a declaration, or sentences."""
    document = from_mapping(people, defaults, max_removals=max_removals, unmanaged=unmanaged)

    declaration, mistakes = told(document)

    assert (declaration is None) == bool(mistakes)
    assert all(mistake.endswith((".", "?")) and mistake.isprintable() for mistake in mistakes)


@settings(deadline=None)
@given(nearly_people, anything)
def test_no_file_makes_judging_fail(people, defaults):
    """Whatever is in a file, there is a declaration, or sentences with places."""
    text = yaml.dump({"people": people, "defaults": defaults})

    declaration, mistakes = judged(text)

    assert (declaration is None) == bool(mistakes)
    assert all(mistake.startswith("people.yaml:") for mistake in mistakes)
