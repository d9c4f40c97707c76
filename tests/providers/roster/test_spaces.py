"""A roster whose people are members of spaces."""

from pulumi_arize_users.people.roster.record import records_of
from tests.engine.crowd import people

(ONE,) = people(1)
INSIDE = people(1, organizations={"ML Platform": "MEMBER"}, spaces={"ML Platform/Prod": "ADMIN"})


def requests(arize):
    """Method and kind of path of each write since the last call."""
    seen = [f"{request.method} {request.path.split('/')[2]}" for request in arize.writes]
    arize.clear_requests()
    return seen


def test_whoever_leaves_an_organization_leaves_its_spaces_with_it(stack, arize, organization):
    """One request ends both, and the record has neither afterwards."""
    space = arize.add_space(organization, "Prod")
    stack.up(INSIDE)
    joined = requests(arize), len(arize.space_members(space))

    stack.up(people(1, organizations={}, spaces={}))
    record = records_of(stack.outputs["record"])[ONE]

    assert (["POST users", "POST organizations", "POST spaces"], 1) == joined
    assert ["DELETE organizations"] == requests(arize)
    assert ({}, {}) == (arize.members(organization), arize.space_members(space))
    assert ({}, {}) == (record.get("organizations", {}), record.get("spaces", {}))


def test_whoever_leaves_a_space_stays_in_the_organization(stack, arize, organization):
    """The other way round nothing follows."""
    space = arize.add_space(organization, "Prod")
    stack.up(INSIDE)
    requests(arize)

    stack.up(people(1, organizations={"ML Platform": "MEMBER"}, spaces={}))

    assert ["DELETE spaces"] == requests(arize)
    assert {} == arize.space_members(space)
    assert ["MEMBER"] == list(arize.members(organization).values())
