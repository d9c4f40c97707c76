"""Property values: protobuf form, secrets, unknowns, marks."""

import json

import pytest
from google.protobuf import struct_pb2

from pulumi_arize_users.testing import UNKNOWN, Secret, Value
from pulumi_arize_users.testing.values import (
    as_secret,
    contains,
    for_provider,
    from_state_file,
    from_struct,
    marked_like,
    redacted,
    same,
    to_struct,
    without_secrets,
)

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270"
RESOURCE_MARK = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT_MARK = "d0e6a833031e9bbcd3f4e8bde6ca49a4"


def struct(**fields):
    result = struct_pb2.Struct()
    result.update(fields)
    return result


@pytest.mark.parametrize(
    "value", ["text", True, 7, 1.5, None, [1, "a"], {"k": [None]}, Secret("x"), UNKNOWN, Secret(UNKNOWN)]
)
def test_values_survive_the_wire(value):
    """A value comes back from its protobuf form as it was."""
    returned = from_struct(to_struct({"key": value}))

    assert {"key": value} == returned


def test_whole_numbers_are_integers():
    """The wire knows only doubles; a whole one is an integer again."""
    value = from_struct(struct(n=3.0))["n"]

    assert 3 == value
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": "x", "secret": True}, Secret("x")),
        ({"value": "x"}, "x"),
        ({}, UNKNOWN),
    ],
)
def test_an_output_value_is_what_it_holds(fields, expected):
    """An output on the wire is its value, its secret, or not known."""
    value = from_struct(struct(out={SIGNATURE: OUTPUT_MARK, **fields}))["out"]

    assert expected == value


def test_a_provider_gets_neither_secrets_nor_references():
    """Dynamic providers receive secrets in the clear and references to resources as ids."""
    reference: Value = {SIGNATURE: RESOURCE_MARK, "urn": "urn:x", "id": "id-1"}

    received = for_provider({"deep": {"list": [Secret({"k": Secret("v")})]}, "other": reference})

    assert {"deep": {"list": [{"k": "v"}]}, "other": "id-1"} == from_struct(received)


def test_a_reference_to_a_component_is_its_urn():
    """A component has no id, so a provider gets its URN."""
    received = for_provider({"other": {SIGNATURE: RESOURCE_MARK, "urn": "urn:x"}})

    assert {"other": "urn:x"} == from_struct(received)


def test_a_secret_never_shows_its_value():
    """No form in which a secret can be printed holds its value."""
    secret = Secret("canary")

    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        repr([secret]),
        repr({"k": secret}),
        str(redacted({"k": [secret]})),
    ]

    assert not [text for text in shown if "canary" in text]


def test_redacted_values_say_what_they_hide():
    """Hidden and unknown values are words in what is shown."""
    assert {"a": "[secret]", "b": ["[unknown]", 1]} == redacted({"a": Secret("x"), "b": [UNKNOWN, 1]})


def test_without_secrets_opens_nested_ones():
    """Secrets are opened wherever they are."""
    assert {"a": [{"b": 1}]} == without_secrets(Secret({"a": [Secret({"b": Secret(1)})]}))


@pytest.mark.parametrize(
    ("answer", "inputs", "expected"),
    [
        ({"a": 1}, {"a": Secret(0)}, {"a": Secret(1)}),
        ({"a": Secret(1)}, {"a": Secret(0)}, {"a": Secret(1)}),
        ({"a": [1, 2]}, {"a": [Secret(1), 2]}, {"a": Secret([1, 2])}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": Secret(1), "c": 2}}, {"a": {"b": Secret(1), "c": 2}}),
        ({"a": "text"}, {"a": {"b": Secret(1)}}, {"a": Secret("text")}),
        ({"new": 1}, {"a": Secret(0)}, {"new": 1}),
    ],
)
def test_answers_are_marked_after_the_inputs(answer, inputs, expected):
    """A provider's answer becomes secret where the inputs are, objects key by key, lists as a whole."""
    assert expected == marked_like(answer, inputs)


def test_a_secret_is_not_marked_twice():
    """Marking what is marked changes nothing."""
    assert Secret(1) == as_secret(Secret(1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [(1, 1.0, True), (1, True, False), (0, False, False), (True, True, True), ([1], [True], False),
     ({"a": 1}, {"a": 1, "b": None}, False), (Secret([1]), Secret([1]), True), ("a", "b", False), ([1], [1, 2], False)],
)  # fmt: skip
def test_equality_is_the_engines(old, new, expected):
    """Numbers compare by value, booleans are no numbers."""
    assert expected is same(old, new)


@pytest.mark.parametrize("value", [Secret(1), [Secret(1)], {"a": {"b": Secret(1)}}])
def test_secrets_are_found_at_any_depth(value):
    """Whether a value holds a secret does not depend on where."""
    assert contains(value, Secret)


def test_unknowns_are_found_inside_secrets():
    """A secret may hold what is not known yet."""
    assert contains({"a": [Secret(UNKNOWN)]}, type(UNKNOWN))


def test_state_files_hold_secrets_as_json_text():
    """An exported secret is a JSON document inside a marked object."""
    exported: Value = {SIGNATURE: SECRET_MARK, "plaintext": json.dumps({"k": [1]})}

    assert {"a": Secret({"k": [1]})} == from_state_file({"a": exported})
