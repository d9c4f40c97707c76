"""The mark of the state's format: who gets it when, and what a mark that nobody knows means."""

import pytest

from pulumi_arize_users.api.errors import Refused
from pulumi_arize_users.simulator import Fault
from tests.providers.conftest import State

MARK = "__format"


def unmarked(state):
    """A person as versions without the mark have stored them."""
    inputs, outputs = ({key: value for key, value in each.items() if key != MARK} for each in _sides(state))
    return State(state.id, inputs, outputs)


def _sides(state):
    return state.inputs, state.outputs


def test_what_a_run_writes_is_marked(start):
    """Inputs and outputs, of a newcomer and after a change."""
    made = start().add()
    changed = start().change(made, name="Ada King")

    assert ["1"] * 4 == [side[MARK] for state in (made, changed) for side in _sides(state)]


def test_what_is_not_finished_is_marked(start, arize):
    """A creation and a change whose second step fails."""
    arize.fail(Fault("status", method="PATCH", status=403))
    made = start().add(is_developer=False, resend_invitation_trigger="1")
    arize.fail(Fault("status", method="POST", status=403))

    changed = start().change(made, is_developer=False, resend_invitation_trigger="2")

    assert ["unfinished"] * 2 == [key for state in (made, changed) for key in state.outputs if key == "unfinished"]
    assert ["1", "1"] == [state.outputs[MARK] for state in (made, changed)]


def test_a_refresh_keeps_the_mark(start):
    """The engine would show one that goes as a change."""
    made = start().add()

    seen = start().refresh(made)

    assert ["1", "1"] == [side[MARK] for side in _sides(seen)]


def test_a_refresh_adds_no_mark(start):
    """The engine would show a new one as a change of an account in which nothing has changed."""
    before = unmarked(start().add())

    seen = start().refresh(before)

    assert before.outputs == seen.outputs
    assert MARK not in seen.inputs


def test_state_without_a_mark_is_marked_when_it_is_written_anyway(start, arize):
    """It is in the first format: nothing differs, nothing is sent, and the next change writes the mark."""
    before = unmarked(start().add())
    arize.clear_requests()

    same = start().diff(before)
    changed = start().change(before, name="Ada King")

    assert False is same.changes
    assert ["1", "1"] == [side[MARK] for side in _sides(changed)]
    assert ["PATCH"] == [request.method for request in arize.writes]


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("2", "in format 2, and this version of pulumi-arize-users knows format 1. A newer version has written it."),
        ("10", "in format 10, and this version of pulumi-arize-users knows format 1. A newer version has written it."),
        ("0", "in format 0, and this version of pulumi-arize-users knows format 1. Somebody has edited it."),
        ("²", "in format ², and this version of pulumi-arize-users knows format 1. Somebody has edited it."),
        (2.0, "in format 2.0, and this version of pulumi-arize-users knows format 1. Somebody has edited it."),
        (None, "in format None, and this version of pulumi-arize-users knows format 1. Somebody has edited it."),
        ({}, "in format {}, and this version of pulumi-arize-users knows format 1. Somebody has edited it."),
    ],
)
def test_a_mark_that_nobody_knows_is_refused_with_what_to_do(start, arize, mark, why):
    """By a preview in place of every other mistake, and by every other call; nobody is touched."""
    run = start()
    state = run.add()
    later = State(state.id, state.inputs | {MARK: mark}, state.outputs | {MARK: mark})
    arize.clear_requests()

    (sentence,) = run.failures(later, role="KING")
    refused = []
    for call in (run.refresh, run.remove):
        with pytest.raises(Refused) as failure:
            call(later)
        refused.append(str(failure.value))

    assert why in sentence
    assert "Nothing was done with it. Update pulumi-arize-users wherever this stack is run" in sentence
    assert [sentence] * 2 == refused
    assert [] == arize.writes


@pytest.mark.parametrize("verb", ["check", "diff", "change", "refresh", "remove"])
def test_damaged_state_is_refused_by_every_verb(start, arize, verb):
    """A value of another kind was not written by this package: nothing is done with it, and the sentence shows none."""
    made = start().add(on_destroy="block")
    broken = State(made.id, {**made.inputs, "email": 7}, {**made.outputs, "email": ["canary-kind"]})
    arize.clear_requests()
    run = start()
    verbs = {
        "check": lambda: run.person.check(broken.inputs, made.inputs).failures[0].reason,
        "diff": lambda: run.person.diff(made.id, broken.outputs, made.inputs),
        "change": lambda: run.person.update(made.id, broken.outputs, made.inputs),
        "refresh": lambda: run.refresh(broken),
        "remove": lambda: run.remove(broken),
    }

    try:
        sentence = str(verbs[verb]())
    except Refused as refusal:
        sentence = str(refusal)

    assert sentence.startswith("The state of this resource was edited by hand or cut off: email is not text. Nothing ")
    assert "canary-kind" not in sentence
    assert [] == arize.requests
