"""What is deleted, and in which order."""

import json


def test_dependents_are_deleted_first(things):
    """A chain is deleted from its end."""
    things.up("chain")
    things.calls()

    things.stack.destroy().raise_for_errors()

    assert [("delete", "c-1"), ("delete", "b-1"), ("delete", "a-1")] == things.calls()
    assert [] == things.stack.state()


def test_what_the_program_drops_is_deleted(things):
    """A resource that is not declared any more goes, after everything else was done."""
    things.up("pair")
    things.calls()

    result = things.up("pair_without_b").raise_for_errors()

    assert 1 == result.changes["delete"]
    assert ("delete", "b-1") in things.calls()


def test_a_retained_resource_is_only_forgotten(things):
    """With `retain_on_delete` the provider is not asked."""
    things.up("retained")
    things.calls()

    result = things.stack.destroy().raise_for_errors()

    assert {"delete": 2} == result.changes
    assert [] == things.calls()


def test_what_goes_with_another_one_is_not_deleted_itself(things):
    """With `deleted_with` one call is enough when both go in one run."""
    things.up("deleted_with")
    things.calls()

    things.stack.destroy().raise_for_errors()

    assert [("delete", "a-1")] == things.calls()


def test_a_look_up_is_never_deleted(things):
    """What others manage is only forgotten."""
    (things.remote / "a-2").write_text(json.dumps({"name": "a", "mark": "m"}))
    things.up("looked_up")

    things.stack.destroy().raise_for_errors()

    assert "delete" not in [call for call, _ in things.calls()]


def test_delete_before_replace_takes_dependents_along(things):
    """Dependents that would be replaced go first, then the resource, then all are created again."""
    things.up("bound")
    things.calls()

    result = things.up("bound_resized").raise_for_errors()

    writes = [call for call in things.calls() if call[0] in {"create", "delete", "update"}]
    assert [("delete", "b-1"), ("delete", "a-1"), ("create", "a"), ("create", "b")] == writes
    assert 2 == result.changes["replace"]


def test_create_before_delete_is_the_default(things):
    """The new one is there before the old one goes."""
    things.up("only_a")
    things.calls()

    things.up("pair_without_b").raise_for_errors()

    writes = [call for call in things.calls() if call[0] in {"create", "delete"}]
    assert [("create", "a"), ("delete", "a-1")] == writes


def test_a_resource_under_another_name_is_the_same(things):
    """An alias keeps a renamed resource from being deleted and created."""
    things.up("pair_without_b")

    result = things.up("renamed").raise_for_errors()

    assert {"same": 1, "update": 1} == result.changes
    assert ["a2"] == things.names()
