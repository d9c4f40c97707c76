"""State that an earlier version wrote on the real CLI, and today's code on the CLI."""

from __future__ import annotations

import json
import shutil

import pytest

from pulumi_arize_users.providers.state_format import CURRENT
from tests.upgrades.recording import account_of, load, marks_of, names, plugin_on_path, stack_of

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
    """Previewed, refreshed, brought up and previewed again: nothing differs, and the inputs have their mark then."""
    stack, arize = upgraded

    before = stack.preview().raise_for_errors()
    refreshed = stack._command("refresh", "--yes", "--diff", "--expect-no-changes")
    stack.up().raise_for_errors()
    again = stack._command("refresh", "--yes", "--diff", "--expect-no-changes")
    after = stack.preview().raise_for_errors()

    assert [{"same"}, {"same"}] == [managed(before), managed(after)]
    assert "__format" not in refreshed + again
    assert {CURRENT} == marks_of(stack)
    assert [] == arize.writes


def test_a_recorded_stack_is_destroyed_as_its_people_say(upgraded):
    """Whoever is to be blocked is, everybody else keeps the account, and all memberships of the stack end."""
    stack, arize = upgraded

    stack.destroy().raise_for_errors()

    assert BECOMES == {name: arize.user(f"{name}@example.com")["status"] for name in BECOMES}
    assert "INVITED" == arize.user("carol@example.com")["status"]
    assert [{}] == [arize.members(str(place["id"])) for place in arize.organizations()]
    assert [{}] == [arize.space_members(str(place["id"])) for place in arize.spaces()]
    assert [] == [each.urn for each in stack.state() if "arize" in each.type and each.custom]
