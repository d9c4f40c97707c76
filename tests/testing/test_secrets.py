"""Secrets stay secret in everything a run answers."""

from tests.testing import sample

CANARY = "canary-value"


def test_exports_hide_secrets_unless_asked(pulumi_stack):
    """An export that derives from a secret is one."""
    stack = pulumi_stack(sample.secret_note, secrets={"text": CANARY})

    stack.up().raise_for_errors()

    assert {"text": "[secret]", "nested": {"inside": ["[secret]"]}, "count": 1} == stack.outputs()
    assert {"text": CANARY, "nested": {"inside": [CANARY]}, "count": 1} == stack.outputs(show_secrets=True)


def test_no_answer_shows_a_secret(pulumi_stack):
    """Results and state can be printed: neither configuration nor secret inputs and outputs are in them."""
    stack = pulumi_stack(sample.secret_note, secrets={"text": CANARY})
    results = [stack.preview(), stack.up(), stack.refresh()]
    stack.secrets["text"] = f"another {CANARY}"
    results.append(stack.up())

    assert all(result.ok for result in results)
    assert CANARY not in repr(results) + repr(stack.state()) + repr(stack.outputs())


def test_a_changed_secret_is_reported_as_changed(pulumi_stack):
    """That a secret changes is no secret."""
    stack = pulumi_stack(sample.secret_note, secrets={"text": CANARY})
    stack.up()
    stack.secrets["text"] = "other"

    (step, *_) = stack.preview().steps_of("note")

    assert {"text": ("[secret]", "[secret]")} == step.changed


def test_additional_secret_outputs_are_secret(things):
    """An output named by the option is secret, and so is what derives from it."""
    things.up("additional_secret").raise_for_errors()

    assert {"mark": "[secret]", "derived": "[secret]"} == things.stack.outputs()


def test_a_leak_in_a_check_failure_is_a_leak_here_too(things):
    """The CLI shows a refused property's value even when it is secret; hiding it here would hide the mistake."""
    result = things.up("secret_refused")

    (error,) = result.errors
    assert "property label value {&{{refused}}} has a problem: it is refused" in error.message
