"""The schema of the plugin: what the published file says, and that it says the same as the rest of the package."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import pulumi_arize_users
from pulumi_arize_users import ArizeUser, OrganizationMembership, Roster, SpaceMembership, functions
from pulumi_arize_users.hosts.plugin import functions as plugin_functions
from pulumi_arize_users.hosts.plugin import schema
from pulumi_arize_users.hosts.plugin.publishing.package import published
from pulumi_arize_users.hosts.plugin.resources import RESOURCES
from pulumi_arize_users.people.roster.models import Person
from pulumi_arize_users.providers.known_settings import VARIABLES
from pulumi_arize_users.providers.settings_meaning import KINDS, MEANINGS
from pulumi_arize_users.providers.wire_format import to_core, to_wire

ROOT = Path(__file__).parents[3]
SCHEMA = schema.package_schema()
CLASSES = {
    "arize:index:User": ArizeUser,
    "arize:index:OrganizationMembership": OrganizationMembership,
    "arize:index:SpaceMembership": SpaceMembership,
    "arize:index:Roster": Roster,
}
# A Python program gives the person of a membership as a resource.
FOR_PYTHON = {"user"}
# Names in snake case, and what only Python has.
PYTHONS = re.compile(r"\b[a-z]+_[a-z_]+\b|CustomRole|ArizeUser|\bNone\b")


def test_the_published_schema_is_the_current_one():
    """`python -m pulumi_arize_users.hosts.plugin.publishing` writes it again."""
    assert published() == Path(schema.__file__).with_name(schema.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("token", CLASSES)
def test_a_resource_takes_what_the_class_for_python_programs_takes(token):
    """Each argument has the same name in the spelling of other languages, and is required where it is in Python."""
    parameters = dict(inspect.signature(CLASSES[token]).parameters)
    arguments = {name: parameters[name] for name in parameters.keys() - {"resource_name", "opts", *FOR_PYTHON}}
    said = SCHEMA["resources"][token]

    inputs = {to_core(name) for name in said["inputProperties"]}
    required = {to_core(name) for name in said.get("requiredInputs", [])}

    assert set(arguments) == inputs
    assert {name for name, each in arguments.items() if each.default is each.empty} == required - {"user_id"}
    assert {name: each.default for name, each in arguments.items() if each.default not in {each.empty, None}} == {
        to_core(name): each["default"] for name, each in said["inputProperties"].items() if "default" in each
    }


@pytest.mark.parametrize("token", ["arize:index:OrganizationMembership", "arize:index:SpaceMembership"])
def test_another_membership_is_a_replacement(token):
    """Person, and organization or space; a role is changed in place."""
    inputs = SCHEMA["resources"][token]["inputProperties"]

    replacing = {name for name, each in inputs.items() if each.get("willReplaceOnChanges")}

    assert {"userId", "spaceId" if "Space" in token else "organizationId"} == replacing


def test_no_change_is_made_a_replacement_by_an_sdk():
    """A changed letter case of an address would block a person: only the provider tells what is another one."""
    assert "replaceOnChanges" not in published()


def test_the_outputs_that_are_secrets_are_those_of_the_servicer():
    """An SDK that does not know of one would show it."""
    marked = {
        token: {to_core(name) for name, each in said["properties"].items() if each.get("secret")}
        for token, said in SCHEMA["resources"].items()
        if token in RESOURCES
    }

    assert {token: set(RESOURCES[token].secret) for token in marked} == marked
    assert SCHEMA["resources"]["arize:index:Roster"]["properties"]["temporaryPasswords"]["secret"]


def test_a_person_of_a_roster_takes_what_a_file_says():
    """The keys of a file, in the spelling of other languages."""
    said = SCHEMA["types"]["arize:index:RosterPerson"]["properties"]

    assert {to_wire(name) for name in Person.model_fields} == set(said)


def test_the_functions_are_those_that_are_answered():
    """Each takes what the Python function of the same name takes."""
    taken = {token: set(said.get("inputs", {}).get("properties", ())) for token, said in SCHEMA["functions"].items()}

    assert {f"arize:index:{name}": set(each.takes) for name, each in plugin_functions.FUNCTIONS.items()} == taken
    assert taken == {
        token: {to_wire(name) for name in inspect.signature(_function(token)).parameters if name != "opts"}
        for token in taken
    }


def _function(token):
    return getattr(functions, to_core(token.rpartition(":")[2]))


def test_every_setting_is_an_argument_of_a_provider():
    """With its type, and a secret where its value must not be shown."""
    arguments = SCHEMA["provider"]["inputProperties"]

    assert set(VARIABLES) == set(arguments) == set(SCHEMA["config"]["variables"])
    assert {"apiKey", "proxyUrl"} == {name for name, each in arguments.items() if each.get("secret")}
    assert KINDS == {name: each["type"] for name, each in arguments.items() if each["type"] != "string"}


def test_no_sdk_stores_what_the_environment_says():
    """It would be an argument of the provider then: a removal that is allowed for one run would be allowed for all."""
    assert '"environment"' not in published()
    assert [] == [name for name, each in SCHEMA["config"]["variables"].items() if "default" in each]


def test_the_meaning_of_a_setting_is_that_of_the_documents():
    """The tables of README and docs/settings.md, word by word."""
    tables = (ROOT / "README.md").read_text() + (ROOT / "docs/settings.md").read_text()
    rows = dict(re.findall(r"^\| `arize:(\w+)`[^|]*\|[^|]*\| (.*) \|$", tables, re.MULTILINE))

    assert rows == MEANINGS
    assert set(VARIABLES) == set(MEANINGS)


def test_everything_is_described():
    """In the names of the language-independent spelling: no snake case, and nothing that only Python has."""
    texts = list(_descriptions(SCHEMA))

    assert 100 < len(texts)
    assert [] == [
        text for text in texts if not text.strip() or re.search(r"\b[a-z]+_[a-z_]+\b|CustomRole|None\b", text)
    ]


def test_every_type_that_is_referred_to_is_there():
    """A reference that leads nowhere fails only when somebody generates an SDK."""
    named = set(re.findall(r'"#/types/([^"]+)"', published()))

    assert set(SCHEMA["types"]) == named


def test_every_name_comes_back_from_the_wire():
    """What a program writes is what the core reads."""
    names = set(re.findall(r'^ *"(\w+)": \{$', published(), re.MULTILINE))

    assert [] == [name for name in names if to_wire(to_core(name)) != name]


def test_the_version_is_that_of_the_package():
    """An SDK asks for the plugin of its own version."""
    assert pulumi_arize_users.__version__ == SCHEMA["version"]


def _descriptions(part):
    """The text of everything that has a type, and of every word of an enum; empty where nothing is said."""
    if isinstance(part, dict):
        for name, each in part.items():
            if name in {"properties", "inputProperties", "variables", "resources", "functions", "types"}:
                yield from (member.get("description", "") for member in each.values())
            if name == "enum":
                yield from (member.get("description", "") for member in each)
            yield from _descriptions(each)
