"""Properties on their way between engine and core: names, unknown values, secrets, differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime.proto.provider_pb2 import DiffResponse, PropertyDiff

from pulumi_arize_users.hosts.plugin.differences import answer
from pulumi_arize_users.hosts.plugin.properties import from_engine, to_engine
from pulumi_arize_users.hosts.plugin.resources import label_of
from pulumi_arize_users.hosts.plugin.sentences import in_wire_names
from pulumi_arize_users.hosts.plugin.values import UNKNOWN_TEXTS, received, sent
from pulumi_arize_users.people.adoption import WAYS_ON
from pulumi_arize_users.people.declaration import PERSON, read_declaration
from pulumi_arize_users.people.record import SERVERS_OWN, TRIGGERS
from pulumi_arize_users.people.refusals import ONE_OWNER
from pulumi_arize_users.providers.known_settings import VARIABLES
from pulumi_arize_users.providers.results import UNKNOWN, Difference
from pulumi_arize_users.providers.wire_format import core_properties, to_core, to_wire, wire_properties
from tests.hosts.plugin.conftest import SIGNATURE, plain, secret
from tests.provider_process import struct

OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), PLAIN, max_size=4))
def test_what_is_sent_is_received(values):
    """Whatever a program writes, except what it leaves out."""
    assert {key: value for key, value in values.items() if value is not None} == received(sent(values)).values


@given(st.dictionaries(st.text(max_size=5), PLAIN, max_size=4), st.sets(st.text(max_size=5), max_size=3))
def test_a_secret_is_received_as_one(values, also_secret):
    """In the clear, with the name beside it."""
    known = {key: value for key, value in values.items() if value is not None}
    secrets = known.keys() & also_secret

    back = received(sent(values, also_secret))

    assert (known, secrets) == (back.values, back.secret)


@pytest.mark.parametrize("text", sorted(UNKNOWN_TEXTS))
@pytest.mark.parametrize("within", [lambda value: value, lambda value: [1, value], lambda value: {"a": {"b": value}}])
def test_what_holds_something_unknown_is_unknown(text, within):
    """Of whatever kind, and however deep."""
    assert {"key": UNKNOWN} == received(struct({"key": within(text)})).values


@pytest.mark.parametrize(
    ("output", "value", "secrets"),
    [
        ({"value": 7.0}, 7.0, set()),
        ({"value": 7.0, "secret": True}, 7.0, {"key"}),
        ({"dependencies": ["urn"]}, UNKNOWN, set()),
        ({"secret": True}, UNKNOWN, {"key"}),
    ],
)
def test_an_output_is_its_value(output, value, secrets):
    """One without a value is not known yet."""
    said = received(struct({"key": {SIGNATURE: OUTPUT, **output}}))

    assert ({"key": value}, secrets) == (said.values, said.secret)


def test_a_nested_secret_makes_its_property_one():
    """Part of a value cannot be kept apart from the rest of it."""
    assert {"person"} == received(struct({"person": {"email": secret("ada@example.com")}})).secret


@pytest.mark.parametrize("name", [*PERSON.readers, *SERVERS_OWN, *TRIGGERS, "organization_id", "__role", "__seen"])
def test_every_name_has_its_way_back(name):
    """The core's names and the programs' are two spellings of one name."""
    assert name == to_core(to_wire(name))


def test_settings_have_the_names_that_programs_know_already():
    """A key of the configuration and the argument of a provider are the same word."""
    assert [*VARIABLES] == [to_wire(to_core(key)) for key in VARIABLES]


def test_only_names_are_translated():
    """Addresses, organizations, triggers and hidden inputs are not."""
    core = {
        "on_destroy": "some_value",
        "__role": "ADMIN",
        "organization_ids": {"ML_platform": "o_1"},
        "reset_password_trigger": {"on_call": 1},
        "person": {"on_destroy": "block"},
        "people": {"a_b@example.com": {"is_developer": True, "organizations": {"my_org": "ADMIN"}}},
    }
    wire = {
        "onDestroy": "some_value",
        "__role": "ADMIN",
        "organizationIds": {"ML_platform": "o_1"},
        "resetPasswordTrigger": {"on_call": 1},
        "person": {"onDestroy": "block"},
        "people": {"a_b@example.com": {"isDeveloper": True, "organizations": {"my_org": "ADMIN"}}},
    }

    assert wire == wire_properties(core)
    assert core == core_properties(wire)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ('Set adopt=True, or on_destroy="retain".', "Set adopt: true, or onDestroy: retain."),
        ("user_id is missing.", "userId is missing."),
        ("user_id@example.com and on_destroy@example.com", "user_id@example.com and on_destroy@example.com"),
        ('Use ignore_changes=["role"].', 'Use ignoreChanges: ["role"].'),
        ("arize:onDestroy stays, and so does my_on_destroy_x.", "arize:onDestroy stays, and so does my_on_destroy_x."),
        ("Declare an ArizeUser.", "Declare a User."),
        ("Set adopt=True (adopt: true in a file); run again.", "Set adopt: true; run again."),
        (
            'OrganizationMembership with user_id=get_user(email="…").id, or with user=team.person("…") of a roster.',
            "OrganizationMembership with the id that getUser, or `users` of a roster, has of them as userId.",
        ),
    ],
)
def test_sentences_use_the_words_of_the_program(said, spoken):
    """An address that looks like an argument stays an address."""
    assert spoken == in_wire_names(said)


def test_what_only_python_writes_is_in_no_sentence():
    """The phrases that are translated are the ones that the rules have."""
    _values, mistakes = read_declaration(PERSON, {"email": "ada@example.com", "name": "Ada", "role": "KING"})

    spoken = in_wire_names(" ".join([ONE_OWNER, WAYS_ON, *mistakes]))

    assert [] == [word for word in ("get_user", "team.person", "CustomRole(", "user_id", "pulumi.") if word in spoken]


def test_secret_arguments_are_a_hidden_input_of_the_core_alone():
    """The core reads which they are; the state has them marked, and no list of them."""
    core = from_engine(struct({"email": secret("ada@example.com"), "onDestroy": "block"}))

    assert {"email": "ada@example.com", "on_destroy": "block", "__secret": ["email"]} == core
    assert {"email": secret("ada@example.com"), "onDestroy": "block"} == plain(to_engine(core))


@pytest.mark.parametrize(
    ("olds", "news", "paths"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": secret(1)}, {}),
        ({"a": 1}, {"b": 1}, {"a": "DELETE", "b": "ADD"}),
        ({"a": [1, 2]}, {"a": [1, 3]}, {"a": "UPDATE"}),
        ({"p": {"x@y.z": {"role": "A"}}}, {"p": {"x@y.z": {"role": "B"}}}, {'p["x@y.z"].role': "UPDATE"}),
        ({"p": {"x": 1}}, {"p": {"x": 1, 'say "hi"': 2}}, {'p["say \\"hi\\""]': "ADD"}),
        ({"__role": "A"}, {"__role": "B"}, {}),
    ],
)
def test_a_difference_is_shown_by_path(olds, news, paths):
    """As the engine writes paths, and never a hidden input."""
    found = answer(Difference(changes=True), struct(olds), struct(news)).detailedDiff

    assert paths == {path: PropertyDiff.Kind.Name(each.kind) for path, each in found.items()}


@pytest.mark.parametrize(
    ("changes", "replaces", "news", "expected"),
    [
        (False, [], {"name": "B"}, DiffResponse.DIFF_NONE),
        (None, [], {"name": "A"}, DiffResponse.DIFF_NONE),
        (None, [], {"name": "B"}, DiffResponse.DIFF_SOME),
        (None, ["name"], {"name": "A"}, DiffResponse.DIFF_SOME),
        (True, [], {"name": "A"}, DiffResponse.DIFF_SOME),
    ],
)
def test_the_core_decides_whether_anything_follows(changes, replaces, news, expected):
    """Where it leaves that to a comparison of inputs, they are compared."""
    difference = Difference(changes=changes, replaces=replaces)

    assert expected == answer(difference, struct({"name": "A"}), struct(news)).changes


def test_two_resources_of_one_program_are_never_named_alike():
    """A component may have a person of the same name."""
    urns = ["arize:index:User::ada", "my:index:Team$arize:index:User::ada"]

    assert ["User 'ada'", "User 'ada' in Team"] == [label_of(f"urn:pulumi:prod::team::{urn}") for urn in urns]
