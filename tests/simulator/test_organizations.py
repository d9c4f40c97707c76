"""The calls on organizations."""

import base64

import pytest

MISSING = "QWNjb3VudE9yZ2FuaXphdGlvbjo5OTk6YUJjRA=="


def test_an_organization_is_created_and_read(http, arize):
    """A new organization has an id, a creation time, and the given name and description."""
    created = http.post("/v2/organizations", {"name": "ML Platform", "description": "Models"})
    read = http.get(f"/v2/organizations/{created.json()['id']}")

    assert (201, 200) == (created.status_code, read.status_code)
    assert {"id", "name", "description", "created_at"} == set(created.json())
    assert ("ML Platform", "Models") == (created.json()["name"], created.json()["description"])
    assert created.json() == read.json()
    assert base64.b64decode(created.json()["id"]).startswith(b"AccountOrganization:")
    assert ["ML Platform"] == [organization["name"] for organization in arize.organizations()]


def test_a_description_is_empty_unless_given(http):
    """Only the name is required."""
    assert "" == http.post("/v2/organizations", {"name": "ML Platform"}).json()["description"]


def test_names_of_organizations_are_unique(http, arize, assert_problem):
    """Neither creating nor renaming may give a name that is taken; keeping one's own is fine."""
    arize.add_organization("ML Platform")
    other = arize.add_organization("Search")

    assert_problem(http.post("/v2/organizations", {"name": "ML Platform"}), 409, "already exists")
    assert_problem(http.patch(f"/v2/organizations/{other}", {"name": "ML Platform"}), 409, "already exists")
    assert 200 == http.patch(f"/v2/organizations/{other}", {"name": "Search"}).status_code


@pytest.mark.parametrize("field", ["id", "created_at"])
def test_what_the_server_gives_cannot_be_sent(http, assert_problem, field):
    """Id and creation time are refused in a request."""
    response = http.post("/v2/organizations", {"name": "ML Platform", field: "x"})

    assert_problem(response, 400, f"unknown fields: {field}")


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "a" * 256}, {"name": "a", "description": "d" * 1001}])
def test_lengths_are_limited(http, assert_problem, body):
    """Names have 1 to 255 characters, descriptions at most 1000."""
    assert_problem(http.post("/v2/organizations", body), 422, "characters")


def test_organizations_are_listed_in_pages_and_filtered_by_part_of_the_name(http, arize):
    """The list knows the same cursors as that of users, and a filter without letter case."""
    for name in ("ML Platform", "Search", "Old Platform"):
        arize.add_organization(name)

    first = http.get("/v2/organizations", name="PLATFORM", limit=1).json()
    second = http.get("/v2/organizations", name="PLATFORM", cursor=first["pagination"]["next_cursor"]).json()

    assert ["ML Platform"] == [organization["name"] for organization in first["organizations"]]
    assert ["Old Platform"] == [organization["name"] for organization in second["organizations"]]
    assert {"has_more": False} == second["pagination"]


def test_a_description_is_changed_and_cleared(http, arize):
    """A change keeps what it does not mention; a description of null clears it."""
    organization = arize.add_organization("ML Platform")

    changed = http.patch(f"/v2/organizations/{organization}", {"description": "Models"})
    cleared = http.patch(f"/v2/organizations/{organization}", {"description": None})

    assert ("ML Platform", "Models") == (changed.json()["name"], changed.json()["description"])
    assert "" == cleared.json()["description"]


def test_a_deleted_organization_is_gone_with_its_spaces(http, arize, assert_problem):
    """Deletion takes spaces and memberships along, and is final."""
    organization = arize.add_organization("ML Platform")
    space = arize.add_space(organization, "production")

    response = http.delete(f"/v2/organizations/{organization}")

    assert (204, b"") == (response.status_code, response.content)
    assert_problem(http.get(f"/v2/organizations/{organization}"), 404, "was not found")
    with pytest.raises(KeyError, match="no space"):
        arize.space_members(space)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_missing_organization_is_not_found(http, assert_problem, method):
    """An id that was never given is refused alike by all calls."""
    body = {"name": "a"} if method == "PATCH" else None

    assert_problem(http(method, f"/v2/organizations/{MISSING}", json=body), 404, "was not found")
