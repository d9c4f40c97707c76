"""One directory, many threads: what one is asking for, no other asks for."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_arize_users.api.directory import Directory


@pytest.fixture
def directory(client):
    """Of an account that was never asked anything."""
    return Directory(client)


@pytest.fixture
def crowd(arize):
    """The ids of 250 people, who fill three pages together with the owner."""
    return [arize.add_user(f"user-{number}@example.com") for number in range(250)]


def paths(arize):
    return [request.path for request in arize.requests]


def test_one_person_is_read_once_for_eight_threads(arize, directory, ada):
    """The others wait for the answer of the first."""
    arize.forget_user(ada)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(directory.user, [ada] * 8))

    assert [None] * 8 == answers
    assert ["/v2/users", f"/v2/users/{ada}"] == paths(arize)


def test_an_account_is_read_once_for_eight_threads(arize, directory, crowd):
    """Nobody takes a page that another thread is taking."""
    crowd.reverse()

    with ThreadPoolExecutor(8) as threads:
        users = list(threads.map(directory.user, crowd))

    assert crowd == [user.id for user in users if user]
    assert ["/v2/users"] * 3 == paths(arize)
