"""docs/state.md lists what is in a state, and nothing that is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pulumi_arize_users.people.record import Declared, Recorded
from pulumi_arize_users.providers import protocol
from pulumi_arize_users.resources.roster import Roster
from pulumi_arize_users.simulator import Fault
from tests.providers.test_state_format import PICKLED
from tests.test_docs import PAGES, listed

PAGE = (Path(__file__).parents[2] / "docs/state.md").read_text()
TOKENS = "pulumi-python:dynamic/arize:"
# Used by check, and left out of what is stored.
ONLY_CHECKED = {
    protocol.RESOURCE,
    protocol.ACCOUNT_ROLE,
    protocol.AFTER,
    protocol.PEOPLE,
    protocol.PLACES,
    protocol.ELSEWHERE,
}


def table(heading):
    """The names in the first column of the table under a heading, or before it."""
    (text,) = re.findall(rf"^\| {heading}.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return {name for line in text.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])}


def keys(a_team, side):
    """The keys of every resource of ours in the state, by type."""
    found: dict[str, set[str]] = {}
    for resource in a_team.stack.state():
        if resource.type.startswith(TOKENS):
            found.setdefault(resource.type.removeprefix(TOKENS), set()).update(getattr(resource, side))
    return found


@pytest.fixture
def eventful(a_team, an_organization):
    """A stack with every resource, to which much has happened: drift, a failure, a refresh, somebody who left."""
    space = a_team.arize.add_space(an_organization, "Fraud")
    roster = {"name": "Alan", "role": "MEMBER", "on_destroy": "block", "organizations": {"ML Platform": "MEMBER"}}
    a_team.person("ada", is_developer=True, invite_mode="TEMPORARY_PASSWORD")
    a_team.person("grace", secret=True)
    a_team.membership("ada-ml", organization_id=an_organization, user="ada")
    a_team.membership("ada-fraud", space_id=space, user="ada")
    a_team.roster("team", people={"alan@example.com": roster, "joan@example.com": {**roster, "name": "Joan"}})
    a_team.up().raise_for_errors()
    a_team.arize.edit_user("ada@example.com", role="ADMIN", email="countess@example.com")
    a_team.refresh().raise_for_errors()
    return a_team


def test_the_types_and_the_classes_are_those_of_the_state(eventful):
    """Each resource is in the table by its token, and each has a class that is pinned."""
    assert set(keys(eventful, "inputs")) == table("type in the state")
    assert len(PICKLED) == len(table("type in the state"))


@pytest.mark.dynamic_only("the page is about its state")
def test_every_stored_name_is_on_a_page(eventful):
    """An output, a hidden input or an argument: whoever reads an export finds it explained."""
    arguments = {kind.__name__: listed(page) for kind, page in PAGES.items()} | {"RosterRemovals": set()}
    explained = table("output") | table("name")

    for side in ("inputs", "outputs"):
        for kind, stored in keys(eventful, side).items():
            assert set() == stored - explained - arguments[kind]


def test_a_line_of_a_record_has_only_what_the_page_says(eventful):
    """What was declared and what is Arize's."""
    (record,) = [each.outputs["record"] for each in eventful.stack.state() if each.type == f"{TOKENS}Roster"]
    words = set(re.findall(r"`(\w+)`", PAGE.split("## The record of a roster")[1].split("\n## ")[0]))

    lines = [json.loads(line) for line in record.splitlines()]

    assert ["alan@example.com", "joan@example.com"] == [address for address, _line in lines]
    assert set() == {name for _address, line in lines for name in line} - words - listed(PAGES[Roster])


def test_the_page_lists_every_hidden_input_that_is_stored():
    """Those that only a check sees are nobody's business who reads a state."""
    hidden = {value for name, value in vars(protocol).items() if name.isupper() and str(value).startswith("__")}

    assert hidden - ONLY_CHECKED | {"__provider"} == table("name")


def test_the_page_explains_every_note_of_a_person():
    """What a record may have beside the declaration."""
    noted = set(Recorded.__annotations__) - set(Declared.__annotations__) - {"leaving"}

    assert set() == noted - table("output")
    assert "`leaving`" in PAGE


def test_what_a_run_left_undone_is_in_the_state(a_team):
    """As `unfinished`, in words."""
    a_team.arize.fail(Fault("status", method="PATCH", status=403))
    a_team.person("ada", is_developer=False)

    a_team.up()

    assert "is_developer could not be set" in a_team.resource("ada").outputs["unfinished"]
