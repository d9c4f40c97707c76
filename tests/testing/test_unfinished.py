"""Resources that exist but could not be finished."""

import pytest


def state_of(things, name):
    (resource,) = [resource for resource in things.stack.state() if resource.name == name]
    return resource


@pytest.fixture
def unfinished(things):
    """A thing whose creation was not finished."""
    (things.remote / "broken").touch()
    things.up("secret_a")
    (things.remote / "broken").unlink()
    things.calls()
    return things


def test_an_unfinished_creation_is_in_state(things):
    """The run fails with the reasons; id, outputs and reasons are remembered, secrets as secrets."""
    (things.remote / "broken").touch()

    result = things.up("secret_a")

    assert not result.ok
    assert ["1 error occurred:\n\t* the label could not be set"] == [error.message for error in result.errors]
    assert "a-1" == state_of(things, "a").id
    assert "not set" == state_of(things, "a").outputs["label"]
    assert "[secret]" == repr(state_of(things, "a").outputs["password"])
    assert ("the label could not be set",) == state_of(things, "a").init_errors


def test_the_next_up_updates_even_if_nothing_differs(unfinished):
    """Whatever diff says, an unfinished resource is updated, and then it is finished."""
    result = unfinished.up("secret_a").raise_for_errors()

    assert {"same": 1, "update": 1} == result.changes
    assert [("check", "a"), ("diff", "a-1"), ("update", "a-1")] == unfinished.calls()
    assert () == state_of(unfinished, "a").init_errors


def test_a_preview_announces_the_update(unfinished):
    """The unfinished work is planned."""
    assert {"same": 1, "update": 1} == unfinished.preview("secret_a").raise_for_errors().changes


def test_an_unfinished_update_keeps_the_old_inputs(things):
    """The new outputs are remembered with the inputs of the last finished operation, so the change is still seen."""
    things.up("pair")
    (things.remote / "broken").touch()

    result = things.up("pair_relabelled")

    assert not result.ok
    assert "1" == state_of(things, "a").inputs["label"]
    assert "not set" == state_of(things, "a").outputs["label"]


def test_a_refresh_clears_the_reasons(unfinished):
    """A resource that can be read counts as finished."""
    unfinished.stack.refresh().raise_for_errors()

    assert () == state_of(unfinished, "a").init_errors


def test_an_unhealthy_resource_is_a_warning_of_the_refresh(things):
    """A read that finds it unfinished keeps the reasons and does not fail the refresh."""
    things.up("only_a")
    (things.remote / "broken").touch()

    result = things.stack.refresh().raise_for_errors()

    warnings = [diagnostic.message for diagnostic in result.diagnostics if diagnostic.severity == "warning"]
    assert ["Refreshed resource is in an unhealthy state:\n* the label could not be set"] == warnings
    assert ("the label could not be set",) == state_of(things, "a").init_errors


def test_an_unfinished_replacement_keeps_both(things):
    """The new one is in state with its reasons; the old one waits for its deletion until the new one is finished."""
    things.up("only_a")
    (things.remote / "broken").touch()

    things.up("pair_without_b")

    assert [("a-2", False), ("a-1", True)] == [(r.id, r.pending_delete) for r in things.stack.state() if r.name == "a"]


def test_an_unfinished_resource_can_be_destroyed(unfinished):
    """It is deleted like any other."""
    unfinished.stack.destroy().raise_for_errors()

    assert [("delete", "a-1")] == unfinished.calls()
