"""Many people come into a stack by one file of `pulumi import`, and nothing is sent to them."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.hosts.plugin.stacks import stack_with_plugin

pytestmark = [
    pytest.mark.cli,
    pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH"),
]
# docs/languages.md says how long it takes for 1,200.
PEOPLE = 120
FLAGS = ("--yes", "--generate-code=false", "--protect=false", "--skip-preview")


@pytest.fixture
def stack(arize):
    """A stack with nothing declared yet, which writes its state once in a run."""
    with stack_with_plugin(arize) as made:
        made.stack.env["PULUMI_SKIP_CHECKPOINTS"] = "true"
        yield made


def test_people_are_imported_by_a_file_of_addresses(stack, arize, tmp_path):
    """Each is in the state as in the account; the next preview is empty; the account is read in pages, not singly."""
    names = [f"person{number}" for number in range(PEOPLE)]
    for name in names:
        arize.add_user(f"{name}@example.com", name=name.title())
    resources = [{"type": "arize:index:User", "name": name, "id": f"{name}@example.com"} for name in names]
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"resources": resources}))

    stack.command("import", "--file", str(file), *FLAGS)
    asked = len(arize.requests)
    for name in names:
        stack.person(name)
    same = stack.preview().raise_for_errors()

    imported = {each.name: each.id for each in stack.stack.state() if each.type == "arize:index:User"}
    assert {name: arize.user(f"{name}@example.com")["id"] for name in names} == imported
    assert {"same": PEOPLE + 1} == dict(same.changes)
    assert PEOPLE / 10 > asked
    assert [] == arize.writes
