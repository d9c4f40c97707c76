"""Every list ends: by itself, or with an error that says what is wrong with it."""

import json

import pytest

from pulumi_arize_users.api import pages
from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.errors import UnreadableReply
from pulumi_arize_users.api.pages import MOST_EMPTY_PAGES, PAGE, Pages
from pulumi_arize_users.simulator import Fault

WAY_ON = "Run again; if it stays, ask Arize support."
NOTHING_NEW = "page 2 has nothing on it that earlier pages did not have"
EMPTY = "10 pages in a row are empty"

# Who reads lists: which one, and how.
READERS = {
    "list users": ("users", lambda client, _organization: client.list_users()),
    "find a user": ("users", lambda client, _organization: client.find_user("owner@example.co")),
    "everybody of a run": ("users", lambda client, _organization: Directory(lambda: client).users()),
    "somebody of a run": ("users", lambda client, _organization: Directory(lambda: client).user_with_email("n@o.org")),
    "list organizations": ("organizations", lambda client, _organization: client.list_organizations()),
    "members": ("members of {}", lambda client, organization: client.organization_member_ids(organization)),
}


@pytest.fixture
def client(arize, connect):
    """A client that may ask for members as well."""
    return connect(graphql_url=f"{arize.url}/graphql")


@pytest.fixture
def platform(arize, ada):
    """The id of an organization with a member."""
    organization = arize.add_organization("ML Platform")
    arize.add_member(organization, ada)
    return organization


def people(count, **pagination):
    """A made-up page of the list of people."""
    users = [{"id": f"user-{number}"} for number in range(count)]
    return Fault("status", status=200, body=json.dumps({"users": users, "pagination": pagination}))


@pytest.mark.parametrize("reader", READERS)
def test_a_list_that_shows_the_same_again_ends_with_an_error(arize, client, platform, reader):
    """The second page has nothing new on it, and nobody asks for a third."""
    arize.fail(Fault("endless-pages", times=None))
    name, read = READERS[reader]

    with pytest.raises(UnreadableReply) as caught:
        read(client, platform)

    expected = f"Arize's list of {name.format(platform)} goes on without an end: {NOTHING_NEW}. {WAY_ON}"
    assert expected == str(caught.value)
    assert 2 == len(arize.requests)


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader not in {"find a user", "somebody of a run"}])
def test_a_list_that_goes_on_with_nobody_ends_with_an_error(arize, client, platform, reader):
    """A page may be empty, but ten in a row are no list any more."""
    arize.fail(Fault("endless-pages", empty=True, times=None))
    name, read = READERS[reader]

    with pytest.raises(UnreadableReply) as caught:
        read(client, platform)

    expected = f"Arize's list of {name.format(platform)} goes on without an end: {EMPTY}. {WAY_ON}"
    assert expected == str(caught.value)
    assert 1 + MOST_EMPTY_PAGES == len(arize.requests)


def test_somebody_who_is_looked_for_in_an_endless_list_is_not_called_missing(arize, client):
    """A filter leaves nothing of any page, and still the list says that there is more."""
    arize.fail(Fault("endless-pages", empty=True, times=None))

    with pytest.raises(UnreadableReply) as caught:
        client.find_user("nobody@example.com")

    assert EMPTY in str(caught.value)
    assert MOST_EMPTY_PAGES == len(arize.requests)


def test_a_few_empty_pages_are_no_end(arize, client):
    """Nine in a row; whoever comes after them is found."""
    for number in range(MOST_EMPTY_PAGES - 1):
        arize.fail(people(0, has_more=True, next_cursor=f"{number}"))
    arize.fail(people(1, has_more=False))

    assert ["user-0"] == [user.id for user in client.list_users()]


@pytest.mark.parametrize(("count", "readable"), [(PAGE, True), (PAGE + 1, False)])
def test_a_page_has_no_more_entries_than_were_asked_for(arize, client, count, readable):
    """A hundred were asked for; whoever sends more sends something else."""
    arize.fail(people(count))

    if readable:
        assert count == len(client.list_users())
        return
    with pytest.raises(UnreadableReply) as caught:
        client.list_users()
    expected = f"Arize's list of users cannot be used: page 1 has 101 entries, and 100 were asked for. {WAY_ON}"
    assert expected == str(caught.value)


def test_a_list_has_no_more_pages_than_an_account_can_fill(arize, client, crowd, monkeypatch):
    """Each page brings somebody new, and there would always be one more."""
    monkeypatch.setattr(pages, "MOST_PAGES", 2)

    with pytest.raises(UnreadableReply, match=r"goes on without an end: it has more than 2 pages\. Run again"):
        client.list_users()

    assert 251 == len(crowd) + 1
    assert 2 == len(arize.requests)


def test_nothing_of_a_refused_page_is_learnt(arize, client):
    """A run neither knows the people on it, nor goes on behind it."""
    directory = Directory(lambda: client)
    arize.fail(people(PAGE + 1))
    with pytest.raises(UnreadableReply):
        directory.users()

    everybody = directory.users()

    assert ["owner@example.com"] == [user.email for user in everybody]
    assert directory.known("user-0") is None


def test_a_page_that_is_refused_can_be_read_again():
    """What was wrong with it is not held against the next try."""
    users = Pages("The list")
    users.turn(["ada"], "further")
    for _ in range(2):
        with pytest.raises(UnreadableReply, match="nothing on it"):
            users.turn(["ada"], "still further")

    users.turn(["grace"], None)

    assert (None, 2) == (users.cursor, users.count)
