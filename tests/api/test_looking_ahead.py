"""Pages of the account that are read beside other work, for those who will be asked for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.models import User
from pulumi_arize_users.simulator import Fault
from tests.api.conftest import paths

if TYPE_CHECKING:
    from pulumi_arize_users.api.client import ArizeClient


class SlowAccount:
    """An account whose page of users comes when it is let through."""

    def __init__(self) -> None:
        self.is_asked, self.may_answer = threading.Event(), threading.Event()
        self.pages = 0

    def page_of_users(self, _cursor: str) -> tuple[list[User], str | None]:
        self.pages += 1
        self.is_asked.set()
        assert self.may_answer.wait(10)
        return [User(id="u1", email="ada@example.com")], None


def test_who_looks_ahead_takes_the_pages_for_whoever_asks_later(arize, directory, crowd):
    """A page for each who is not known yet; nobody who was looked for ahead costs another request."""
    for user_id in crowd[::-1]:
        directory.look_ahead(user_id)
    looked = paths(arize)

    assert crowd == [user.id for user in map(directory.user, crowd) if user]
    assert ["/v2/users"] * 3 == looked == paths(arize)


def test_a_page_that_fails_ahead_fails_nobody(arize, connect, ada):
    """Who looks ahead has done something else, which has not failed; who asks reads the page again."""
    client = connect(max_retries=0)
    directory = Directory(lambda: client)
    arize.fail(Fault("status", status=500))

    directory.look_ahead(ada)
    looked = paths(arize)

    assert directory.user(ada) is not None
    assert ["/v2/users"] == looked
    assert ["/v2/users"] * 2 == paths(arize)


def test_who_looks_ahead_does_not_wait_for_a_page_that_is_on_its_way():
    """Something else is to be done, and the page comes without them."""
    account = SlowAccount()
    directory = Directory(lambda: cast("ArizeClient", account))

    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(directory.user, "u1")
        account.is_asked.wait(10)
        directory.look_ahead("u1")
        has_waited = asking.done()
        account.may_answer.set()

    assert not has_waited
    assert directory.known("u1") is asking.result() is not None
    assert 1 == account.pages
