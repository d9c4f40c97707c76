"""Members of organizations and spaces."""

import base64

import pytest

MISSING_USER = "VXNlcjo5OTk5OmFCY0Q="
MISSING_ORGANIZATION = "QWNjb3VudE9yZ2FuaXphdGlvbjo5OTk6YUJjRA=="


def member(user_id: str, role: str) -> dict[str, object]:
    """The body that makes a user a member."""
    return {"user_id": user_id, "role": {"type": "PREDEFINED", "name": role}}


@pytest.fixture
def ada(arize):
    return arize.add_user("ada@example.com")


@pytest.fixture
def ml(arize):
    return arize.add_organization("ML Platform")


@pytest.fixture
def space(arize, ml):
    return arize.add_space(ml, "production")


def test_a_membership_is_answered_with_200(http, arize, ada, ml):
    """Adding a member answers 200, not 201, with the whole membership."""
    response = http.post(f"/v2/organizations/{ml}/users", member(ada, "READ_ONLY"))

    document = response.json()
    assert 200 == response.status_code
    assert {
        "id": document["id"],
        "user_id": ada,
        "organization_id": ml,
        "role": {"type": "PREDEFINED", "name": "READ_ONLY"},
    } == document
    assert base64.b64decode(document["id"]).startswith(b"AccountOrganizationMember:")
    assert {ada: "READ_ONLY"} == arize.members(ml)


def test_adding_a_member_again_overwrites_the_role(http, arize, ada, ml):
    """The second call answers 200 too and keeps the membership's id."""
    first = http.post(f"/v2/organizations/{ml}/users", member(ada, "ADMIN"))
    second = http.post(f"/v2/organizations/{ml}/users", member(ada, "MEMBER"))

    assert 200 == second.status_code
    assert first.json()["id"] == second.json()["id"]
    assert {ada: "MEMBER"} == arize.members(ml)


@pytest.mark.parametrize("status", ["INVITED", "EXPIRED"])
def test_an_invited_user_can_be_a_member(http, arize, ml, status):
    """Membership does not wait for the invitation to be accepted."""
    user_id = arize.add_user("bob@example.com", status=status)

    assert 200 == http.post(f"/v2/organizations/{ml}/users", member(user_id, "MEMBER")).status_code


@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT"])
def test_memberships_cannot_be_read(http, ada, ml, assert_problem, method):
    """No call reads or changes a membership: POST and DELETE are all there is."""
    assert_problem(http(method, f"/v2/organizations/{ml}/users"), 405, f"{method} is not allowed here")
    assert_problem(http(method, f"/v2/organizations/{ml}/users/{ada}"), 405, f"{method} is not allowed here")


@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "READ_ONLY"])
def test_an_annotator_can_only_be_an_annotator(http, arize, ml, assert_problem, role):
    """The account role annotator admits no other role in an organization."""
    user_id = arize.add_user("bob@example.com", role="ANNOTATOR")

    assert_problem(http.post(f"/v2/organizations/{ml}/users", member(user_id, role)), 400, "only be assigned")
    assert {} == arize.members(ml)
    assert 200 == http.post(f"/v2/organizations/{ml}/users", member(user_id, "ANNOTATOR")).status_code


@pytest.mark.parametrize("role", ["ADMIN", "MEMBER", "MEMBER_UI_ONLY"])
def test_nobody_else_can_be_an_annotator(http, arize, ml, assert_problem, role):
    """Every other account role excludes the annotator role in an organization."""
    user_id = arize.add_user("bob@example.com", role=role)

    assert_problem(http.post(f"/v2/organizations/{ml}/users", member(user_id, "ANNOTATOR")), 400, "Only users with")


def test_custom_roles_are_not_for_organizations(http, arize, ada, ml, assert_problem):
    """The schema admits them, the call refuses them."""
    role = {"type": "CUSTOM", "id": arize.add_role("auditors")}

    response = http.post(f"/v2/organizations/{ml}/users", {"user_id": ada, "role": role})

    assert_problem(response, 400, "not supported for organizations")


def test_only_existing_users_become_members_of_existing_organizations(http, arize, ada, ml, assert_problem):
    """Missing and blocked users, and missing organizations, are not found."""
    blocked = arize.add_user("gone@example.com", status="INACTIVE")

    for user_id in (MISSING_USER, blocked):
        assert_problem(http.post(f"/v2/organizations/{ml}/users", member(user_id, "MEMBER")), 404, "User")
    path = f"/v2/organizations/{MISSING_ORGANIZATION}/users"
    assert_problem(http.post(path, member(ada, "MEMBER")), 404, "Organization")


def test_a_malformed_user_id_is_refused(http, ml, assert_problem):
    """An e-mail address is not an id."""
    response = http.post(f"/v2/organizations/{ml}/users", member("ada@example.com", "MEMBER"))

    assert_problem(response, 400, "'user_id' is not a valid resource id")


def test_leaving_an_organization_is_leaving_its_spaces(http, arize, ada, ml, space):
    """The cascade ends memberships in child spaces only, and coming back restores none."""
    other = arize.add_organization("Search")
    elsewhere = arize.add_space(other, "staging")
    for organization in (ml, other):
        arize.add_member(organization, ada)
    for place in (space, elsewhere):
        http.post(f"/v2/spaces/{place}/users", member(ada, "MEMBER"))

    response = http.delete(f"/v2/organizations/{ml}/users/{ada}")
    http.post(f"/v2/organizations/{ml}/users", member(ada, "MEMBER"))

    assert (204, b"") == (response.status_code, response.content)
    assert {} == arize.space_members(space)
    assert {ada: "MEMBER"} == arize.space_members(elsewhere)


def test_who_is_no_member_cannot_leave(http, arize, ada, ml, assert_problem):
    """Ending a membership twice, or after the user was blocked, is not found."""
    arize.add_member(ml, ada)
    http.delete(f"/v2/organizations/{ml}/users/{ada}")

    assert_problem(http.delete(f"/v2/organizations/{ml}/users/{ada}"), 404, "is not a member")
    arize.block_user(ada)
    assert_problem(http.delete(f"/v2/organizations/{ml}/users/{ada}"), 404, "is not a member")


def test_a_member_of_the_organization_joins_a_space(http, arize, ada, ml, space):
    """A space membership is answered like one of an organization, under `space_id`."""
    arize.add_member(ml, ada)

    response = http.post(f"/v2/spaces/{space}/users", member(ada, "READ_ONLY"))

    assert 200 == response.status_code
    assert {"id", "user_id", "space_id", "role"} == set(response.json())
    assert space == response.json()["space_id"]
    assert {ada: "READ_ONLY"} == arize.space_members(space)


def test_a_space_is_for_members_of_its_organization(http, ada, space, assert_problem):
    """Nobody is enrolled in the organization on the way."""
    response = http.post(f"/v2/spaces/{space}/users", member(ada, "MEMBER"))

    assert_problem(response, 400, "not a member of the organization")


def test_the_annotator_rule_holds_in_spaces_for_predefined_roles(http, arize, ml, space, assert_problem):
    """An annotator may have a custom role in a space, but no predefined one except annotator."""
    user_id = arize.add_user("bob@example.com", role="ANNOTATOR")
    arize.add_member(ml, user_id, "ANNOTATOR")
    custom = {"user_id": user_id, "role": {"type": "CUSTOM", "id": arize.add_role("labelers")}}

    assert_problem(http.post(f"/v2/spaces/{space}/users", member(user_id, "MEMBER")), 400, "only be assigned")
    assert 200 == http.post(f"/v2/spaces/{space}/users", custom).status_code


def test_an_unknown_custom_role_is_not_found_in_a_space(http, arize, ada, ml, space, assert_problem):
    """A custom role must have been registered."""
    arize.add_member(ml, ada)
    body = {"user_id": ada, "role": {"type": "CUSTOM", "id": "Um9sZTox"}}

    assert_problem(http.post(f"/v2/spaces/{space}/users", body), 404, "Role Um9sZTox")


def test_a_space_is_left_once(http, arize, ada, ml, space, assert_problem):
    """Leaving a space keeps the membership of the organization; leaving twice is not found."""
    arize.add_member(ml, ada)
    http.post(f"/v2/spaces/{space}/users", member(ada, "MEMBER"))

    assert 204 == http.delete(f"/v2/spaces/{space}/users/{ada}").status_code
    assert_problem(http.delete(f"/v2/spaces/{space}/users/{ada}"), 404, "is not a member")
    assert {ada: "MEMBER"} == arize.members(ml)


def test_a_missing_space_is_not_found(http, ada, assert_problem):
    """A space that was never made has no members."""
    assert_problem(http.post("/v2/spaces/U3BhY2U6OTo=/users", member(ada, "MEMBER")), 404, "Space")
