"""Nothing secret leaves: a whole life with all its failures, and then a search in everything that was said and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pulumi_arize_users.simulator import Fault
from tests.engine import discreet
from tests.engine.conftest import API_KEY

ADDRESS = "canary-address-77c2@example.com"
PASSWORD_OWNER = "grace@example.com"
TRACE = re.compile(r"arize: debug: ([A-Z]+) (/\S+) (\d{3}|no reply) \d+ ms ?([0-9a-f]*)")
REPEATED = re.compile(r"arize: debug: [A-Z]+ /\S+ is repeated in [\d.]+ s: [A-Za-z]+")


class Life:
    """A stack with secrets, and all that its runs said so far."""

    def __init__(self, stack, arize):
        self.stack = stack
        self.arize = arize
        self.heard = []
        self.lines = []

    def run(self, operation):
        """Preview, up, refresh or destroy, listened to; what it leaves on disk is heard as well."""
        result = getattr(self.stack, operation)()
        said = [*map(str, result.diagnostics), *map(repr, result.steps), result.text, repr(result)]
        self.lines += [told.message for told in result.diagnostics]
        self.heard += [text.encode() for text in [*said, repr(self.stack.state())]] + self._kept()
        return result

    @property
    def password(self):
        """The temporary password as the stack's secret output has it."""
        return self.stack.outputs(show_secrets=True)["password"]

    def _kept(self):
        """Every file of the stack: states, backups, history, events, the CLI's own logs."""
        folder = getattr(self.stack, "_folder", None)
        files = Path(folder.name).rglob("*") if folder else ()
        return [file.read_bytes() for file in files if file.is_file()]


@pytest.fixture
def life(engine, arize, settings, monkeypatch):
    """A stack of two people, of whom one has a secret address and the other a temporary password."""
    for variable in ("ARIZE_API_KEY", "ARIZE_BASE_URL", "ARIZE_REGION", "ARIZE_ON_DESTROY", "ARIZE_DIALECT"):
        monkeypatch.delenv(variable, raising=False)
    secrets = {"arize:apiKey": API_KEY, "address": ADDRESS}
    config = {**settings, "arize:maxRetries": "1", "name": "Ada"}
    with engine.stack(discreet.declared, config=config, secrets=secrets) as stack:
        yield Life(stack, arize)


def test_nothing_secret_leaves_in_a_whole_life(life):
    """Key, temporary password and secret address are in no message, step, state or file, whatever fails."""
    echo = Fault("status", method="PATCH", times=None, body=f'{{"title": "{API_KEY}", "detail": "Bearer {API_KEY}"}}')

    created = life.run("up")
    password = life.password
    life.stack.config["name"] = "Ada King"
    life.arize.fail(echo)
    not_updated = life.run("up")
    life.arize.clear_faults()
    life.arize.api_key = "rotated-key"
    denied = {operation: life.run(operation).ok for operation in ("up", "refresh", "destroy")}
    life.arize.api_key = API_KEY
    refused = life.run("destroy")
    life.stack.config["onDestroy"] = "block"
    updated = life.run("up")
    life.arize.edit_user(ADDRESS, email="moved@example.com")
    life.run("refresh")
    moved = life.run("preview")
    life.arize.edit_user("moved@example.com", email=ADDRESS)
    life.run("refresh")
    destroyed = life.run("destroy")

    assert (True, True, True) == (created.ok, updated.ok, destroyed.ok)
    assert "was changed outside of this program" in str(moved.errors[0])
    assert (False, False) == (not_updated.ok, refused.ok)
    assert {"up": False, "refresh": False, "destroy": False} == denied
    assert "INACTIVE" == life.arize.user(ADDRESS)["status"]
    for secret in (API_KEY, password, ADDRESS):
        assert [] == [text for text in life.heard if secret.encode() in text]


def test_the_search_would_find_what_it_looks_for(life):
    """What is not secret is found in messages, states and, where there are any, in files."""
    life.run("up")

    found = [text for text in life.heard if PASSWORD_OWNER.encode() in text]

    assert len(found) >= (4 if hasattr(life.stack, "_folder") else 1)


@pytest.mark.dynamic_only("the plugin shows a trace as information")
def test_a_trace_shows_requests_and_nothing_in_them(life):
    """ARIZE_LOG=debug: method, path, status, milliseconds and request id of each request, in one line each."""
    life.stack.env["ARIZE_LOG"] = "debug"

    life.run("up").raise_for_errors()
    password = life.password
    life.stack.config["name"] = "Ada King"
    life.arize.fail(Fault("status", method="PATCH", status=503))
    life.run("up").raise_for_errors()

    traces = [line for line in life.lines if line.startswith("arize: debug:")]
    shown = [match.groups() for line in traces if (match := TRACE.fullmatch(line))]
    sent = [
        (each.method, each.path.replace("=", "%3D"), str(each.status), each.request_id) for each in life.arize.requests
    ]
    assert sorted(sent) == sorted(shown)
    assert 1 == len([line for line in traces if REPEATED.fullmatch(line)])
    assert len(traces) == len(shown) + 1
    for secret in (API_KEY, password, ADDRESS, "Ada", "TEMPORARY_PASSWORD", "Bearer"):
        assert [] == [line for line in traces if secret in line]
