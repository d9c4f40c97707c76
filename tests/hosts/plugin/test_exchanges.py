"""What the real engine has asked of the plugin is asked again, and answered as it was: see `recording.py`."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf.json_format import MessageToDict, ParseDict
from pulumi.runtime.proto import provider_pb2

from tests.hosts.plugin.conftest import running_plugin
from tests.hosts.plugin.playing import playing_monitor
from tests.hosts.plugin.recording import EXCHANGES
from tests.provider_process import KEY

if TYPE_CHECKING:
    from pulumi_arize_users.simulator import Simulator
    from tests.hosts.plugin.conftest import Plugin

RECORDED = json.loads(EXCHANGES.read_text())
RUNS = dict.fromkeys(exchange["run"] for exchange in RECORDED)
KINDS = {"CheckConfig": "Check", "DiffConfig": "Diff"}
# Times, and the id that a roster gives itself.
_CHANGING = re.compile(r"roster-\w+|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


@pytest.fixture
def arize(arize):
    """The account in which the recording began."""
    arize.add_organization("ML Platform")
    return arize


def names(arize: Simulator) -> dict[str, str]:
    """What stands in the recording for what is different each time."""
    people = {str(each["id"]): f"<{each['email']}>" for each in arize.users()}
    places = {str(each["id"]): f"<{each['name']}>" for each in arize.organizations()}
    return {**people, **places, arize.url: "<arize>", KEY: "<key>"}


def request_of(exchange: dict[str, Any], arize: Simulator) -> Any:
    """A recorded request, about the account of this test."""
    text = json.dumps(exchange["request"])
    for value, name in names(arize).items():
        text = text.replace(name, value)
    message = getattr(provider_pb2, f"{KINDS.get(exchange['method'], exchange['method'])}Request")()
    return ParseDict(json.loads(text), message)


def as_recorded(answer: dict[str, Any], arize: Simulator) -> Any:
    """An answer as the recording would have it; what is different each time is left out of both."""
    text = json.dumps(answer)
    for value, name in names(arize).items():
        text = text.replace(value, name)
    return json.loads(_CHANGING.sub("<other>", text))


def answered(plugin: Plugin, exchange: dict[str, Any], arize: Simulator) -> dict[str, Any]:
    """What the plugin answers now."""
    try:
        return {"reply": MessageToDict(plugin.call(exchange["method"], request_of(exchange, arize)))}
    except grpc.RpcError as error:
        return {"error": error.details()}


def test_the_plugin_answers_the_real_engine_as_recorded(arize, tmp_path):
    """Checks, comparisons, creations, reads, updates and deletions of six runs, each with a process of its own."""
    different = []
    for run in RUNS:
        if run == "refresh":
            arize.edit_user("ada@example.com", name="Somebody")
        (tmp_path / run).mkdir()
        with running_plugin(tmp_path / run) as plugin:
            for exchange in RECORDED:
                if exchange["run"] != run or exchange["method"] == "Construct":
                    continue
                then = {key: exchange[key] for key in ("reply", "error") if key in exchange}
                now = as_recorded(answered(plugin, exchange, arize), arize)
                if now != as_recorded(then, arize):
                    different.append((run, exchange["method"], exchange["request"].get("urn"), now, then))

    assert [] == different


def test_a_roster_is_constructed_for_the_real_engine(arize, tmp_path):
    """What the program gets of its people is what it got then."""
    (exchange,) = [each for each in RECORDED if (each["run"], each["method"]) == ("up", "Construct")]
    (configuration,) = [each for each in RECORDED if (each["run"], each["method"]) == ("up", "Configure")]

    with running_plugin(tmp_path) as plugin, playing_monitor() as monitor:
        monitor.begin(plugin)
        plugin.call("Configure", request_of(configuration, arize))
        request = request_of(exchange, arize)
        request.monitorEndpoint = monitor.address
        reply = as_recorded(MessageToDict(plugin.call("Construct", request)), arize)

    assert as_recorded(exchange["reply"], arize)["state"] == reply["state"]
    assert {"grace@example.com"} == set(reply["state"]["users"])


def test_the_recording_has_every_call_of_a_life():
    """A recording that was cut off would still be answered as recorded."""
    asked = Counter(exchange["method"] for exchange in RECORDED)

    assert {"Check", "Diff", "Create", "Read", "Update", "Delete", "Construct", "Configure"} <= asked.keys()
    assert {"preview", "up", "change", "refresh", "refused", "destroy"} == RUNS.keys()


def test_the_recording_has_no_key():
    """Nor an address of the machine on which it was made."""
    text = EXCHANGES.read_text()

    assert KEY not in text
    assert "127.0.0.1" not in text
