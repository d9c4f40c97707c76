"""Nothing secret of a roster leaves: a life with all its failures, and then a search in what was said and kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pulumi_arize_users.simulator import Fault
from pulumi_arize_users.testing.values import without_secrets
from tests.engine import discreet_roster
from tests.engine.conftest import API_KEY
from tests.engine.test_secrets import Life

NAMES = ["ada", "grace", "alan"]


class RosterLife(Life):
    """A stack of a roster, all that its runs said so far, and all passwords that it ever had."""

    def __init__(self, stack, arize):
        super().__init__(stack, arize)
        self.passwords = set()

    def declare(self, *names, **said):
        """Say who is in the roster."""
        crowd = {f"{name}@example.com": {"name": name.title(), **said} for name in names}
        self.stack.config["people"] = json.dumps(crowd)

    def run(self, operation):
        """The same, and remember the passwords that the record has afterwards."""
        result = super().run(operation)
        self.passwords |= {password for owners in self._recorded() for password in owners.values()}
        return result

    def _recorded(self):
        records: Any = [without_secrets(each.outputs) for each in self.stack.state() if "Roster" in each.type]
        return [record.get("temporary_passwords", {}) for record in records]


@pytest.fixture
def life(engine, arize, settings):
    """A stack whose runs log every request, and repeat none."""
    config, environment = {**settings, "arize:maxRetries": "0"}, {"ARIZE_LOG": "debug"}
    secrets = {"arize:apiKey": API_KEY}
    with engine.stack(discreet_roster.declared, config=config, secrets=secrets, env=environment) as stack:
        yield RosterLife(stack, arize)


def test_no_temporary_password_leaves_in_a_whole_life(life):
    """Not when a run succeeds, fails half-way, updates, refreshes or invites again; the secret output alone has it."""
    echo = Fault("status", method="PATCH", times=None, body=f'{{"title": "{API_KEY}", "detail": "Bearer {API_KEY}"}}')

    life.declare("ada", "grace", is_developer=False)
    life.arize.fail(echo)
    half_created = life.run("up")
    life.declare(*NAMES, is_developer=False)
    half_updated = life.run("up")
    life.arize.clear_faults()
    updated = life.run("up")
    life.arize.expire_invitation("ada@example.com")
    life.run("refresh")
    renewed = life.run("up")
    exported = life.stack.outputs(show_secrets=True)["passwords"]
    life.arize.fail(Fault("status", method="DELETE", status=403))
    half_destroyed = life.run("destroy")
    life.run("destroy").raise_for_errors()

    assert (False, False, True) == (half_created.ok, half_updated.ok, updated.ok)
    assert (True, False) == (renewed.ok, half_destroyed.ok)
    assert {f"{name}@example.com" for name in NAMES} == exported.keys()
    assert 4 == len(life.passwords)
    assert set(exported.values()) < life.passwords
    for secret in (API_KEY, *life.passwords):
        assert [] == [text for text in life.heard if secret.encode() in text]


def test_the_search_would_find_what_it_looks_for(life):
    """Addresses, which are not secret, are found in messages, states and, where there are any, in files."""
    life.declare("ada")
    life.run("up").raise_for_errors()

    found = [text for text in life.heard if b"ada@example.com" in text]

    assert len(found) >= (4 if hasattr(life.stack, "_folder") else 1)
