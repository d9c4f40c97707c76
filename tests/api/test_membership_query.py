"""Who belongs to an organization, as far as GraphQL shows."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import ApiError, NoReply, NotFound, SettingsError, Unauthorized, UnreadableReply
from pulumi_arize_users.simulator import Fault


@pytest.fixture
def client(arize, connect):
    """A client that may ask."""
    return connect(graphql_url=f"{arize.url}/graphql", max_retries=0)


@pytest.fixture
def platform(arize):
    """The id of an organization."""
    return arize.add_organization("ML Platform")


def reply(ids, **page_info):
    """A made-up page of members."""
    members = {"edges": [{"node": {"user": {"id": user_id}}} for user_id in ids], "pageInfo": page_info}
    data = {"data": {"node": {"accountOrganizationUsers": members}}}
    return Fault("status", status=200, body=json.dumps(data))


def test_all_members_are_found(arize, client, platform):
    """250 of them come in three pages."""
    ids = [arize.add_user(f"user-{number}@example.com") for number in range(250)]
    for user_id in ids:
        arize.add_member(platform, user_id)

    members = client.organization_member_ids(platform)

    assert arize.members(platform).keys() == members
    assert set(ids) <= members
    assert ["/graphql"] * 3 == [request.path for request in arize.requests]


def test_who_was_removed_is_not_found(arize, client, platform, ada):
    """The answer is what the account holds now."""
    arize.add_member(platform, ada)
    assert ada in client.organization_member_ids(platform)

    arize.remove_member(platform, ada)

    assert ada not in client.organization_member_ids(platform)


def test_the_question_writes_nothing(arize, client, platform):
    """It is still a POST, with a valid key."""
    client.organization_member_ids(platform)

    assert [("POST", True)] == [(request.method, request.authorization_ok) for request in arize.requests]
    assert [] == arize.writes


def test_the_key_goes_in_the_header_graphql_wants(connect, key):
    """And in no other; the simulator keeps no credentials, so another server looks."""
    seen: dict[str, str] = {}

    class AnyQuestion(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.update({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), AnyQuestion) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(UnreadableReply):
            connect(graphql_url=f"http://127.0.0.1:{server.server_port}/graphql").organization_member_ids("T3Jn")
        thread.join()

    assert key == seen["x-api-key"]
    assert "authorization" not in seen


def test_members_are_listed_once_in_a_run(arize, client, platform, ada):
    """However many memberships of the organization a program has."""
    arize.add_member(platform, ada)
    directory = Directory(lambda: client)

    assert [True, True, False] == [directory.is_member(platform, who) for who in (ada, ada, "somebody else")]
    assert 1 == len(arize.requests)


def test_nobody_asks_without_being_told_to(arize, connect, platform):
    """The error names the setting."""
    with pytest.raises(SettingsError, match="set arize:verifyMemberships to graphql"):
        connect().organization_member_ids(platform)
    assert [] == arize.requests


def test_an_organization_that_is_not_visible_is_an_error(arize, client, platform):
    """It must not look like one without members."""
    arize.remove_organization(platform)

    with pytest.raises(NotFound) as caught:
        client.organization_member_ids(platform)

    assert 404 == caught.value.status
    assert f"the organization {platform} is not visible over GraphQL" in str(caught.value)


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([{"message": "Cannot query field."}], "Cannot query field"),
        ([{}], "no explanation"),
        ("Down.", "Down"),
        ({"code": 7}, "no explanation"),
        ({"message": "Down."}, "Down"),
    ],
)
def test_what_graphql_refuses_is_an_error(arize, client, platform, errors, said):
    """Although it answers 200; the advice names the setting that turns the question off."""
    arize.fail(Fault("status", status=200, body=json.dumps({"data": None, "errors": errors})))

    with pytest.raises(ApiError) as caught:
        client.organization_member_ids(platform)

    assert said in str(caught.value)
    assert "arize:verifyMemberships to off" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"data": None},
        {"data": {"node": {}}},
        {"data": {"node": {"accountOrganizationUsers": None}}},
        {"data": {"node": {"accountOrganizationUsers": {"edges": [{"node": {"user": None}}]}}}},
        {"data": {"node": {"accountOrganizationUsers": {"edges": [], "pageInfo": [1]}}}},
    ],
)
def test_an_answer_of_another_form_is_unreadable(arize, client, platform, data):
    """It must not look like an organization without members."""
    arize.fail(Fault("status", status=200, body=json.dumps(data)))

    with pytest.raises(UnreadableReply) as caught:
        client.organization_member_ids(platform)

    assert f"The answer of {arize.url}/graphql does not have the documented form" in str(caught.value)


def test_an_empty_page_is_not_taken_for_the_last(arize, client, platform):
    """What counts is whether the server says that there is more."""
    arize.fail(reply(["ada"], hasNextPage=True, endCursor="a"))
    arize.fail(reply([], hasNextPage=True, endCursor="b"))
    arize.fail(reply(["bob"], hasNextPage=False, endCursor="c"))

    assert {"ada", "bob"} == client.organization_member_ids(platform)
    assert [None, "a", "b"] == [request.body["variables"]["after"] for request in arize.requests]


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("a", "page 2 leads back to an earlier one"),
        ("", "page 2 does not say where the next one is"),
        (None, "page 2 does not say where the next one is"),
    ],
)
def test_a_list_that_does_not_end_is_an_error(arize, client, platform, mark, why):
    """Half a list would make the other half look removed."""
    arize.fail(reply(["ada"], hasNextPage=True, endCursor="a"))
    arize.fail(reply(["bob"], hasNextPage=True, endCursor=mark))

    with pytest.raises(UnreadableReply) as caught:
        client.organization_member_ids(platform)

    assert f"Arize's list of members of {platform} goes on without an end: {why}. Run again" in str(caught.value)
    assert 2 == len(arize.requests)


def test_a_rejected_key_is_an_error(arize, client, platform, key, everything_shown):
    """Nor is it shown there."""
    arize.api_key = "rotated"

    with pytest.raises(Unauthorized) as caught:
        client.organization_member_ids(platform)

    assert 401 == caught.value.status
    assert key not in everything_shown(caught.value)


def test_a_host_that_is_not_there_is_named(connect, closed_port, platform, key, everything_shown):
    """It is another one than the API's."""
    url = f"http://127.0.0.1:{closed_port}/graphql"

    with pytest.raises(NoReply) as caught:
        connect(graphql_url=url).organization_member_ids(platform)

    assert f"{url} cannot be reached" in str(caught.value)
    assert key not in everything_shown(caught.value)
