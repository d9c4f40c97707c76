"""What a failed run leaves behind."""

import pytest

from tests.testing import sample


def test_check_stops_at_the_first_resource_that_fails(things):
    """The engine reports all failures of one resource and does not go on to the next."""
    result = things.up("two_refused")

    assert not result.ok
    assert [("check", "either")] == things.calls()
    assert ["label"] == [word for error in result.errors for word in error.message.split() if word == "label"]


@pytest.mark.parametrize("variant", ["refused_in_chain", "fails_in_diff_in_chain"])
def test_a_resource_whose_planning_failed_stays_in_state(things, variant):
    """A check or diff that fails forgets nobody: neither the resource nor those after it."""
    things.up("chain")

    result = things.up(variant)

    assert not result.ok
    assert ["a", "b", "c"] == things.names()
    assert {"same": 4} == things.up("chain").raise_for_errors().changes


def test_a_failed_update_keeps_the_old_state(things):
    """What the provider did not accept is not remembered."""
    things.up("only_a")

    result = things.up("failing_update")

    assert not result.ok
    assert ["plain"] == [r.inputs["label"] for r in things.stack.state() if r.name == "a"]


def test_a_failed_replacement_keeps_the_old_one(things):
    """Without a new one there is no reason to delete the old one."""
    things.up("only_a")

    things.up("failing_replacement")

    assert ["a-1"] == [r.id for r in things.stack.state() if r.name == "a"]
    assert ("delete", "a-1") not in things.calls()


def test_a_failed_create_leaves_nothing_and_deletes_nothing(things):
    """The deletions come last, and only when everything before them succeeded."""
    things.up("only_b")

    result = things.up("failing_replacement")

    assert not result.ok
    assert ["b"] == things.names()


def test_what_is_in_flight_beside_a_failure_is_saved(pulumi_stack):
    """Notes that were being created when another one failed are in state."""
    stack = pulumi_stack(sample.notes, env={"TEXT": "fail,slow"})

    result = stack.up()

    assert not result.ok
    assert ["slow"] == [r.name for r in stack.state() if r.type.startswith("pulumi-python:dynamic")]


def test_the_whole_text_of_an_error_is_reported(pulumi_stack):
    """A provider's error arrives with all its lines, on the resource that failed."""
    stack = pulumi_stack(sample.one_note, env={"TEXT": "fail"})

    (error,) = stack.up().errors

    assert "first line\nsecond line" in error.message
    assert "note" == error.urn.rpartition("::")[2]


def test_a_failed_delete_keeps_what_it_needs(things):
    """Nothing is deleted under a resource that could not be deleted."""
    things.up("chain")
    things.up("chain_with_undeletable_end")
    things.calls()

    result = things.stack.destroy()

    assert not result.ok
    assert [("delete", "c-1")] == things.calls()
    assert ["a", "b", "c"] == things.names()


def test_a_protected_resource_keeps_what_it_needs(things):
    """A destroy deletes around a protected resource and fails."""
    things.up("dependent_protected")

    result = things.stack.destroy()

    assert ["a", "b"] == things.names()
    assert ["protected"] == [word for error in result.errors for word in ["protected"] if word in error.message]


def test_a_protected_resource_is_not_replaced(things):
    """An up stops before it touches anything; a preview shows the difference that causes it."""
    things.up("protected")
    things.calls()

    preview, up = things.preview("protected_resized"), things.up("protected_resized")

    assert not preview.ok
    assert {"same": 1, "replace": 1} == preview.changes
    assert not up.ok
    assert {"same": 1} == up.changes
    assert "create" not in [call for call, _ in things.calls()]


def test_a_name_cannot_be_used_twice(pulumi_stack):
    """Two resources with one URN are a mistake in the program."""
    result = pulumi_stack(sample.twice_the_same).up()

    assert not result.ok
    assert ["Duplicate resource URN"] == [e.message.partition(" 'urn")[0] for e in result.errors]


def test_a_host_that_dies_is_an_error_of_the_resource(pulumi_stack):
    """A provider that ends its process fails the call it was serving, in words."""
    (error,) = pulumi_stack(sample.one_note, env={"TEXT": "exit"}).up().errors

    assert error.message.startswith("the host of the dynamic providers ended during the call")


def test_exports_survive_a_failure(things):
    """After a failure the exports that the program did not get to keep their values."""
    things.up("pair")

    result = things.up("raising")

    assert not result.ok
    assert "mark of b-1" == things.stack.outputs()["mark"]
