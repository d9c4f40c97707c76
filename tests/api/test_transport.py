"""What is sent, what is sent again, and what is never sent twice."""

import logging
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from importlib.metadata import version

import pytest

from pulumi_arize_users.api.errors import (
    ApiError,
    InvalidRequest,
    NoReply,
    NotFound,
    RateLimited,
    ServerError,
    SettingsError,
    UnreadableReply,
)
from pulumi_arize_users.api.transport import JITTER, USER_AGENT, Call
from pulumi_arize_users.simulator import Fault

USERS = Call("GET", "/v2/users")
NEW_USER = {
    "name": "Grace Hopper",
    "email": "grace@example.com",
    "role": {"type": "PREDEFINED", "name": "MEMBER"},
    "invite_mode": "TEMPORARY_PASSWORD",
}
CREATION = Call("POST", "/v2/users", body=NEW_USER, repeatable=False)

# With two repetitions allowed: how often what is safe to repeat is sent, how often a creation is, and how it ends.
OUTCOMES = {
    "server error": (Fault("status", status=500, times=None), 3, 1, ServerError, "Arize answered 500"),
    "gateway error": (Fault("status", status=503, retry_after="1", times=None), 3, 1, ServerError, "answered 503"),
    "too many": (Fault("status", status=429, times=None), 3, 3, RateLimited, "arize:maxRequestsPerSecond"),
    "bad request": (Fault("status", status=400, times=None), 1, 1, InvalidRequest, "Arize answered 400"),
    "not found": (Fault("status", status=404, times=None), 1, 1, NotFound, "Arize answered 404"),
    "odd status": (Fault("status", status=418, times=None), 1, 1, ApiError, "Arize answered 418"),
    "redirect": (Fault("redirect", times=None), 1, 1, ApiError, "never redirects"),
    "reset": (Fault("reset", times=None), 3, 1, NoReply, "closed the connection without an answer"),
    "hang": (Fault("hang", times=None), 3, 1, NoReply, "did not answer within 0.2 s"),
    "drip": (Fault("drip", times=None), 3, 1, NoReply, "arize:timeoutSeconds"),
    "truncated": (Fault("truncated", times=None), 3, 1, NoReply, "broke off"),
    "malformed": (Fault("malformed", times=None), 1, 1, UnreadableReply, "not with the JSON"),
    "oversized": (Fault("oversized", times=None), 1, 1, UnreadableReply, "larger than 10 MiB"),
    "portal": (Fault("html", times=None), 1, 1, UnreadableReply, "not with the JSON"),
}


def patience_with(fault):
    """Seconds to wait for a reply: few where none will come, and enough for a busy machine where one will."""
    return (0.2 if fault.times is None else 1) if fault.kind in ("hang", "drip") else 30


@pytest.mark.parametrize("method", ["GET", "PATCH", "POST"])
@pytest.mark.parametrize("name", OUTCOMES)
def test_each_failure_is_repeated_where_that_is_safe(outcome, arize, transport_with, ada, name, method):
    """Reads and changes are repeated when nothing or a failing server answered; a creation only when nobody did it."""
    fault, safe, creation, kind, words = OUTCOMES[name]
    call = {
        "GET": Call("GET", f"/v2/users/{ada}"),
        "PATCH": Call("PATCH", f"/v2/users/{ada}", body={"name": "Ada"}),
        "POST": CREATION,
    }[method]
    arize.fail(fault)

    error = outcome(transport_with(max_retries=2, timeout_seconds=patience_with(fault)), call)

    times = creation if method == "POST" else safe
    assert kind is type(error)
    assert words in str(error)
    assert [method] * times == [request.method for request in arize.requests]


@pytest.mark.parametrize("kind", ["status", "reset", "hang", "truncated", "drip", "malformed"])
def test_a_creation_that_may_have_happened_is_not_sent_again(outcome, arize, transport_with, kind):
    """The person is there; asked again, the server would answer without the password."""
    fault = Fault(kind, after_write=True, times=None)
    arize.fail(fault)

    error = outcome(transport_with(timeout_seconds=patience_with(fault)), CREATION)

    assert error.maybe_done is True
    assert 1 == len(arize.requests)
    assert "INVITED" == arize.user("grace@example.com")["status"]


@pytest.mark.parametrize("kind", ["status", "reset", "hang", "truncated", "drip"])
def test_a_passing_failure_goes_unnoticed(arize, transport_with, ada, kind):
    """A change whose first reply was lost is sent again, and answered."""
    fault = Fault(kind, after_write=True)
    arize.fail(fault)
    transport = transport_with(timeout_seconds=patience_with(fault))

    reply = transport.send(Call("PATCH", f"/v2/users/{ada}", body={"name": "Ada L."}))

    assert "Ada L." == reply.body["name"]
    assert 2 == len(arize.writes)


@pytest.mark.parametrize("retries", [0, 1, 4])
def test_the_number_of_repetitions_is_a_setting(outcome, arize, transport_with, retries):
    """None means that every request is sent once."""
    arize.fail(Fault("status", status=500, times=None))

    error = outcome(transport_with(max_retries=retries), USERS)

    assert ServerError is type(error)
    assert 1 + retries == len(arize.requests)


def test_the_pause_doubles_from_one_repetition_to_the_next(outcome, arize, transport_with, clock):
    """The first repetition comes at once, the later ones after ever longer pauses and up to a second more."""
    arize.fail(Fault("status", status=500, times=None))

    outcome(transport_with(max_retries=5), USERS)

    expected = [0, 1, 2, 4, 8]
    assert len(expected) == len(clock.slept)
    assert all(least <= slept <= least + JITTER for least, slept in zip(expected, clock.slept, strict=True))


def test_those_who_failed_together_do_not_come_back_together(outcome, arize, transport_with, clock):
    """Ten requests that fail alike pause for ten different times."""
    arize.fail(Fault("status", status=500, times=None))

    for _ in range(10):
        outcome(transport_with(max_retries=2), USERS)

    assert 10 == len({slept for slept in clock.slept if slept})


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_that_was_asked_for_is_never_shortened(outcome, arize, transport_with, clock, status):
    """Each of five is as long as the server asked, and longer only where ours are longer by then."""
    arize.fail(Fault("status", status=status, retry_after="3", times=None))

    outcome(transport_with(max_retries=5), USERS)

    pauses = [slept for slept in clock.slept if slept >= 0.5]
    assert 5 == len(pauses)
    assert all(slept >= 3 for slept in pauses)
    assert max(pauses) <= 8 + JITTER


@pytest.mark.parametrize("status", [429, 503])
def test_patience_asked_for_in_seconds_is_given(arize, transport_with, clock, status):
    """The next request starts when the server said."""
    arize.fail(Fault("status", status=status, retry_after="17"))

    transport_with().send(USERS)

    assert [17] == clock.slept


def test_patience_asked_for_as_a_date_is_given(arize, transport_with, clock):
    """Some proxies name a time of day instead of seconds."""
    date = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=120), usegmt=True)
    arize.fail(Fault("status", status=429, retry_after=date))

    transport_with().send(USERS)

    (slept,) = clock.slept
    assert 100 < slept <= 120


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "soon",
        "1.5",
        "-3",
        "0",
        "9" * 5000,
        "Mon, 99 Jan 99999 99:99:99 GMT",
        "Mon, 01 Jan 2001 00:00:00 GMT",
    ],
)
def test_a_request_for_patience_nobody_can_read_gets_a_short_pause(arize, transport_with, clock, header):
    """Missing, garbled and past times are no reason to fail, nor to hurry."""
    arize.fail(Fault("status", status=429, retry_after=header))

    transport_with().send(USERS)

    assert [0.5] == clock.slept
    assert 2 == len(arize.requests)


@pytest.mark.parametrize("status", [429, 503])
def test_nobody_waits_longer_than_five_minutes(outcome, arize, transport_with, clock, status):
    """A pipeline fails now rather than after an hour."""
    arize.fail(Fault("status", status=status, retry_after="301"))

    error = outcome(transport_with(), USERS)

    assert status == error.status
    assert [] == clock.slept
    assert 1 == len(arize.requests)


def test_all_requests_slow_down_after_a_refusal(arize, transport_with, clock):
    """One thread's refusal is a reason for all of them not to ask in the same moment again."""
    transport = transport_with()
    arize.fail(Fault("status", status=429, retry_after="17"))
    transport.send(USERS)

    transport.send(USERS)

    assert 17 == clock.slept[0]
    assert 0 < clock.slept[1] < 0.1


def test_a_limit_of_requests_per_second_is_kept(transport_with, clock):
    """Four per second means a quarter of a second between two."""
    transport = transport_with(max_requests_per_second=4)

    for _ in range(3):
        transport.send(USERS)

    assert [0.25, 0.25] == clock.slept


def test_each_request_says_who_asks_and_what_it_takes(arize, transport_with):
    """Version, language and accepted types are in the headers, and a content type even without a body."""
    transport_with().send(USERS)

    (request,) = arize.requests
    assert request.authorization_ok
    assert USER_AGENT == request.headers["user-agent"]
    assert USER_AGENT.startswith(f"pulumi-arize-users/{version('pulumi-arize-users')} python/3.")
    assert "application/json, application/problem+json" == request.headers["accept"]
    assert "application/json" == request.headers["content-type"]


def test_a_missing_key_is_reported_every_time(outcome, arize, transport_with):
    """Nothing is ever sent without one, also not by a thread that tried before."""
    transport = transport_with(api_key="")

    for _ in range(2):
        assert SettingsError is type(outcome(transport, USERS))
    assert [] == arize.requests


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_key_is_in_no_error_and_no_log(outcome, arize, transport_with, caplog, everything_shown, key, name):
    """Not in texts, representations, causes or tracebacks, nor anywhere in the log at its most verbose."""
    caplog.set_level(logging.DEBUG)
    fault = OUTCOMES[name][0]
    arize.fail(fault)

    error = outcome(transport_with(max_retries=1, timeout_seconds=patience_with(fault)), CREATION)

    assert key not in everything_shown(error)
    assert key not in caplog.text
    assert "POST /v2/users" in caplog.text


def test_bodies_are_not_logged(arize, transport_with, caplog):
    """Neither the temporary password nor the person's data reaches the log; method, path, status and request do."""
    caplog.set_level(logging.DEBUG)

    reply = transport_with().send(CREATION)

    assert reply.body["temporary_password"] not in caplog.text
    assert "grace@example.com" not in caplog.text + repr(CREATION)
    assert "POST /v2/users 201 " in caplog.text
    assert arize.requests[0].request_id in caplog.text
