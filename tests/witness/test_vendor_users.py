"""The users client of the vendor's own Python package against the simulator (see conftest.py)."""

import importlib

import pytest

# One process is enough for a package that takes a second to import.
pytestmark = [pytest.mark.witness, pytest.mark.xdist_group("witness")]

MISSING_USER = "VXNlcjo5OTk5OmFCY0Q="


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
