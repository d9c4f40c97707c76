"""The GraphQL query that shows who belongs to an organization."""

import pytest
import requests

DOCUMENTED = """
query getUserIDs{
  node(id:"%s"){
    ... on AccountOrganization {
      accountOrganizationUsers{
        edges{
          node{
            user{ email name id }
          }
        }
      }
    }
  }
}
"""

PAGED = """
query members($organization: ID!, $size: Int, $cursor: String) {
  node(id: $organization) {
    ... on AccountOrganization {
      accountOrganizationUsers(first: $size, after: $cursor) {
        edges { node { user { email name id } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""


@pytest.fixture
def ml(arize):
    return arize.add_organization("ML Platform")


def test_the_documented_query_lists_the_members(http, arize, ml):
    """Each member comes with address, name and id, but without a role."""
    ada = arize.add_user("ada@example.com", name="Ada Lovelace")
    arize.add_member(ml, ada, "ADMIN")

    response = http.post("/graphql", {"query": DOCUMENTED % ml})

    connection = response.json()["data"]["node"]["accountOrganizationUsers"]
    user = {"email": "ada@example.com", "name": "Ada Lovelace", "id": ada}
    assert 200 == response.status_code
    assert [{"node": {"user": user}}] == connection["edges"]


def test_pages_are_followed_with_variables(http, arize, ml):
    """`first` and `after` walk through all members."""
    for number in range(5):
        arize.add_member(ml, arize.add_user(f"user-{number}@example.com"))
    emails: list[str] = []
    cursor, more = None, True
    while more and len(emails) < 10:
        variables = {"organization": ml, "size": 2, "cursor": cursor}
        reply = http.post("/graphql", {"query": PAGED, "variables": variables}).json()
        connection = reply["data"]["node"]["accountOrganizationUsers"]
        emails += [edge["node"]["user"]["email"] for edge in connection["edges"]]
        more, cursor = connection["pageInfo"]["hasNextPage"], connection["pageInfo"]["endCursor"]

    assert [f"user-{number}@example.com" for number in range(5)] == emails
    assert 3 == len(arize.requests)


def test_arguments_may_be_written_out(http, arize, ml):
    """`first` can stand in the query itself."""
    for number in range(3):
        arize.add_member(ml, arize.add_user(f"user-{number}@example.com"))
    query = (
        f'{{ node(id: "{ml}") {{ ... on AccountOrganization {{ accountOrganizationUsers(first: 1) '
        "{ edges { node { user { id } } } } } } }"
    )

    reply = http.post("/graphql", {"query": query}).json()

    assert 1 == len(reply["data"]["node"]["accountOrganizationUsers"]["edges"])


def test_a_missing_organization_is_null(http):
    """What does not exist, or cannot be seen, is not an error."""
    assert {"data": {"node": None}} == http.post("/graphql", {"query": DOCUMENTED % "missing"}).json()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (DOCUMENTED.replace("email", "role") % "x", 'Cannot query field "role".'),
        ("{ node { name } }", 'argument "id" of type "ID!" is required'),
        (7, "Must provide query string."),
    ],
)
def test_a_query_that_is_not_understood_is_an_error(http, query, message):
    """Errors come with status 200, as GraphQL has it."""
    response = http.post("/graphql", {"query": query})

    assert 200 == response.status_code
    assert response.json()["data"] is None
    assert message in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x-api-key": "test-key"}, 200),
        ({"Authorization": "Bearer test-key"}, 200),
        ({"x-api-key": "wrong"}, 401),
        ({}, 401),
    ],
)
def test_the_key_comes_in_either_header(arize, ml, headers, status):
    """GraphQL takes `x-api-key` as well as a bearer key."""
    body = {"query": DOCUMENTED % ml}

    assert status == requests.post(f"{arize.url}/graphql", json=body, headers=headers, timeout=10).status_code


def test_only_graphql_takes_the_key_in_its_own_header(arize):
    """The REST API does not know `x-api-key`."""
    assert 401 == requests.get(f"{arize.url}/v2/users", headers={"x-api-key": "test-key"}, timeout=10).status_code
