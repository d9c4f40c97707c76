"""How many calls the host serves at once."""

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec

import pytest

from pulumi_arize_users.hosts.dynamic.answers import HOST
from pulumi_arize_users.hosts.dynamic.width import widen

PEOPLE = [f"person{number}@example.com" for number in range(24)]


def _create_all_at_once(host, person):
    declared = [{"email": email, "name": "Somebody", "role": "MEMBER"} for email in PEOPLE]
    host.call("Check", person.make("Check", **declared[0]))
    waiting = [host.start("Create", person.make("Create", **arguments)) for arguments in declared]
    return [future.result() for future in waiting]


@pytest.mark.parametrize(("concurrency", "most"), [(None, 16), ("6", 6), ("4", 4), ("2", 4)])
def test_as_many_calls_are_served_at_once_as_the_settings_say(start, person, arize, concurrency, most):
    """Sixteen unless set otherwise; the pool is never made smaller than the host made it."""
    arize.latency_ms = 200
    host = start(concurrency=concurrency)

    created = _create_all_at_once(host, person)

    assert len(PEOPLE) == len({answer.id for answer in created})
    assert most - 1 <= arize.most_in_flight <= most


def test_calls_that_waited_before_the_settings_were_known_are_served_at_once_too(start, person, arize):
    """A destroy hands everything over at once, and only the first call sets the width."""
    arize.latency_ms = 200
    ids = [arize.add_user(email, name="Somebody", status="ACTIVE") for email in PEOPLE]
    host = start(concurrency=None)

    waiting = [
        host.start(
            "Delete", person.make("Delete", id=user_id, email=email, user_id=user_id, role="MEMBER", on_destroy="block")
        )
        for user_id, email in zip(ids, PEOPLE, strict=True)
    ]
    for future in waiting:
        future.result()

    assert {"INACTIVE"} == {arize.user(email)["status"] for email in PEOPLE}
    assert 14 <= arize.most_in_flight <= 16


def test_elsewhere_nothing_is_widened():
    """In a test, a program or an unknown host, the answer is no and nothing is touched."""
    assert False is widen(64)


@pytest.mark.parametrize(("size", "wanted", "after"), [(4, 16, 16), (4, 2, 4), (8, 16, 8)])
def test_only_a_pool_of_the_stock_size_is_widened(monkeypatch, size, wanted, after):
    """A host that has chosen a size of its own keeps it."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", ModuleSpec(HOST, None))
    with ThreadPoolExecutor(size) as pool:
        is_widened = pool.submit(widen, wanted).result()

        assert (4 == size, after) == (is_widened, pool._max_workers)
