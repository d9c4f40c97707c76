"""State that an earlier version wrote on the real CLI, and today's code on the CLI."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.upgrades.recording import account_of, load, names, plugin_on_path, stack_of

pytestmark = [
    pytest.mark.cli,
    pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH"),
]
BECOMES = {"ada": "INACTIVE", "alan": "INACTIVE", "eve": "INACTIVE", "bob": "INACTIVE", "grace": "INVITED"}


@pytest.fixture(params=names())
def upgraded(request):
    """A stack whose state was recorded, and the account that belongs to it."""
    recording = load(request.param)
    with account_of(recording) as arize, plugin_on_path():
        recording = load(request.param, arize.url)
        with stack_of(request.param.rpartition("/")[2], recording.config, arize.url) as stack:
            stack._write_config()
            stack._command("stack", "import", stdin=json.dumps(recording.export))
            yield stack, arize


def managed(result):
    """The operations on what this package manages: nothing else says anything about an upgrade."""
    return {step.op for step in result.steps if "arize" in step.urn.split("::")[2]}


def test_a_recorded_stack_goes_on_without_a_change(upgraded):
    """Previewed, brought up, refreshed and previewed again: nothing differs, and nothing is written."""
    stack, arize = upgraded

    before = stack.preview().raise_for_errors()
    stack.up().raise_for_errors()
    refreshed = stack.refresh().raise_for_errors()
    shown = stack._command("refresh", "--preview-only", "--diff", "--expect-no-changes")
    after = stack.preview().raise_for_errors()

    assert [{"same"}, {"same"}] == [managed(before), managed(after)]
    assert managed(refreshed) <= {"same", "refresh", "read"}
    assert "__format" not in shown
    assert [] == arize.writes


def test_a_recorded_stack_is_refreshed_before_anything_else(upgraded):
    """A refresh of what an earlier version wrote shows nothing that only this package has changed."""
    stack, arize = upgraded

    shown = stack._command("refresh", "--yes", "--diff", "--expect-no-changes")

    assert "__format" not in shown
    assert "same" not in shown or " changed" not in shown
    assert {"same"} == managed(stack.preview().raise_for_errors())
    assert [] == arize.writes


def test_a_recorded_stack_is_destroyed_as_its_people_say(upgraded):
    """Whoever is to be blocked is, everybody else keeps the account, and all memberships of the stack end."""
    stack, arize = upgraded

    stack.destroy().raise_for_errors()

    assert BECOMES == {name: arize.user(f"{name}@example.com")["status"] for name in BECOMES}
    assert "INVITED" == arize.user("carol@example.com")["status"]
    places = [*arize.organizations(), *arize.spaces()]
    members = [arize.members(str(place["id"])) for place in arize.organizations()]
    members += [arize.space_members(str(place["id"])) for place in arize.spaces()]
    assert [{}] * len(places) == members
    assert [] == [each.urn for each in stack.state() if "arize" in each.type and each.custom]
