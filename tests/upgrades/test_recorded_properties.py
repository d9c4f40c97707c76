"""State that an earlier version wrote on the real CLI, and today's code without the CLI."""

from __future__ import annotations

import pytest

from pulumi_arize_users.providers.state_format import CURRENT
from pulumi_arize_users.testing import LocalEngine
from tests.engine.warm_hosts import start_warm
from tests.hosts.plugin.conftest import Requests, configuration, plain, running_plugin, secret
from tests.upgrades.declared import HOSTS
from tests.upgrades.recalled import states_of, travelling
from tests.upgrades.recording import KEY, account_of, load, marks_of, names

DYNAMIC = [name for name in names() if name.endswith("/dynamic")]
PLUGIN = [name for name in names() if name.endswith("/plugin")]
BLOCKED = {"ada", "alan", "bob", "eve"}


@pytest.fixture(params=DYNAMIC)
def stack(request, monkeypatch):
    """A recorded stack on the local runner, and its account."""
    start_warm(monkeypatch)
    with account_of(load(request.param)) as arize:
        recording = load(request.param, arize.url)
        settings = {"arize:baseUrl": arize.url, **recording.config}
        stack = LocalEngine().stack(HOSTS["dynamic"].program, config=settings, secrets={"arize:apiKey": KEY})
        stack._resources = states_of(recording)
        yield stack, arize


@pytest.fixture(params=PLUGIN)
def recorded(request, tmp_path):
    """Starts the plugin of a run, and holds the resources of a recorded stack, dependencies first."""
    with account_of(load(request.param)) as arize:
        recording = load(request.param, arize.url)
        entries = [each for each in recording.export["deployment"]["resources"] if each["type"].startswith("arize:")]
        with running_plugin(tmp_path) as plugin:
            plugin.call("Configure", configuration(baseUrl=arize.url, apiKey=secret(KEY)))
            yield plugin, [Kept(each, recording.opened) for each in entries if each["custom"]], arize


class Kept:
    """A resource of the plugin as a recorded state keeps it."""

    def __init__(self, entry, opened):
        self.id = entry["id"]
        self.inputs, self.outputs = (travelling(entry, side, opened) for side in ("inputs", "outputs"))
        self.declared = {key: value for key, value in self.inputs.items() if not key.startswith("__")}
        self.requests = Requests(entry["type"], entry["urn"].rpartition("::")[2])


def blocked(arize):
    """Who is blocked, by the first part of their address."""
    return {str(user["email"]).partition("@")[0] for user in arize.users() if user["status"] == "INACTIVE"}


def test_a_recorded_stack_of_a_program_goes_on_without_a_change(stack):
    """Previewed, refreshed and brought up; nothing differs, nothing is written, and the inputs have their mark then."""
    recorded, arize = stack

    before = recorded.preview().raise_for_errors()
    recorded.refresh().raise_for_errors()
    recorded.up().raise_for_errors()
    after = recorded.preview().raise_for_errors()

    assert [["same"], ["same"]] == [list(before.changes), list(after.changes)]
    assert {CURRENT} == marks_of(recorded)
    assert [] == arize.writes


def test_a_recorded_stack_of_a_program_is_destroyed_as_its_people_say(stack):
    """Whoever is to be blocked is, and nobody else."""
    recorded, arize = stack

    recorded.destroy().raise_for_errors()

    assert BLOCKED == blocked(arize)
    assert [] == recorded.state()


def test_what_the_plugin_has_recorded_differs_in_nothing(recorded):
    """Neither before nor after it is read again, and nothing is written."""
    plugin, resources, arize = recorded

    for kept in resources:
        checked = plugin.call("Check", kept.requests.check(kept.inputs, **kept.declared))
        news = plain(checked.inputs)
        before = plugin.call("Diff", kept.requests.diff(kept.id, kept.outputs, kept.inputs, **news))
        read = plugin.call("Read", kept.requests.read(kept.id, kept.outputs, kept.inputs))
        after = plugin.call("Diff", kept.requests.diff(kept.id, plain(read.properties), plain(read.inputs), **news))

        assert [] == [*checked.failures]
        assert (before.DIFF_NONE, before.DIFF_NONE) == (before.changes, after.changes)
        assert kept.id == read.id
        assert kept.inputs == plain(read.inputs)
    assert [] == arize.writes


def test_what_the_plugin_has_recorded_is_destroyed_as_its_people_say(recorded):
    """Whoever is to be blocked is, and nobody else."""
    plugin, resources, arize = recorded

    for kept in reversed(resources):
        plugin.call("Delete", kept.requests.delete(kept.id, kept.outputs, kept.inputs))

    assert BLOCKED == blocked(arize)
