"""What the runner does not imitate, it refuses."""

import pytest

from tests.testing import sample


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (sample.imported, "import_ (used by 'note')"),
        (sample.with_wildcard, "wildcards in ignore_changes (used by 'note')"),
        (sample.with_trigger, "replacement_trigger (used by 'note')"),
        (sample.foreign_resource, "resources of type aws:s3/bucket:Bucket"),
        (sample.foreign_provider, "resources of type pulumi:providers:aws"),
        (sample.remote_component, "remote components (used by 'component')"),
        (sample.stack_reference, "resources of type pulumi:pulumi:StackReference"),
        (sample.invoking, "the function aws:index:getRegion"),
    ],
)
def test_what_is_not_imitated_fails_the_run(pulumi_stack, program, message):
    """The error names the option or the type, and what to do."""
    result = pulumi_stack(program).up()

    (error,) = result.errors
    assert error.message.startswith(f"the local runner does not support {message}")
    assert error.message.endswith("Test this part of the program on the Pulumi CLI.")


@pytest.mark.parametrize("program", [sample.with_hooks, sample.with_transforms, sample.with_replace_with])
def test_what_the_sdk_refuses_by_itself_fails_the_run(pulumi_stack, program):
    """The runner does not announce these features, so the SDK raises before it sends anything."""
    result = pulumi_stack(program).up()

    assert not result.ok
    assert "does not support" in result.errors[-1].message


def test_a_refusal_cannot_be_caught_away(pulumi_stack):
    """A program that swallows the exception fails all the same."""
    result = pulumi_stack(sample.catches_everything).up()

    assert not result.ok
    assert any(diagnostic.message.startswith("caught: ") for diagnostic in result.diagnostics)


def test_a_provider_that_is_not_known_in_a_preview_is_refused(pulumi_stack):
    """The CLI skips such a provider's check and diff in a preview; an up knows the settings."""
    stack = pulumi_stack(sample.provider_from_a_note)

    preview, up = stack.preview(), stack.up()

    assert "a provider (eu) whose settings are not known in a preview" in preview.errors[0].message
    assert up.ok


def test_timeouts_are_a_warning(pulumi_stack):
    """Dynamic providers ignore custom_timeouts under the CLI, too."""
    result = pulumi_stack(sample.with_timeouts).up().raise_for_errors()

    assert ["note: custom_timeouts have no effect on dynamic resources"] == [d.message for d in result.diagnostics]
