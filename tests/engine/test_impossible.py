"""What cannot be done this way is said in a sentence that names the way on."""

from __future__ import annotations

import pytest

from tests.engine import outputs_in_roster
from tests.engine.conftest import API_KEY, only_the_cli
from tests.engine.crowd import people, told

MEMBERSHIP = "urn:pulumi:test::test::pulumi-python:dynamic/arize:OrganizationMembership::ada-ml"
LONGEST = 600


@pytest.mark.parametrize("kind", ["ArizeUser", "OrganizationMembership", "Roster"])
def test_what_is_to_be_imported_is_refused_with_the_way_on(a_team, kind):
    """Pulumi's host of dynamic providers answers an import with a KeyError."""
    opts = {"import_": "an-id"}
    declare = {
        "ArizeUser": lambda: a_team.person("ada", opts=opts),
        "OrganizationMembership": lambda: a_team.membership("ada", organization_id="O1", user_id="U1", opts=opts),
        "Roster": lambda: a_team.roster("ada", people=people(1), opts=opts),
    }
    declare[kind]()

    result = a_team.preview()

    assert not result.ok
    assert f"{kind} 'ada' cannot be imported: import_ does not work for dynamic resources." in told(result)
    assert "Remove it and set adopt=True (adopt: true in a file)" in told(result)
    assert "KeyError" not in told(result)
    assert [] == a_team.requests()


@pytest.mark.parametrize(
    ("program", "what"),
    [
        (outputs_in_roster.of_a_name, 'people["ada@example.com"].name: ada@example.com: name is a pulumi.Output.'),
        (outputs_in_roster.of_a_person, 'people["ada@example.com"]: ada@example.com: the person is a pulumi.Output.'),
        (outputs_in_roster.of_everybody, "people: people is a pulumi.Output."),
        (outputs_in_roster.of_a_limit, "max_removals: max_removals is a pulumi.Output."),
        (outputs_in_roster.of_a_file, "Roster 'team': file= is a pulumi.Output."),
    ],
)
def test_a_roster_takes_no_outputs(engine, arize, settings, program, what):
    """Everybody is judged while the program runs; ArizeUser takes outputs."""
    with engine.stack(program, config=settings, secrets={"arize:apiKey": API_KEY}) as stack:
        result = stack.preview()

    (message,) = [each.message for each in result.errors if "pulumi.Output" in each.message]
    assert not result.ok
    assert f"{what} A roster takes no outputs, because everybody is judged before anything runs" in message
    assert message.endswith("use a plain value, or ArizeUser.")
    assert "Traceback" not in message
    assert [] == arize.requests


def test_a_membership_whose_person_a_run_leaves_out_says_so(engine, a_team, an_organization):
    """With --target the engine asks about the membership alone, and its person has no id."""
    only_the_cli(engine, "does not know --target")
    a_team.person("ada")
    a_team.membership("ada-ml", organization_id=an_organization, user="ada")
    stack = a_team._declared()

    result = stack._operate("up", "--skip-preview", "--yes", "--target", MEMBERSHIP)

    (message,) = [each.message for each in result.errors]
    assert not result.ok
    assert "OrganizationMembership 'ada-ml' has no user_id: its person has not been made yet, and this run" in message
    assert "If --target or --exclude leaves the person's resource out, take it into the run as well" in message
    assert len(message) <= LONGEST
    assert [] == a_team.writes()
