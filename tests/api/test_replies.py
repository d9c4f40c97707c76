"""From the bytes of a reply to its JSON, or to the error that explains it."""

import json

import pytest

from pulumi_arize_users.api.errors import (
    ApiError,
    ArizeError,
    InvalidRequest,
    NoReply,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    UnreadableReply,
    may_have_happened,
)
from pulumi_arize_users.api.transport import Call
from pulumi_arize_users.simulator import Fault

USERS = Call("GET", "/v2/users")


@pytest.fixture
def transport(transport_with):
    """Asks once and repeats nothing."""
    return transport_with(max_retries=0)


@pytest.fixture
def failure(arize, transport):
    """What becomes of one request while something goes wrong."""

    def of(fault, call=USERS):
        arize.fail(fault)
        with pytest.raises(ArizeError) as caught:
            transport.send(call)
        return caught.value

    return of


def test_a_reply_is_its_status_and_its_json(transport):
    """A JSON object comes back as it was sent."""
    reply = transport.send(USERS)

    assert 200 == reply.status
    assert ["owner@example.com"] == [user["email"] for user in reply.body["users"]]


def test_a_reply_without_content_is_empty(transport, ada):
    """204 has no body, and needs none."""
    reply = transport.send(Call("DELETE", f"/v2/users/{ada}"))

    assert (204, {}) == (reply.status, reply.body)


def test_json_under_a_wrong_label_is_read(arize, transport):
    """Proxies that change the content type do no harm as long as the body is JSON."""
    arize.fail(Fault("wrong-content-type"))

    assert "users" in transport.send(USERS).body


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("html"), "but not with the JSON of its API (it is text/html; charset=utf-8, 40 bytes)"),
        (Fault("malformed"), "Arize answered 200, but not with the JSON of its API (it is application/json,"),
        (Fault("status", status=200, body="[]"), "Check that arize:baseUrl is the address of the API"),
        (Fault("status", status=200, body='"text"'), "but not with the JSON of its API"),
        (Fault("status", status=200, body="[" * 100_000), "but not with the JSON of its API"),
        (Fault("oversized"), "larger than 10 MiB"),
    ],
    ids=["portal", "half", "list", "text", "deep", "oversized"],
)
def test_what_is_not_the_json_of_the_api_is_unreadable(failure, fault, words):
    """Portals, halves, wrong types, bombs and floods each end in one sentence, and leave a write in doubt."""
    error = failure(fault)

    assert UnreadableReply is type(error)
    assert words in str(error)
    assert may_have_happened(error)


def test_a_reply_of_exactly_the_largest_size_is_read(arize, transport):
    """Ten MiB belong to what is allowed; one byte more does not."""
    arize.fail(Fault("oversized", bytes=10 * 1024 * 1024))
    arize.fail(Fault("oversized", bytes=10 * 1024 * 1024 + 1))

    assert ["padding"] == list(transport.send(USERS).body)
    with pytest.raises(UnreadableReply, match="larger than 10 MiB"):
        transport.send(USERS)


def test_a_reply_that_breaks_off_is_no_reply(failure):
    """Half a body is not taken for the whole, even where it would parse."""
    error = failure(Fault("truncated"))

    assert NoReply is type(error)
    assert "broke off after" in str(error)
    assert may_have_happened(error)


def test_a_reply_that_trickles_in_has_a_deadline(arize, transport_with, outcome):
    """Each byte in time is not enough: the whole body has to be there in the time allowed."""
    arize.fail(Fault("drip", seconds=0.05))

    error = outcome(transport_with(max_retries=0, timeout_seconds=0.5), USERS)

    assert NoReply is type(error)
    assert "did not answer within 0.5 s" in str(error)
    assert "arize:timeoutSeconds" in str(error)
    assert may_have_happened(error)


def test_an_error_carries_what_the_server_said(arize, failure):
    """Title, detail, status and request id are in the error, and in its text."""
    error = failure(Fault("status", status=400))

    (request,) = arize.requests
    assert InvalidRequest is type(error)
    assert (400, "Invalid request parameters") == (error.status, error.problem.title)
    assert "The simulator was told to answer so." == error.problem.detail
    assert request.request_id == error.problem.request_id
    assert f"[request {request.request_id}]" in str(error)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html>Bad Gateway</html>", "Arize answered 502 (Bad Gateway: the answer is text/html, not the API's JSON)"),
        ("[]", "Arize answered 502 (Bad Gateway: the answer is application/problem+json, not the API's JSON)"),
        ("{}", "Arize answered 502 (Bad Gateway) [request"),
        ('{"title": 7, "detail": {"at": 5}}', "Arize answered 502 (Bad Gateway) [request"),
        ('{"message": "Back at five."}', "Arize answered 502 (Bad Gateway: Back at five) [request"),
        ('{"error": {"message": "Late."}}', "Arize answered 502 (Bad Gateway: Late) [request"),
        (
            "<html><title>Wall &amp;\nFire</title>",
            'Arize answered 502 (Bad Gateway: the answer is text/html, titled "Wall & Fire", not the API\'s JSON) [',
        ),
        ('{"title": "Down", "detail": "Back at five."}', "Arize answered 502 (Down: Back at five) [request"),
    ],
)
def test_an_error_without_a_problem_document_is_readable_too(failure, body, words):
    """Proxies answer in their own ways; the status stands for what they leave out."""
    error = failure(Fault("status", status=502, body=body))

    assert ServerError is type(error)
    assert str(error).startswith(words)


def test_a_redirect_is_not_followed(arize, failure):
    """The key never goes to an address that was not configured."""
    error = failure(Fault("redirect", location=f"{arize.url}/v2/organizations"))

    assert ApiError is type(error)
    assert 302 == error.status
    assert "never redirects: check that arize:baseUrl is the address of the API" in str(error)
    assert ["/v2/users"] == [request.path for request in arize.requests]


@pytest.mark.parametrize("status", [300, 302, 399])
def test_a_redirect_without_a_target_is_no_success(failure, status):
    """Only 2xx is, even where the body looks like an answer."""
    error = failure(Fault("status", status=status, body='{"users": []}'))

    assert ApiError is type(error)
    assert status == error.status
    assert "never redirects" in str(error)


@pytest.mark.parametrize("field", ["title", "detail"])
def test_an_echoed_key_is_blotted_out(key, everything_shown, failure, field):
    """A server that repeats the request must not make an error carry the key."""
    echo = json.dumps({"title": "Invalid request parameters", field: f"Bearer {key} was not understood: {key}"})

    error = failure(Fault("status", status=400, body=echo))

    assert "Bearer [secret] was not understood: [secret]" in str(error)
    assert key not in everything_shown(error)


def test_a_rejected_key_is_reported_with_its_source(arize, transport_with):
    """The error says where the key came from, and what to do after a rotation."""
    arize.api_key = "rotated"
    transport = transport_with(key_source="the environment variable ARIZE_API_KEY")

    with pytest.raises(Unauthorized) as caught:
        transport.send(USERS)

    assert 401 == caught.value.status
    assert "The API key came from the environment variable ARIZE_API_KEY." in str(caught.value)
    assert "`pulumi up` once" in str(caught.value)
    assert "--run-program" in str(caught.value)


@pytest.mark.parametrize(
    "body",
    ["<html>no such page</html>", '{"detail": "Not Found"}', '{"message": "Not Found"}', "{}", "[]", '{"title": 7}'],
)
def test_only_the_api_can_say_that_somebody_is_gone(failure, body):
    """Any other 404 comes from a proxy, a framework or a wrong address."""
    error = failure(Fault("status", status=404, body=body))

    assert ApiError is type(error)
    assert "Nobody is believed to be gone: check that arize:baseUrl is the address of the API." in str(error)


@pytest.mark.parametrize(
    "body", ['{"title": "Resource not found"}', '{"type": "https://example.com/probs/not-found", "status": 404}']
)
def test_the_api_can_say_that_somebody_is_gone(failure, body):
    """A problem document needs no more than its title, or its type."""
    assert NotFound is type(failure(Fault("status", status=404, body=body)))


@pytest.mark.parametrize("status", [302, 400, 403, 404, 409, 422, 500, 503])
@pytest.mark.parametrize("body", ["<html>Blocked</html>", '{"message": "Forbidden"}'])
def test_what_something_on_the_way_answers_refuses_nothing(failure, status, body):
    """A write may have happened, nothing is concluded from the status, and the sentence says who may have answered."""
    error = failure(Fault("status", status=status, body=body))

    assert (ServerError if status >= 500 else ApiError) is type(error)
    assert may_have_happened(error)
    assert "something on the way, such as a proxy or a firewall, may have sent it" in str(error)


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (429, RateLimited)])
def test_who_asks_for_a_key_or_for_patience_has_done_nothing(failure, status, kind):
    """A gateway that lets nothing through means the same as the API."""
    error = failure(Fault("status", status=status, body='{"message": "No."}'))

    assert kind is type(error)
    assert not may_have_happened(error)


@pytest.mark.parametrize("status", [203, 206, 226])
def test_a_success_that_the_api_does_not_know_is_unreadable(failure, status):
    """What a proxy has changed or cut is not believed, although it is JSON."""
    error = failure(Fault("success", status=status, body='{"users": []}'))

    assert UnreadableReply is type(error)
    assert f"Arize answered {status}, but not with the JSON of its API" in str(error)


def test_a_redirect_to_what_is_no_address_is_an_unreadable_reply(failure):
    """The library looks at the address although it does not go there; a write may have happened."""
    error = failure(Fault("redirect", location="http://[::1"))

    assert isinstance(error, UnreadableReply)
    assert "answered with a header that cannot be read. Run again." in str(error)


def test_a_redirect_says_where_it_leads_without_anybodys_ticket(failure):
    """The address helps to find who redirects; what follows it may be a secret."""
    error = failure(Fault("redirect", location="https://login.example.com/sso?ticket=4711"))

    assert "(Found: it leads to https://login.example.com/sso)" in str(error)


def test_two_lengths_are_an_unreadable_reply(failure):
    """The settings are not to blame, and a write may have happened."""
    error = failure(Fault("two-lengths"))

    assert UnreadableReply is type(error)
    assert "answered with headers that contradict each other (Content-Length contained multiple" in str(error)
    assert may_have_happened(error)
