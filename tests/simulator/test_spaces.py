"""The calls on spaces, and the GraphQL query that shows who belongs to one."""

import pytest

MISSING = "U3BhY2U6OTk5OmFCY0Q="
PAGED = """
query members($space: ID!, $size: Int, $cursor: String) {
  node(id: $space) {
    ... on Space {
      spaceUsers(first: $size, after: $cursor) {
        edges { node { role membership user { id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""


@pytest.fixture
def ml(arize):
    return arize.add_organization("ML Platform")


@pytest.fixture
def fraud(arize, ml):
    return arize.add_space(ml, "Fraud")


def ask(http, space, **variables):
    """The reply to the query."""
    return http.post("/graphql", {"query": PAGED, "variables": {"space": space, **variables}}).json()


def test_a_space_is_read_with_its_organization(http, ml, fraud):
    """It has an id, a name and a creation time, and says which organization it belongs to."""
    read = http.get(f"/v2/spaces/{fraud}").json()

    assert {"id", "organization_id", "name", "description", "created_at", "is_private"} == set(read)
    assert (fraud, ml, "Fraud") == (read["id"], read["organization_id"], read["name"])


def test_spaces_are_listed_by_page(http, arize, ml, fraud):
    """A page says where the next one begins."""
    churn = arize.add_space(ml, "Churn")

    first = http.get("/v2/spaces?limit=1").json()
    second = http.get(f"/v2/spaces?limit=1&cursor={first['pagination']['next_cursor']}").json()

    assert [[fraud], [churn]] == [[space["id"] for space in page["spaces"]] for page in (first, second)]
    assert {"has_more": False} == second["pagination"]


@pytest.mark.parametrize(("query", "found"), [("name=rau", ["Fraud"]), ("name=x", []), ("org_id={ml}", ["Fraud"])])
def test_spaces_are_filtered(http, arize, ml, fraud, query, found):
    """By a part of the name, in any letter case, and by organization."""
    assert fraud
    arize.add_space(arize.add_organization("Search"), "Ranking")

    listed = http.get(f"/v2/spaces?{query.format(ml=ml)}").json()["spaces"]

    assert found == [space["name"] for space in listed]


def test_a_space_that_does_not_exist_is_absent(http, assert_problem):
    """404, as for one that the caller may not see."""
    assert_problem(http.get(f"/v2/spaces/{MISSING}"), 404, "was not found")


def test_a_removed_space_is_absent(http, arize, fraud, assert_problem):
    """Whatever it held is gone with it."""
    arize.remove_space(fraud)

    assert_problem(http.get(f"/v2/spaces/{fraud}"), 404, "was not found")
    assert [] == http.get("/v2/spaces").json()["spaces"]


def test_who_is_no_admin_sees_only_their_own_spaces(http, arize, ml, fraud):
    """The caller is a member of the organization, and of one of its spaces."""
    churn = arize.add_space(ml, "Churn")
    for place in (ml, churn):
        arize.add_member(place, "owner@example.com")
    arize.caller_role = "MEMBER"

    assert ["Churn"] == [space["name"] for space in http.get("/v2/spaces").json()["spaces"]]
    assert [404, 200] == [http.get(f"/v2/spaces/{space}").status_code for space in (fraud, churn)]


def test_members_of_a_space_have_roles_over_graphql(http, arize, fraud):
    """In GraphQL's own spelling; a custom role has no word there."""
    role = arize.add_role("auditors")
    ada, ben = (arize.add_user(f"{name}@example.com") for name in ("ada", "ben"))
    arize.add_member(fraud, ada, "READ_ONLY")
    arize.add_member(fraud, ben, f"custom:{role}")

    edges = ask(http, fraud)["data"]["node"]["spaceUsers"]["edges"]

    assert [(ada, "readOnly"), (ben, None)] == [(edge["node"]["user"]["id"], edge["node"]["role"]) for edge in edges]
    assert ["EXPLICIT_MEMBERSHIP"] * 2 == [edge["node"]["membership"] for edge in edges]


def test_members_of_a_space_come_in_pages(http, arize, fraud):
    """As those of an organization do."""
    people = [arize.add_user(f"user-{number}@example.com") for number in range(3)]
    for user_id in people:
        arize.add_member(fraud, user_id)

    first = ask(http, fraud, size=2)["data"]["node"]["spaceUsers"]
    rest = ask(http, fraud, size=2, cursor=first["pageInfo"]["endCursor"])["data"]["node"]["spaceUsers"]

    assert people == [edge["node"]["user"]["id"] for page in (first, rest) for edge in page["edges"]]
    assert [True, False] == [page["pageInfo"]["hasNextPage"] for page in (first, rest)]


def test_members_of_an_organization_have_no_role_over_graphql(http, ml):
    """Nothing documents such a field, so asking for it is an error."""
    query = PAGED.replace("Space", "AccountOrganization").replace("spaceUsers", "accountOrganizationUsers")

    reply = http.post("/graphql", {"query": query, "variables": {"space": ml}}).json()

    assert 'Cannot query field "role".' == reply["errors"][0]["message"]
