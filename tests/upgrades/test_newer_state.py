"""State of a later version: nothing is done with it, and a sentence says what to do."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import replace

import pytest

from pulumi_arize_users.testing import LocalEngine
from tests.engine.crowd import told
from tests.engine.warm_hosts import start_warm
from tests.hosts.plugin.conftest import Requests, configuration, running_plugin, secret
from tests.upgrades.declared import HOSTS
from tests.upgrades.recalled import states_of, travelling
from tests.upgrades.recording import KEY, account_of, load, plugin_on_path, stack_of

RECORDED = {"dynamic": "format-1/dynamic", "plugin": "format-1/plugin"}
TOKENS = ("User", "OrganizationMembership", "SpaceMembership", "RosterPeople", "RosterRemovals")
RESOURCES = ("ada", "ada-ml", "grace-fraud", "team", "team-removals")
LATER = {"__format": "2"}
FOUND = "The state of this resource is in format 2, and this version of pulumi-arize-users knows format 1."
WAY_OUT = "Update pulumi-arize-users wherever this stack is run"


def refusal(failure):
    """Whether a text says what was found, and what to do."""
    return FOUND in failure and "A newer version has written it." in failure and WAY_OUT in failure


@pytest.fixture
def stack(monkeypatch):
    """A recorded stack on the local runner, and its account."""
    start_warm(monkeypatch)
    with account_of(load(RECORDED["dynamic"])) as arize:
        recording = load(RECORDED["dynamic"], arize.url)
        settings = {"arize:baseUrl": arize.url, **recording.config}
        stack = LocalEngine().stack(HOSTS["dynamic"].program, config=settings, secrets={"arize:apiKey": KEY})
        stack._resources = states_of(recording)
        yield stack, arize


@pytest.mark.parametrize("side", ["inputs", "outputs"])
@pytest.mark.parametrize("name", RESOURCES)
def test_no_verb_does_anything_with_a_resource_of_a_later_version(stack, name, side):
    """Whichever side of it says so; the engine keeps it, and it may be destroyed by the version that wrote it."""
    recorded, arize = stack
    later = next(each for each in recorded.state() if each.custom and each.name == name)
    later = replace(later, **{side: {**getattr(later, side), **LATER}})
    recorded._resources = [later if each.urn == later.urn else each for each in recorded.state()]

    results = [recorded.preview(), recorded.refresh(), recorded.up()]
    written = arize.writes
    results.append(recorded.destroy())

    assert [(False, True)] * 4 == [(result.ok, refusal(told(result))) for result in results]
    assert [] == written
    assert later in recorded.state()


@pytest.mark.parametrize(
    "token", ["User", "OrganizationMembership", "SpaceMembership", "RosterPeople", "RosterRemovals"]
)
@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_the_plugin_does_nothing_with_a_resource_of_a_later_version(tmp_path, token, side):
    """Whichever side of it says so, in every call that is given it."""
    with account_of(load(RECORDED["plugin"])) as arize, running_plugin(tmp_path) as plugin:
        recording = load(RECORDED["plugin"], arize.url)
        plugin.call("Configure", configuration(baseUrl=arize.url, apiKey=secret(KEY)))
        entries = recording.export["deployment"]["resources"]
        entry = next(each for each in entries if each["type"] == f"arize:index:{token}")
        kept = {each: travelling(entry, each, recording.opened) for each in ("inputs", "outputs")}
        news, later = kept["inputs"], kept | {side: kept[side] | LATER}
        requests = Requests(entry["type"], "some")

        of_state = [
            plugin.failure("Read", requests.read(entry["id"], later["outputs"], later["inputs"])),
            plugin.failure("Delete", requests.delete(entry["id"], later["outputs"], later["inputs"])),
        ]
        if side == "outputs":
            diff = requests.diff(entry["id"], later["outputs"], kept["inputs"], **news)
            update = requests.update(entry["id"], later["outputs"], **news)
            of_state += [plugin.failure("Diff", diff), plugin.failure("Update", update)]
            checked = []
        else:
            answer = plugin.call("Check", requests.check(later["inputs"], **news))
            checked = [refusal(failure.reason) for failure in answer.failures]

        assert {True} == {refusal(failure.details()) for failure in of_state}
        assert ([True] if side == "inputs" else []) == checked
        assert [] == arize.writes


@pytest.mark.cli
@pytest.mark.skipif(shutil.which("pulumi") is None, reason="the Pulumi CLI (`pulumi`) is not on PATH")
@pytest.mark.parametrize("host", RECORDED)
def test_no_command_of_the_cli_does_anything_with_a_stack_of_a_later_version(host):
    """The sentence is shown without a traceback, nothing is sent, and the state is as before."""
    with account_of(load(RECORDED[host])) as arize, plugin_on_path():
        recording = load(RECORDED[host], arize.url)
        export = copy.deepcopy(recording.export)
        for entry in export["deployment"]["resources"]:
            if "__format" in entry.get("inputs", {}):
                entry["inputs"] |= LATER
                entry["outputs"] |= LATER
        with stack_of(host, recording.config, arize.url) as stack:
            stack._write_config()
            stack._command("stack", "import", stdin=json.dumps(export))
            before = stack.state()

            results = [stack.preview(), stack.refresh(), stack.up(), stack.destroy()]

            assert [(False, True)] * 4 == [(result.ok, refusal(told(result))) for result in results]
            said = [error.message for result in results for error in result.errors if FOUND in error.message]
            assert {False} == {"Traceback" in message for message in said}
            assert [] == arize.writes
            ours = [[each for each in state if "arize:" in each.type] for state in (before, stack.state())]
            assert [(each.urn, each.id, each.outputs.get("__format")) for each in ours[0] if each.custom] == [
                (each.urn, each.id, each.outputs.get("__format")) for each in ours[1] if each.custom
            ]
