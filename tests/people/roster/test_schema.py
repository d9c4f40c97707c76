"""The published schema of a roster's file."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from pulumi_arize_users.people.roster import schema as schema_module
from pulumi_arize_users.people.roster.schema import schema
from pulumi_arize_users.schema import IDENTIFIER
from tests.people.roster.rosters import EXAMPLE, MEMBERS, judged, rosters

PUBLISHED = Path(schema_module.__file__).with_name("roster.schema.json")
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_published_schema_is_the_one_of_the_models():
    """After a change of the models: python -m pulumi_arize_users.people.roster.schema > …/roster.schema.json."""
    assert schema() == json.loads(PUBLISHED.read_text(encoding="utf-8"))


def test_the_command_prints_what_is_published():
    """Whoever follows the recipe gets the same file, to the last byte."""
    command = [sys.executable, "-m", "pulumi_arize_users.people.roster.schema"]

    printed = subprocess.run(command, capture_output=True, check=True).stdout

    assert PUBLISHED.read_bytes() == printed


def test_the_schema_is_a_schema():
    """It keeps to the dialect that it names, and has a name by which a written copy is known."""
    jsonschema.Draft202012Validator.check_schema(schema())

    assert jsonschema.Draft202012Validator.META_SCHEMA["$id"] == schema()["$schema"]
    assert IDENTIFIER == schema()["$id"]


def test_an_editor_can_explain_every_key():
    """The description is what an editor shows beside the cursor."""
    tables = [schema(), *schema()["$defs"].values()]

    silent = [
        name
        for table in tables
        for name, key in table["properties"].items()
        if "description" not in key and "$ref" not in key
    ]

    assert [] == silent
    assert all("description" in table and table["additionalProperties"] is False for table in tables)


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        "people: {}",
        f"{MEMBERS}  ada@example.com: {{name: Ada, role: custom:R1, organizations: {{ML: read-only}}}}",
        f"max_removals: 10%\nunmanaged: fail\n{MEMBERS}  ada@example.com: {{name: Ada, invite_mode: none}}",
        'people: {}\nunmanaged: {policy: fail, except: [owner@example.com, "*@bots.example.com"]}',
        "people: {}\nunmanaged: fail except owner@example.com",
        '{"$schema": "./roster.schema.json", "people": {}, "max_removals": 0}',
    ],
)
def test_a_good_file_is_valid(text):
    """Both judges agree: the schema in the editor, and the reader in the preview."""
    declaration, mistakes = judged(text)

    assert [] == mistakes
    assert declaration is not None
    assert [] == list(VALIDATOR.iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "defaults: {}",
        "people: []",
        "people: {}\npeeple: {}",
        "people: {}\nmax_removals: -1",
        "people: {}\nmax_removals: ten",
        "people: {}\nunmanaged: shout",
        "people: {}\nunmanaged: {except: [owner@example.com]}",
        "people: {}\nunmanaged: {policy: fail, except: [owner]}",
        "people: {}\nunmanaged: {policy: fail, excpt: [owner@example.com]}",
        "people: {}\ndefaults: {name: Ada}",
        "people: {ada: {name: Ada, role: ADMIN}}",
        "people: {ada@example.com: {name: Ada}}",
        "people: {ada@example.com: {name: Ada}}\ndefaults: {adopt: true}",
        *(
            f"{MEMBERS}  ada@example.com: {person}"
            for person in (
                "Ada",
                "{role: ADMIN}",
                "{name: ''}",
                "{name: ' '}",
                "{name: yes}",
                f"{{name: {'n' * 256}}}",
                "{name: Ada, role: ADMINN}",
                "{name: Ada, role: 'custom:'}",
                "{name: Ada, role: null}",
                "{name: Ada, organisations: {}}",
                "{name: Ada, organizations: [ML]}",
                "{name: Ada, organizations: {ML: OWNER}}",
                "{name: Ada, organizations: {' ': ADMIN}}",
                "{name: Ada, is_developer: 'yes'}",
                "{name: Ada, invite_mode: PIGEON}",
                "{name: Ada, on_destroy: delete}",
                "{name: Ada, on_expired: cry}",
            )
        ),
    ],
)
def test_a_bad_file_is_underlined_while_it_is_written(text):
    """Nobody has to run a preview to learn of a mistake of form."""
    declaration, _mistakes = judged(text)

    assert declaration is None
    assert not VALIDATOR.is_valid(yaml.safe_load(text))


@settings(deadline=None)
@given(rosters)
def test_the_schema_allows_what_the_reader_understands(roster):
    """An editor that underlines what is right teaches people not to look."""
    assert [] == list(VALIDATOR.iter_errors(roster))
