"""What a run learns about the account, and what it says about those who are not there."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import Forbidden, ServerError, UnreadableReply
from pulumi_arize_users.api.models import User
from pulumi_arize_users.simulator import Fault
from tests.api.conftest import paths


def test_a_person_is_found_by_id_and_by_address(arize, directory, ada):
    """One page answers both questions."""
    by_id = directory.user(ada)
    by_email = directory.user_with_email("  ADA@example.com ")

    assert by_id is by_email is directory.known(ada) is directory.known_email("Ada@Example.com")
    assert by_id is not None
    assert "Ada Lovelace" == by_id.name
    assert ["/v2/users"] == paths(arize)


def test_everybody_costs_the_pages_of_the_account(arize, directory, crowd):
    """250 people are three requests, even if the last ones are asked for first."""
    crowd.reverse()

    found = [directory.user(user_id) for user_id in crowd]

    assert crowd == [user.id for user in found if user]
    assert ["/v2/users"] * 3 == paths(arize)


def test_everybody_who_is_asked_for_at_once_costs_the_pages_alone(arize, directory):
    """Whoever asks while a page is on its way makes the next one worth it: 501 people are six requests."""
    everybody = [arize.add_user(f"user-{number}@example.com") for number in range(500)]
    arize.latency_ms = 100

    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(directory.user, everybody[::-1]))

    assert everybody[::-1] == [user.id for user in found]
    assert ["/v2/users"] * 6 == paths(arize)


def test_everybody_is_listed_oldest_first(arize, directory, crowd):
    """A list is read once, and single look-ups after it are free."""
    users = directory.users()
    again = directory.users()

    assert crowd == [user.id for user in users[1:]]
    assert users == again
    assert directory.user_with_email("user-249@example.com") is users[-1]
    assert 3 == len(arize.requests)


def test_nothing_is_known_before_it_was_asked(arize, directory, ada):
    """What is known is answered without a request."""
    assert directory.known(ada) is None
    assert directory.known_email("ada@example.com") is None
    assert [] == arize.requests


@pytest.mark.usefixtures("crowd")
def test_a_person_beyond_the_first_pages_is_asked_for_singly(arize, directory):
    """By id and by address, once; a large account is not read for two people."""
    for number in range(250):
        arize.add_user(f"more-{number}@example.com")
    last = arize.add_user("zoe@example.com")

    first, again = directory.user(last), directory.user(last)
    by_email = directory.user_with_email("more-249@example.com")

    assert first == again
    assert first is not None
    assert by_email is not None
    assert ["/v2/users"] * 3 + [f"/v2/users/{last}"] == paths(arize)[:4]
    assert len(arize.requests) <= 2 * 2 + 2


# Who is not there


@pytest.mark.parametrize("change", ["block_user", "forget_user"])
def test_a_person_missing_from_a_complete_list_is_confirmed_by_one_request(arize, directory, ada, change):
    """Counting as gone has consequences, so the list alone is not trusted; nor is anybody asked for twice."""
    getattr(arize, change)(ada)

    assert [None, None] == [directory.user(ada) for _ in range(2)]
    assert ["/v2/users", f"/v2/users/{ada}"] == paths(arize)


def test_a_person_who_came_after_the_list_is_found(arize, directory):
    """The confirming request finds them, and they are known from then on."""
    directory.users()
    late = arize.add_user("late@example.com")

    first, again = directory.user(late), directory.user(late)

    assert first is again is directory.known_email("late@example.com")
    assert first is not None
    assert ["/v2/users", f"/v2/users/{late}"] == paths(arize)


def test_an_address_missing_from_a_complete_list_is_nobodys(arize, directory):
    """An invitation that meets somebody after all is refused by the server, so no request is spent on it."""
    directory.users()

    assert directory.user_with_email("nobody@example.com") is None
    assert ["/v2/users"] == paths(arize)


@pytest.mark.usefixtures("crowd")
def test_an_address_missing_from_the_first_pages_is_looked_for_once(arize, directory):
    """While the list is incomplete the server is asked, and its answer kept."""
    for number in range(100):
        arize.add_user(f"more-{number}@example.com")

    assert [None, None] == [directory.user_with_email("nobody@example.com") for _ in range(2)]
    assert [None] * 3 + [["nobody@example.com"]] == [request.query.get("email") for request in arize.requests]


def test_without_permission_nobody_is_called_gone(arize, directory, ada):
    """404 means nothing when the list is forbidden: the error says what is missing, every time."""
    arize.caller_role = "ANNOTATOR"

    for _ in range(2):
        with pytest.raises(Forbidden) as caught:
            directory.user(ada)
        assert 403 == caught.value.status
        assert "The caller may not read the users" in str(caught.value)
    assert ["/v2/users", f"/v2/users/{ada}"] == paths(arize)


def test_a_forbidden_list_does_not_hide_who_may_be_read(arize, directory, ada):
    """A key that may read single people is served, and the list is asked for only once."""
    bob = arize.add_user("bob@example.com")
    arize.fail(Fault("status", status=403, path="/users$", times=None))

    users = [directory.user(user_id) for user_id in (ada, bob)]

    assert [ada, bob] == [user.id for user in users if user]
    assert ["/v2/users", f"/v2/users/{ada}", f"/v2/users/{bob}"] == paths(arize)


def test_without_permission_no_address_is_called_free(arize, directory):
    """Looking an address up, and listing everybody, is an error then."""
    arize.caller_role = "ANNOTATOR"

    for look_up in (lambda: directory.user_with_email("ada@example.com"), directory.users):
        with pytest.raises(Forbidden) as caught:
            look_up()
        assert 403 == caught.value.status


# Failures


def test_a_failed_page_is_read_again_by_the_next_question(arize, connect, ada):
    """The failure reaches the caller, and nothing of it is kept."""
    client = connect(max_retries=0)
    directory = Directory(lambda: client)
    arize.fail(Fault("status", status=500))

    with pytest.raises(ServerError, match="Arize answered 500"):
        directory.user(ada)
    user = directory.user(ada)

    assert user is not None
    assert ["/v2/users"] * 2 == paths(arize)


def test_a_failed_single_read_is_tried_again(arize, connect, ada):
    """A person is neither found nor gone by a server error."""
    client = connect(max_retries=0)
    directory = Directory(lambda: client)
    arize.forget_user(ada)
    arize.fail(Fault("status", status=500, path="/users/"))

    with pytest.raises(ServerError, match="Arize answered 500"):
        directory.user(ada)

    assert directory.user(ada) is None
    assert ["/v2/users", f"/v2/users/{ada}", f"/v2/users/{ada}"] == paths(arize)


def test_a_list_that_leads_in_a_circle_ends_with_an_error(arize, directory):
    """Nobody waits endlessly for a server that lost its place."""
    body = json.dumps({"users": [{"id": "ada"}], "pagination": {"has_more": True, "next_cursor": "here"}})
    arize.fail(Fault("status", status=200, body=body, times=None))

    with pytest.raises(UnreadableReply) as caught:
        directory.users()

    assert "Arize's list of users goes on without an end: page 2 leads back to an earlier one." in str(caught.value)
    assert 2 == len(arize.requests)


# Writes


def test_what_a_write_answered_wins_over_a_later_page(arize, directory, ada):
    """A page may be older than the reply to a write of this run."""
    written = User(id=ada, email="ada@example.com", name="As written")

    directory.remember(written)

    assert written in directory.users()
    assert directory.user(ada) is written
    assert directory.user_with_email("ada@example.com") is written
    assert "Ada Lovelace" == arize.user(ada)["name"]


def test_what_a_write_answered_wins_over_a_single_reply(arize, client, directory, ada, monkeypatch):
    """A single reply may be on its way while the write is answered."""
    written = User(id=ada, email="ada@example.com", name="As written")
    arize.fail(Fault("status", status=403, path="/users$"))
    read = client.get_user

    def read_while_it_is_written(user_id):
        user = read(user_id)
        directory.remember(written)
        return user

    monkeypatch.setattr(client, "get_user", read_while_it_is_written)

    assert directory.user(ada) is written is directory.known(ada)


def test_what_a_write_answered_costs_no_request(arize, directory):
    """A person just created is known by id and by address."""
    created = User(id="new", email="New@Example.com")

    directory.remember(created)

    assert directory.user("new") is directory.user_with_email("new@example.com") is created
    assert [] == arize.requests


def test_the_last_write_wins(directory):
    """A person changed twice is as the second reply said."""
    directory.remember(User(id="ada", email="ada@example.com", name="First"))
    directory.remember(User(id="ada", email="ada@example.com", name="Second"))

    known = directory.known_email("ada@example.com")
    assert known is not None
    assert "Second" == known.name


def test_a_reply_without_an_address_is_remembered_by_id(directory):
    """It does not become the person with no address."""
    directory.remember(User(id="ada"))

    assert directory.known("ada") is not None
    assert directory.known_email("") is None


# Organizations


def test_an_organization_is_read_once(arize, directory):
    """Whether it is there or not."""
    there, gone = arize.add_organization("ML Platform"), arize.add_organization("Gone")
    arize.remove_organization(gone)

    found = [directory.organization(there) for _ in range(2)]
    missing = [directory.organization(gone) for _ in range(2)]

    assert found[0] is found[1] is not None
    assert [None, None] == missing
    assert 2 == len(arize.requests)


def test_organizations_are_listed_once(arize, directory):
    """The list answers every further question about all of them."""
    arize.add_organization("ML Platform")

    first, again = directory.organizations(), directory.organizations()

    assert first == again
    assert ["ML Platform"] == [organization.name for organization in first]
    assert 1 == len(arize.requests)
