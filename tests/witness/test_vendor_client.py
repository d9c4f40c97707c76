"""The vendor's own Python client against the simulator.

Whatever the simulator gets wrong about paths, fields, enum values or statuses, this client does not understand; it was
generated from the API's own description. Every call of its users and organizations clients is made.
"""

import importlib
from urllib.parse import urlsplit

import pytest

from pulumi_arize_users.simulator import Fault, Simulator

# One process is enough for a package that takes a second to import.
pytestmark = [pytest.mark.witness, pytest.mark.xdist_group("witness")]

MISSING_USER = "VXNlcjo5OTk5OmFCY0Q="


@pytest.fixture(scope="module")
def vendor():
    """The vendor's package, imported when the first of these tests runs."""
    return importlib.import_module("arize")


@pytest.fixture(scope="module")
def refused(vendor):
    """What the client raises when a request is refused; it has the status and the parsed problem."""
    return importlib.import_module(f"{vendor.__name__}._generated.api_client.exceptions").ApiException


@pytest.fixture
def user_role(vendor):
    """Makes a predefined account role."""
    types = importlib.import_module(f"{vendor.__name__}.users.types")
    return lambda name: types.PredefinedUserRole(name=name)


@pytest.fixture
def organization_role(vendor):
    """Makes a predefined organization role."""
    types = importlib.import_module(f"{vendor.__name__}.organizations.types")
    return lambda name: types.PredefinedOrgRole(name=name)


@pytest.fixture
def arize():
    with Simulator(api_key="test-key") as simulator:
        yield simulator


@pytest.fixture
def client(vendor, arize, monkeypatch, tmp_path):
    """The vendor's client, pointed at the simulator and at nothing else."""
    for name in ("ARIZE_REGION", "ARIZE_SINGLE_HOST", "ARIZE_BASE_DOMAIN", "ARIZE_PROXY_URL", "ARIZE_API_HOST"):
        monkeypatch.delenv(name, raising=False)
    address = urlsplit(arize.url)
    return vendor.ArizeClient(
        api_key="test-key",
        api_scheme=address.scheme,
        api_host=address.hostname,
        api_port=address.port,
        arize_directory=str(tmp_path),
        enable_caching=False,
    )


def test_users_are_listed_page_by_page(client, arize):
    """Cursors lead through the whole account."""
    for number in range(7):
        arize.add_user(f"user-{number}@example.com")

    pages = [client.users.list(limit=3)]
    while pages[-1].pagination.has_more and len(pages) < 10:
        pages.append(client.users.list(limit=3, cursor=pages[-1].pagination.next_cursor))

    assert [3, 3, 2] == [len(page.users) for page in pages]
    assert [user["email"] for user in arize.users()] == [user.email for page in pages for user in page.users]
    assert pages[-1].pagination.next_cursor is None


def test_users_are_filtered_by_address_and_status(client, arize):
    """Part of an address, and several statuses, select."""
    arize.add_user("ada@acme.com", status="INVITED")
    arize.add_user("bob@acme.com", status="EXPIRED")
    arize.add_user("cyd@acme.com")
    arize.add_user("dee@elsewhere.com", status="INVITED")

    reply = client.users.list(email="@ACME.com", status=["INVITED", "EXPIRED"])

    assert ["ada@acme.com", "bob@acme.com"] == [user.email for user in reply.users]
    assert [["INVITED", "EXPIRED"]] == [request.query["status"] for request in arize.requests]


def test_a_user_is_read_by_id_and_by_address(client, arize):
    """Both ways give the same person with every field understood."""
    user_id = arize.add_user("Ada@Example.com", name="Ada Lovelace", role="ANNOTATOR", status="INVITED")

    by_id, by_email = client.users.get(user=user_id), client.users.get(user="ada@example.com")

    assert by_id == by_email
    assert (user_id, "Ada Lovelace", "Ada@Example.com") == (by_id.id, by_id.name, by_id.email)
    assert ("INVITED", "ANNOTATOR", False) == (by_id.status.value, str(by_id.role), by_id.is_developer)
    assert arize.user(user_id)["created_at"] == by_id.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_an_absent_user_is_none_by_address_and_not_found_by_id(client, refused):
    """A filter finds nobody; an id is refused with a problem that the client can read."""
    assert client.users.get(user="nobody@example.com") is None
    with pytest.raises(refused) as raised:
        client.users.get(user=MISSING_USER)

    assert 404 == raised.value.status
    assert ("Resource not found", 404) == (raised.value.data.title, raised.value.data.status)
    assert f"User {MISSING_USER} was not found." == raised.value.data.detail


@pytest.mark.parametrize(
    ("invite_mode", "status", "invitations"),
    [("NONE", "ACTIVE", 0), ("EMAIL_LINK", "INVITED", 1), ("TEMPORARY_PASSWORD", "INVITED", 0)],
)
def test_a_user_is_created_in_each_invite_mode(client, arize, user_role, invite_mode, status, invitations):
    """The 201 is understood, and only a temporary password brings a password."""
    created = client.users.create(
        name="Ada Lovelace", email="ada@example.com", role=user_role("MEMBER"), invite_mode=invite_mode
    )

    held = arize.user("ada@example.com")
    assert (held["id"], "Ada Lovelace", "ada@example.com") == (created.id, created.name, created.email)
    assert (invite_mode, status) == (created.invite_mode.value, created.status.value)
    assert (invite_mode == "TEMPORARY_PASSWORD") is bool(created.temporary_password)
    assert (status, "MEMBER", invitations) == (held["status"], held["role"], held["invitations_sent"])
    assert [201] == [write.status for write in arize.writes]


@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "MEMBER_UI_ONLY", "ANNOTATOR"])
def test_every_account_role_is_understood(client, arize, user_role, role):
    """Each predefined role goes out and comes back."""
    created = client.users.create(name="Ada", email="ada@example.com", role=user_role(role), invite_mode="NONE")

    assert role == str(created.role) == arize.user("ada@example.com")["role"]


def test_a_custom_role_is_understood(client, arize, vendor):
    """A custom role goes out by id and comes back with its name."""
    role_id = arize.add_role("auditors")
    role = importlib.import_module(f"{vendor.__name__}.users.types").CustomUserRole(id=role_id)

    created = client.users.create(name="Ada", email="ada@example.com", role=role, invite_mode="NONE")

    assert (role_id, "auditors") == (created.role.id, created.role.name)


def test_creating_an_invited_user_again_gives_the_existing_invitation(client, arize, user_role):
    """The 200 is understood as the stored user, without a password."""
    user_id = arize.add_user("ada@example.com", name="A. L.", role="ANNOTATOR", status="INVITED")

    created = client.users.create(
        name="Ada Lovelace", email="ada@example.com", role=user_role("ADMIN"), invite_mode="TEMPORARY_PASSWORD"
    )

    assert (user_id, "A. L.", "ANNOTATOR", None) == (
        created.id,
        created.name,
        str(created.role),
        created.temporary_password,
    )
    assert [200] == [write.status for write in arize.writes]


def test_creating_a_member_again_is_a_conflict(client, arize, refused, user_role):
    """The client reads the 409 as a problem."""
    arize.add_user("ada@example.com")

    with pytest.raises(refused) as raised:
        client.users.create(name="Ada", email="ada@example.com", role=user_role("MEMBER"), invite_mode="EMAIL_LINK")

    assert (409, "Resource conflict") == (raised.value.status, raised.value.data.title)


def test_a_user_is_updated(client, arize):
    """Name and developer permission change together or alone."""
    user_id = arize.add_user("ada@example.com", name="Ada")

    both = client.users.update(user_id=user_id, name=" Ada Lovelace ", is_developer=False)
    alone = client.users.update(user_id=user_id, is_developer=True)

    assert [("Ada Lovelace", False), ("Ada Lovelace", True)] == [(u.name, u.is_developer) for u in (both, alone)]
    assert ("Ada Lovelace", True) == (arize.user(user_id)["name"], arize.user(user_id)["is_developer"])


def test_a_user_is_deleted(client, arize, refused):
    """The user is blocked, reads as missing, and can be deleted again."""
    user_id = arize.add_user("ada@example.com")

    assert client.users.delete(user_id=user_id) is None
    assert client.users.delete(user_id=user_id) is None

    with pytest.raises(refused) as raised:
        client.users.get(user=user_id)
    assert 404 == raised.value.status
    assert "INACTIVE" == arize.user(user_id)["status"]


def test_users_are_deleted_in_bulk(client, arize):
    """Ids and addresses may be mixed; each has its own outcome."""
    ada, bob = arize.add_user("ada@example.com"), arize.add_user("Bob@example.com")

    results = client.users.bulk_delete(user_ids=[ada, MISSING_USER], emails=["bob@example.com", "nobody@example.com"])

    assert {ada: "deleted", MISSING_USER: "failed", bob: "deleted", "": "not_found"} == {
        result.user_id: result.status.value for result in results
    }
    assert ["INACTIVE", "INACTIVE"] == [arize.user(who)["status"] for who in (ada, bob)]


def test_an_invitation_is_resent(client, arize, refused):
    """It succeeds for a pending invitation only."""
    user_id = arize.add_user("ada@example.com", status="INVITED")

    assert client.users.resend_invitation(user_id=user_id) is None

    assert 2 == arize.user(user_id)["invitations_sent"]
    arize.accept_invitation(user_id)
    with pytest.raises(refused, match="no pending invitation"):
        client.users.resend_invitation(user_id=user_id)


def test_a_password_is_reset(client, arize, refused):
    """It succeeds for a verified user only."""
    ada, bob = arize.add_user("ada@example.com"), arize.add_user("bob@example.com", status="INVITED")

    assert client.users.reset_password(user_id=ada) is None

    assert 1 == arize.user(ada)["password_resets"]
    with pytest.raises(refused, match="has not verified"):
        client.users.reset_password(user_id=bob)


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
