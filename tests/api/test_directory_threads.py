"""One directory, many threads: what one is asking for, no other asks for."""

from concurrent.futures import ThreadPoolExecutor

from tests.api.conftest import paths


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
