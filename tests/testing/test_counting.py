"""What counts as a change, as in the CLI's summary."""


def test_a_replacement_counts_once(things):
    """Creating the new one and deleting the old one are one `replace`; each is still reported as a step."""
    things.up("only_a")

    result = things.up("pair_without_b").raise_for_errors()

    assert {"same": 1, "replace": 1} == result.changes
    assert ["create-replacement", "replace", "delete-replaced"] == [step.op for step in result.steps_of("a")]


def test_the_stack_and_components_count(things):
    """The stack and each component are resources like any other."""
    result = things.up("box").raise_for_errors()

    assert {"create": 4} == result.changes


def test_the_default_provider_does_not_count(things):
    """Nobody declared it, so it is in state but in no step."""
    result = things.up("only_a").raise_for_errors()

    assert {"create": 2} == result.changes
    assert "default" in [resource.name for resource in things.stack.state()]
    assert "default" not in [step.name for step in result.steps]


def test_the_default_provider_leaves_with_its_last_resource(things):
    """A program without dynamic resources has no provider in state."""
    things.up("only_a")

    things.up("nothing").raise_for_errors()

    assert ["test-test"] == [resource.name for resource in things.stack.state()]


def test_a_step_that_failed_does_not_count(things):
    """Only what succeeded is a change."""
    result = things.up("pair_with_failing_c")

    assert {"create": 3} == result.changes


def test_a_look_up_counts_only_when_it_finds_something_else(things):
    """Reading what others manage changes nothing."""
    things.up("pair_without_b")
    things.stack.destroy()
    (things.remote / "a-2").write_text('{"name": "a", "mark": "m"}')

    first, second = things.up("looked_up"), things.up("looked_up")

    assert {"create": 1} == first.changes
    assert {"same": 1} == second.changes
    assert ["read"] == [step.op for step in second.steps_of("looked-up")]


def test_a_preview_counts_what_is_planned(things):
    """A preview of a first deployment counts everything as a creation and leaves no state."""
    result = things.preview("pair").raise_for_errors()

    assert {"create": 3} == result.changes
    assert [] == things.stack.state()
