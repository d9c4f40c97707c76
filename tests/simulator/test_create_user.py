"""POST /v2/users: the whole table of what already exists against how it is invited."""

import pytest

ROLE = {"type": "PREDEFINED", "name": "MEMBER"}


def test_a_new_address_is_invited_with_201(http, arize, new_user):
    """A link by e-mail makes an invited user, answered with the invite mode and no password."""
    response = http.post("/v2/users", new_user)

    document = response.json()
    assert 201 == response.status_code
    assert {
        "id": arize.user("ada@example.com")["id"],
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "created_at": arize.user("ada@example.com")["created_at"],
        "status": "INVITED",
        "role": ROLE,
        "is_developer": True,
        "invite_mode": "EMAIL_LINK",
    } == document
    assert 1 == arize.user("ada@example.com")["invitations_sent"]


def test_mode_none_makes_an_active_user(http, arize, new_user):
    """Without an invitation the user is active at once, and no e-mail goes out."""
    response = http.post("/v2/users", new_user | {"invite_mode": "NONE"})

    assert 201 == response.status_code
    assert ("ACTIVE", "NONE") == (response.json()["status"], response.json()["invite_mode"])
    assert 0 == arize.user("ada@example.com")["invitations_sent"]


def test_a_temporary_password_is_answered_once(http, new_user):
    """The password is in the 201 only: neither the 200 of a repetition nor a later read shows it."""
    first = http.post("/v2/users", new_user | {"invite_mode": "TEMPORARY_PASSWORD"})
    second = http.post("/v2/users", new_user | {"invite_mode": "TEMPORARY_PASSWORD"})
    read = http.get(f"/v2/users/{first.json()['id']}")

    assert "INVITED" == first.json()["status"]
    assert first.json()["temporary_password"]
    assert "temporary_password" not in second.json()
    assert "temporary_password" not in read.json()


@pytest.mark.parametrize("invite_mode", ["EMAIL_LINK", "TEMPORARY_PASSWORD"])
def test_a_pending_invitation_is_answered_as_it_is_with_200(http, arize, new_user, invite_mode):
    """The 200 is a plain user as stored: requested name and role are ignored, nothing is sent again."""
    arize.add_user("ada@example.com", name="A. L.", role="ANNOTATOR", status="INVITED")

    response = http.post("/v2/users", new_user | {"invite_mode": invite_mode})

    assert 200 == response.status_code
    assert {"id", "name", "email", "created_at", "status", "role", "is_developer"} == set(response.json())
    assert ("A. L.", "ANNOTATOR") == (response.json()["name"], response.json()["role"]["name"])
    assert 1 == arize.user("ada@example.com")["invitations_sent"]


@pytest.mark.parametrize("invite_mode", ["EMAIL_LINK", "TEMPORARY_PASSWORD"])
def test_an_expired_address_is_invited_again_under_its_id(http, arize, new_user, invite_mode):
    """An expired invitation gives way to a new one with the requested name and role."""
    user_id = arize.add_user("ada@example.com", name="A. L.", role="ANNOTATOR", status="EXPIRED")

    response = http.post("/v2/users", new_user | {"invite_mode": invite_mode})

    assert 201 == response.status_code
    assert (user_id, "INVITED") == (response.json()["id"], response.json()["status"])
    assert ("Ada Lovelace", ROLE, True) == tuple(response.json()[key] for key in ("name", "role", "is_developer"))
    assert invite_mode == response.json()["invite_mode"]
    assert {"EMAIL_LINK": 2, "TEMPORARY_PASSWORD": 1}[invite_mode] == arize.user(user_id)["invitations_sent"]


def test_an_expired_address_may_be_given_another_id(http, arize, new_user):
    """Where the account is set to do so, the new invitation is another user and the old id is gone."""
    arize.reinvite_changes_id = True
    old_id = arize.add_user("ada@example.com", status="EXPIRED")

    response = http.post("/v2/users", new_user)

    assert 201 == response.status_code
    assert old_id != response.json()["id"]
    assert 404 == http.get(f"/v2/users/{old_id}").status_code


@pytest.mark.parametrize("invite_mode", ["EMAIL_LINK", "TEMPORARY_PASSWORD", "NONE"])
@pytest.mark.parametrize("status", ["ACTIVE", "INACTIVE"])
def test_an_active_or_blocked_address_is_a_conflict(http, arize, new_user, assert_problem, status, invite_mode):
    """Nobody is invited who is already a member, or who was blocked."""
    arize.add_user("ada@example.com", status=status)

    response = http.post("/v2/users", new_user | {"invite_mode": invite_mode})

    assert_problem(response, 409, "already exists" if status == "ACTIVE" else "cannot be invited again")
    assert status == arize.user("ada@example.com")["status"]


@pytest.mark.parametrize("status", ["INVITED", "EXPIRED"])
def test_mode_none_conflicts_with_any_invitation(http, arize, new_user, assert_problem, status):
    """Adding somebody directly is refused while an invitation exists, run out or not."""
    arize.add_user("ada@example.com", status=status)

    response = http.post("/v2/users", new_user | {"invite_mode": "NONE"})

    assert_problem(response, 409, "already exists")


def test_addresses_are_compared_without_letter_case(http, arize, new_user):
    """Another spelling of the address is the same person, and the first spelling is kept."""
    arize.add_user("Ada@Example.com", status="INVITED")

    response = http.post("/v2/users", new_user)

    assert 200 == response.status_code
    assert "Ada@Example.com" == response.json()["email"]


def test_the_spelling_of_an_address_is_kept(http, new_user):
    """A new address is answered as it was written."""
    response = http.post("/v2/users", new_user | {"email": "Ada.L@Example.COM"})

    assert "Ada.L@Example.COM" == response.json()["email"]


def test_the_name_is_not_trimmed_on_creation(http, new_user):
    """White space around a name is stripped by PATCH only."""
    response = http.post("/v2/users", new_user | {"name": " Ada "})

    assert " Ada " == response.json()["name"]


@pytest.mark.parametrize(
    ("role", "is_developer"), [("ADMIN", True), ("MEMBER", True), ("ANNOTATOR", False), ("MEMBER_UI_ONLY", False)]
)
def test_the_developer_permission_follows_from_the_role(http, new_user, role, is_developer):
    """Admins and members may use the API, annotators and those confined to the interface may not."""
    response = http.post("/v2/users", new_user | {"role": {"type": "PREDEFINED", "name": role}})

    assert 201 == response.status_code
    assert is_developer is response.json()["is_developer"]


def test_a_registered_custom_role_can_be_assigned(http, arize, new_user):
    """A custom role is sent by its id and answered with its name."""
    role_id = arize.add_role("auditors")

    response = http.post("/v2/users", new_user | {"role": {"type": "CUSTOM", "id": role_id}})

    assert {"type": "CUSTOM", "id": role_id, "name": "auditors"} == response.json()["role"]
    assert f"custom:{role_id}" == arize.user("ada@example.com")["role"]


def test_an_unknown_custom_role_is_not_found(http, new_user, assert_problem):
    """A role id that the account does not have creates nobody."""
    response = http.post("/v2/users", new_user | {"role": {"type": "CUSTOM", "id": "Um9sZTox"}})

    assert_problem(response, 404, "Role Um9sZTox was not found")
