"""The client's calls on spaces."""

import json

import pytest

from pulumi_arize_users.api.errors import InvalidRequest, MisdirectedReply, NotFound, SettingsError, UnreadableReply
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def platform(arize, ada):
    """An organization with a member."""
    platform = arize.add_organization("ML Platform")
    arize.add_member(platform, ada)
    return platform


@pytest.fixture
def fraud(arize, platform):
    """A space of the organization."""
    return arize.add_space(platform, "Fraud")


@pytest.fixture
def asking(arize, connect):
    """A client that may ask over GraphQL."""
    return connect(graphql_url=f"{arize.url}/graphql", max_retries=0)


def answer(*members):
    """A made-up page of members."""
    found = {"edges": [{"node": member} for member in members], "pageInfo": {"hasNextPage": False}}
    return Fault("status", status=200, body=json.dumps({"data": {"node": {"spaceUsers": found}}}))


def test_spaces_are_listed_to_the_last_page(arize, client, platform):
    """120 of them come in two pages."""
    names = [f"Space {number:03}" for number in range(120)]
    for name in names:
        arize.add_space(platform, name)

    assert names == [space.name for space in client.list_spaces()]
    assert 2 == len(arize.requests)


def test_spaces_are_filtered_by_organization_and_name(arize, client, platform, fraud):
    """Both filters are the server's."""
    arize.add_space(arize.add_organization("Search"), "Fraud in search")
    arize.add_space(platform, "Churn")

    assert [fraud] == [space.id for space in client.list_spaces(organization_id=platform, name="FRAUD")]


def test_a_space_knows_its_organization(client, platform, fraud):
    """It is what a membership in the space needs first."""
    space = client.get_space(fraud)

    assert space is not None
    assert ("Fraud", platform) == (space.name, space.organization_id)


def test_a_space_that_is_gone_is_none(arize, client, fraud):
    """A 404 is an answer here."""
    arize.remove_space(fraud)

    assert client.get_space(fraud) is None


def test_another_space_in_the_answer_is_refused(arize, client, platform, fraud):
    """It would be taken for the one that was asked for."""
    churn = arize.add_space(platform, "Churn")
    arize.fail(Fault("status", status=200, body=json.dumps({"id": churn, "name": "Fraud"}), method="GET"))

    with pytest.raises(MisdirectedReply, match=f"the space {churn}"):
        client.get_space(fraud)


@pytest.mark.parametrize("dialect", ["upper", "lower"])
def test_a_member_of_the_organization_becomes_a_member_of_a_space(arize, client, fraud, ada, dialect):
    """In whatever spelling the server speaks."""
    arize.dialect = dialect

    membership = client.add_space_user(fraud, ada, "read-only")

    assert (fraud, ada, "READ_ONLY") == (membership.space_id, membership.user_id, membership.role)
    assert {ada: "READ_ONLY"} == arize.space_members(fraud)


def test_a_space_takes_a_custom_role(arize, client, fraud, ada):
    """An organization does not."""
    role = f"custom:{arize.add_role('auditors')}"

    assert role == client.add_space_user(fraud, ada, role).role


def test_who_is_not_in_the_organization_cannot_be_in_its_space(arize, client, fraud):
    """Arize enrols nobody by itself."""
    stranger = arize.add_user("stranger@example.com")

    with pytest.raises(InvalidRequest, match="not a member of the organization") as raised:
        client.add_space_user(fraud, stranger, "MEMBER")

    assert 400 == raised.value.problem.status


def test_a_membership_in_another_space_is_no_answer(arize, client, platform, fraud, ada):
    """What was asked for may not have been done."""
    churn = arize.add_space(platform, "Churn")
    body = json.dumps({"id": "1", "user_id": ada, "space_id": churn, "role": {"name": "MEMBER"}})
    arize.fail(Fault("status", status=200, body=body, method="POST"))

    with pytest.raises(MisdirectedReply, match=f"a membership in {churn}"):
        client.add_space_user(fraud, ada, "MEMBER")


def test_a_membership_of_a_space_ends(arize, client, platform, fraud, ada):
    """The one in the organization stays; a second time there is nothing to end."""
    arize.add_member(fraud, ada)

    client.remove_space_user(fraud, ada)

    assert {} == arize.space_members(fraud)
    assert ada in arize.members(platform)
    with pytest.raises(NotFound, match="is not a member of space"):
        client.remove_space_user(fraud, ada)


def test_members_are_listed_with_their_roles(arize, asking, fraud, ada):
    """A custom role is not told."""
    ben = arize.add_user("ben@example.com")
    arize.add_member(fraud, ada, "READ_ONLY")
    arize.add_member(fraud, ben, f"custom:{arize.add_role('auditors')}")

    assert {ada: "READ_ONLY", ben: ""} == asking.space_members(fraud)


def test_a_server_that_knows_no_roles_is_asked_for_the_members(arize, asking, fraud, ada):
    """Its refusal of the field is no failure, and no role is made up."""
    arize.add_member(fraud, ada, "ADMIN")
    unknown = json.dumps({"errors": [{"message": 'Cannot query field "role".'}], "data": None})
    arize.fail(Fault("status", status=200, body=unknown, times=1, path="/graphql"))

    assert {ada: ""} == asking.space_members(fraud)


def test_who_sees_a_space_for_another_reason_has_no_role_in_it(arize, asking, fraud, ada):
    """They may be a member as well, and nothing tells in which role."""
    arize.fail(answer({"user": {"id": ada}, "role": "admin", "membership": "ACCOUNT_ADMIN"}))

    assert {ada: ""} == asking.space_members(fraud)


@pytest.mark.parametrize("member", [{}, {"user": None}, {"user": {"id": 7}}, None])
def test_a_member_without_an_id_makes_the_answer_unreadable(arize, asking, fraud, member):
    """A list with somebody missing would make others count as removed."""
    arize.fail(answer(member))

    with pytest.raises(UnreadableReply, match="does not have the documented form"):
        asking.space_members(fraud)


def test_members_are_only_listed_where_graphql_is_switched_on(client, fraud):
    """The error names the setting."""
    with pytest.raises(SettingsError, match="arize:verifyMemberships"):
        client.space_members(fraud)
