"""State that somebody has edited: whatever is missing or of another kind, the end is a sentence and no traceback."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_arize_users.api.connection import Connection
from pulumi_arize_users.api.errors import ArizeError
from pulumi_arize_users.hosts.dynamic import providers
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.stored_values import damage_in
from pulumi_arize_users.providers.account import Account
from pulumi_arize_users.providers.state_format import KnowingItsFormat
from pulumi_arize_users.testing.values import without_secrets
from tests.upgrades.recalled import states_of
from tests.upgrades.recording import KEY, account_of, load

RECORDED = "format-1/dynamic"
STATES = [each for each in states_of(load(RECORDED)) if "dynamic/arize:" in each.type]
# By the host, as the mark of the format, line by line; what a run has made, or nothing.
KINDLESS = {"__provider", "__format", "record", "temporary_password", "__leaving"}
GONE = "the value is taken out"
VALUES = st.sampled_from([GONE, None, True, 7, 2.5, "x", "", "[]", [], ["x"], [7], {}, {"x": 1}, {"x": "y"}])


@pytest.fixture(scope="module")
def address():
    """Where the account of the recorded state is."""
    with account_of(load(RECORDED)) as arize:
        yield arize.url


def plain(properties: Any) -> dict[str, Any]:
    """Properties as a provider is given them."""
    return {key: without_secrets(value) for key, value in properties.items() if key != "__provider"}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in the properties of a resource; into the record of a roster as well."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(way for key, each in entries for way in places(each, (*path, key)))]


def edited(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with another value at a place."""
    damaged = copy.deepcopy(value)
    holder = damaged
    for key in path[:-1]:
        holder = holder[key]
    if new == GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return damaged


def ends_in_a_sentence(call: Any, *arguments: Any) -> None:
    """Nothing but an error of this package comes out of a call, if any does."""
    with suppress(ArizeError):
        call(*arguments)


def life_of(state: Any, address: str, key: str = KEY) -> KnowingItsFormat:
    """The life of a resource in a run of its own."""
    account = Account(Connection(api_key=key, base_url=address, max_retries=0, lag_seconds=0), Policy())
    provider = getattr(providers, f"{state.type.rpartition(':')[2]}Provider")
    return KnowingItsFormat(provider.lifecycle(account))


INPUTS = [(state, place) for state in STATES for place in places(plain(state.inputs))[1:]]
OUTPUTS = [(state, place) for state in STATES for place in places(plain(state.outputs))[1:]]
ROSTER = next(state for state in STATES if state.type.endswith(":Roster"))
LINES = [json.loads(line) for line in str(ROSTER.outputs["record"]).splitlines()]


def test_every_stored_value_has_a_kind():
    """Or is looked at in another way; a trigger may be of any kind."""
    stored = {key for state in STATES for side in (state.inputs, state.outputs) for key in side}

    assert {"resend_invitation_trigger"} == stored - KINDLESS - {name for name in stored if damage_in({name: ...})}


@given(where=st.sampled_from(INPUTS), value=VALUES)
def test_a_preview_with_damaged_inputs_ends_in_a_sentence(address, where, value):
    """With any of them missing, or of another kind."""
    state, place = where
    inputs = plain(state.inputs)
    declared = {key: each for key, each in inputs.items() if not key.startswith("__")}

    ends_in_a_sentence(life_of(state, address).check, edited(inputs, place, value), declared)


@given(where=st.sampled_from(OUTPUTS), value=VALUES)
def test_every_call_with_damaged_outputs_ends_in_a_sentence(address, where, value):
    """With any of them missing, or of another kind; the removal is one that Arize refuses."""
    state, place = where
    outputs = edited(plain(state.outputs), place, value)

    ends_in_a_sentence(life_of(state, address).diff, state.id, outputs, plain(state.inputs))
    ends_in_a_sentence(life_of(state, address).read, state.id, outputs)
    ends_in_a_sentence(life_of(state, address, "another-key").update, state.id, outputs, plain(state.inputs))
    ends_in_a_sentence(life_of(state, address, "another-key").delete, state.id, outputs)


@given(place=st.sampled_from(places(LINES)[1:]), value=VALUES)
def test_every_call_with_a_damaged_record_ends_in_a_sentence(address, place, value):
    """The record of a roster, line by line."""
    record = "\n".join(json.dumps(line) for line in edited(LINES, place, value))
    outputs = plain(ROSTER.outputs) | {"record": record}

    ends_in_a_sentence(life_of(ROSTER, address).diff, ROSTER.id, outputs, plain(ROSTER.inputs))
    ends_in_a_sentence(life_of(ROSTER, address).read, ROSTER.id, outputs)
    ends_in_a_sentence(life_of(ROSTER, address, "another-key").delete, ROSTER.id, outputs)


@pytest.mark.parametrize("call", ["check", "diff", "read", "delete"])
def test_the_sentence_names_the_property_and_the_ways_out(address, call):
    """It does not show the value, which may be a secret."""
    state = next(each for each in STATES if each.name == "ada")
    damaged = {side: plain(getattr(state, side)) | {"email": ["canary@example.com"]} for side in ("inputs", "outputs")}
    life = life_of(state, address)

    if call == "check":
        (sentence,) = life.check(damaged["inputs"], plain(state.inputs)).failures
    else:
        arguments = (state.id, damaged["outputs"], plain(state.inputs))[: 3 if call == "diff" else 2]
        with pytest.raises(ArizeError) as failure:
            getattr(life, call)(*arguments)
        sentence = str(failure.value)

    assert sentence.startswith("The state of this resource was edited by hand or cut off: email is not text. Nothing")
    assert "`pulumi stack import`" in sentence
    assert "`pulumi state delete`" in sentence
    assert "canary" not in sentence
