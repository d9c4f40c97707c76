"""How many calls the real host serves at the same time."""

import grpc

from pulumi_arize_users.providers.host import widen

CROWD = 12


def test_more_calls_are_served_at_once_than_the_stock_host_would(start, rehearsal):
    """Twelve creations wait for each other, which the four workers of the stock host would never end."""
    host = start(concurrency=str(CROWD))
    crowd = rehearsal("Crowd")

    calls = [host.start("Create", crowd.make("Create", name=f"call {number}")) for number in range(CROWD)]

    assert [f"call {number}" for number in range(CROWD)] == [call.result().id for call in calls]


def test_answers_of_many_calls_are_not_mixed_up(start, rehearsal):
    """With many workers, too, each failure belongs to the call that failed."""
    host = start(concurrency=str(CROWD))
    host.call("Check", rehearsal("Crowd").make("Check"))

    calls = [
        host.start(
            "Create",
            rehearsal().make("Create", name=f"call {number}", **({"refusal": f"{number}"} if number % 3 else {})),
        )
        for number in range(48)
    ]

    assert [(number, f"{number}" if number % 3 else None) for number in range(48)] == [
        (number, call.details() if call.code() is not grpc.StatusCode.OK else None) for number, call in enumerate(calls)
    ]


def test_outside_of_a_host_nothing_is_widened():
    """A unit test, or a program that calls a provider, has no pool of the engine's."""
    assert widen(CROWD) is False
