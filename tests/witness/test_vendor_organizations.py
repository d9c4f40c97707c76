"""The organizations client of the vendor's own Python package against the simulator (see conftest.py)."""

import importlib

import pytest

from pulumi_arize_users.simulator import Fault

# One process is enough for a package that takes a second to import.
pytestmark = [pytest.mark.witness, pytest.mark.xdist_group("witness")]

MISSING_USER = "VXNlcjo5OTk5OmFCY0Q="


def test_organizations_are_listed_page_by_page_and_filtered(client, arize):
    """Cursors and a part of the name work as for users."""
    for name in ("ML Platform", "Search", "Old Platform"):
        arize.add_organization(name)

    first = client.organizations.list(name="platform", limit=1)
    second = client.organizations.list(name="platform", cursor=first.pagination.next_cursor)

    assert ["ML Platform", "Old Platform"] == [first.organizations[0].name, second.organizations[0].name]
    assert (True, False) == (first.pagination.has_more, second.pagination.has_more)


def test_an_organization_is_created_read_updated_and_deleted(client, arize):
    """The whole life of an organization, by name and by id."""
    created = client.organizations.create(name="ML", description="Models")
    renamed = client.organizations.update(organization="ML", name="ML Platform")
    cleared = client.organizations.update(organization=created.id, description=None)
    read = client.organizations.get(organization="ML Platform")

    assert ("ML", "Models") == (created.name, created.description)
    assert ("ML Platform", "Models") == (renamed.name, renamed.description)
    assert ("ML Platform", "") == (cleared.name, cleared.description)
    assert cleared == read
    client.organizations.delete(organization="ML Platform")
    assert [] == arize.organizations()


@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "READ_ONLY"])
def test_a_member_is_added_updated_and_removed(client, arize, organization_role, role):
    """The membership comes back with its role, adding again overwrites, removing ends it."""
    organization, ada = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    arize.add_member(organization, ada, "ADMIN")

    membership = client.organizations.add_user(organization="ML Platform", user_id=ada, role=organization_role(role))

    assert (ada, organization, role) == (membership.user_id, membership.organization_id, str(membership.role))
    assert {ada: role} == arize.members(organization)
    client.organizations.remove_user(organization=organization, user_id=ada)
    assert {} == arize.members(organization)


def test_the_annotator_rule_reaches_the_client(client, arize, refused, organization_role):
    """An annotator becomes an annotator, and nothing else."""
    organization = arize.add_organization("ML Platform")
    ada = arize.add_user("ada@example.com", role="ANNOTATOR")

    with pytest.raises(refused) as raised:
        client.organizations.add_user(organization=organization, user_id=ada, role=organization_role("MEMBER"))
    membership = client.organizations.add_user(
        organization=organization, user_id=ada, role=organization_role("ANNOTATOR")
    )

    assert (400, "Invalid request parameters") == (raised.value.status, raised.value.data.title)
    assert "ANNOTATOR" == str(membership.role)


def test_who_is_no_member_cannot_be_removed(client, arize, refused):
    """The client reads the 404 as a problem."""
    organization, ada = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")

    with pytest.raises(refused, match="is not a member") as raised:
        client.organizations.remove_user(organization=organization, user_id=ada)

    assert 404 == raised.value.status


def test_a_member_of_a_space_is_added_and_removed(client, arize, vendor):
    """Space memberships are understood too, with predefined and custom roles."""
    types = importlib.import_module(f"{vendor.__name__}.spaces.types")
    organization, ada = arize.add_organization("ML Platform"), arize.add_user("ada@example.com")
    space, role_id = arize.add_space(organization, "production"), arize.add_role("auditors")
    arize.add_member(organization, ada)

    predefined = client.spaces.add_user(space=space, user_id=ada, role=types.PredefinedSpaceRole(name="READ_ONLY"))
    custom = client.spaces.add_user(space=space, user_id=ada, role=types.CustomSpaceRole(id=role_id))

    assert (space, ada, "READ_ONLY") == (predefined.space_id, predefined.user_id, str(predefined.role))
    assert role_id == custom.role.id
    assert {ada: f"custom:{role_id}"} == arize.space_members(space)
    client.spaces.remove_user(space=space, user_id=ada)
    assert {} == arize.space_members(space)


def test_spaces_are_found_by_the_client(client, arize):
    """By id and by name, and listed by organization."""
    organization = arize.add_organization("ML Platform")
    space = arize.add_space(organization, "production")

    assert (space, organization) == (client.spaces.get(space=space).id, client.spaces.get(space=space).organization_id)
    assert space == client.spaces.get(space="production").id
    assert [space] == [found.id for found in client.spaces.list(organization_id=organization).spaces]


def test_a_wrong_key_and_a_missing_permission_are_understood(client, arize, refused):
    """401 and 403 come as problems."""
    arize.caller_role = "ANNOTATOR"
    with pytest.raises(refused) as forbidden:
        client.users.list()
    arize.api_key = "rotated"
    with pytest.raises(refused) as unknown:
        client.users.list()

    assert [(403, "Access forbidden"), (401, "Authentication required")] == [
        (raised.value.status, raised.value.data.title) for raised in (forbidden, unknown)
    ]


def test_a_rate_limit_is_waited_for(client, arize):
    """The client repeats a read after the seconds that the 429 names."""
    arize.fail(Fault("status", status=429, retry_after="0"))

    client.users.list()

    assert [429, 200] == [request.status for request in arize.requests]


def test_the_client_stays_within_the_api(client, arize):
    """The headers it adds are accepted, and its key is never recorded."""
    client.users.list()

    (request,) = arize.requests
    assert request.authorization_ok
    assert "arize" == request.headers["sdk-package-name"]
    assert "test-key" not in repr(request)
