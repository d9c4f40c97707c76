"""The promise of the directory: how many requests a run costs at most, whoever is asked for in whatever order."""

from __future__ import annotations

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pulumi_arize_users.api.directory import Directory
from pulumi_arize_users.api.models import User

if TYPE_CHECKING:
    from pulumi_arize_users.api.client import ArizeClient

PAGE = 100
LARGEST = 2000
EVERYBODY = [
    User(id=f"u{number}", email=f"u{number}@example.com", created_at=f"{number:06}") for number in range(LARGEST)
]


class CountingAccount:
    """The first people of `EVERYBODY`, who can be asked for as the directory asks; counts each request."""

    def __init__(self, size: int) -> None:
        self.requests = 0
        self._people = EVERYBODY[:size]
        self._by_key = {key: user for user in self._people for key in (user.id, user.email)}
        self._lock = threading.Lock()

    def page_of_users(self, cursor: str = "") -> tuple[list[User], str | None]:
        self._count()
        start = int(cursor or 0)
        end = start + PAGE
        return self._people[start:end], str(end) if end < len(self._people) else None

    def get_user(self, user_id: str) -> User | None:
        self._count()
        return self._by_key.get(user_id)

    def find_user(self, email: str) -> User | None:
        self._count()
        return self._by_key.get(email)

    def directory(self) -> Directory:
        return Directory(lambda: cast("ArizeClient", self))

    def _count(self) -> None:
        with self._lock:
            self.requests += 1


def pages_of(size):
    return math.ceil(size / PAGE)


def cost_of(size, numbers):
    """The requests it takes to ask for these people of an account of that size."""
    account = CountingAccount(size)
    directory = account.directory()
    for number in numbers:
        assert EVERYBODY[number] is directory.user(EVERYBODY[number].id)
    return account.requests


@given(some.integers(1, LARGEST), some.integers(0, LARGEST), some.randoms(use_true_random=True))
def test_asking_for_people_costs_at_most_two_requests_each_and_two_per_page(size, asked, random):
    """Few people in a large account are cheap, and so are many: the bound holds after every single question."""
    people = random.sample(range(size), min(asked, size))
    account = CountingAccount(size)
    directory = account.directory()

    for number, who in enumerate(people, start=1):
        user = EVERYBODY[who]
        assert user is (directory.user(user.id) if random.random() < 0.5 else directory.user_with_email(user.email))
        assert account.requests <= 2 * min(number, pages_of(size)) + 2


@given(some.integers(1, LARGEST), some.sets(some.integers(0, LARGEST - 1), max_size=30))
def test_the_worst_order_costs_no_more(size, people):
    """People from the end of the list first, which makes every page taken so far useless."""
    asked = sorted((who for who in people if who < size), reverse=True)

    assert cost_of(size, asked) <= 2 * min(len(asked), pages_of(size)) + 2


@given(some.integers(1, 500), some.randoms(use_true_random=True))
def test_everybody_in_any_order_costs_two_more_than_the_pages_of_a_small_account(size, random):
    """Up to five pages no order costs more."""
    people = random.sample(range(size), size)

    assert cost_of(size, people) <= pages_of(size) + 2
    assert cost_of(size, range(size - 1, -1, -1)) <= pages_of(size) + 2


@given(some.integers(1, LARGEST), some.randoms(use_true_random=True))
def test_everybody_in_any_order_costs_less_than_twice_the_pages(size, random):
    """What was spent on single people before the pages were worth it is bounded by the pages, too."""
    pages = pages_of(size)

    assert cost_of(size, random.sample(range(size), size)) <= pages + max(0, pages - 3)
    assert cost_of(size, range(size - 1, -1, -1)) <= pages + max(0, pages - 3)


@given(some.integers(1, LARGEST))
def test_everybody_in_the_order_of_the_list_costs_the_pages(size):
    """Not one request more, and this is the order of a refresh: people are created and kept in it."""
    assert pages_of(size) == cost_of(size, range(size))


@given(size=some.integers(1, LARGEST), random=some.randoms(use_true_random=False))
def test_looking_ahead_costs_no_request_more(size, random):
    """Whoever is looked for ahead and then asked for is within the same bound as without."""
    numbers = random.sample(range(size), random.randint(1, size))
    account = CountingAccount(size)
    directory = account.directory()
    for number in numbers:
        directory.look_ahead(EVERYBODY[number].id)
    for number in numbers:
        directory.user(EVERYBODY[number].id)

    assert account.requests <= 2 * min(len(numbers), pages_of(size)) + 2


@pytest.mark.parametrize(("size", "expected"), [(1, 1), (100, 1), (101, 2), (300, 3), (2000, 4)])
def test_one_person_costs_at_most_four_requests(size, expected):
    """The last of the list: three pages, and in a larger account one for the person."""
    assert expected == cost_of(size, [size - 1])


@given(some.integers(1, LARGEST), some.integers(2, 50))
def test_asking_again_is_free_and_buys_nothing(size, times):
    """Neither a person nor a gone one is paid for twice, and no page is taken because of repetition."""
    account = CountingAccount(size)
    directory = account.directory()
    directory.user(EVERYBODY[0].id)
    directory.user("gone")
    before = account.requests

    for _ in range(times):
        directory.user(EVERYBODY[0].id)
        directory.user("gone")
    assert before == account.requests

    directory.user(EVERYBODY[size - 1].id)
    assert account.requests <= 2 * 3 + 2


def test_a_gone_person_is_not_looked_for_in_later_pages():
    """Once is enough, also when questions about others have paid for more pages since."""
    account = CountingAccount(LARGEST)
    directory = account.directory()
    directory.user("gone")
    for person in EVERYBODY[:PAGE]:
        directory.user(person.id)
    before = account.requests

    assert directory.user("gone") is None
    assert before == account.requests


@given(some.integers(1, LARGEST), some.integers(1, 40))
def test_each_gone_person_costs_one_request_of_their_own(size, gone):
    """Beyond the pages, which prove that the key may see people."""
    account = CountingAccount(size)
    directory = account.directory()

    assert [None] * gone == [directory.user(f"gone-{number}") for number in range(gone)]
    assert gone < account.requests <= gone + min(gone + 2, pages_of(size))


@given(some.integers(1, LARGEST), some.integers(1, LARGEST))
def test_people_just_created_buy_no_more_than_anybody_else(size, created):
    """Somebody known from a reply costs no request, and may pay for later pages like others do."""
    account = CountingAccount(size)
    directory = account.directory()
    for number in range(min(created, 20)):
        directory.remember(User(id=f"new-{number}"))
        directory.user(f"new-{number}")
    assert 0 == account.requests

    directory.user(EVERYBODY[size - 1].id)

    assert account.requests <= 2 * (min(created, 20) + 1) + 2


@pytest.mark.parametrize("asked", [1, 8, 40, 400, 2000])
@pytest.mark.parametrize("stride", [7, 333, 1999])
def test_eight_threads_keep_the_bound(asked, stride):
    """What a thread is about to ask for is counted before it asks."""
    people = [number * stride % LARGEST for number in range(asked)]
    account = CountingAccount(LARGEST)
    directory = account.directory()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda who: directory.user(EVERYBODY[who].id), people))

    assert [EVERYBODY[who] for who in people] == found
    assert account.requests <= 2 * min(asked, pages_of(LARGEST)) + 2
