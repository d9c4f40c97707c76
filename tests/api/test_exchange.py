"""What every endpoint shares: paths, models, and lists to their last page."""

import base64
import json

import pytest

from pulumi_arize_users.api.errors import Refused, UnreadableReply
from pulumi_arize_users.api.exchange import parsed, path_to, valid
from pulumi_arize_users.api.models import CreateUser, UpdateUser, User
from pulumi_arize_users.simulator import Fault


def cursor(number):
    """A mark the account understands: after the person with this number."""
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode()


def page(people=(), **pagination):
    """A made-up page of the list of people."""
    users = [{"id": person} for person in people]
    return Fault("status", status=200, path="/users$", body=json.dumps({"users": users, "pagination": pagination}))


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        (("users", "VXNlcjox"), "/v2/users/VXNlcjox"),
        (("users", "VXNlcjo0Mg=="), "/v2/users/VXNlcjo0Mg%3D%3D"),
        (("users", "a/b?c#d"), "/v2/users/a%2Fb%3Fc%23d"),
        (("users", "ä b@c"), "/v2/users/%C3%A4%20b%40c"),
        (("organizations", "o=", "users", "u="), "/v2/organizations/o%3D/users/u%3D"),
        (("users", "..."), "/v2/users/..."),
    ],
)
def test_an_id_stays_one_part_of_the_path(parts, path):
    """Whatever is in an id, it cannot lead elsewhere."""
    assert path == path_to(*parts)


@pytest.mark.parametrize("part", ["", " ", "\n", ".", "..", " .. "])
def test_an_id_that_would_lead_elsewhere_is_refused(part):
    """HTTP resolves dots in a path, and an empty part names the collection."""
    with pytest.raises(Refused, match=f"{part!r} is not an id".replace(".", r"\.").replace("\\n", r"\\n")):
        path_to("organizations", "o", "users", part)


def test_all_mistakes_of_a_body_are_reported_at_once():
    """Each is named with its field, and says what is wrong in words."""
    with pytest.raises(Refused) as caught:
        valid(CreateUser, name="", email="ada", role="MEMBER", invite_mode="PIGEON")

    assert str(caught.value).startswith("Not sent, because the API would refuse it: name: ")
    assert "; email: is not an e-mail address such as ada@example.com, " in str(caught.value)


def test_a_mistake_of_the_whole_body_is_reported_too():
    """An update without changes has no field to blame."""
    with pytest.raises(Refused) as caught:
        valid(UpdateUser)

    assert "Not sent, because the API would refuse it: the request: changes nothing." == str(caught.value)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, "id is missing"),
        ({"id": None, "email": None}, "id is missing"),
        ({"id": ""}, "id is empty"),
        ({"id": 7, "email": ["ada"]}, "id is a number; email is a list"),
        ({"id": "u", "email": {"text": "ada"}}, "email is an object"),
        ({"id": True}, "id is a boolean"),
        ([], "it is a list"),
        ({"error": "Busy.", "code": 7}, 'id is missing. It says "Busy."'),
    ],
)
def test_a_reply_that_cannot_be_used_names_its_fields(body, fields):
    """The error helps the server's support, quotes what the server said, and shows no data."""
    with pytest.raises(UnreadableReply) as caught:
        parsed(User, body)

    assert f"Arize's answer cannot be used: {fields}. Run again." == str(caught.value)


def test_a_short_page_is_not_taken_for_the_last(arize, client, ada):
    """What counts is whether the server says that there is more."""
    arize.fail(page(["early"], has_more=True, next_cursor=cursor(1)))

    users = client.list_users()

    assert ["early", ada] == [user.id for user in users]
    assert [cursor(1)] == arize.requests[1].query["cursor"]


def test_an_empty_page_is_not_taken_for_the_last(arize, client, ada):
    """Filters may leave nothing of a page."""
    arize.fail(page(has_more=True, next_cursor=cursor(1)))

    assert [ada] == [user.id for user in client.list_users()]


@pytest.mark.parametrize("pagination", [{}, {"has_more": False}, {"has_more": False, "next_cursor": "left over"}])
def test_a_list_ends_where_the_server_says_so(arize, client, pagination):
    """A cursor without more to come is not followed."""
    arize.fail(page(["only"], **pagination))

    assert ["only"] == [user.id for user in client.list_users()]
    assert 1 == len(arize.requests)


@pytest.mark.parametrize("circle", [["a", "a"], ["a", "b", "a"], ["a", "b", "c", "b"]])
def test_a_list_that_leads_in_a_circle_ends_with_an_error(arize, client, circle):
    """Nobody waits endlessly for a server that lost its place."""
    for number, mark in enumerate(circle):
        arize.fail(page([str(number)], has_more=True, next_cursor=mark))

    with pytest.raises(UnreadableReply) as caught:
        client.list_users()

    expected = (
        f"Arize's list of users goes on without an end: page {len(circle)} leads back to an earlier one. "
        "Run again; if it stays, ask Arize support."
    )
    assert expected == str(caught.value)
    assert len(circle) == len(arize.requests)


@pytest.mark.parametrize("mark", [{}, {"next_cursor": ""}, {"next_cursor": None}])
def test_a_list_that_goes_on_nowhere_ends_with_an_error(arize, client, mark):
    """Half a list would be taken for the whole, and the other half for gone."""
    arize.fail(page(["first"], has_more=True, **mark))

    with pytest.raises(UnreadableReply) as caught:
        client.list_users()

    assert "goes on without an end: page 1 does not say where the next one is. Run again" in str(caught.value)


@pytest.mark.parametrize("body", ["{}", '{"users": null}', '{"users": {}}', '{"error": "none"}'])
def test_a_list_without_items_ends_with_an_error(arize, client, body):
    """It is not an empty account: something else is answering."""
    arize.fail(Fault("status", status=200, body=body))

    with pytest.raises(UnreadableReply) as caught:
        client.list_users()

    assert "Arize's list at /v2/users has no 'users' in it. Check that arize:baseUrl" in str(caught.value)


@pytest.mark.parametrize(
    ("item", "flaw"),
    [
        (None, "users[1] is null"),
        (7, "users[1] is a number"),
        ({}, "users[1].id is missing"),
        ({"id": 7, "email": "cy@example.com"}, "users[1].id is a number"),
        ({"id": "cy", "email": 7}, "users[1].email is a number"),
    ],
)
def test_an_entry_that_cannot_be_read_is_left_out_with_a_warning(arize, client, caplog, item, flaw):
    """One odd person makes nobody else unreadable, and is reported once however often the list is read."""
    users = [{"id": "ada"}, item, {"id": "bob"}]
    for _ in range(2):
        arize.fail(Fault("status", status=200, body=json.dumps({"users": users})))

    listed = [[user.id for user in client.list_users()] for _ in range(2)]

    assert [["ada", "bob"], ["ada", "bob"]] == listed
    assert [f"Arize's list of users has an entry that cannot be read, and was left out: {flaw}."] == caplog.messages


@pytest.mark.parametrize("email", ["ada@example.com", "Ada@Example.com"])
def test_who_is_asked_for_is_not_left_out(arize, client, email):
    """Otherwise an address that somebody has would look free."""
    arize.fail(Fault("status", status=200, body=json.dumps({"users": [{"id": 7, "email": email}]})))

    with pytest.raises(UnreadableReply, match=r"cannot be used: users\[0\]\.id is a number"):
        client.find_user("ada@example.com")


def test_a_list_of_nothing_but_odd_entries_is_unreadable(arize, client):
    """It is not an account without people: something else is answering."""
    arize.fail(Fault("status", status=200, body=json.dumps({"users": [{}, 7]})))

    with pytest.raises(UnreadableReply, match=r"cannot be used: users\[1\] is a number"):
        client.list_users()


def test_pages_are_read_only_as_they_are_needed(arize, client):
    """Stopping early costs no more than what was read."""
    arize.fail(page(["first"], has_more=True, next_cursor=cursor(0)))

    first = next(client.iterate_users())

    assert "first" == first.id
    assert 1 == len(arize.requests)
