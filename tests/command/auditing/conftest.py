"""Audits of an account of the test's own, and what they compare it with."""

from __future__ import annotations

import json
from functools import partial

import pytest
from jsonschema import Draft202012Validator

from pulumi_arize_users.command.auditing.document import published_schema
from tests.command.exports import write_export, write_roster

OWNER = {"ARIZE_CALLER_EMAIL": "owner@example.com"}


@pytest.fixture
def audit(arize, arize_users):
    """The JSON of an audit, with the findings as kind and person; no audit writes anything to the account."""

    def run(*arguments, **environment):
        ran = arize_users("audit", *arguments, "--format", "json", **{**OWNER, **environment})
        assert ("", []) == (ran.stderr, arize.writes)
        document = json.loads(ran.stdout)
        Draft202012Validator(json.loads(published_schema())).validate(document)
        return ran.code, document, [(found["kind"], found["email"]) for found in document["findings"]]

    return run


@pytest.fixture
def roster_file(tmp_path):
    """Writes a roster."""
    return partial(write_roster, tmp_path)


@pytest.fixture
def stack_file(tmp_path):
    """Writes an export."""

    def write(*resources, name="dev.json"):
        file = write_export(tmp_path / name, [*resources])
        if name != "dev.json":  # another file is another stack
            file.write_text(file.read_text().replace("urn:pulumi:dev::", f"urn:pulumi:{name.removesuffix('.json')}::"))
        return file

    return write
