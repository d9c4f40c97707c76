"""What callers may do, by their key and account role."""

import pytest
import requests

MEMBER = {"type": "PREDEFINED", "name": "MEMBER"}


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com")


@pytest.fixture
def ml(arize):
    return arize.add_organization("ML Platform")


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer wrong-key", "test-key", "Basic test-key"])
@pytest.mark.parametrize("path", ["/v2/users", "/v2/organizations", "/v2/nowhere"])
def test_every_path_needs_the_key(arize, assert_problem, path, authorization):
    """Without the exact bearer key nothing is answered, not even that a path does not exist."""
    headers = {} if authorization is None else {"Authorization": authorization}
    response = requests.get(arize.url + path, headers=headers, timeout=10)

    assert_problem(response, 401, "valid API key")
    assert not arize.requests[0].authorization_ok


def test_a_rotated_key_replaces_the_old_one_at_once(http, arize):
    """The former key is refused, the new one works."""
    arize.api_key = "another-key"

    new = requests.get(f"{arize.url}/v2/users", headers={"Authorization": "Bearer another-key"}, timeout=10)

    assert (401, 200) == (http.get("/v2/users").status_code, new.status_code)


def test_a_key_dies_with_its_user(http, arize):
    """When the caller is blocked by somebody else, the key is refused."""
    arize.block_user("owner@example.com")

    assert 401 == http.get("/v2/users").status_code


@pytest.mark.parametrize("role", ["ANNOTATOR", "MEMBER_UI_ONLY"])
def test_who_may_not_read_users_gets_403_for_the_list_and_404_for_one(http, arize, ada, assert_problem, role):
    """A list says that permission is missing; a single user looks as if it did not exist."""
    arize.caller_role = role

    assert_problem(http.get("/v2/users"), 403, "may not read")
    assert_problem(http.get(f"/v2/users/{ada}"), 404, "was not found")
    assert_problem(http.patch(f"/v2/users/{ada}", {"name": "A"}), 404, "was not found")
    assert_problem(http.delete(f"/v2/users/{ada}"), 404, "was not found")


@pytest.mark.parametrize(
    ("caller_role", "role", "status"),
    [
        ("ADMIN", "ADMIN", 201),
        ("ADMIN", "MEMBER_UI_ONLY", 201),
        ("MEMBER", "MEMBER", 201),
        ("MEMBER", "ANNOTATOR", 201),
        ("MEMBER", "ADMIN", 403),
        ("MEMBER", "MEMBER_UI_ONLY", 403),
        ("ANNOTATOR", "ANNOTATOR", 403),
        ("MEMBER_UI_ONLY", "MEMBER", 403),
    ],
)
def test_members_invite_members_and_annotators_only(http, arize, new_user, caller_role, role, status):
    """Admins assign any role, members two, others none."""
    arize.caller_role = caller_role

    response = http.post("/v2/users", new_user | {"role": {"type": "PREDEFINED", "name": role}})

    assert status == response.status_code


@pytest.mark.parametrize("change", [{"name": "Ada"}, {"is_developer": False}, {"name": "Ada", "is_developer": True}])
def test_only_admins_change_users(http, arize, ada, assert_problem, change):
    """A member who can read users still cannot change them, and nothing is changed halfway."""
    arize.edit_user(ada, name="Before")
    arize.caller_role = "MEMBER"

    assert_problem(http.patch(f"/v2/users/{ada}", change), 403, "Only account admins")
    assert ("Before", True) == (arize.user(ada)["name"], arize.user(ada)["is_developer"])


def test_only_admins_delete_users_and_send_emails(http, arize, ada, assert_problem):
    """A member gets 403 for each."""
    arize.caller_role = "MEMBER"

    assert_problem(http.delete(f"/v2/users/{ada}"), 403, "Only account admins may delete")
    assert_problem(http.post(f"/v2/users/{ada}/resend-invitation"), 403, "Only account admins may resend")
    assert_problem(http.post(f"/v2/users/{ada}/reset-password"), 403, "Only account admins may reset")


def test_members_see_only_their_organizations(http, arize, ml, assert_problem):
    """Others are absent from the list and not found by id."""
    mine = arize.add_organization("Search")
    arize.add_member(mine, "owner@example.com")
    arize.caller_role = "MEMBER"

    response = http.get("/v2/organizations")

    assert [mine] == [organization["id"] for organization in response.json()["organizations"]]
    assert_problem(http.get(f"/v2/organizations/{ml}"), 404, "was not found")


@pytest.mark.parametrize(("organization_role", "status"), [("ADMIN", 200), ("MEMBER", 403), (None, 404)])
def test_members_are_managed_by_organization_admins(http, arize, ada, ml, organization_role, status):
    """An organization admin need not be an account admin; plain members get 403, strangers 404."""
    if organization_role:
        arize.add_member(ml, "owner@example.com", organization_role)
    arize.caller_role = "MEMBER"

    added = http.post(f"/v2/organizations/{ml}/users", {"user_id": ada, "role": MEMBER})
    removed = http.delete(f"/v2/organizations/{ml}/users/{ada}")

    assert status == added.status_code
    assert {200: 204}.get(status, status) == removed.status_code


def test_organizations_are_created_by_account_admins(http, arize, assert_problem):
    """A member cannot make one."""
    arize.caller_role = "MEMBER"

    assert_problem(http.post("/v2/organizations", {"name": "Mine"}), 403, "Only account admins")


@pytest.mark.parametrize(("space_role", "status"), [("ADMIN", 200), ("MEMBER", 403), (None, 404)])
def test_members_of_spaces_are_managed_by_space_admins(http, arize, ada, ml, space_role, status):
    """A space admin need not administer the organization; plain members get 403, strangers 404."""
    space = arize.add_space(ml, "production")
    for who in (ada, "owner@example.com"):
        arize.add_member(ml, who)
    caller = arize.user("owner@example.com")["id"]
    if space_role:
        role = {"type": "PREDEFINED", "name": space_role}
        http.post(f"/v2/spaces/{space}/users", {"user_id": caller, "role": role})
    arize.caller_role = "MEMBER"

    response = http.post(f"/v2/spaces/{space}/users", {"user_id": ada, "role": MEMBER})

    assert status == response.status_code


def test_the_caller_is_an_ordinary_user(http, arize):
    """The role of the caller is the account role of that user."""
    arize.caller_role = "MEMBER"

    caller = http.get("/v2/users", email="owner@").json()["users"][0]

    assert ("ACTIVE", MEMBER) == (caller["status"], caller["role"])
